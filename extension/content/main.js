// @ts-check
// Starts the content scripts: one timer, one line to the background. Nothing here or in the other files
// writes to the page.
(() => {
  const scope = /** @type {any} */ (globalThis);
  const { optwatch } = scope;
  if (optwatch.main) return;

  const { runtime } = scope.browser ?? scope.chrome;
  const { looks, visit, touch } = optwatch;
  const TICK_MS = 250;
  const FOCUS_MS = 10000;
  const CHANGES = { subtree: true, childList: true, attributes: true, characterData: true };
  const observer = new MutationObserver(looks.mark);
  let alive = true;
  let watching = false;

  /** An extension that was updated or removed leaves its old scripts behind: they end here. */
  function end() {
    alive = false;
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
    listen();
    looks.tick();
    watch();
  }

  /** No timer with a number: any page can clear those. */
  const pause = () => new Promise((resolve) => { AbortSignal.timeout(TICK_MS).onabort = resolve; });

  async function beat() {
    await pause();
    if (!alive) return;
    beat();
    tick();
  }

  /** Says nothing yet: the page may change its address, and tell of it, as often as it likes. */
  function follow() {
    looks.follow();
    watch();
  }

  /** What a page's own script sends out is none of these. @param {any} event */
  function seen({ isTrusted, persisted }) {
    if (!isTrusted) return;
    if (persisted) {
      visit.restart();
      looks.restart();
    }
    tick();
  }

  /** Again at each tick, for document.open() drops them; captured, before the page can stop them. */
  function listen() {
    touch.listen(document);
    window.addEventListener('pageshow', seen, true);
    window.addEventListener('visibilitychange', seen, true);
    window.addEventListener('popstate', follow, true);
    document.addEventListener('load', looks.mark, true);
  }

  /** @returns {Promise<void>} when the popup has closed and the page holds the keyboard again */
  async function focused() {
    for (let ms = 0; ms < FOCUS_MS && !document.hasFocus(); ms += TICK_MS) await pause();
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
  scope.navigation?.addEventListener('navigatesuccess', follow);
  listen();
  beat();
  watch();
  optwatch.main = true;
})();
