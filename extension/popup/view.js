// @ts-check
// What there is to show: what the background keeps of the tab, or what the host knows without a page.
import { tabKey } from '../background/state.js';
import { browser } from '../shared/browser.js';
import { askStatus } from '../shared/orders.js';
import { ACCESS } from '../shared/pages.js';

/** @typedef {import('./action.js').View} View */

/** @returns {Promise<View>} what the host knows apart from any page */
async function statusView() {
  const { reply, failure } = await askStatus();
  return { phase: failure ? 'failed' : 'elsewhere', path: null, ok: reply?.ok ?? null, failure };
}

/** @param {number} tab @returns {Promise<View>} */
export async function read(tab) {
  if (!await browser.permissions.contains(ACCESS)) {
    return { phase: 'no_access', path: null, ok: null, failure: null };
  }
  const key = tabKey(tab);
  const state = /** @type {any} */ ((await browser.storage.session.get(key))[key]);
  if (!state) return statusView();
  return { phase: state.phase, path: state.path, ok: state.reply?.ok ?? null, failure: state.failure };
}

/** @param {() => number} tab @param {() => unknown} then whenever what is known of the tab has changed */
export function stateChanged(tab, then) {
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'session' && tabKey(tab()) in changes) then();
  });
}
