// @ts-check
// Notifications of the browser, and whether they were shown: what reminds, and what warns where no
// popup may open.
import { browser, family } from '../shared/browser.js';

/** Of all reminders: a later one takes the place of one that nobody answered. */
export const NOTIFICATION = 'remind';

const ICON = 'icons/optwatch-128.png';
const SHOWN_MS = 5000;

/** @typedef {'snooze'|'slower'|'done'} Act what a button says */

/** @typedef {{title: string, text: string, urgency: string, labels: any}} Content */

/** @param {Content} content @param {Act[]} acts @returns {any} Firefox refuses options that it does not know */
function options({ title, text, urgency, labels }, acts) {
  const critical = urgency === 'critical';
  const shared = { type: 'basic', iconUrl: browser.runtime.getURL(ICON), title, message: text,
    priority: critical ? 2 : 0 };
  const buttons = acts.map((act) => ({ title: labels[act] }));
  return family === 'firefox' ? shared : { ...shared, buttons, requireInteraction: critical };
}

/**
 * Firefox alone tells of what is on the screen, and takes a notification that no desktop shows.
 * @param {string} wanted
 * @returns {{done: Promise<boolean>, end: (seen: boolean) => void}}
 */
function watch(wanted) {
  const { onShown } = /** @type {any} */ (browser.notifications);
  /** @type {(seen: boolean) => void} */
  let end = () => {};
  if (!onShown) return { done: Promise.resolve(true), end };
  const done = new Promise((resolve) => { end = resolve; });
  const listener = (/** @type {string} */ id) => { if (id === wanted) end(true); };
  const timer = setTimeout(() => end(false), SHOWN_MS);
  onShown.addListener(listener);
  done.then(() => { clearTimeout(timer); onShown.removeListener(listener); });
  return { done, end };
}

/**
 * @param {string} id one that is shown already is replaced
 * @param {Content} content
 * @param {Act[]} acts its buttons
 * @returns {Promise<boolean>} whether it is shown
 */
export async function showNotification(id, content, acts) {
  const shown = watch(id);
  try {
    await browser.notifications.create(id, options(content, acts));
  } catch {
    shown.end(false);
    return false;
  }
  if (await shown.done) return true;
  await browser.notifications.clear(id);
  return false;
}
