// @ts-check
// One field of a form: a label, a control, the help, what came of it. What is changed is stored at
// once; what the host refuses stays in sight with the reason.
import { make } from '../shared/elements.js';
import { showFailure } from '../shared/failure.js';
import { message } from '../shared/words.js';

/** @typedef {import('../shared/orders.js').Answer} Answer */
/**
 * @typedef {object} Field
 * @property {HTMLElement} element
 * @property {HTMLInputElement|HTMLSelectElement} input
 * @property {HTMLElement} help
 * @property {HTMLElement} said that it is stored
 * @property {HTMLElement} failure or why it is not
 */
/**
 * @typedef {object} Keeping
 * @property {(value: string) => Promise<Answer>} send
 * @property {(ok: any) => void} take what the host says that it holds now
 * @property {() => string} held the value it holds
 * @property {() => string} words and how the person reads that
 */

/** @param {string} id @returns {Record<string, string>} what ties a control to its help and its failure */
export const namesOf = (id) => ({ id, 'aria-describedby': `${id}-help ${id}-failure` });

/**
 * @param {HTMLInputElement|HTMLSelectElement} input with the names of its id
 * @param {string} text of the label
 * @param {string} [after] the control
 * @returns {Field}
 */
export function makeField(input, text, after = '') {
  const { id } = input;
  const label = make('label', { for: id }, text);
  const said = make('span', { class: 'said', role: 'status' });
  const failure = make('div', { id: `${id}-failure`, class: 'failure', hidden: '' });
  // What becomes visible together with its text is not always read out: the region is there before.
  const live = make('div', { 'aria-live': 'assertive' });
  live.append(failure);
  const help = make('p', { id: `${id}-help`, class: 'help', dir: 'auto' });
  const field = make('div', { class: 'field' });
  field.append(input, after ? make('span', {}, after) : '', said);
  const element = make('div', { class: 'setting' });
  element.append(label, field, help, live);
  return { element, input, help, said, failure };
}

/** @param {Field} field @param {Answer['failure']} failure @param {string} words what is still set */
function refuse(field, failure, words) {
  field.input.setAttribute('aria-invalid', 'true');
  field.said.textContent = '';
  // The hint is the host's word on this very value; for all else there is more to say.
  if (failure?.kind !== 'error') {
    showFailure(field.failure, failure);
    return;
  }
  field.failure.hidden = false;
  field.failure.textContent = message('settings_refused', [failure.hint, words]);
}

/** @param {Field} field @param {string} value */
function accept(field, value) {
  field.input.removeAttribute('aria-invalid');
  showFailure(field.failure, null);
  field.input.value = value;
  field.said.textContent = message('settings_saved');
}

/** Stores what the person changes. @param {Field} field @param {Keeping} keeping */
export function keep(field, { send, take, held, words }) {
  field.input.addEventListener('change', async () => {
    const { value } = field.input;
    const { reply, failure } = await send(value);
    const ok = failure ? null : reply?.ok;
    if (ok) take(ok);
    // Changed again meanwhile: the answer to that is the one to show.
    if (field.input.value !== value) return;
    if (ok) accept(field, held());
    else refuse(field, failure, words());
  });
}
