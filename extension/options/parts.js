// @ts-check
// What the parts of our pages are made with: their elements, the orders they give, their dates.
import { browser } from '../shared/browser.js';
import { formats } from '../shared/words.js';

/** @typedef {import('../background/host.js').Failure} Failure */
/** @typedef {{reply: any, failure: Failure|null}} Answer */

/** @type {Failure} the background itself said nothing */
const SILENCE = { kind: 'crashed', detail: '', hint: '' };

/** @param {string} id @returns {any} */
export const part = (id) => document.getElementById(id);

/** @param {string} tag @param {Record<string, string>} [attributes] @param {string} [text] @returns {any} */
export function make(tag, attributes = {}, text = '') {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

/** @param {object} message to the background @returns {Promise<Answer>} */
async function tell(message) {
  const answer = await browser.runtime.sendMessage(message).catch(() => null);
  return answer ?? { reply: null, failure: SILENCE };
}

/** @param {object} order @returns {Promise<Answer>} */
export const orderSettings = (order) => tell({ type: 'settings', order });

/** @param {string} cmd @param {object} args @returns {Promise<Answer>} */
export const giveOrder = (cmd, args) => tell({ type: 'order', tab: null, cmd, args });

/** @param {number} seconds UTC @returns {string} the day, in the person's own form */
export const dayOf = (seconds) =>
  new Intl.DateTimeFormat(formats(), { dateStyle: 'long' }).format(seconds * 1000);
