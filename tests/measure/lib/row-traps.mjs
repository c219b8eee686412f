// Pages made to mislead on the category page: there a row's link says what it is, its word the state.
import { ENGLISH, SETTINGS, SLUG } from './catalogue.mjs';
import { expectOurs } from './context.mjs';
import { categoryPage, categoryRow, CATEGORY, SHAPE_NAMES } from './rows.mjs';
import { escape } from './wording.mjs';

const RELATED = SETTINGS.filter((one) => one.slug !== SLUG);
const ELSEWHERE = ['/mypreferences/d/settings/search-history', ...RELATED.map((one) => one.pages[0].path)];

/** A list whose AI row is as `rows` says: nothing there proves a state. */
const list = (states, rows, research = '') => (c) => {
  const shape = c.random.pick(SHAPE_NAMES);
  const page = categoryPage(c, rows(c, shape), { shape, research: research || c.word.other });
  return { ...page, path: CATEGORY, expect: expectOurs(...states), truth: null };
};
const one = (change) => (c, shape) => [categoryRow(c, { value: c.word.text, shape, ...change(c) })];

const otherTarget = list(['elsewhere', 'unclear'], one((c) => ({ to: c.random.pick(ELSEWHERE) })));
const otherName = list(['unclear'], one((c) => ({ name: c.random.pick(ENGLISH.others) })));
const noValue = list(['unclear'], one(() => ({ value: '' })));
const sentence = list(['unclear'], one((c) => ({
  value: c.random.pick([
    `This setting is ${c.word.text}`, `${c.word.text} by default`, `${c.word.text}, changed yesterday`,
    `Not ${c.word.text}`,
  ]),
})));
const unknownWord = list(['unclear'], one((c) => ({ value: c.words.nav[0] })));
const foreign = list(['unclear'], one((c) => ({ value: c.state ? ENGLISH.on.seen[0] : ENGLISH.off.seen[0] })));
const conflict = list(['unclear'], (c, shape) => [
  categoryRow(c, { value: c.word.text, shape }), categoryRow(c, { value: c.word.other, shape }),
]);
/** The value belongs to the neighbour that shares the list item. */
const shared = list(['unclear'], (c) => [
  `<li><a href="${RELATED[0].pages[0].path}">${escape(c.words.name)}</a> <span>${escape(c.word.text)}</span>
    ${categoryRow(c, { value: '', shape: 'inside' }).replace(/<\/?li[^>]*>/g, '')}</li>`,
]);
const button = list(['elsewhere', 'unclear'], (c) => [
  `<li><button type="button"><p>${escape(c.words.title.text)}</p><span>${escape(c.word.text)}</span></button></li>`,
]);

const certain = (language) => language.on.seen.length > 0 && language.off.seen.length > 0;
const uncertain = (language) => language.on.seen.length === 0 && language.off.seen.length === 0;
const trap = (weight, make, languages = certain) => ({ kind: 'trap', weight, make, languages });

export const ROW_TRAPS = {
  't-row-other-target': trap(2, otherTarget), 't-row-other-name': trap(1, otherName), 't-row-no-value': trap(2, noValue),
  't-row-sentence': trap(2, sentence), 't-row-unknown-word': trap(1, unknownWord),
  't-row-weak-word': trap(2, list(['unclear'], one(() => ({}))), uncertain), 't-row-foreign-word': trap(1, foreign, uncertain),
  't-row-conflict': trap(1, conflict), 't-row-shared': trap(1, shared), 't-row-button': trap(1, button),
};
