// @ts-check
// Two things that the person may still set up: the seal on the history, and where they live.
import { make, part } from '../shared/elements.js';
import { commandLine } from '../shared/failure.js';
import { fill } from '../shared/fill.js';
import { message } from '../shared/words.js';

/** States of the sealing in which a command of the person's helps. */
const COMMANDS = /** @type {Record<string, string>} */ ({
  none: 'optwatch setup',
  pending: 'optwatch seal',
});

/** @param {any} ok the host's answer, or null */
export function sealing(ok) {
  const command = ok?.verdict?.state === 'unknown' ? undefined : COMMANDS[ok?.sealing];
  part('sealing').hidden = !command;
  fill(part('sealing-do'), command ? [message(`sealing_${ok.sealing}`), command] : [], (text) =>
    text === command ? commandLine(text) : make('p', {}, text));
  part('region').hidden = !ok || ok.region !== '';
}
