// @ts-check
// What a person may set. The host's table says what there is, and its help says what it means.
import { part } from '../shared/elements.js';
import { showFailure } from '../shared/failure.js';
import { orderSettings } from '../shared/orders.js';
import { message } from '../shared/words.js';
import { keep } from './field.js';
import { describeRow, makeRow, valueText } from './row.js';

/** @typedef {import('./row.js').Row} Row */
/** @typedef {import('./row.js').Entry} Entry */

/** The help of all is drawn anew: its language may be what has changed. @param {Row[]} rows @param {any} ok */
function describe(rows, ok) {
  for (const entry of ok.table) {
    const row = rows.find((one) => one.entry.name === entry.name);
    if (row) describeRow(row, entry);
  }
}

/**
 * @param {any} ok the host's answer
 * @param {string[]} [names] of those that are wanted, in their order; all where there are none
 * @returns {Row[]} whose values are stored when they change
 */
export function settingRows(ok, names) {
  let stored = ok.settings;
  const wanted = names?.map((name) => ok.table.find((/** @type {Entry} */ entry) => entry.name === name));
  /** @type {Row[]} */
  const rows = (wanted ?? ok.table).filter(Boolean).map(makeRow);
  for (const row of rows) {
    const { name } = row.entry;
    row.input.value = String(stored[name]);
    keep(row, {
      send: (value) => orderSettings({ action: 'set', name, value }),
      take: (now) => {
        stored = now.settings;
        describe(rows, now);
      },
      held: () => String(stored[name]),
      words: () => valueText(row.entry, stored[name]),
    });
  }
  return rows;
}

/** Draws all of it anew. @returns {Promise<boolean>} whether the program answered */
export async function drawSettings() {
  part('settings-note').textContent = message('opening');
  const { reply, failure } = await orderSettings({ action: 'get' });
  part('settings-note').textContent = '';
  showFailure(part('settings-failure'), failure);
  part('settings-again').hidden = !failure;
  if (!reply?.ok) return false;
  part('settings-rows').replaceChildren(...settingRows(reply.ok).map((row) => row.element));
  return true;
}
