// @ts-check
// One setting of the host's table as a field of the form.
import { make } from '../shared/elements.js';
import { formats, message } from '../shared/words.js';
import { makeField, namesOf } from './field.js';

/** @typedef {import('./field.js').Field} Field */
/**
 * @typedef {object} Entry a row of the host's table
 * @property {string} name
 * @property {'number'|'choice'} type
 * @property {number} [min]
 * @property {number} [max]
 * @property {string} [unit]
 * @property {string[]} [choices]
 * @property {string[]} [reviewed] the choices whose words a speaker has read
 * @property {string} help
 */
/** @typedef {Field & {entry: Entry}} Row */

const HOURS = ['hour', 'quiet_from', 'quiet_until'];

/** @param {Entry} entry @returns {boolean} whether it is a full hour of the day */
const isHour = ({ name, type }) => type === 'number' && HOURS.includes(name);

/** @param {string} hour @returns {string} such as 9:00 */
function hourText(hour) {
  const style = /** @type {const} */ ({ hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  return new Intl.DateTimeFormat(formats(), style).format(Date.UTC(2000, 0, 1, Number(hour)));
}

/** @param {string} tag @returns {string} a language by its own name */
function languageName(tag) {
  try {
    return new Intl.DisplayNames([tag, formats()], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** @param {Entry} entry @param {string} choice @returns {string} its name, and whether to expect mistakes */
function languageText({ reviewed }, choice) {
  const name = languageName(choice);
  return !reviewed || reviewed.includes(choice) ? name : message('setting_language_unreviewed', [name]);
}

/** @param {Entry} entry @param {string} choice @returns {string} our word for it, else the host's */
function choiceText(entry, choice) {
  if (isHour(entry)) return hourText(choice);
  const own = message(`setting_${entry.name}_${choice || 'none'}`.replaceAll('-', '_'));
  if (own) return own;
  return entry.name === 'language' ? languageText(entry, choice) : choice;
}

/** @param {Entry} entry @returns {string} */
const unit = (entry) => message(`setting_${entry.name}_unit`) || entry.unit || '';

/** @param {Entry} entry @returns {string} its unit, and what it may be: the host's hint does not say */
const range = (entry) => `${unit(entry)} (${entry.min}–${entry.max})`.trim();

/** @param {Entry} entry @returns {boolean} */
const isTyped = (entry) => entry.type === 'number' && !isHour(entry);

/** @param {Entry} entry @param {string|number} value @returns {string} as the person reads it */
export function valueText(entry, value) {
  return isTyped(entry) ? `${value} ${unit(entry)}`.trim() : choiceText(entry, String(value));
}

/** @param {Entry} entry @returns {string[]} */
function choicesOf({ choices, min = 0, max = 0 }) {
  return choices ?? Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
}

/** @param {Entry} entry @param {Record<string, string>} names @returns {HTMLSelectElement} */
function makeChoice(entry, names) {
  const select = make('select', names);
  const option = (/** @type {string} */ choice) => make('option', { value: choice }, choiceText(entry, choice));
  select.append(...choicesOf(entry).map(option));
  return select;
}

/** @param {Entry} entry @param {Record<string, string>} names @returns {HTMLInputElement} */
function makeNumber({ min, max }, names) {
  return make('input', { ...names, type: 'number', step: '1', min: String(min), max: String(max) });
}

/** @param {Entry} entry @returns {Row} */
export function makeRow(entry) {
  const names = namesOf(`setting-${entry.name}`);
  const input = isTyped(entry) ? makeNumber(entry, names) : makeChoice(entry, names);
  const label = message(`setting_${entry.name}`) || entry.name;
  const row = { entry, ...makeField(input, label, isTyped(entry) ? range(entry) : '') };
  describeRow(row, entry);
  return row;
}

/** @param {Row} row @param {Entry} entry */
export function describeRow(row, { help }) {
  row.help.textContent = help;
  row.help.hidden = !help;
}
