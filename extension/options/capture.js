// @ts-check
// The part of the page that saves a settings page for a report of a fault: shown first, then saved.
import { browser } from '../shared/browser.js';
import { showFailure } from '../shared/failure.js';
import { message } from '../shared/words.js';

const FILE = 'optwatch-page.json';

/** @param {string} id @returns {HTMLElement} */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} text */
function save(text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = FILE;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** @param {import('../background/capture.js').Capture|null} seen */
function draw(seen) {
  const report = seen?.report;
  part('capture-note').textContent = seen && !seen.found ? message('capture_none') : '';
  showFailure(part('capture-failure'), seen ? seen.failure : { kind: 'crashed', detail: '', hint: '' });
  part('capture-shown').hidden = !report;
  part('capture-text').textContent = report ? `${JSON.stringify(report, null, 2)}\n` : '';
}

async function look() {
  part('capture-note').textContent = message('looking');
  draw(await browser.runtime.sendMessage({ type: 'capture' }));
}

export function startCapture() {
  part('capture-look').addEventListener('click', look);
  part('capture-save').addEventListener('click', () => save(part('capture-text').textContent ?? ''));
}
