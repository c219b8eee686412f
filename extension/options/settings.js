// @ts-check
// What a person may set. The host's table says what there is, and its help says what it means; each
// value is stored when it changes, and what the host refuses stays in sight with the reason.
import { browser } from '../shared/browser.js';
import { showFailure } from '../shared/failure.js';
import { message } from '../shared/words.js';
import { describeRow, makeRow, readRow, showValue, valueText } from './row.js';

/** @typedef {import('./row.js').Row} Row */
/** @typedef {{reply: any, failure: import('../background/host.js').Failure|null}} Answer */

/** @param {string} id @returns {HTMLElement} */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** What the host said last that it holds. @type {Record<string, string|number>} */
let stored = {};
/** @type {Map<string, Row>} */
const rows = new Map();

/** @param {object} order @returns {Promise<Answer>} */
async function tell(order) {
  const answer = await browser.runtime.sendMessage({ type: 'settings', order });
  return answer ?? { reply: null, failure: { kind: 'crashed', detail: '', hint: '' } };
}

/** The help of all is drawn anew: its language may be what has changed. @param {any} ok */
function take(ok) {
  stored = ok.settings;
  for (const entry of ok.table) {
    const row = rows.get(entry.name);
    if (row) describeRow(row, entry);
  }
}

/** @param {Row} row @param {Answer} answer */
function refuse(row, { failure }) {
  row.input.setAttribute('aria-invalid', 'true');
  row.said.textContent = '';
  // The hint is the host's word on this very value; for all else there is more to say.
  if (failure?.kind !== 'error') {
    showFailure(row.failure, failure);
    return;
  }
  row.failure.hidden = false;
  row.failure.textContent =
    message('settings_refused', [failure.hint, valueText(row.entry, stored[row.entry.name])]);
}

/** @param {Row} row */
async function store(row) {
  const { name } = row.entry;
  const value = readRow(row);
  const answer = await tell({ action: 'set', name, value });
  const ok = answer.failure ? null : answer.reply?.ok;
  if (ok) take(ok);
  // Changed again meanwhile: the answer to that is the one to show.
  if (readRow(row) !== value) return;
  if (!ok) {
    refuse(row, answer);
    return;
  }
  row.input.removeAttribute('aria-invalid');
  showFailure(row.failure, null);
  showValue(row, stored[name]);
  row.said.textContent = message('settings_saved');
}

/** @param {any} entry @returns {HTMLElement} */
function add(entry) {
  const row = makeRow(entry);
  rows.set(entry.name, row);
  showValue(row, stored[entry.name]);
  row.input.addEventListener('change', () => store(row));
  return row.element;
}

/** Draws all of it anew. */
export async function drawSettings() {
  part('settings-note').textContent = message('opening');
  const { reply, failure } = await tell({ action: 'get' });
  part('settings-note').textContent = '';
  showFailure(part('settings-failure'), failure);
  part('settings-again').hidden = !failure;
  if (!reply?.ok) return;
  stored = reply.ok.settings;
  part('settings').replaceChildren(...reply.ok.table.map(add));
}

export function startSettings() {
  part('settings-again').addEventListener('click', drawSettings);
  drawSettings();
}
