// Pages that are against whoever reads them. Each function is sent to the page as text, and uses
// nothing from outside itself: `build` before the page's load, `rage` once it was looked at.

/** One label and one description of the page's whole size, and long texts at each of 64 switches. */
function longTexts() {
  const label = document.getElementById('allowDataForGenerativeAI');
  label.append(' ', 'endless '.repeat(10 * 1024 * 1024 / 8));
  const input = document.querySelector('[role="switch"]');
  const heavy = document.createElement('div');
  heavy.hidden = true;
  heavy.id = 'heavy';
  heavy.append(...Array.from({ length: 380 }, () => {
    const line = document.createElement('p');
    line.textContent = 'a word and another '.repeat(430);
    return line;
  }));
  const ids = Array(8).fill('heavy').join(' ');
  input.setAttribute('aria-describedby', ids);
  const more = Array.from({ length: 70 }, () => {
    const box = document.createElement('input');
    Object.assign(box, { type: 'checkbox', checked: true });
    box.setAttribute('aria-labelledby', ids);
    box.setAttribute('aria-describedby', ids);
    const row = document.createElement('div');
    row.append(box, ' '.repeat(100_000));
    return row;
  });
  document.body.append(heavy, ...more);
}

/** A hundred thousand, all on; every thousandth bears our key, and the page's own comes last. */
function manySwitches() {
  const row = (i) => `<div><input type="checkbox" role="switch" checked aria-labelledby="${
    i % 1000 === 999 ? 'allowDataForGenerativeAI' : `k${i}`}"></div>`;
  const list = document.createElement('div');
  list.innerHTML = Array.from({ length: 100_000 }, (_, i) => row(i)).join('');
  document.querySelector('main').prepend(list);
}

/**
 * What is markup, a command, a control sequence or out of order elsewhere; short enough to be told and
 * kept whole.
 */
function evilTexts() {
  const evil = '\u202e\u2066EVIL\u0000\u0007\u001b[2J\u001b]0;EVIL\u0007\u009b31m\u0085\u200b\ufeff\u2028\ud800\udc00\udfff' +
    '</script><img src=x onerror=alert(1)><b>EVIL</b> $' + '{7*7} {{7*7}} %s %n `id` $(id) ;rm -rf ~ | \\u{1b} &amp; "\'\r\n=cmd|x';
  const input = document.querySelector('[role="switch"]');
  const mark = '\u202e\u001b[2J</script>';
  input.setAttribute('name', mark);
  input.setAttribute('role', `switch ${mark}`);
  input.previousElementSibling.textContent = `${mark}On`;
  document.getElementById('allowDataForGenerativeAI').textContent = evil;
  document.querySelector('main h4').append(evil);
  document.querySelector('main p:last-child').append(evil);
  document.documentElement.lang = `en-${mark}`;
  document.title = evil;
  const link = document.querySelector('.rail a');
  link.href = `/mypreferences/d/settings/${encodeURIComponent(mark)}`;
  link.append(evil, Object.assign(document.createElement('span'), { textContent: `${mark}On` }));
}

/** Each frame everything around the switch is another, and so are all attributes. */
function endlessMutation() {
  const input = document.querySelector('[role="switch"]');
  const label = document.getElementById('allowDataForGenerativeAI');
  globalThis.changes = 0;
  const step = () => {
    globalThis.changes += 1;
    const word = `Change ${globalThis.changes}`;
    label.replaceChildren(word, document.createElement('i'));
    input.previousElementSibling.firstChild.data = word.slice(-3);
    for (let i = 0; i < 50; i += 1) input.setAttribute(`data-${i}`, word);
    input.setAttribute('name', word);
    input.replaceWith(input);
    input.closest('section').prepend(Object.assign(document.createElement('p'), { textContent: word }));
    if (globalThis.changes % 50 === 0) for (const old of document.querySelectorAll('section > p:not([id]):not([class])')) old.remove();
    requestAnimationFrame(step);
  };
  step();
}

/** The switch moves thousands of times a second, and so does what says how it stands. */
function restlessSwitch() {
  const input = document.querySelector('[role="switch"]');
  globalThis.changes = 0;
  setInterval(() => {
    for (let i = 0; i < 21; i += 1) {
      globalThis.changes += 1;
      input.checked = !input.checked;
      input.setAttribute('aria-checked', String(input.checked));
    }
  }, 1);
}

/** The switch and 500 headings thousands of levels deep, in branches of their own, boxless in part. */
function deepTree() {
  const deepen = (into, levels, boxless) => {
    let at = into;
    for (let i = 0; i < levels; i += 1) {
      const next = document.createElement('div');
      if (boxless) next.style.display = 'contents';
      at.append(next);
      at = next;
    }
    return at;
  };
  const main = document.querySelector('main');
  const card = main.querySelector('section');
  const heads = document.createElement('div');
  const own = document.createElement('div');
  // None of the headings stands over the switch: that has to be found of each.
  main.prepend(own, heads);
  const bottom = deepen(heads, 5_000, true);
  for (let i = 0; i < 500; i += 1) bottom.append(Object.assign(document.createElement('h2'), { textContent: `Heading ${i}` }));
  deepen(own, 5_000, true).append(card);
}

/** Thousands of shadow roots within one another and side by side, and frames of this origin. */
function manyRoots() {
  const html = '<p>text</p><h3>Head</h3><input type="checkbox" role="switch" checked><a href="/mypreferences/d/settings/x">x</a>';
  const place = document.createElement('div');
  document.querySelector('main').append(place);
  for (let i = 0; i < 4_000; i += 1) {
    const host = document.createElement('div');
    place.append(host);
    host.attachShadow({ mode: 'open' }).innerHTML = html;
  }
  let at = place;
  for (let i = 0; i < 100; i += 1) {
    const host = document.createElement('div');
    at.append(host);
    at = host.attachShadow({ mode: 'open' });
  }
  for (let i = 0; i < 40; i += 1) {
    const frame = document.createElement('iframe');
    place.append(frame);
    frame.contentDocument.body.innerHTML = html.repeat(50);
  }
}

/** Attributes of megabytes, thousands of links, headings and labels. */
function hugeAttributes() {
  const huge = 'x y '.repeat(256 * 1024);
  const href = `/mypreferences/d/settings/x?${huge.slice(0, 128 * 1024)}`;
  const blank = ' '.repeat(1024 * 1024);
  const main = document.querySelector('main');
  const make = (name, attributes, text = '') => {
    const element = Object.assign(document.createElement(name), { textContent: text });
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    main.append(element);
  };
  for (let i = 0; i < 40; i += 1) {
    make('input', { type: 'checkbox', id: huge, name: huge, role: huge, title: huge, 'aria-label': huge, 'aria-checked': huge,
      'aria-pressed': huge, 'aria-labelledby': huge, 'aria-describedby': huge });
    make('div', { role: 'switch', 'aria-checked': blank }, 'Switch');
  }
  // The browser itself reads each address when it draws the link.
  for (let i = 0; i < 100; i += 1) make('a', { href }, `Link ${i}`);
  for (let i = 0; i < 3_000; i += 1) make('h3', {}, `Heading ${i}`);
  for (let i = 0; i < 3_000; i += 1) make('nav', {}, `Part ${i}`);
  for (let i = 0; i < 3_000; i += 1) make('label', { for: 'allowDataForGenerativeAI' }, '');
}

/** What a script in the page's own world would stumble over, and what one beside it would, too. */
function falseFriends() {
  const fail = () => { throw new Error('EVIL'); };
  for (const name of ['matches', 'getAttribute', 'querySelector', 'querySelectorAll', 'checkVisibility', 'getBoundingClientRect']) {
    Element.prototype[name] = fail;
  }
  for (const [owner, name] of [[Node.prototype, 'parentElement'], [Node.prototype, 'textContent'], [Element.prototype, 'shadowRoot'],
    [Document.prototype, 'visibilityState'], [HTMLInputElement.prototype, 'checked']]) {
    Object.defineProperty(owner, name, { get: fail });
  }
  Array.prototype.push = fail;
  Array.prototype.map = fail;
  JSON.stringify = fail;
  globalThis.Map = fail;
  globalThis.TextEncoder = fail;
  globalThis.getComputedStyle = () => { for (;;); };
  Object.prototype.toJSON = fail;
}

/** Around the switch a form, and in it fields that are called like what a form is asked for. */
function falseNames(names) {
  const row = document.querySelector('[role="switch"]').parentElement.parentElement;
  const form = document.createElement('form');
  form.style.display = 'contents';
  row.replaceWith(form);
  form.append(row);
  for (const name of names) {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name });
    form.append(field);
  }
}

/** The document's own names, too. */
function falseDocument() {
  for (const name of ['visibilityState', 'readyState', 'querySelector', 'documentElement', 'querySelectorAll', 'createTreeWalker']) {
    const image = document.createElement('img');
    image.name = name;
    document.body.append(image);
  }
}

/** Ever another address, and events as a browser sends them. */
function restlessAddress() {
  globalThis.changes = 0;
  setInterval(() => {
    globalThis.changes += 1;
    for (let i = 0; i < 50; i += 1) {
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      dispatchEvent(new PopStateEvent('popstate'));
      document.dispatchEvent(new Event('visibilitychange'));
      globalThis.navigation?.dispatchEvent(new Event('navigatesuccess'));
    }
    if (globalThis.changes % 10 === 0) history.replaceState(null, '', `/mypreferences/d/settings/x${globalThis.changes}`);
  }, 10);
}

const LOOP = ['parentElement'];
const NAMES = ['matches', 'getAttribute', 'getRootNode', 'querySelector', 'querySelectorAll', 'contains', 'tagName', 'localName',
  'firstChild', 'nextSibling', 'nodeType', 'checkVisibility', 'getBoundingClientRect', 'shadowRoot', 'ownerDocument', 'parentElement'];

/**
 * By name: `from` is the case of tests/pages it begins with; `reads` what may be read of it once it
 * was looked at, before it begins to rage: "unclear" also where a slow machine has no patience for all of it.
 */
export const HOSTILE = {
  'texts of 10 MB': { from: 'off', build: [longTexts], reads: ['unclear'] },
  '100,000 switches': { from: 'off', build: [manySwitches], reads: ['unclear'] },
  'texts that are markup or commands elsewhere': { from: 'on', build: [evilTexts], reads: ['on'] },
  'mutation without end': { from: 'off', rage: endlessMutation, reads: ['off'] },
  'a switch without rest in a tree 5,000 levels deep': { from: 'off', build: [deepTree], rage: restlessSwitch, reads: ['off', 'unclear'] },
  'thousands of roots': { from: 'off', build: [manyRoots], reads: ['unclear'] },
  'attributes of megabytes': { from: 'off', build: [hugeAttributes], reads: ['unclear'] },
  'prototypes that lie': { from: 'off', build: [falseDocument, falseFriends], reads: ['off'] },
  'a form that leads in a circle': { from: 'on', build: [[falseNames, LOOP]], reads: ['on'] },
  'a form of false names': { from: 'off', build: [[falseNames, NAMES]], reads: ['off', 'unclear'] },
  'an address without rest': { from: 'off', rage: restlessAddress, reads: ['off'] },
};
