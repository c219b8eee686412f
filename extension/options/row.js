// @ts-check
// One setting of the host's table as a row of the form: a label, a control, the help, what came of it.
import { formats, message } from '../shared/words.js';

/**
 * @typedef {object} Entry a row of the host's table
 * @property {string} name
 * @property {'number'|'choice'} type
 * @property {number} [min]
 * @property {number} [max]
 * @property {string} [unit]
 * @property {string[]} [choices]
 * @property {string} help
 */
/**
 * @typedef {object} Row
 * @property {Entry} entry
 * @property {HTMLElement} element
 * @property {HTMLInputElement|HTMLSelectElement} input
 * @property {HTMLElement} help
 * @property {HTMLElement} said that it is stored
 * @property {HTMLElement} failure or why it is not
 */

/** @param {string} tag @param {Record<string, string>} attributes @param {string} [text] @returns {any} */
function make(tag, attributes, text = '') {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

/** @param {string} tag @returns {string} a language by its own name */
function languageName(tag) {
  try {
    return new Intl.DisplayNames([tag, formats()], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** @param {Entry} entry @param {string} choice @returns {string} our word for it, else the host's */
function choiceText({ name }, choice) {
  const own = message(`setting_${name}_${choice || 'none'}`.replaceAll('-', '_'));
  if (own) return own;
  return name === 'language' ? languageName(choice) : choice;
}

/** @param {Entry} entry @returns {string} */
const unit = (entry) => message(`setting_${entry.name}_unit`) || entry.unit || '';

/** @param {Entry} entry @returns {string} its unit, and what it may be: the host's hint does not say */
const range = (entry) => `${unit(entry)} (${entry.min}–${entry.max})`.trim();

/** @param {Entry} entry @param {string|number} value @returns {string} as the person reads it */
export function valueText(entry, value) {
  return entry.type === 'number' ? `${value} ${unit(entry)}`.trim() : choiceText(entry, String(value));
}

/** @param {Entry} entry @param {Record<string, string>} names @returns {HTMLSelectElement} */
function makeChoice(entry, names) {
  const select = make('select', names);
  const option = (/** @type {string} */ choice) => make('option', { value: choice }, choiceText(entry, choice));
  select.append(...(entry.choices ?? []).map(option));
  return select;
}

/** @param {Entry} entry @param {Record<string, string>} names @returns {HTMLInputElement} */
function makeNumber({ min, max }, names) {
  return make('input', { ...names, type: 'number', step: '1', min: String(min), max: String(max) });
}

/** @param {Entry} entry @returns {Row} */
export function makeRow(entry) {
  const id = `setting-${entry.name}`;
  const names = { id, 'aria-describedby': `${id}-help ${id}-failure` };
  const input = entry.type === 'number' ? makeNumber(entry, names) : makeChoice(entry, names);
  const label = make('label', { for: id }, message(`setting_${entry.name}`) || entry.name);
  const said = make('span', { class: 'said', role: 'status' });
  const failure = make('div', { id: `${id}-failure`, class: 'failure', hidden: '' });
  // What becomes visible together with its text is not always read out: the region is there before.
  const live = make('div', { 'aria-live': 'assertive' });
  live.append(failure);
  const help = make('p', { id: `${id}-help`, class: 'help', dir: 'auto' });
  const field = make('div', { class: 'field' });
  field.append(input, entry.type === 'number' ? make('span', {}, range(entry)) : '', said);
  const element = make('div', { class: 'setting' });
  element.append(label, field, help, live);
  const row = { entry, element, input, help, said, failure };
  describeRow(row, entry);
  return row;
}

/** @param {Row} row @param {Entry} entry */
export function describeRow(row, { help }) {
  row.help.textContent = help;
}

/** @param {Row} row @returns {string} */
export const readRow = ({ input }) => input.value;

/** @param {Row} row @param {string|number} value */
export function showValue({ input }, value) {
  input.value = String(value);
}
