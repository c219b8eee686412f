// @ts-check
// Which way a sentence points. The words for on and off in each language are those of the unit tests.
import { textOf } from './locales.mjs';

/** @typedef {{on: string[], off: string[], neither: string[]}} Words patterns; * stands for any letters */

/** What our own words hold besides, and is read past. @type {Record<string, string[]>} */
const NEITHER = {
  de: ['ein bestätigtes'],
  en: ['on a', 'on it', 'on the page', 'on which'],
};

const ROW = /\{\s*\.tag = "([a-z-]+)",(.*?)\n    \},/gs;

/** @param {string} row @param {string} name @returns {string[]} the strings of one of its members */
function member(row, name) {
  const list = row.match(new RegExp(`\\.${name} = \\{([^}]*)\\}`))?.[1] ?? '';
  return [...list.matchAll(/"([^"]+)"/g)].map((match) => match[1]);
}

/** @param {RegExpMatchArray} found @returns {[string, Words]} */
function wordsOf([, tag, row]) {
  const past = [...member(row, 'neither'), ...NEITHER[tag] ?? []];
  return [tag, { on: member(row, 'on'), off: member(row, 'off'), neither: past }];
}

/** @type {Record<string, Words>} by the catalogue's tag */
export const WORDS = Object.fromEntries([...textOf('tests/unit/direction.c').matchAll(ROW)].map(wordsOf));

/** @param {string} word @param {string} pattern @returns {boolean} */
function fits(word, pattern) {
  const core = pattern.replaceAll('*', '');
  if (pattern.startsWith('*') && pattern.endsWith('*')) return word.includes(core);
  if (pattern.startsWith('*')) return word.endsWith(core);
  return pattern.endsWith('*') ? word.startsWith(core) : word === core;
}

/** @param {string[]} words @param {number} at @param {string[]} patterns @returns {number} how many words one takes */
function take(words, at, patterns) {
  for (const pattern of patterns) {
    const parts = pattern.split(' ');
    if (parts.every((part, index) => at + index < words.length && fits(words[at + index], part))) return parts.length;
  }
  return 0;
}

/** @param {string} sentence @returns {string[]} */
const split = (sentence) =>
  sentence.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);

/**
 * @param {Words} known
 * @param {string} sentence
 * @returns {string} + for each on, - for each off, in their order; the same twice counts once
 */
export function directionOf({ on, off, neither }, sentence) {
  const words = split(sentence);
  let read = '';
  for (let at = 0; at < words.length; at += 1) {
    const skipped = take(words, at, neither);
    const sign = skipped ? '' : (take(words, at, on) && '+') || (take(words, at, off) && '-') || '';
    if (sign && !read.endsWith(sign)) read += sign;
    at += Math.max(skipped - 1, 0);
  }
  return read;
}
