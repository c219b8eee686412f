// @ts-check
// Draws what the host said. Every text from outside goes in as text, never as markup.
import { linkedinUrl } from '../shared/pages.js';
import { formats, message } from '../shared/words.js';

/** @param {string} id @returns {HTMLElement} */
export const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} id @param {string|undefined|null} text shown only if there is one */
export function say(id, text) {
  const element = part(id);
  // Writing the same text again would make a screen reader read it again.
  if (element.textContent !== (text ?? '')) element.textContent = text ?? '';
  element.hidden = !text;
}

/**
 * @param {string} id of the list
 * @param {string} frame id of what is hidden with an empty list
 * @param {any[]} items
 * @param {(item: any) => HTMLElement} make
 */
function list(id, frame, items, make) {
  part(id).replaceChildren(...items.map(make));
  part(frame).hidden = items.length === 0;
}

/** @param {string} text @param {Record<string, string>} [data] @returns {HTMLElement} */
function line(text, data = {}) {
  const item = document.createElement('li');
  item.textContent = text;
  Object.assign(item.dataset, data);
  return item;
}

/** @param {string} text @returns {HTMLElement} */
function detail(text) {
  const element = document.createElement('span');
  element.className = 'detail';
  element.textContent = text;
  return element;
}

/** @param {number} seconds UTC @returns {string} in the person's own form */
function dateOf(seconds) {
  const style = /** @type {const} */ ({ dateStyle: 'long', timeStyle: 'short' });
  return new Intl.DateTimeFormat(formats(), style).format(seconds * 1000);
}

/** @param {string} day such as 2025-11-03 @returns {string} */
function dayOf(day) {
  const time = Date.parse(day);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(time)) return day;
  const style = /** @type {const} */ ({ dateStyle: 'long', timeZone: 'UTC' });
  return new Intl.DateTimeFormat(formats(), style).format(time);
}

/** @param {any} step @returns {HTMLElement} */
function stepLine(step) {
  const item = line(step.text, { id: step.id, status: step.status, label: message(`step_${step.status}`) });
  if (step.status === 'current') item.setAttribute('aria-current', 'step');
  return item;
}

/** @param {any} fact @returns {HTMLElement} */
function factLine(fact) {
  const item = line(fact.text, { id: fact.id });
  const from = [fact.source, fact.as_of && dayOf(String(fact.as_of))].filter(Boolean).join(', ');
  if (from) item.append(' ', detail(from));
  return item;
}

/** @param {any} exit @param {(url: string) => void} open @returns {HTMLElement} */
function exitLine(exit, open) {
  const item = line('', { id: exit.id, state: exit.state });
  const url = linkedinUrl(exit.open);
  if (url) {
    const button = document.createElement('button');
    button.className = 'link';
    button.type = 'button';
    button.textContent = exit.text;
    button.addEventListener('click', () => open(url));
    item.append(button);
  } else {
    item.textContent = exit.text;
  }
  const who = exit.checked_by && exit.at ? message(`checked_by_${exit.checked_by}`, [dateOf(exit.at)]) : '';
  if (who) item.append(' ', detail(who));
  return item;
}

/** @param {any[]} reminders @returns {string} when the first one comes */
function reminderText(reminders) {
  const due = (/** @type {any} */ reminder) => reminder.snoozed_until ?? reminder.due;
  const [first] = reminders.filter((reminder) => due(reminder)).sort((a, b) => due(a) - due(b));
  return first ? message('reminder', [dateOf(due(first))]) : '';
}

/** @param {{level: string, text: string}|undefined} warn */
function warning(warn) {
  const level = warn?.level ?? 'none';
  say('warning', level === 'none' ? '' : warn?.text);
  part('warning').dataset.level = level;
}

/**
 * @param {string} text
 * @param {string} state of the verdict, in the host's word; empty for our own words
 */
export function verdict(text, state) {
  const element = part('verdict');
  if (element.textContent !== text) element.textContent = text;
  element.dataset.state = state;
}

/**
 * @param {any} ok the host's answer, or null to draw none
 * @param {(url: string) => void} open
 */
export function answer(ok, open) {
  list('steps', 'guide', ok?.guide?.steps ?? [], stepLine);
  list('exits', 'more', ok?.guide?.exits ?? [], (exit) => exitLine(exit, open));
  say('age', ok?.verdict?.at ? message('seen', [dateOf(ok.verdict.at)]) : '');
  say('unrecorded', ok?.recorded === false ? message('not_recorded', [ok.error?.hint ?? '']) : '');
  list('why', 'reasons', ok?.verdict?.why ?? [], (sentence) => line(sentence));
  list('facts', 'knowledge', ok?.guide?.facts ?? [], factLine);
  say('reminder', reminderText(ok?.reminders ?? []));
  warning(ok?.warn);
}
