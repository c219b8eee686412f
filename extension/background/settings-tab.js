// @ts-check
// The tab with a settings page that the person used last: what our notifications lead to.
import { browser } from '../shared/browser.js';
import { SETTING_URL, settingsPath } from '../shared/pages.js';

/** @returns {Promise<chrome.tabs.Tab|undefined>} the settings page that was looked at last */
export async function lastSettingsTab() {
  const tabs = await browser.tabs.query({ url: 'https://www.linkedin.com/*' });
  const shown = (/** @type {any} */ tab) => tab.lastAccessed ?? 0;
  return tabs.filter((tab) => settingsPath(tab.url) !== null).sort((a, b) => shown(b) - shown(a))[0];
}

/** @param {string} url @returns {Promise<unknown>} */
async function openBeside(url) {
  try {
    return await browser.tabs.create({ url });
  } catch {
    // A browser that goes on in the background may have no window.
    return browser.windows.create({ url });
  }
}

/** @param {string} url of a settings page: shown in a tab that has one, else in a new one */
export async function openSettings(url) {
  const tab = await lastSettingsTab();
  if (tab?.id === undefined) return openBeside(url);
  await browser.tabs.update(tab.id, { url, active: true });
  return browser.windows.update(tab.windowId, { focused: true });
}

/** Leads to the settings page as it stands; where none is open, to the setting. */
export async function showSettings() {
  const tab = await lastSettingsTab();
  if (tab?.id === undefined) return openBeside(SETTING_URL);
  await browser.tabs.update(tab.id, { active: true });
  return browser.windows.update(tab.windowId, { focused: true });
}
