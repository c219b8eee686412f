// @ts-check
// Rules that the extension's sources keep: S19, S20 and S22 of packaging/SECURITY.md.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const EXTENSION = resolve(fileURLToPath(import.meta.url), '../../../extension');
const names = readdirSync(EXTENSION, { recursive: true, encoding: 'utf8' });
const scripts = names.filter((name) => name.endsWith('.js'));
/** @param {string} name @returns {string} */
const read = (name) => readFileSync(join(EXTENSION, name), 'utf8');
/** @param {RegExp} rule @param {string} [folder] @returns {string[]} scripts that break it */
const breaking = (rule, folder = '') => scripts.filter((name) => name.startsWith(folder) && rule.test(read(name)));
const manifests = ['manifest.json', 'manifest.chromium.json', 'manifest.firefox.json'].map((name) => JSON.parse(read(name)));

test('there is something to look at', () => assert.ok(scripts.length > 50, `${scripts.length} scripts`));

test('S22: no text becomes markup or code', () => {
  assert.deepEqual(breaking(/\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcdoc|setHTML\w*)\b/), []);
  assert.deepEqual(breaking(/\beval\s*\(|\bnew Function\b|setTimeout\(\s*['"`]|setAttribute\(\s*['"`](on|href|src)/), []);
  assert.deepEqual(names.filter((name) => name.endsWith('.html') && /\son\w+=|<script(?![^>]*\ssrc=)|javascript:|<style/i.test(read(name))), []);
});

test('S22: the content policy begins with nothing and has no unsafe word', () => {
  const policies = manifests.flatMap((manifest) => Object.values(manifest.content_security_policy ?? {}));
  assert.equal(policies.length, 1);
  const rules = policies[0].split(';').map((/** @type {string} */ rule) => rule.trim().split(' '));
  assert.deepEqual(rules[0], ['default-src', "'none'"]);
  assert.ok(rules.slice(1).every((/** @type {string[]} */ [, ...sources]) => sources.join() === "'self'"), policies[0]);
});

test('S19: nobody else is let in', () => {
  for (const manifest of manifests) {
    for (const key of ['web_accessible_resources', 'externally_connectable', 'sandbox', 'optional_permissions', 'optional_host_permissions']) {
      assert.equal(key in manifest, false, key);
    }
  }
  assert.deepEqual(breaking(/onMessageExternal|onConnectExternal|postMessage|BroadcastChannel|['"]MAIN['"]/), []);
  assert.deepEqual(breaking(/\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon/).filter((name) => name !== 'shared/words.js'), []);
});

test('S20: the content scripts press nothing, and a touch is a trusted event', () => {
  assert.deepEqual(breaking(/\.click\(|dispatchEvent|\.submit\(|requestSubmit|\.(checked|value|selected)\s*=[^=]/, 'content/'), []);
  assert.match(read('content/touch.js'), /!event\.isTrusted/);
  assert.deepEqual(breaking(/\.(append|appendChild|prepend|before|after|insertBefore|replaceWith|remove|removeAttribute|setAttribute)\(|\.(textContent|className|innerText)\s*=[^=]|\.style\./, 'content/'), []);
});

/** @typedef {{calls: any[], listener: (message: any, sender: any, respond: (answer: any) => void) => boolean}} Loaded */

/** A stand-in for a browser: each event can be listened to, each call is noted and answered with nothing. */
function standIn() {
  const calls = /** @type {any[]} */ ([]);
  const listeners = /** @type {Record<string, Function>} */ ({});
  /** @param {string} path @returns {any} */
  const thing = (path) => new Proxy(function () {}, {
    get: (_, name) => {
      if (typeof name === 'symbol' || name === 'then') return undefined;
      const at = `${path}.${name}`;
      if (at === 'browser.runtime.id') return 'ours';
      if (at === 'browser.runtime.getURL') return (/** @type {string} */ file) => `chrome-extension://ours/${file}`;
      if (name === 'addListener') return (/** @type {Function} */ listener) => { listeners[path] = listener; };
      return thing(at);
    },
    apply: (_, __, args) => {
      calls.push([path, args]);
      return Promise.resolve({});
    },
  });
  return { calls, listeners, browser: thing('browser') };
}

test('S19: the background takes messages of its own script in a tab of LinkedIn, top frame, and of its own pages', async () => {
  const { browser, calls, listeners } = standIn();
  Object.assign(globalThis, { chrome: browser, browser });
  await import(join(EXTENSION, 'background/main.js'));
  const listener = listeners['browser.runtime.onMessage'];
  assert.equal(typeof listener, 'function');
  const page = { path: '/mypreferences/d/settings/data-for-ai-improvement', visit: 'v' };
  const url = `https://www.linkedin.com${page.path}`;
  const script = { id: 'ours', tab: { id: 1, url }, frameId: 0, origin: 'https://www.linkedin.com', url };
  const own = { id: 'ours', url: 'chrome-extension://ours/popup/popup.html' };
  const look = { type: 'look', page, controls: [], rows: [] };
  const order = { type: 'order', order: {} };
  for (const [what, message, sender, taken] of /** @type {[string, any, any, boolean][]} */ ([
    ['our script', look, script, true],
    ['our page', order, own, true],
    ['another extension', look, { ...script, id: 'theirs' }, false],
    ['a frame within', look, { ...script, frameId: 3 }, false],
    ['no tab', look, { ...script, tab: undefined }, false],
    ['another site', look, { ...script, origin: 'https://www.linkedin.com.evil.example', url: 'https://www.linkedin.com.evil.example/' }, false],
    ['plain http', look, { ...script, origin: 'http://www.linkedin.com' }, false],
    ['a script that gives an order', order, script, false],
    ['a page of ours that tells a look', look, own, false],
    ['a page of another extension', order, { id: 'theirs', url: 'chrome-extension://theirs/popup/popup.html' }, false],
    ['a name that all objects have', { type: 'constructor' }, script, false],
    ['no object', 'look', script, false],
    ['nothing', null, script, false],
  ])) {
    calls.length = 0;
    assert.equal(listener(message, sender, () => {}), taken, what);
    if (!taken) assert.deepEqual(calls, [], `${what}: nothing was done`);
  }
});
