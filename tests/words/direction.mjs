// @ts-check
// Which way a sentence points: the words for on and off in each language, as in tests/unit/direction.c.
// A pattern is one word or several; * stands for any letters. What "neither" takes is read past.

/** @typedef {{on: string[], off: string[], neither: string[]}} Words */

/** @type {Record<string, Words>} */
export const WORDS = {
  ar: { on: ['*فعّل*', '*فعيل*'], off: ['*عطّل*', '*عطيل*', '*يقاف'], neither: [] },
  de: {
    on: ['ein', 'einschalt*', 'eingeschalt*'],
    off: ['aus', 'ausschalt*', 'ausgeschalt*'],
    neither: ['ein anderes', 'ein bestätigtes'],
  },
  en: { on: ['on'], off: ['off'], neither: ['on a', 'on it', 'on the page', 'on which', 'on your data'] },
  es: {
    on: ['activad*', 'activar*', 'active', 'activo', 'activó', 'actível*', 'reactiv*'],
    off: ['desactiv*', 'desactív*'],
    neither: [],
  },
  fr: {
    on: ['activé*', 'activer*', 'activez', 'activation', 'réactiv*'],
    off: ['désactiv*'],
    neither: [],
  },
  it: {
    on: ['attivat*', 'attivar*', 'attiva', 'attivala', 'attivalo', 'riattiv*'],
    off: ['disattiv*'],
    neither: [],
  },
  nl: {
    on: ['aan', 'aangezet', 'aanzet*', 'ingeschakeld', 'inschakel*'],
    off: ['uit', 'uitgezet', 'uitzet*', 'uitgeschakeld', 'uitschakel*'],
    neither: [],
  },
  'pt-BR': {
    on: ['ativad*', 'ativar*', 'ative', 'ativou', 'reativ*'],
    off: ['desativ*'],
    neither: [],
  },
};

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
