// In the page, as its last script: it builds what a page may have, and when it has loaded all of it,
// keeps how it is, and sets its traps.
'use strict';
(() => {
  const { quiet } = globalThis;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.quiet { color: rgb(1, 2, 3); }');
  document.adoptedStyleSheets = [sheet];

  const host = document.createElement('section');
  const root = host.attachShadow({ mode: 'open' });
  const inner = new CSSStyleSheet();
  inner.replaceSync('p { margin: 3px; }');
  root.adoptedStyleSheets = [inner];
  root.append(Object.assign(document.createElement('p'), { textContent: 'Shown in a shadow root' }));
  quiet.watch(root);
  document.body.append(host);

  const tall = document.createElement('div');
  tall.style.height = '3000px';
  document.body.append(tall);

  document.cookie = 'page=own; path=/';
  localStorage.setItem('page', 'own');
  sessionStorage.setItem('page', 'own');
  performance.mark('page');

  const settle = () => {
    document.querySelector('input[type="text"]').focus({ preventScroll: true });
    getSelection().setBaseAndExtent(document.querySelector('h4').firstChild, 3, document.querySelector('h4').firstChild, 9);
    scrollTo({ top: 400, behavior: 'instant' });
  };

  const later = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

  /** Focus, scrolling and the selection are told a moment after they were set. */
  async function begin() {
    settle();
    quiet.storedBefore = await quiet.stored();
    await later(200);
    quiet.before = quiet.document();
    quiet.built = [...quiet.records.splice(0), ...quiet.tell(quiet.observer.takeRecords())];
    quiet.heard.length = 0;
    quiet.trap();
    quiet.ready = true;
  }
  const begun = new Promise((resolve) => { addEventListener('load', () => resolve(begin()), { once: true }); });

  /** The page goes on to another address of its own, as an application in one page does. */
  quiet.route = (path) => quiet.mine(() => {
    history.pushState(null, '', path);
    quiet.before = quiet.document();
  });

  /** Everything that was seen; the traps are gone afterwards. */
  quiet.finish = async () => {
    quiet.untrap();
    quiet.own = true;
    await begun;
    quiet.records.push(...quiet.tell(quiet.observer.takeRecords()));
    return JSON.stringify({ early: quiet.early, late: quiet.fingerprint(), before: quiet.before, after: quiet.document(),
      storedBefore: quiet.storedBefore, storedAfter: await quiet.stored(), built: quiet.built, records: quiet.records,
      calls: quiet.calls, heard: quiet.heard, timeline: quiet.timeline() });
  };
})();
