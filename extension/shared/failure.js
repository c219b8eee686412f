// @ts-check
// What to tell a person when the Optwatch program did not answer: what is wrong, what to do.
import { message } from './words.js';

/** @typedef {import('../background/host.js').Failure} Failure */

const DOCTOR = 'optwatch doctor';

/** What to type, where typing helps; in the order in which the words speak of the lines. */
const COMMANDS = /** @type {Record<string, string[]>} */ ({
  missing: [DOCTOR, 'packaging/install --user'],
  forbidden: [DOCTOR],
  protocol: [DOCTOR],
  crashed: [DOCTOR],
  error: [DOCTOR],
});

/** @param {Failure} failure @returns {string} one sentence */
export const failureTitle = ({ kind }) => message(`failure_${kind}`) || message('failure_error');

/** @param {Failure} failure @returns {string} the host's own hint where it gave one */
const remedy = ({ kind, hint }) => (kind === 'error' && hint) || message(`failure_${kind}_do`);

/** @param {string} tag @param {string} text @param {string} [name] @returns {HTMLElement} */
function element(tag, text, name = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = name;
  return made;
}

/** @param {string} command @returns {HTMLElement} to be selected with one click, or by the keyboard */
export function commandLine(command) {
  const code = element('code', command);
  code.tabIndex = 0;
  code.translate = false;
  code.dir = 'ltr';
  return code;
}

/** @param {HTMLElement} place @param {Failure|null} failure what to do, without what is wrong */
export function showRemedy(place, failure) {
  place.hidden = !failure;
  place.dataset.kind = failure?.kind ?? '';
  if (!failure) {
    place.replaceChildren();
    return;
  }
  const lines = [element('p', remedy(failure)), ...(COMMANDS[failure.kind] ?? []).map(commandLine)];
  if (failure.detail) {
    // The browser's own words, in English as a rule.
    const detail = element('p', failure.detail, 'detail');
    detail.dir = 'auto';
    lines.push(detail);
  }
  place.replaceChildren(...lines);
}

/** @param {HTMLElement} place @param {Failure|null} failure */
export function showFailure(place, failure) {
  showRemedy(place, failure);
  if (failure) place.prepend(element('p', failureTitle(failure)));
}
