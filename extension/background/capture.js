// @ts-check
// What a person may send with a report of a fault: the settings page as it is described to the
// host, with every word replaced that is not LinkedIn's own. The host replaces; nothing is kept.
import { browser } from '../shared/browser.js';
import { settingsPath } from '../shared/pages.js';
import { ask } from './host.js';
import { asker } from './looks.js';

/** @typedef {import('./host.js').Failure} Failure */
/** @typedef {{found: boolean, report: any, failure: Failure|null}} Capture */

/** @returns {Promise<chrome.tabs.Tab|undefined>} the settings page that was looked at last */
async function lastSettingsTab() {
  const tabs = await browser.tabs.query({ url: 'https://www.linkedin.com/*' });
  const shown = (/** @type {any} */ tab) => tab.lastAccessed ?? 0;
  return tabs.filter((tab) => settingsPath(tab.url) !== null).sort((a, b) => shown(b) - shown(a))[0];
}

/** @param {number} tabId @returns {Promise<any>} null where no script of ours answers */
async function describe(tabId) {
  try {
    return await browser.tabs.sendMessage(tabId, { type: 'describe' }, { frameId: 0 });
  } catch {
    return null;
  }
}

/** @returns {Promise<Capture>} */
export async function capture() {
  const tab = await lastSettingsTab();
  const look = tab?.id === undefined ? null : await describe(tab.id);
  if (!look) return { found: false, report: null, failure: null };
  const { reply, failure } = await ask('redact', { ...await asker(), ...look });
  return { found: true, report: reply?.ok?.report ?? null, failure };
}
