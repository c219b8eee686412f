// @ts-check
// What the person answers to a reminder's notification. The background may have ended in between:
// what it was about is in storage.session.
import { SETTING_URL, settingsPath } from '../shared/pages.js';
import { ask } from './host.js';
import { NOTIFICATION } from './notification.js';
import { endReminding, readReminding } from './remind.js';
import { openSettings } from './settings-tab.js';

/** @typedef {import('./notification.js').Act} Act */
/** @typedef {import('./remind.js').Reminding} Reminding */

const DAY_S = 24 * 60 * 60;

/** @param {Act} act @param {Reminding} about @returns {object[]} the orders that carry it out */
function orders(act, { reminders, slower }) {
  if (act === 'slower') return [{ action: 'set', reminder: slower, rule: 'quarterly' }];
  const until = Math.floor(Date.now() / 1000) + DAY_S;
  return reminders.map((reminder) =>
    act === 'snooze' ? { action: 'snooze', reminder, until } : { action: 'done', reminder });
}

/** @param {object} order @returns {Promise<boolean>} whether asking again would change nothing */
async function carryOut(order) {
  const { reply } = await ask('remind', order);
  return Boolean(reply?.ok) || reply?.error?.retry === false;
}

/** @param {string} id @param {number} index of the button */
export async function press(id, index) {
  const about = id === NOTIFICATION ? await readReminding() : null;
  const act = about?.acts[index];
  if (!about || !act) return;
  let taken = true;
  for (const order of orders(act, about)) taken = await carryOut(order) && taken;
  // A notification that stays says that the answer did not arrive.
  if (taken) await endReminding();
}

/** @param {string} id */
export async function openReminded(id) {
  if (id !== NOTIFICATION) return;
  const open = (await readReminding())?.open;
  // Whatever the host says: a click on a reminder leads to settings of LinkedIn or to the setting.
  await openSettings(open && settingsPath(open) !== null ? open : SETTING_URL);
  await endReminding();
}
