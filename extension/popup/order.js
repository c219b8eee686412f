// @ts-check
// What the person orders by a click in the popup, and what is said where it was not carried out.
import { failureTitle } from '../shared/failure.js';
import { giveOrder } from '../shared/orders.js';
import { say } from './draw.js';

/** @typedef {(cmd: string, args: object) => Promise<boolean>} Give whether it was carried out */

/**
 * @param {number} tab whose state tells of it afterwards
 * @param {() => Promise<void>} then draws what has come of it
 * @returns {Give}
 */
export function giver(tab, then) {
  return async (cmd, args) => {
    const { failure } = await giveOrder(cmd, args, tab);
    await then();
    say('order-failure', failure ? failure.hint || failureTitle(failure) : '');
    return !failure;
  };
}
