// What a redesign might do: one change of a kind, or several at once, over every base layout.
import { madeUpText } from './catalogue.mjs';
import { LATE_TIMINGS, settingPage } from './build.mjs';
import { KEY, OURS, unkeyed } from './context.mjs';
import { ROW_FORMS } from './controls.mjs';
import { name, reads, seen } from './known.mjs';
import { categoryPage, categoryRow, CATEGORY, SHAPE_NAMES } from './rows.mjs';
import { escape, rewrite } from './wording.mjs';

const BASES = ['switch', 'checkbox', 'button-checked', 'button-pressed', 'div-switch', 'element-switch', 'shadow'];
const NATIVE = ['switch', 'checkbox'];

const base = (c) => {
  const layout = c.random.pick(BASES);
  return { ...c, layout, inner: c.random.pick(NATIVE) };
};

/** Wording written otherwise, or in words that nobody knows yet. */
function wording(c) {
  const how = c.random.pick(['written', 'written', 'written', 'unknown', 'marked']);
  const label = how === 'unknown' ? madeUpText(c.random, c.language.tag, 7) : rewrite(c.random, c.label);
  const title = { ...c.words.title, text: rewrite(c.random, c.words.title.text) };
  const shown = rewrite(c.random, c.word.text);
  const word = { ...c.word, text: shown };
  return how === 'marked' ? { ...c, decorate: true } : { ...c, label, word, words: { ...c.words, title } };
}

/** No key any more: the label has to be enough, however it is written. */
function labelWritten(c) {
  const naming = c.random.pick(['aria-label', 'labelledby-own', 'for', 'guessed']);
  const label = rewrite(c.random, c.label);
  const labelTag = naming === 'for' ? 'label' : 'span';
  return { ...unkeyed(c, naming), label, labelTag, rowForm: c.random.pick(['row', 'flat', 'list', 'table']) };
}

function structure(c) {
  const rowForm = c.random.pick(ROW_FORMS);
  const labelTag = rowForm === 'in-label' ? 'span' : c.random.pick(['p', 'span', 'div', 'h3', 'strong', 'dt', 'label']);
  return { ...c, rowForm, labelTag, depth: c.random.int(12), mainHow: c.random.pick(['plain', 'role', 'id', 'none']) };
}

const EXTRA = [
  ' data-test-toggle tabindex="0"', ' data-control-name="toggle" autocomplete="off"', ' title="…"',
  ' aria-describedby="no-such-id"', ' aria-busy="false" data-view-name="settings-toggle"', ' aria-haspopup="false"',
  ' data-checked="true" data-state="unchecked"', ' value="true"', ' value="off" data-on="On" data-off="Off"',
];

function attributes(c) {
  const id = c.place === 'id' ? null : c.random.pick([null, `ember${c.ember}`, 'toggle', 'on', 'off']);
  return {
    ...c, id, attributes: c.random.pick(EXTRA), ariaToo: c.random.chance(0.5),
    native: c.layout === 'shadow' ? 'attribute' : c.random.pick(['attribute', 'property', 'stale-attribute']),
    disabled: c.random.pick([null, null, 'native', 'aria']),
    ariaLabel: c.random.pick([null, c.label, c.words.other]),
  };
}

function keyMoved(c) {
  const to = c.random.pick(['id', 'name', 'tokens', 'both']);
  if (to === 'tokens') return { ...c, tokens: c.random.shuffle([KEY, 'a', `ember${c.ember}`, 'section-title']) };
  return to === 'both' ? { ...c, naming: 'both' } : { ...c, place: to };
}

function drawn(c) {
  const id = c.place === 'id' ? KEY : `ember${c.ember}`;
  return {
    ...c, drawn: c.random.pick(['plain', 'off-screen', 'label']), id, labelTag: 'p',
    rowForm: c.random.pick(['row', 'flat', 'list']),
  };
}

const wordShown = (c) => ({
  ...c, word: { ...c.word, how: c.random.pick(['none', 'p', 'pseudo', 'both-gone', 'both-unseen', 'both-attribute', 'upper', 'live']) },
});

const place = (c) => ({
  ...c, headingHow: c.random.pick(['p', 'h1', 'h2', 'h3', 'h4', 'role', 'banner']),
  mainHow: c.random.pick(['plain', 'role', 'id', 'none']), path: c.random.pick(OURS.pages).path,
});

/** Things around the card that are none of the setting's business. */
const NOISE = [
  (c) => ({ nav: `<button type="button" aria-pressed="${!c.state}">${escape(c.words.more)}</button>` }),
  (c) => ({ end: `<div role="dialog"><label><input type="checkbox"${c.state ? '' : ' checked'}> ${escape(c.words.other)}</label></div>` }),
  (c) => ({ aside: `<aside><h2>${escape(c.words.nav[0])}</h2>` +
    `<label><input type="radio" name="theme" checked> ${escape(c.words.nav[1])}</label>` +
    `<label><input type="radio" name="theme"> ${escape(c.words.nav[2])}</label></aside>` }),
  (c) => ({ start: `<div role="region" class="cookies"><h2>${escape(c.words.other)}</h2>` +
    `<input type="checkbox" role="switch" aria-label="${escape(c.words.name)}"${c.state ? '' : ' checked'}></div>` }),
  (c) => ({ end: `<div class="toast" role="alert">${escape(c.words.foot)}</div>` }),
  (c) => ({ start: `<div class="gone"><input type="checkbox" role="switch" name="other"${c.state ? '' : ' checked'}></div>` }),
];
const noise = (c) => ({ ...c, noise: Object.assign({}, ...c.random.shuffle(NOISE).slice(0, 2).map((make) => make(c))) });

const timing = (c) => ({ ...c, timing: c.random.pick(LATE_TIMINGS) });

const langTag = (c) => ({ ...c, lang: c.random.pick([null, '', 'en', 'xx', 'de', c.language.tag.toUpperCase()]) });

const ONE = {
  wording, structure, attributes, 'key-moved': keyMoved, drawn, 'word-shown': wordShown, place, noise, timing,
  'lang-tag': langTag,
};
/** Those that hold for keyless switches too, in any order after each other. */
const FREE = [structure, wordShown, place, timing, langTag];

const page = (changed, c) => ({ ...settingPage(changed), path: changed.path, expect: reads(c), truth: name(c.state) });

const single = (mutate) => (c) => page(mutate(NATIVE_ONLY.has(mutate) ? c : base(c)), c);
const NATIVE_ONLY = new Set([drawn]);

function several(c) {
  const chosen = c.random.shuffle(Object.values(ONE)).slice(0, 3);
  const start = chosen.some((one) => NATIVE_ONLY.has(one)) ? c : base(c);
  return page(chosen.reduce((now, mutate) => mutate(now), start), c);
}

function keyless(c) {
  const chosen = c.random.shuffle(FREE).slice(0, 1);
  const made = labelWritten(chosen.reduce((now, mutate) => mutate(now), c));
  return page(made, c);
}

/** The list in any shape; a description may stand between name and value, or a hint before it. */
function listed(c) {
  const shape = c.random.pick(SHAPE_NAMES);
  const value = rewrite(c.random, c.word.text);
  const title = rewrite(c.random, c.words.title.text);
  const row = categoryRow(c, { value, name: title, shape });
  const described = c.random.chance(0.5) ? row.replace('</p>', `</p><p class="t-12">${escape(c.words.other)}</p>`) : row;
  const made = categoryPage(c, [described], { shape, research: c.word.other });
  return { ...made, path: CATEGORY, expect: reads(c), truth: name(c.state) };
}

const group = (weight, make, languages = () => true) => ({ kind: 'mutated', weight, make, languages });
const WEIGHTS = {
  wording: 5, structure: 5, attributes: 5, 'key-moved': 3, drawn: 3, 'word-shown': 3, place: 3, noise: 4, timing: 3,
  'lang-tag': 2,
};

export const MUTATED = {
  ...Object.fromEntries(Object.entries(ONE).map(([key, mutate]) => [`m-${key}`, group(WEIGHTS[key], single(mutate))])),
  'm-several': group(12, several),
  'm-label-written': group(5, keyless, seen),
  'm-category-row': group(3, listed, (language) => language.on.seen.length > 0 && language.off.seen.length > 0),
};
