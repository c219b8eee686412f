// @ts-check
// What only the person can tell: whether two profiles are one account, who turned it back on, and
// what they want.
import { part } from '../shared/elements.js';
import { fill } from '../shared/fill.js';
import { button, list, say } from './draw.js';

/** @typedef {import('./order.js').Give} Give */
/** @typedef {{id: string, args: object}} Choice the message of its label, and the order it gives */
/** @typedef {{text: string, choices: Choice[]}} Question */

/** @param {any} ok @returns {Question|null} about the accounts, in the host's words */
function aboutAccounts({ question }) {
  if (!question) return null;
  const [account, other] = question.accounts;
  return {
    text: question.text,
    choices: [
      { id: 'ask_one', args: { action: 'join', account, with: other } },
      { id: 'ask_two', args: { action: 'separate', account, with: other } },
    ],
  };
}

/** @param {any} ok @returns {any} the standing that the verdict is about */
const standingOf = ({ standings, verdict }) =>
  standings?.find((/** @type {any} */ one) => one.setting === verdict?.setting);

/**
 * Two accounts in one profile cannot be told apart: either answer ends the alarm, and leaves "on".
 * @param {any} ok
 * @returns {Question|null}
 */
function aboutAlarm(ok) {
  const alarm = standingOf(ok);
  if (alarm?.state !== 'turned_back_on') return null;
  const args = { action: 'mine', account: alarm.account };
  return { text: '', choices: [{ id: 'ask_mine', args }, { id: 'ask_other', args }] };
}

/** @param {any} ok @returns {Choice|null} the other intent, where the setting is on */
function aboutIntent(ok) {
  const standing = standingOf(ok);
  if (standing?.state !== 'on' || !ok.account) return null;
  const { id, intent } = ok.account;
  const other = intent === 'leave_on' ? 'want_off' : 'leave_on';
  return { id: `intent_${other}`, args: { action: 'intent', account: id, intent: other } };
}

/**
 * @param {any} ok the host's answer, or null to ask nothing
 * @param {Give} give
 */
export function question(ok, give) {
  const asked = ok ? aboutAlarm(ok) ?? aboutAccounts(ok) : null;
  say('ask-text', asked?.text);
  fill(part('ask-choices'), asked?.choices ?? [], ({ id, args }) => button(id, () => give('accounts', args)));
  part('ask').hidden = !asked;
}

/**
 * The quiet links under the main button: what else a person may mean.
 * @param {any} ok
 * @param {Give} give
 * @param {{phone: boolean, look: () => unknown}} phone whether "changed on my phone" fits, and the page to look at
 */
export function beside(ok, give, { phone, look }) {
  const intent = ok ? aboutIntent(ok) : null;
  const links = [...(phone ? [{ id: 'changed_elsewhere' }] : []), ...(intent ? [intent] : [])];
  list('beside', 'beside', links, ({ id, args }) =>
    button(id, args ? () => give('accounts', args) : look, 'link'));
}
