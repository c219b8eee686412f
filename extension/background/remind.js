// @ts-check
// The browser as a carrier of reminders: the host says what is due and that nobody else shows it,
// the browser shows it, and the host notes that. What is not noted stays due.
import { browser } from '../shared/browser.js';
import { aimAlarm } from './alarm.js';
import { ask } from './host.js';
import { asker } from './profile.js';
import { NOTIFICATION, showNotification } from './notification.js';

const KEY = 'reminding';

/** @typedef {import('./notification.js').Act} Act */
/**
 * @typedef {object} Reminding what the notification on the screen is about
 * @property {string} open
 * @property {number[]} reminders
 * @property {number|null} slower the reminder whose rhythm may be slowed down
 * @property {Act[]} acts those of its buttons, in their order
 */

/** @param {any} claim @returns {Reminding} */
function remindingOf({ open, slower, instances }) {
  const reminders = instances.map((/** @type {any} */ one) => one.reminder);
  return { open, slower, reminders: [...new Set(reminders)], acts: [slower ? 'slower' : 'snooze', 'done'] };
}

/** @returns {Promise<Reminding|null>} */
export async function readReminding() {
  return /** @type {any} */ ((await browser.storage.session.get(KEY))[KEY] ?? null);
}

/** Takes the notification away, and what is known of it. */
export async function endReminding() {
  await browser.storage.session.remove(KEY);
  await browser.notifications.clear(NOTIFICATION);
}

/** A claim is ours for two minutes; a machine that slept meanwhile may have left it to another. */
const LEASE_S = 110;

/** @param {any} claim @returns {boolean} */
function isOurs({ at }) {
  const held = Date.now() / 1000 - at;
  return held > -LEASE_S && held < LEASE_S;
}

/** @param {any} claim @returns {Promise<void>} */
async function deliver(claim) {
  const reminding = remindingOf(claim);
  // Before it is on the screen: a click may come at once.
  await browser.storage.session.set({ [KEY]: reminding });
  const shown = isOurs(claim) && await showNotification(NOTIFICATION, claim, reminding.acts);
  if (!shown) await browser.storage.session.remove(KEY);
  await ask('remind', { action: shown ? 'delivered' : 'release', lease: claim.lease });
}

/** What the alarm is for. A host that is missing, fails or knows no claims is asked at the next one. */
export async function remind() {
  const { reply } = await ask('remind', { action: 'claim', ...await asker() });
  if (!reply?.ok || !('claim' in reply.ok)) return;
  if (reply.ok.claim) await deliver(reply.ok.claim);
  const list = await ask('remind', { action: 'list' });
  if (list.reply?.ok) await aimAlarm(list.reply.ok);
}
