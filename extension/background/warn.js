// @ts-check
// The warning that comes by itself. Whether it may is the host's to say, for all browsers; here it is
// shown once a visit, by what the browser allows, and the host is told when it was seen.
import { browser } from '../shared/browser.js';
import { loadWords, message } from '../shared/words.js';
import { ask } from './host.js';
import { asker } from './profile.js';
import { showNotification } from './notification.js';
import { showSettings } from './settings-tab.js';
import { readTab } from './state.js';

/** The same for all tabs: the last warning is the one that counts. */
export const WARNING = 'warn';

const KEY = 'warned';
/** A popup that opens has drawn itself by then; one that was open already, sooner. */
const OPENED_MS = 5000;
const OPEN_MS = 1000;
const POLL_MS = 200;

/** @typedef {import('./state.js').TabState} TabState */
/** @typedef {{tab: number, mark: string}} Warned what was shown last in a tab, and in which visit */

/** @param {TabState|null} state @returns {string} the same while nothing new is to be said */
function markOf(state) {
  const { warn, verdict, standings } = state?.reply?.ok ?? {};
  const standing = standings?.find((/** @type {any} */ one) => one.setting === verdict?.setting);
  return [state?.visit, warn?.id ?? warn?.level, standing?.since].join(':');
}

/** @returns {Promise<Record<string, string>>} by tab */
async function warned() {
  return /** @type {any} */ ((await browser.storage.session.get(KEY))[KEY] ?? {});
}

/** @param {number} tab @param {TabState|null} state @returns {Promise<boolean>} */
const wasShown = async (tab, state) => (await warned())[tab] === markOf(state);

/** @param {TabState|null} state @returns {boolean} */
const wants = (state) => state?.phase === 'told' && state.reply?.ok?.warn?.show === true;

/**
 * Somebody has it before their eyes: the throttle is spent, in this visit and with the host.
 * @param {number} tab
 */
export async function noteShown(tab) {
  const state = await readTab(tab);
  if (!state || !wants(state) || await wasShown(tab, state)) return;
  await browser.storage.session.set({ [KEY]: { ...await warned(), [tab]: markOf(state) } });
  const { warn } = state.reply?.ok ?? {};
  // A host that knows no throttle is not asked to keep one.
  if (!state.reply?.host?.caps?.includes('shown')) return;
  await ask('shown', { ...await asker(), warn: warn.id, visit: state.visit });
}

/** @param {number} tabId @returns {Promise<chrome.tabs.Tab|null>} if it is what the person looks at */
async function inSight(tabId) {
  try {
    const tab = await browser.tabs.get(tabId);
    const { focused } = await browser.windows.get(tab.windowId);
    return tab.active && focused ? tab : null;
  } catch {
    return null;
  }
}

const pause = () => new Promise((resolve) => { setTimeout(resolve, POLL_MS); });

/** @param {chrome.tabs.Tab} tab @returns {Promise<number>} how long it may take until it has drawn */
async function openPopup({ windowId }) {
  try {
    await browser.action.openPopup({ windowId });
    return OPENED_MS;
  } catch {
    // Refused; or a popup is open already: that one draws the warning, and tells so.
    return OPEN_MS;
  }
}

/** @param {chrome.tabs.Tab} tab @returns {Promise<boolean>} whether a popup shows it */
async function showPopup(tab) {
  const id = /** @type {number} */ (tab.id);
  const end = Date.now() + await openPopup(tab);
  while (Date.now() < end) {
    if (await wasShown(id, await readTab(id))) return true;
    await pause();
  }
  return false;
}

/** @param {TabState} state @returns {Promise<boolean>} */
async function notify(state) {
  await loadWords();
  const { verdict, warn } = state.reply?.ok ?? {};
  const urgency = warn.level === 'alarm' ? 'critical' : 'normal';
  const title = verdict?.text || message('name');
  return showNotification(WARNING, { title, text: warn.text, urgency, labels: {} }, []);
}

/** @type {Set<number>} tabs whose warning is being shown now */
const busy = new Set();

/** Shows a tab's warning, if there is one to show and the person is there. @param {number} tabId */
export async function warn(tabId) {
  const state = await readTab(tabId);
  if (!state || !wants(state) || busy.has(tabId) || await wasShown(tabId, state)) return;
  const tab = await inSight(tabId);
  if (!tab) return;
  busy.add(tabId);
  try {
    const popup = state.reply?.ok?.warn?.style !== 'notification';
    if (popup && await showPopup(tab)) return;
    if (await notify(state)) await noteShown(tabId);
  } finally {
    busy.delete(tabId);
  }
}

/** The person comes back to a tab or a window whose warning has not been shown. */
export async function warnActive() {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id !== undefined) await warn(tab.id);
}

/** A click on the notification leads to the page it is about. @param {string} id */
export async function openWarned(id) {
  if (id !== WARNING) return;
  await browser.notifications.clear(WARNING);
  await showSettings();
}

/** @param {number} tab that is gone */
export async function forgetWarned(tab) {
  const all = await warned();
  if (!(tab in all)) return;
  const { [tab]: gone, ...rest } = all;
  await browser.storage.session.set({ [KEY]: rest });
}
