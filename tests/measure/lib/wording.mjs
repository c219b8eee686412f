// The words of one page: LinkedIn's own where the catalogue has them, else made-up ones; and the
// ways in which the same wording may be written.
import { madeUpText, madeUpWord } from './catalogue.mjs';

export const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const NBSP = '\u00a0';

/** Writings that mean the same to a reader, and so have to mean the same to the host. */
const WRITINGS = [
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.replaceAll(' ', NBSP),
  (text) => text.replace(' ', '  \n          '),
  (text) => `${text}.`,
  (text) => text.replaceAll('’', "'"),
  (text) => text.replaceAll("'", '’'),
  (text) => text.normalize('NFD'),
  (text) => `\n            ${text}\n          `,
  (text) => text.replace(/(\p{L}{3})(\p{L}{3})/u, '$1\u00ad$2'),
  (text) => `\u200e${text}\u200e`,
  (text) => text.replace('-', '\u2011'),
];

/** @param random @param {string} text @returns {string} the same wording, written otherwise */
export const rewrite = (random, text) => random.pick(WRITINGS)(text);

/** Label parts in bold or with a break opportunity, as designers do. Gives HTML. */
export function decorate(random, text) {
  const words = text.split(' ');
  const at = random.int(words.length);
  const tag = random.pick(['b', 'strong', 'em', 'i']);
  const marked = words.map((word, i) => (i === at && words.length > 1 ? `<${tag}>${escape(word)}</${tag}>` : escape(word)));
  return marked.join(' ');
}

/** The best known text and how well it is known; made up where the catalogue has none. */
function choose(random, list, tag, length) {
  const invented = madeUpText(random, tag, length);
  const at = random.int(1000);
  if (list.seen.length > 0) {
    return { text: list.seen[at % list.seen.length], strength: 'seen' };
  }
  if (list.weak.length > 0) {
    return { text: list.weak[at % list.weak.length], strength: 'weak' };
  }
  return { text: invented, strength: 'unknown' };
}

/** @returns the word of a state, and how well it is known */
function word(random, list, tag) {
  const invented = madeUpWord(random, tag, 4);
  const known = list.seen[0] ?? list.weak[0];
  return { text: known ?? invented, strength: list.seen[0] ? 'seen' : list.weak[0] ? 'weak' : 'unknown' };
}

/** Every text of a page in one language. The draws do not depend on the state. */
export function wordsFor(random, language) {
  const { tag } = language;
  const made = (count) => madeUpText(random, tag, count);
  return {
    title: choose(random, language.titles, tag, 5),
    toggle: choose(random, language.toggles, tag, 9),
    on: word(random, language.on, tag),
    off: word(random, language.off, tag),
    question: `${made(14)}?`,
    foot: `${made(12)}. ${made(16)}.`,
    more: made(2),
    nav: Array.from({ length: 6 }, () => made(1)),
    rail: Array.from({ length: 6 }, () => made(2)),
    footer: Array.from({ length: 5 }, () => made(2)),
    other: made(6),
    name: made(2),
  };
}

/** How LinkedIn, or a redesign of it, writes a language tag in `lang`. */
export function langAttribute(random, tag) {
  const [base, region] = tag.split('-');
  const forms = [tag, tag, region ? `${base}-${region.toUpperCase()}` : tag, region ? `${base}_${region.toUpperCase()}` : tag];
  return random.pick(forms);
}
