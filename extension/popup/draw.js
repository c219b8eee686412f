// @ts-check
// What every part of the popup is drawn with. Text from outside goes in as text, never as markup.
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

/** @param {string} tag @param {string} text @param {Record<string, string>} [data] @returns {HTMLElement} */
export function make(tag, text, data = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  Object.assign(element.dataset, data);
  return element;
}

/** @param {string} text @param {Record<string, string>} [data] @returns {HTMLElement} */
export const line = (text, data = {}) => make('li', text, data);

/** @param {string} text @returns {HTMLElement} */
export function detail(text) {
  const element = make('span', text);
  element.className = 'detail';
  return element;
}

/** @param {string} text @param {() => unknown} run @param {string} [id] @returns {HTMLElement} */
export function link(text, run, id = '') {
  const element = /** @type {HTMLButtonElement} */ (make('button', text, id ? { id } : {}));
  element.className = 'link';
  element.type = 'button';
  element.addEventListener('click', run);
  return element;
}

/**
 * Draws a list, unless it says what it said: a new one would take the keyboard's place in the old.
 * @param {string} id of the list
 * @param {string} frame id of what is hidden with an empty list
 * @param {any[]} items
 * @param {(item: any) => HTMLElement} draw
 */
export function list(id, frame, items, draw) {
  const element = part(id);
  const said = `${message('language')} ${JSON.stringify(items)}`;
  part(frame).hidden = items.length === 0;
  if (shown.get(element) === said) return;
  shown.set(element, said);
  element.replaceChildren(...items.map(draw));
}

/** @type {WeakMap<Element, string>} what each list was drawn from */
const shown = new WeakMap();

/** @param {number} seconds UTC @returns {string} in the person's own form */
export function dateOf(seconds) {
  const style = /** @type {const} */ ({ dateStyle: 'long', timeStyle: 'short' });
  return new Intl.DateTimeFormat(formats(), style).format(seconds * 1000);
}

/** @param {string} day such as 2025-11-03 @returns {string} */
export function dayOf(day) {
  const time = Date.parse(day);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(time)) return day;
  const style = /** @type {const} */ ({ dateStyle: 'long', timeZone: 'UTC' });
  return new Intl.DateTimeFormat(formats(), style).format(time);
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
