// @ts-check
// What a person may send with a report of a fault: the settings page as it is described to the
// host, with every word replaced that is not LinkedIn's own. The host replaces; nothing is kept.
import { browser } from '../shared/browser.js';
import { ask } from './host.js';
import { asker } from './profile.js';
import { lastSettingsTab } from './settings-tab.js';

/** @typedef {import('./host.js').Failure} Failure */
/** @typedef {{found: boolean, report: any, failure: Failure|null}} Capture */

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
