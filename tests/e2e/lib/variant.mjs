// Copies of the built extension that are changed on purpose: a test that never fails shows nothing.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { removeTree } from './home.mjs';
import { product } from './paths.mjs';

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
