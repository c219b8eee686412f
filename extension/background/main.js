// @ts-check
// The background's listeners. All are registered at once when the script starts: a browser that
// wakes it for an event looks for them then and at no other time.
import { browser, family } from '../shared/browser.js';
import { ORIGIN, settingsPath } from '../shared/pages.js';
import { ALARM, hastenAlarm, keepAlarm } from './alarm.js';
import { openReminded, press } from './answer.js';
import { capture } from './capture.js';
import { ask } from './host.js';
import { enter, takeLook } from './looks.js';
import { giveOrder } from './orders.js';
import { asker } from './profile.js';
import { remind } from './remind.js';
import { adopt, follow, leave } from './tabs.js';
import { forgetWarned, noteShown, openWarned, warn, warnActive } from './warn.js';

/** @typedef {chrome.runtime.MessageSender} Sender */

const WELCOME = 'welcome/welcome.html';

/** @param {Sender} sender @returns {boolean} whether it is our script in a tab of LinkedIn */
function fromPage(sender) {
  const origin = sender.origin ?? new URL(sender.url ?? 'about:blank').origin;
  return sender.id === browser.runtime.id && Boolean(sender.tab) && sender.frameId === 0 &&
    origin === ORIGIN;
}

/** @param {Sender} sender @returns {boolean} whether it is one of our own pages */
function fromOurselves(sender) {
  return sender.id === browser.runtime.id && Boolean(sender.url?.startsWith(browser.runtime.getURL('')));
}

/** @param {any} message @param {Sender} sender */
async function entered(message, sender) {
  const path = settingsPath(sender.tab?.url);
  if (sender.tab?.id === undefined || path === null || path !== message.page?.path) return;
  await enter(sender.tab.id, path, message.page.visit);
}

/** @type {Record<string, (message: any, sender: Sender) => Promise<any>>} */
const fromScripts = {
  look: (message, { tab }) => takeLook(message, /** @type {chrome.tabs.Tab} */ (tab)),
  enter: entered,
};

/** @type {Record<string, (message: any) => Promise<any>>} */
const fromPages = {
  status: async () => ask('status', await asker()),
  order: giveOrder,
  capture,
  shown: ({ tab }) => noteShown(tab),
  show: ({ tab, ref }) => browser.tabs.sendMessage(tab, { type: 'show', ref }, { frameId: 0 }),
  again: ({ tab }) => browser.tabs.sendMessage(tab, { type: 'again' }, { frameId: 0 }),
};

/** @param {string} reason */
async function installed(reason) {
  await adopt();
  if (reason === 'install') await browser.tabs.create({ url: browser.runtime.getURL(WELCOME) });
}

browser.runtime.onMessage.addListener((message, sender, respond) => {
  const handlers = fromPage(sender) ? fromScripts : fromOurselves(sender) ? fromPages : {};
  const type = String(message?.type);
  if (!Object.hasOwn(handlers, type)) return false;
  handlers[type](message, sender).then(respond, () => respond(null));
  return true;
});

browser.tabs.onUpdated.addListener((tabId, change, tab) => { follow(tabId, change, tab); });
browser.tabs.onRemoved.addListener((tabId) => { leave(tabId); forgetWarned(tabId); });
browser.tabs.onActivated.addListener(({ tabId }) => { warn(tabId); });
browser.windows.onFocusChanged.addListener(() => { warnActive(); });
browser.runtime.onInstalled.addListener(({ reason }) => { installed(reason); });
// Access to the site may be taken away, and given back at any time.
browser.permissions.onAdded.addListener(() => { adopt(); });
browser.runtime.onStartup.addListener(() => { hastenAlarm(); });
browser.alarms.onAlarm.addListener(({ name }) => { if (name === ALARM) remind(); });
browser.notifications.onClicked.addListener((id) => { openReminded(id); openWarned(id); });
// Firefox shows no buttons, and warns of those who listen for them.
if (family === 'chromium') {
  browser.notifications.onButtonClicked.addListener((id, index) => { press(id, index); });
}

keepAlarm();
