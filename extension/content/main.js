// @ts-check
// Starts the content scripts: one timer, one observer, one line to the background. Nothing here or
// in the other files writes to the page.
(() => {
  const scope = /** @type {any} */ (globalThis);
  const { optwatch } = scope;
  if (optwatch.main) return;

  const { runtime } = scope.browser ?? scope.chrome;
  const { looks, visit } = optwatch;
  const TICK_MS = 250;
  const FOCUS_MS = 10000;
  const CHANGES = { subtree: true, childList: true, attributes: true, characterData: true };
  const observer = new MutationObserver(looks.mark);
  let timer = 0;
  let watching = false;

  /** An extension that was updated or removed leaves its old scripts behind: they end here. */
  function end() {
    clearInterval(timer);
    observer.disconnect();
  }

  /** @param {object} message @returns {Promise<any>} null where nobody answered */
  async function send(message) {
    try {
      if (!runtime?.id) throw new Error('gone');
      return await runtime.sendMessage(message);
    } catch {
      if (!runtime?.id) end();
      return null;
    }
  }

  /** Watches the page only while it is a settings page. */
  function watch() {
    const wanted = visit.watched();
    if (wanted === watching) return;
    watching = wanted;
    if (wanted) observer.observe(document, CHANGES);
    else observer.disconnect();
  }

  function tick() {
    looks.tick();
    watch();
  }

  /** Says nothing yet: the page may change its address, and tell of it, as often as it likes. */
  function follow() {
    looks.follow();
    watch();
  }

  /** @returns {Promise<void>} when the popup has closed and the page holds the keyboard again */
  function focused() {
    if (document.hasFocus()) return Promise.resolve();
    return new Promise((resolve) => {
      setTimeout(resolve, FOCUS_MS);
      window.addEventListener('focus', () => resolve(), { once: true });
    });
  }

  /** @param {number} ref */
  async function show(ref) {
    const element = /** @type {HTMLElement|undefined} */ (looks.element(ref));
    if (!element) return;
    await focused();
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollIntoView({ block: 'center', behavior: calm ? 'instant' : 'smooth' });
    element.focus(/** @type {any} */ ({ preventScroll: true, focusVisible: true }));
  }

  runtime.onMessage.addListener((/** @type {any} */ message, /** @type {any} */ sender, /** @type {any} */ respond) => {
    if (sender.id !== runtime.id || sender.tab) return;
    if (message?.type === 'show') show(message.ref);
    if (message?.type === 'again') looks.again();
    if (message?.type === 'describe') respond(looks.described());
  });

  looks.begin(send);
  looks.restart();
  // What a page's own script sends out is none of these.
  if (document.readyState !== 'complete') {
    window.addEventListener('load', (event) => { if (event.isTrusted) looks.loaded(); });
  }
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted || !event.isTrusted) return;
    visit.restart();
    looks.restart();
  });
  window.addEventListener('popstate', follow);
  scope.navigation?.addEventListener('navigatesuccess', follow);
  document.addEventListener('visibilitychange', (event) => { if (event.isTrusted) tick(); });
  document.addEventListener('load', looks.mark, true);
  timer = setInterval(tick, TICK_MS);
  watch();
  optwatch.main = true;
})();
