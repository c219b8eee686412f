// @ts-check
// The ways out: what Optwatch sees for itself, and what only the person can tick.
import { dateOf } from '../shared/dates.js';
import { make } from '../shared/elements.js';
import { webUrl } from '../shared/pages.js';
import { message } from '../shared/words.js';
import { detail, line, link, list } from './draw.js';

/** @typedef {import('./order.js').Give} Give */
/** @typedef {(url: string) => void} Open */

/** @param {any} exit @returns {string} who says that it is done, and since when */
function witness(exit) {
  return exit.checked_by && exit.at ? message(`checked_by_${exit.checked_by}`, [dateOf(exit.at)]) : '';
}

/** @param {any} exit @param {Give} give @returns {HTMLElement} */
function tick(exit, give) {
  const box = make('input', { type: 'checkbox', autocomplete: 'off' });
  box.checked = exit.state === 'done';
  box.addEventListener('change', async () => {
    const done = await give('exit', { action: box.checked ? 'done' : 'undo', exit: exit.id });
    if (!done) box.checked = !box.checked;
  });
  const label = make('label');
  label.append(box, ' ', message('exit_tick'));
  return label;
}

/** @param {any} exit @param {Open} open @param {Give} give @returns {HTMLElement} */
function exitLine(exit, open, give) {
  const item = line('', { id: exit.id, state: exit.state });
  const url = webUrl(exit.open) ?? '';
  item.append(url ? link(exit.text, () => open(url)) : exit.text);
  const who = witness(exit);
  if (who) item.append(' ', detail(who));
  if (exit.checked_by !== 'optwatch') item.append(' ', tick(exit, give));
  return item;
}

/** @param {any} ok @param {Open} open @param {Give} give */
export function exits(ok, open, give) {
  list('exits', 'more', ok?.guide?.exits ?? [], (exit) => exitLine(exit, open, give));
}
