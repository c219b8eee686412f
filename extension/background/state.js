// @ts-check
// What is known of each tab. It lives in storage.session, because a background script may be
// stopped at any time.
import { browser } from '../shared/browser.js';

/** @typedef {import('./host.js').Failure} Failure */
/** @typedef {import('./host.js').Reply} Reply */
/**
 * @typedef {object} TabState
 * @property {'looking'|'told'|'failed'} phase
 * @property {string} path
 * @property {string|null} visit
 * @property {Reply|null} reply the host's whole reply
 * @property {Failure|null} failure
 * @property {number} at milliseconds UTC
 * @property {number} seq of the look or event this came from
 */

/** @param {number} tabId @returns {string} */
export const tabKey = (tabId) => `tab:${tabId}`;

/** @type {Promise<unknown>} one change at a time, in the order they were asked for */
let queue = Promise.resolve();

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function inTurn(work) {
  const result = queue.then(work);
  queue = result.catch(() => {});
  return result;
}

/** @param {number} tabId @returns {Promise<TabState|null>} */
export async function readTab(tabId) {
  const key = tabKey(tabId);
  return /** @type {any} */ ((await browser.storage.session.get(key))[key] ?? null);
}

/** @returns {Promise<number>} the next number of this browser session */
export function nextSeq() {
  return inTurn(async () => {
    const { seq = 0 } = await browser.storage.session.get('seq');
    const next = Number(seq) + 1;
    await browser.storage.session.set({ seq: next });
    return next;
  });
}

/**
 * Writes a tab's state unless a later one is there.
 * @param {number} tabId
 * @param {Omit<TabState, 'at'>} state
 * @param {(old: TabState|null) => boolean} [wanted] a further condition on what is there
 * @returns {Promise<boolean>} whether it was written
 */
export function writeTab(tabId, state, wanted = () => true) {
  return inTurn(async () => {
    const old = await readTab(tabId);
    if ((old && old.seq > state.seq) || !wanted(old)) return false;
    await browser.storage.session.set({ [tabKey(tabId)]: { ...state, at: Date.now() } });
    return true;
  });
}

/** @param {number} tabId @returns {Promise<boolean>} whether there was something to forget */
export function clearTab(tabId) {
  return inTurn(async () => {
    if (!await readTab(tabId)) return false;
    await browser.storage.session.remove(tabKey(tabId));
    return true;
  });
}
