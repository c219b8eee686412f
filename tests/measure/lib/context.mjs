// The context of one page: every choice that its parts are built from. A plain one is the page as
// LinkedIn is known to build it; groups and mutations change what they are about.
import { SLUG, setting } from './catalogue.mjs';
import { langAttribute, wordsFor } from './wording.mjs';

const ORIGIN = 'https://www.linkedin.com';
export const OURS = setting(SLUG);
export const KEY = OURS.keys[0].key;
export const OWN_PATH = OURS.pages[0].path;

/**
 * @param random draws; the same for both states of a page
 * @param language one of LANGUAGES
 * @param {boolean} state what the switch shows
 */
export function makeContext(random, language, state) {
  const words = wordsFor(random, language);
  const hash = random.tag();
  const ember = 100 + random.int(900);
  return {
    random, language, state, words, hash, ember,
    lang: langAttribute(random, language.tag),
    layout: 'switch', inner: 'switch',
    key: KEY, place: 'labelledby', tokens: [KEY], id: null, naming: 'key', ariaLabel: null,
    label: words.toggle.text, labelTag: random.pick(['p', 'span', 'div']), decorate: false,
    word: { ...wordOf(words, state), how: random.pick(['text', 'text', 'aria-hidden', 'none']), hash },
    native: 'attribute', ariaToo: random.chance(0.2), disabled: null, drawn: 'plain',
    attributes: '', rowForm: random.pick(['row', 'row', 'switch-first', 'described']),
    headingHow: random.pick(['p', 'h1', 'h2', 'banner']), mainHow: 'plain', depth: 0, noise: {},
    path: OWN_PATH, timing: 'present', before: '', after: '', foot: words.foot,
  };
}

/** The right word and the other one. */
export function wordOf(words, state) {
  const [mine, other] = state ? [words.on, words.off] : [words.off, words.on];
  return { text: mine.text, strength: mine.strength, other: other.text, otherStrength: other.strength };
}

/** The same page with the switch in the other state, word and all. */
export function flipped(c) {
  const state = !c.state;
  return { ...c, state, word: { ...c.word, ...wordOf(c.words, state) } };
}

/** Takes the key away: then only wording can identify the switch. */
export function unkeyed(c, naming) {
  return { ...c, place: 'none', tokens: [], naming, id: c.id ?? `ember${c.ember}` };
}

export const address = (path) => ORIGIN + path;

/** The readings that are right or honest, per setting. The first is the right one. */
export const expectOurs = (...states) => ({ [SLUG]: states });
