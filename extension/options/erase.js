// @ts-check
// Erases what the program recorded and what this browser keeps, after a second word of the person.
import { browser } from '../shared/browser.js';
import { make, part } from '../shared/elements.js';
import { showFailure } from '../shared/failure.js';
import { giveOrder } from '../shared/orders.js';
import { message } from '../shared/words.js';

const COMMAND = 'optwatch forget --yes';

/** @returns {boolean} from then on this page asks for nothing: an answer would be kept again */
export const isErased = () => document.body.dataset.erased !== undefined;

/** What is left, and what to do about it, also in another language. */
export function drawErased() {
  const keyRemains = document.body.dataset.erased === 'key';
  const lines = ['erase_rest_open', 'erase_rest_others'].map((key) => make('li', {}, message(key)));
  const file = make('li', {}, message(keyRemains ? 'erase_rest_key' : 'erase_rest_file'));
  file.append(' ', make('code', { dir: 'ltr', translate: 'no' }, COMMAND));
  part('erase-rest').replaceChildren(file, ...lines);
}

/** @param {boolean} keyRemains */
function finish(keyRemains) {
  document.body.dataset.erased = keyRemains ? 'key' : 'all';
  for (const section of document.querySelectorAll('.stored')) /** @type {HTMLElement} */ (section).hidden = true;
  part('erase-ask').hidden = true;
  part('erase-done').hidden = false;
  drawErased();
  part('erase-result').focus();
}

/** @param {Event} event */
async function erase(event) {
  event.preventDefault();
  const sure = part('erase-sure');
  if (!sure.checked) {
    part('erase-note').textContent = message('erase_unsure');
    sure.focus();
    return;
  }
  part('erase-note').textContent = message('opening');
  const { reply, failure } = await giveOrder('forget', { confirm: true });
  part('erase-note').textContent = failure ? message('erase_not') : '';
  showFailure(part('erase-failure'), failure);
  if (failure) return;
  // After the answer: hearing one writes here.
  await Promise.all([browser.storage.local.clear(), browser.storage.session.clear()]);
  finish(reply.ok?.key_remains === true);
}

export function startErase() {
  part('erase-form').addEventListener('submit', erase);
  part('erase-anew').addEventListener('click', () => location.reload());
}
