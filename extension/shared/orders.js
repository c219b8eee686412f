// @ts-check
// What our pages ask of the background, and through it of the host.
import { browser } from './browser.js';

/** @typedef {import('../background/host.js').Failure} Failure */
/** @typedef {{reply: any, failure: Failure|null}} Answer */

/** @type {Failure} the background itself said nothing */
const SILENCE = { kind: 'crashed', detail: '', hint: '' };

/** @param {object} message to the background @returns {Promise<Answer>} */
async function tell(message) {
  const answer = await browser.runtime.sendMessage(message).catch(() => null);
  return answer ?? { reply: null, failure: SILENCE };
}

/** @returns {Promise<Answer>} what the host knows apart from any page */
export const askStatus = () => tell({ type: 'status' });

/** @param {object} order @returns {Promise<Answer>} */
export const orderSettings = (order) => tell({ type: 'order', tab: null, cmd: 'settings', args: order });

/**
 * @param {string} cmd
 * @param {object} args
 * @param {number|null} [tab] whose state tells of it afterwards
 * @returns {Promise<Answer>}
 */
export const giveOrder = (cmd, args, tab = null) => tell({ type: 'order', tab, cmd, args });
