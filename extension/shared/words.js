// @ts-check
// Our own words. They are in the language in which the host speaks, so that a page never mixes two:
// the host tells it with its answers; until it has, it is the language of the browser.
import { browser } from './browser.js';

/** @typedef {{message: string, placeholders?: Record<string, {content: string}>}} Entry */
/** @typedef {Record<string, Entry>} Entries */

const KEY = 'language';
const FALLBACK = 'en';

/** What is loaded: the person's language, and English for what is missing there. */
const spoken = { tag: '', entries: /** @type {Entries} */ ({}), fallback: /** @type {Entries} */ ({}) };

/** @param {string} tag such as pt-br @returns {string} the name of its folder, such as pt_BR */
const folder = (tag) => tag.replace(/-(.*)/, (whole, region) => `_${region.toUpperCase()}`);

const TRIES = 3;
const BETWEEN_MS = 150;
const pause = () => new Promise((resolve) => { setTimeout(resolve, BETWEEN_MS); });

/** @param {string} tag @returns {Promise<Entries>} none where we do not speak it */
async function load(tag) {
  // A browser that is busy closing another page of ours may refuse a file for a moment.
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      const reply = await fetch(browser.runtime.getURL(`_locales/${folder(tag)}/messages.json`));
      return await reply.json();
    } catch {
      await pause();
    }
  }
  return {};
}

/** @returns {Promise<string>} */
async function wanted() {
  const told = (await browser.storage.local.get(KEY))[KEY];
  return typeof told === 'string' && told ? told : browser.i18n.getMessage('language');
}

/**
 * Has to be done before the first word is asked for, and again when another language may be spoken.
 * @returns {Promise<boolean>} whether the words are others now
 */
export async function loadWords() {
  const tag = await wanted();
  if (tag === spoken.tag) return false;
  const [entries, fallback] = await Promise.all([load(tag), load(FALLBACK)]);
  Object.assign(spoken, { tag, entries, fallback });
  return true;
}

/** Keeps the language in which the host answered. @param {unknown} language */
export async function hearLanguage(language) {
  if (typeof language !== 'string' || !/^[a-z]{2,3}(-[a-z0-9]{2,8})?$/.test(language)) return;
  if ((await browser.storage.local.get(KEY))[KEY] === language) return;
  await browser.storage.local.set({ [KEY]: language });
}

/** @param {object} changes @param {string} area @returns {boolean} whether another language may be spoken now */
export const changesLanguage = (changes, area) => area === 'local' && KEY in changes;

/** @param {Entry} entry @param {string[]} values @returns {string} */
function fill({ message: text, placeholders = {} }, values) {
  return text.replace(/\$(\w+)\$/g, (whole, name) => {
    const content = placeholders[name.toLowerCase()]?.content;
    return content ? values[Number(content.slice(1)) - 1] ?? '' : whole;
  });
}

/** @param {string} key @param {string[]} [values] @returns {string} our own words; "" where there are none */
export function message(key, values = []) {
  const entry = spoken.entries[key] ?? spoken.fallback[key];
  // The browser knows its own language's words, whatever could not be loaded.
  return entry ? fill(entry, values) : browser.i18n.getMessage(key, values);
}

/** @returns {string} whose form dates and numbers have: the browser's, where it has the same language */
export function formats() {
  const browsers = browser.i18n.getUILanguage();
  const [language] = message('language').split('-');
  return browsers.split('-')[0] === language ? browsers : message('language');
}
