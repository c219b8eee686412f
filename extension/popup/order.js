// @ts-check
// What the person orders by a click in the popup, and what is said where it was not carried out.
import { browser } from '../shared/browser.js';
import { failureTitle } from '../shared/failure.js';
import { say } from './draw.js';

/** @typedef {(cmd: string, args: object) => Promise<boolean>} Give whether it was carried out */

/**
 * @param {number} tab whose state tells of it afterwards
 * @param {() => Promise<void>} then draws what has come of it
 * @returns {Give}
 */
export function giver(tab, then) {
  return async (cmd, args) => {
    const said = await browser.runtime.sendMessage({ type: 'order', tab, cmd, args });
    const failure = said ? said.failure : { kind: 'crashed', detail: '', hint: '' };
    await then();
    say('order-failure', failure ? failure.hint || failureTitle(failure) : '');
    return !failure;
  };
}
