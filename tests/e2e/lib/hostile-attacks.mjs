// Pages that would stop what watches them, or keep from it what happens. Each function is sent to the
// page as text, and uses nothing from outside itself.

/** Every number that a timer could have, once and then without end. */
function clearTimers() {
  const clear = (most) => {
    for (let i = 0; i < most; i += 1) {
      if (i !== own) clearTimeout(i);
      if (i !== own) clearInterval(i);
    }
  };
  const own = setInterval(() => clear(20_000), 100);
  clear(100_000);
}

/** A capturing listener on the window, before any other of the page's, for all that the browser tells a page. */
function stopEvents() {
  const all = ['load', 'pagehide', 'popstate', 'visibilitychange', 'focus', 'blur', 'pointerdown', 'mousedown', 'keydown', 'input', 'change'];
  for (const type of all) window.addEventListener(type, (event) => event.stopImmediatePropagation(), true);
  window.addEventListener('pageshow', (event) => {
    globalThis.kept = event.persisted;
    event.stopImmediatePropagation();
  }, true);
}

/** Never the same for long enough to be looked at, until the page is told to rest. */
function fidget() {
  globalThis.fidgets = setInterval(() => document.querySelector('#main h4')?.append('.'), 300);
}

/** The same page once more, and none of the listeners that were there. */
function writeAnew() {
  const html = document.documentElement.outerHTML.replace(/<script[^]*?<\/script>/g, '');
  document.open();
  document.write(`<!doctype html>${html}`);
  document.close();
}

/** Only the listeners go, and the page's own come first: root and doctype are the old ones. */
function openUnder() {
  const { doctype, documentElement: root } = document;
  document.open();
  for (const type of ['pointerdown', 'keydown', 'input', 'change']) {
    window.addEventListener(type, (event) => event.stopImmediatePropagation(), true);
  }
  document.appendChild(doctype);
  document.appendChild(root);
}

/** A frame of the page's own, empty at first. */
function addFrame() {
  document.body.append(document.createElement('iframe'));
}

/** In the frame, too, nobody listens any more. */
function openFrame() {
  const { contentDocument: frame } = document.querySelector('iframe');
  frame.open();
  frame.write('<p>Nothing</p>');
  frame.close();
}

/** Another root, as a page makes one that draws itself anew, which then goes to another document and back. */
function moveRoot() {
  document.documentElement.replaceWith(document.documentElement.cloneNode(true));
  const root = document.documentElement;
  document.implementation.createHTMLDocument('').adoptNode(root);
  document.appendChild(root);
}

/**
 * By name: `head` runs before the page's own scripts, `attack` once it was read as off; `touched` is what
 * may be told before anybody has used a control, and after. The last one is never looked at while it fidgets.
 */
export const ATTACKS = {
  'all timers cleared': { from: 'off', attack: clearTimers, touched: ['no', 'yes'] },
  'all events stopped': { from: 'off', head: [stopEvents], touched: ['no', 'yes'] },
  'a page that writes itself anew': { from: 'off', attack: writeAnew, touched: ['unknown', 'yes'] },
  'a document opened under its page': { from: 'off', attack: openUnder, touched: ['unknown', 'unknown'] },
  'a frame that is written anew': { from: 'off', build: [addFrame], attack: openFrame, touched: ['unknown', 'yes'] },
  'another root that was elsewhere': { from: 'off', attack: moveRoot, touched: ['no', 'yes'] },
  'sight kept secret': { from: 'off', head: [stopEvents, fidget] },
};
