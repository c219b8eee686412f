// @ts-check
// The next reminder: when it comes, a week later, done, and how often from now on.
import { dateOf } from '../shared/dates.js';
import { make, part } from '../shared/elements.js';
import { fill } from '../shared/fill.js';
import { message } from '../shared/words.js';
import { say } from './draw.js';

/** @typedef {import('./order.js').Give} Give */

const DAY_S = 24 * 60 * 60;
const WEEK_S = 7 * DAY_S;
/** Those that go by the setting's state repeat as the person likes. */
const RHYTHMS = ['decaying', 'monthly', 'quarterly'];
const RHYTHMIC = ['opt_out', 'recheck'];

/** @param {any} reminder @returns {number|null} */
const time = ({ due, snoozed_until: snoozed }) => snoozed ?? due;

/** @param {any[]} reminders @returns {any} the one that comes first, or null */
function first(reminders) {
  const timed = reminders.filter((one) => time(one) !== null && one.state !== 'over');
  return timed.sort((a, b) => Number(time(a)) - Number(time(b)))[0] ?? null;
}

/** @returns {number} seconds UTC */
const now = () => Math.floor(Date.now() / 1000);

/** @param {any} reminder @param {Give} give */
function rhythm({ id, kind, rule }, give) {
  const select = part('reminder-rule');
  select.hidden = !RHYTHMIC.includes(kind);
  fill(select, RHYTHMS.map((value) => ({ value, chosen: value === rule })), ({ value, chosen }) =>
    make('option', { value, ...(chosen && { selected: '' }) }, message(`setting_rule_${value}`)));
  select.onchange = async () => {
    const done = await give('remind', { action: 'set', reminder: id, rule: select.value });
    if (!done) select.value = rule;
  };
}

/** @param {any} ok the host's answer, or null @param {Give} give */
export function reminder(ok, give) {
  const next = first(ok?.reminders ?? []);
  part('next').hidden = !next;
  if (!next) return;
  const at = Number(time(next));
  const isDue = at <= now();
  say('reminder', message(isDue ? 'reminder_due' : 'reminder', [dateOf(at)]));
  part('reminder-later').onclick = () =>
    give('remind', { action: 'snooze', reminder: next.id, until: Math.max(at, now()) + WEEK_S });
  part('reminder-done').hidden = at > now() + DAY_S;
  part('reminder-done').onclick = () => give('remind', { action: 'done', reminder: next.id });
  rhythm(next, give);
}
