// @ts-check
// Our words, in every language that the extension speaks: whole, named alike, and asked for.
import assert from 'node:assert/strict';
import test from 'node:test';
import { directionOf, WORDS } from './direction.mjs';
import { DIRECTIONS, PLAIN, WRONG } from './expected.mjs';
import { beginsFromRight, catalogueOf, english, isRightToLeft, locales, spoken } from './locales.mjs';
import { buttons, made, MADE, used } from './uses.mjs';

/** @typedef {import('./locales.mjs').Locale} Locale */
/** @typedef {import('./locales.mjs').Entry} Entry */

const DESCRIPTION_MAX = 132;
const BUTTON_MAX = 34;
/** A sentence in the row of quiet links: it may take its line. */
const LONG_BUTTONS = ['region_unset'];

/** Sentences that name a button or a heading, and its message. */
const NAMED = [
  ['help_browsers_text', 'account_heading'],
  ['help_no_access_text', 'action_allow'],
  ['help_phone_text', 'ask_mine'],
  ['help_turned_back_on_text', 'ask_mine'],
  ['help_turned_back_on_text', 'ask_other'],
  ['help_unclear_text', 'capture_heading'],
  ['options_limits', 'action_show'],
  ['options_needs_program', 'settings_heading'],
];

/** The same of the host's sentences. */
const NAMED_BY_HOST = [
  ['warn.turned-back-on', 'ask_other'],
  ['warn.unread', 'capture_heading'],
];

/** What is said in two places, and would be taken for two things. */
const ALIKE = [
  ['help_off_confirmed', 'state_off_confirmed'],
  ['help_on', 'state_on'],
  ['help_stale', 'state_stale'],
  ['settings_heading', 'options_link'],
];

/** Every fault is told at once. @param {string[]} faults */
const none = (faults) => assert.equal(faults.join('\n'), '');

/** @param {Locale} locale @param {(entry: Entry, key: string) => boolean} isWrong @returns {string[]} */
const wrongIn = ({ folder, entries }, isWrong) =>
  Object.keys(entries)
    .filter((key) => isWrong(entries[key], key))
    .map((key) => `${folder} ${key}: ${entries[key].message}`);

/** @param {string} name @param {(entry: Entry, key: string, locale: Locale) => boolean} isWrong */
const everyMessage = (name, isWrong) => test(name, () => {
  none(locales.flatMap((locale) => wrongIn(locale, (entry, key) => isWrong(entry, key, locale))));
});

/** @param {string} text @returns {string[]} what stands in it in quotes */
const quotes = (text) =>
  [...text.matchAll(/[“„«][\s\u00a0\u202f]*([^“”„«»]*?)[\s\u00a0\u202f]*[“”»]/g)].map((match) => match[1]);

/** @param {string} text @param {RegExp} pattern @returns {string} what it holds of that, in any order */
const held = (text, pattern) => (text.match(pattern) ?? []).sort().join(' ');

test('each language has the messages of English, in their order', () => {
  for (const { folder, entries } of locales) {
    assert.deepEqual(Object.keys(entries), Object.keys(english.entries), folder);
  }
});

everyMessage('no message is empty, or frayed', ({ message }) => !message || message !== message.trim());

everyMessage('placeholders are those of English', ({ message, placeholders }, key) => {
  const own = english.entries[key];
  return JSON.stringify(placeholders) !== JSON.stringify(own.placeholders)
    || held(message, /\$\w+\$/g) !== held(own.message, /\$\w+\$/g);
});

everyMessage('numbers, commands and addresses are those of English', ({ message }, key) => {
  const fixed = /\d+|--\w+|optwatch \w+|(?:chrome|about):[\w/]*\w|www\.[\w.]*\w|\/\w+\/|Flatpak|Firefox/g;
  const own = english.entries[key].message;
  return [...new Set(own.match(fixed))].some((one) => !message.includes(one));
});

everyMessage('quotation marks and apostrophes are typographic', ({ message }) => /["'`´]/.test(message));

test('each language is told by its tag, and is one of the catalogue’s', () => {
  for (const locale of locales) {
    assert.equal(locale.entries.language.message, locale.tag);
    assert.ok(catalogueOf(locale), `${locale.folder}: no texts in the catalogue`);
  }
});

test('every language in which the host speaks has its folder', () => {
  const folders = locales.map(({ tag }) => tag.toLowerCase());
  none(spoken.map(({ tag }) => tag).filter((tag) => !folders.includes(tag)));
});

test('it reads from the right where its script does', () => {
  for (const locale of locales) {
    assert.equal(locale.entries.direction.message, isRightToLeft(locale) ? 'rtl' : 'ltr', locale.folder);
  }
});

test('what reads from the right begins with a word that does', () => {
  const names = ['name', 'language', 'direction'];
  const isWrong = (/** @type {Entry} */ { message }, /** @type {string} */ key) =>
    !names.includes(key) && !beginsFromRight(message);
  none(locales.filter(isRightToLeft).flatMap((locale) => wrongIn(locale, isWrong)));
});

/** @param {string} text @returns {string} without what is set apart as reading from the left */
const outside = (text) => text.replace(/\u2066[^\u2066\u2069]+\u2069/g, '');

everyMessage('marks of direction come in pairs, and only where they are needed', ({ message }, key, locale) =>
  /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(isRightToLeft(locale) ? outside(message) : message));

test('a description is short enough for the stores', () => {
  for (const { folder, entries } of locales) {
    assert.ok([...entries.description.message].length <= DESCRIPTION_MAX, folder);
  }
});

test('buttons are short', () => {
  assert.ok(buttons.length > 20);
  const short = buttons.filter((key) => !LONG_BUTTONS.includes(key));
  none(locales.flatMap((locale) =>
    wrongIn(locale, ({ message }, key) => short.includes(key) && [...message].length > BUTTON_MAX)));
});

test('a sentence calls a button by its name', () => {
  none(locales.flatMap(({ folder, entries }) => NAMED
    .filter(([sentence, button]) => !quotes(entries[sentence].message).includes(entries[button].message))
    .map(([sentence, button]) => `${folder} ${sentence}: no “${entries[button].message}”`)));
});

test('so does a sentence of the host', () => {
  none(locales.flatMap((locale) => NAMED_BY_HOST
    .filter(([text, button]) => !quotes(catalogueOf(locale).texts[text]).includes(locale.entries[button].message))
    .map(([text, button]) => `${locale.folder} ${text}: no “${locale.entries[button].message}”`)));
});

test('the same is called the same', () => {
  none(locales.flatMap(({ folder, entries }) => ALIKE
    .filter(([one, other]) => entries[one].message !== entries[other].message)
    .map((pair) => `${folder} ${pair.join(', ')}`)));
});

/** @param {any} language of the catalogue @returns {string[][]} LinkedIn's words for each step to the setting */
function wayIn({ settings_privacy: first, data_privacy: second, labels }) {
  const title = labels['data-for-ai-improvement']?.filter((/** @type {any} */ { kind }) => kind === 'title');
  return [first, second, title].map((list) => (list ?? []).map((/** @type {any} */ { text }) => text));
}

test('the way to the setting is told in LinkedIn’s words', () => {
  for (const locale of locales) {
    const told = quotes(locale.entries.failure_platform_do.message);
    const known = [catalogueOf(locale), catalogueOf(english)].map((language) => wayIn(language));
    const isKnown = (/** @type {string} */ text, /** @type {number} */ at) => {
      const [own, theirs] = known.map((way) => way[at]);
      return (own.length > 0 ? own : theirs).includes(text);
    };
    assert.equal(told.length, 3, locale.folder);
    assert.deepEqual(told.filter((text, at) => !isKnown(text, at)), [], locale.folder);
  }
});

test('every message that is asked for is there', () => {
  assert.ok(used.size > 250);
  none([...used].filter((key) => !(key in english.entries)));
});

test('every message that is there is asked for', () => {
  none(Object.keys(english.entries).filter((key) => !used.has(key)));
});

test('every name that is put together is known here', () => {
  assert.deepEqual(made.sort(), Object.keys(MADE).sort());
  none(Object.keys(MADE).filter((one) => one.includes('${') && MADE[one].length === 0));
});

/** @param {Locale} locale @returns {string} */
const wordTag = ({ tag }) => tag.toLowerCase();

test('every language has its words for on and off', () => {
  const isReady = (/** @type {string} */ tag) => tag in WORDS && WRONG.some(([wrong]) => wrong === tag);
  none(locales.map(wordTag).filter((tag) => !isReady(tag)));
});

/** @param {Locale} locale @param {string} key @returns {boolean} whether it is known where it points */
const isKnown = (locale, key) => key in DIRECTIONS || PLAIN.includes(wordTag(locale));

everyMessage('every message points its way', ({ message }, key, locale) =>
  isKnown(locale, key) && directionOf(WORDS[wordTag(locale)], message) !== (DIRECTIONS[key] ?? ''));

test('a message that points the other way is refused', () => {
  assert.ok(WRONG.every(([, key]) => key in DIRECTIONS));
  none(WRONG.filter(([tag, key, message]) => directionOf(WORDS[tag], message) === DIRECTIONS[key]).map(String));
});
