// Copies of the built extension that are changed on purpose: a test that never fails shows nothing.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { removeTree } from './home.mjs';
import { product } from './paths.mjs';

/** Every file of the extension, as a page would ask for it. */
export function filesOf(folder) {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return all.filter((path) => statSync(path).isFile()).map((path) => relative(folder, path)).sort();
}

/**
 * @param {'chromium'|'firefox'} family
 * @param {(files: {read: (path: string) => string, write: (path: string, text: string) => void,
 *   manifest: (change: (manifest: any) => void) => void}) => void} change
 * @returns {{folder: string, remove: () => void}}
 */
export function makeVariant(family, change) {
  const folder = mkdtempSync(join(tmpdir(), 'optwatch-variant-'));
  cpSync(product(family).extension, folder, { recursive: true });
  const read = (path) => readFileSync(join(folder, path), 'utf8');
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const manifest = (edit) => {
    const all = JSON.parse(read('manifest.json'));
    edit(all);
    write('manifest.json', JSON.stringify(all));
  };
  change({ read, write, manifest });
  return { folder, remove: () => removeTree(folder) };
}

/** In the page's own world: what an extension does that thinks itself alone. */
const LOUD_MAIN = `
globalThis.optwatchIsHere = true;
EventTarget.prototype.addEventListener = new Proxy(EventTarget.prototype.addEventListener, {});
setInterval(() => {
  if (document.readyState !== 'complete') return;
  document.querySelector('[role="switch"]').checked;
  document.body.getAttribute('class');
  console.log('optwatch');
  localStorage.setItem('optwatch', 'on');
  new Image().src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
}, 500);
`;

/** In its own world: marks in the document, a request, an answer to whoever asks. */
const LOUD_OWN = `
document.documentElement.setAttribute('data-optwatch', 'on');
const { runtime } = globalThis.browser ?? globalThis.chrome;
addEventListener('message', ({ data }) => { if (data?.type === 'hello') postMessage({ type: 'pong' }, '*'); });
setInterval(() => {
  if (document.readyState !== 'complete') return;
  document.body.setAttribute('data-optwatch', 'on');
  document.querySelector('main p').append(' (on)');
  const image = document.createElement('img');
  image.src = runtime.getURL('icons/optwatch-16.png');
  document.body.append(image);
  fetch('/loud').catch(() => {});
}, 500);
`;

/** An extension that everybody sees. */
export function loud({ write, manifest }) {
  write('loud/main.js', LOUD_MAIN);
  write('loud/own.js', LOUD_OWN);
  manifest((all) => {
    const { matches, js, run_at } = all.content_scripts[0];
    js.push('loud/own.js');
    all.content_scripts.push({ matches, js: ['loud/main.js'], run_at, world: 'MAIN' });
    all.web_accessible_resources = [{ resources: ['*'], matches: ['https://www.linkedin.com/*'] }];
    if (all.key) all.externally_connectable = { matches: ['https://www.linkedin.com/*'] };
  });
}

/** In the content scripts' own world: how often, and how long, the page was described, and its changes heard. */
const COUNT = `
(() => {
  const { optwatch } = globalThis;
  if (globalThis.counts) return;
  const counts = globalThis.counts = { described: 0, heard: 0, spentMs: 0, longestMs: 0 };
  const { describe } = optwatch;
  optwatch.describe = () => {
    const begun = performance.now();
    const view = describe();
    const ms = performance.now() - begun;
    counts.described += 1;
    counts.spentMs += ms;
    counts.longestMs = Math.max(counts.longestMs, ms);
    return view;
  };
  const Observer = globalThis.MutationObserver;
  globalThis.MutationObserver = function (hear) {
    return new Observer((...all) => { counts.heard += 1; hear(...all); });
  };
})();
`;

/** An extension that counts, and otherwise is the built one. */
export function counting({ write, manifest }) {
  write('count.js', COUNT);
  manifest(({ content_scripts: [{ js }] }) => { js.splice(js.indexOf('content/describe.js') + 1, 0, 'count.js'); });
}

/** One that has a fault of each kind that the browser keeps a list of. */
export function faulty({ read, write, manifest }) {
  manifest((all) => { all.no_such_key = true; });
  const { background, content_scripts: [{ js }] } = JSON.parse(read('manifest.json'));
  write(background.service_worker, `${read(background.service_worker)}\nsetTimeout(() => { noSuchWorkerName(); });\n`);
  write(js.at(-1), `${read(js.at(-1))}\nsetTimeout(() => { noSuchScriptName(); });\n`);
}
