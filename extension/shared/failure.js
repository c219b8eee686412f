// @ts-check
// What to tell a person when the Optwatch program did not answer: what is wrong, what to do.
import { message } from './words.js';

/** @typedef {import('../background/host.js').Failure} Failure */

/** What to type, where typing helps. */
const COMMANDS = /** @type {Record<string, string>} */ ({
  missing: 'packaging/install --user',
  forbidden: 'packaging/install --user',
  crashed: 'optwatch status',
});

/** @param {Failure} failure @returns {string} */
function remedy({ kind, detail, hint }) {
  if (kind === 'error') return hint || message('failure_error_do');
  if (kind !== 'protocol') return message(`failure_${kind}_do`);
  if (detail === 'program_newer') return message('failure_protocol_extension');
  return message(detail === 'program_older' ? 'failure_protocol_program' : 'failure_protocol_do');
}

/** @param {string} tag @param {string} text @param {string} [name] @returns {HTMLElement} */
function element(tag, text, name = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = name;
  return made;
}

/** @param {HTMLElement} place @param {Failure|null} failure */
export function showFailure(place, failure) {
  place.hidden = !failure;
  place.dataset.kind = failure?.kind ?? '';
  if (!failure) {
    place.replaceChildren();
    return;
  }
  const lines = [element('p', message(`failure_${failure.kind}`)), element('p', remedy(failure))];
  const command = COMMANDS[failure.kind];
  if (command) lines.push(element('code', command));
  const technical = ['program_older', 'program_newer', 'reply'].includes(failure.detail);
  if (failure.detail && !technical) lines.push(element('p', failure.detail, 'detail'));
  place.replaceChildren(...lines);
}
