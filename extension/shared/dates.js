// @ts-check
// Dates and ages in the person's own form.
import { formats, message } from './words.js';

/** @param {number|Date} time @param {Intl.DateTimeFormatOptions} style @returns {string} */
const form = (time, style) => new Intl.DateTimeFormat(formats(), style).format(time);

/** @param {number} seconds UTC @returns {string} day and time */
export const dateOf = (seconds) => form(seconds * 1000, { dateStyle: 'medium', timeStyle: 'short' });

/** @param {number} seconds UTC @returns {string} the day */
export const dayOf = (seconds) => form(seconds * 1000, { dateStyle: 'long' });

/** @param {string} day such as 2025-11-03, of no time zone @returns {string} */
export function writtenDay(day) {
  const time = Date.parse(day);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(time)) return day;
  return form(time, { dateStyle: 'long', timeZone: 'UTC' });
}

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** @param {number} at seconds UTC @returns {string} how long ago it was seen; from a day on, when */
export function ageOf(at) {
  const age = Date.now() / 1000 - at;
  if (age >= DAY_S || age < -MINUTE_S) return message('seen', [dateOf(at)]);
  if (age < MINUTE_S) return message('seen_now');
  const ago = new Intl.RelativeTimeFormat(formats(), { numeric: 'always' });
  const text = age < HOUR_S
    ? ago.format(-Math.floor(age / MINUTE_S), 'minute') : ago.format(-Math.floor(age / HOUR_S), 'hour');
  return message('seen', [text]);
}
