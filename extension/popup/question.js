// @ts-check
// What only the person can tell: whether two profiles are one account, and who turned it back on.
import { browser } from '../shared/browser.js';
import { message } from '../shared/words.js';
import { part, say } from './render.js';

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

/**
 * Two accounts in one profile cannot be told apart: either answer ends the alarm, and leaves "on".
 * @param {any} ok
 * @returns {Question|null}
 */
function aboutAlarm({ standings, verdict }) {
  const alarm = standings?.find((/** @type {any} */ one) =>
    one.setting === verdict?.setting && one.state === 'turned_back_on');
  if (!alarm) return null;
  const args = { action: 'mine', account: alarm.account };
  return { text: '', choices: [{ id: 'ask_mine', args }, { id: 'ask_other', args }] };
}

/** @param {Choice} choice @param {(choice: Choice) => unknown} choose @returns {HTMLElement} */
function button(choice, choose) {
  const element = document.createElement('button');
  element.type = 'button';
  element.dataset.id = choice.id;
  element.textContent = message(choice.id);
  element.addEventListener('click', () => choose(choice));
  return element;
}

/**
 * @param {any} ok the host's answer, or null to ask nothing
 * @param {number} tab
 * @param {() => Promise<void>} then draws what has come of it
 */
export function question(ok, tab, then) {
  const asked = ok ? aboutAlarm(ok) ?? aboutAccounts(ok) : null;
  /** @param {Choice} choice */
  const choose = async ({ args }) => {
    const said = await browser.runtime.sendMessage({ type: 'order', tab, args });
    await then();
    if (said?.failure) say('ask-failure', said.failure.hint || message('failed'));
  };
  say('ask-text', asked?.text);
  say('ask-failure', '');
  part('ask-choices').replaceChildren(...(asked?.choices ?? []).map((choice) => button(choice, choose)));
  part('ask').hidden = !asked;
}
