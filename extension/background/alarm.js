// @ts-check
// The extension's one alarm: when the host is next asked what is due. Chromium keeps it while the
// browser is closed, Firefox does not; a background script that starts again changes nothing of it.
import { browser } from '../shared/browser.js';

export const ALARM = 'remind';

const MINUTE_S = 60;
/** A browser that has just started has other things to do. */
const FIRST_MIN = 5;
const HOUR_MIN = 60;
const DAY_MIN = 24 * HOUR_MIN;
/** The desktop's own timer runs every hour: what falls due is first for it to show. */
const AFTER_MIN = 75;

/** @param {number} delay in minutes @returns {Promise<void>} */
const set = (delay) => browser.alarms.create(ALARM, { delayInMinutes: delay, periodInMinutes: DAY_MIN });

/** Sets the alarm where there is none. */
export async function keepAlarm() {
  if (!await browser.alarms.get(ALARM)) await set(FIRST_MIN);
}

/** At the start of the browser: who opens it for an hour a day is reminded, too. */
export async function hastenAlarm() {
  const alarm = await browser.alarms.get(ALARM);
  const first = Date.now() + FIRST_MIN * MINUTE_S * 1000;
  if (!alarm || alarm.scheduledTime > first) await set(FIRST_MIN);
}

/** @param {any} ok the host's list of reminders @returns {number} minutes */
function delayFor({ reminders, paused_until: paused }) {
  const isWaiting = (/** @type {any} */ one) => one.state === 'due';
  if (paused) return DAY_MIN;
  // Quiet hours, or another is about to show it. A day later it might be the same hour of the night.
  if (reminders.some(isWaiting)) return HOUR_MIN;
  const ahead = reminders.flatMap((/** @type {any} */ one) => one.next);
  return Math.min(DAY_MIN, AFTER_MIN + (Math.min(...ahead) - Date.now() / 1000) / MINUTE_S);
}

/**
 * The next time is a day after this one, or sooner where the host's list says that there is cause.
 * @param {any} ok
 */
export async function aimAlarm(ok) {
  const delay = delayFor(ok);
  if (delay < DAY_MIN) await set(delay);
}
