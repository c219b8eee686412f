// @ts-check
// What to tell a person when the Optwatch program did not answer: what is wrong, what to do.
import { fill } from './fill.js';
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

/** @typedef {{text: string, isCommand?: boolean, isDetail?: boolean}} Line */

/** @param {Failure} failure @returns {Line[]} what to do, without what is wrong */
function linesOf(failure) {
  const commands = (COMMANDS[failure.kind] ?? []).map((text) => ({ text, isCommand: true }));
  // The browser's own words, in English as a rule.
  const detail = failure.detail ? [{ text: failure.detail, isDetail: true }] : [];
  return [{ text: remedy(failure) }, ...commands, ...detail];
}

/** @param {Line} line @returns {HTMLElement} */
function draw({ text, isCommand, isDetail }) {
  if (isCommand) return commandLine(text);
  const line = element('p', text, isDetail ? 'detail' : '');
  if (isDetail) line.dir = 'auto';
  return line;
}

/** @param {HTMLElement} place @param {Failure|null} failure @param {Line[]} lines */
function show(place, failure, lines) {
  place.hidden = !failure;
  place.dataset.kind = failure?.kind ?? '';
  fill(place, lines, draw);
}

/** @param {HTMLElement} place @param {Failure|null} failure what to do, without what is wrong */
export function showRemedy(place, failure) {
  show(place, failure, failure ? linesOf(failure) : []);
}

/** @param {HTMLElement} place @param {Failure|null} failure */
export function showFailure(place, failure) {
  show(place, failure, failure ? [{ text: failureTitle(failure) }, ...linesOf(failure)] : []);
}
