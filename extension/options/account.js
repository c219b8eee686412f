// @ts-check
// One account as a card: what is known of it, its name, what the person wants, its browser profiles.
import { dayOf } from '../shared/dates.js';
import { make } from '../shared/elements.js';
import { giveOrder } from '../shared/orders.js';
import { message } from '../shared/words.js';
import { keep, makeField, namesOf } from './field.js';

/** @typedef {import('./field.js').Field} Field */
/** @typedef {{family: string, first_seen: number, last_seen: number}} Profile */
/** @typedef {{id: number, name: string, intent: string, state: string, profiles: Profile[]}} Account */

const INTENTS = ['want_off', 'leave_on', 'undecided'];
const BROWSERS = /** @type {Record<string, string>} */ ({ chromium: 'Chromium', firefox: 'Firefox' });

/** @param {Account} account @returns {string} */
const titleOf = ({ id, name }) => name || message('account_title', [String(id)]);

/** @param {string} intent @returns {string} */
const intentText = (intent) => message(`account_intent_${intent}`) || intent;

/** @param {string} state @returns {string} */
const stateText = (state) => message('account_state', [message(`state_${state}`) || state]);

/** @param {Profile} profile @returns {HTMLElement} */
function profileLine({ family, first_seen: first, last_seen: last }) {
  const days = [BROWSERS[family] ?? family, dayOf(first), dayOf(last)];
  return make('li', {}, message('account_profile', days));
}

/** @param {Account} account @returns {HTMLInputElement} */
function nameInput({ id, name }) {
  const input = make('input', { ...namesOf(`account-${id}-name`), type: 'text', dir: 'auto', autocomplete: 'off' });
  input.value = name;
  return input;
}

/** @param {Account} account @returns {HTMLSelectElement} */
function intentSelect({ id, intent }) {
  const select = make('select', namesOf(`account-${id}-intent`));
  select.append(...INTENTS.map((one) => make('option', { value: one }, intentText(one))));
  select.value = intent;
  return select;
}

/** @param {Account} first @returns {HTMLElement} the card; what the person changes on it is stored */
export function makeCard(first) {
  let account = first;
  const { id } = account;
  const title = make('h3', { id: `account-${id}-title`, dir: 'auto' }, titleOf(account));
  const state = make('p', { class: 'help' }, stateText(account.state));
  /** @param {any} ok */
  const take = (ok) => {
    account = ok.accounts.find((/** @type {Account} */ one) => one.id === id) ?? account;
    title.textContent = titleOf(account);
    state.textContent = stateText(account.state);
  };
  const name = makeField(nameInput(account), message('account_name'));
  name.help.textContent = message('account_name_help');
  keep(name, {
    send: (value) => giveOrder('accounts', { action: 'name', account: id, name: value }),
    take,
    held: () => account.name,
    words: () => account.name || message('account_no_name'),
  });
  const intent = makeField(intentSelect(account), message('account_intent'));
  keep(intent, {
    send: (value) => giveOrder('accounts', { action: 'intent', account: id, intent: value }),
    take,
    held: () => account.intent,
    words: () => intentText(account.intent),
  });
  const profiles = make('ul', { class: 'profiles' });
  profiles.append(...account.profiles.map(profileLine));
  const card = make('article', { class: 'card', 'aria-labelledby': title.id });
  card.append(title, state, name.element, intent.element, make('h4', {}, message('account_profiles')), profiles);
  return card;
}
