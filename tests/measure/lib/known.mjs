// Layouts that LinkedIn is known to have used, and the ones it is likeliest to use: here the state
// has to be read, not only not misread.
import { SETTINGS, SLUG } from './catalogue.mjs';
import { settingPage } from './build.mjs';
import { KEY, OURS, expectOurs, unkeyed } from './context.mjs';
import { row } from './controls.mjs';
import { categoryPage, categoryRow, CATEGORY, SHAPE_NAMES } from './rows.mjs';

const name = (state) => (state ? 'on' : 'off');

/** The state, or at worst the honest "unclear". */
export const reads = (c) => expectOurs(name(c.state), 'unclear');

const seen = (language) => language.toggles.seen.length > 0;
const any = () => true;

/** A page that differs from the plain one in what `change` says. */
const plain = (change) => (c) => {
  const changed = { ...c, ...change(c) };
  return { ...settingPage(changed), expect: reads(changed), truth: name(c.state), path: changed.path };
};

const tokens = (c) => {
  const others = ['ember12', `label-${c.ember}`, 'toggle-description', `_id_${c.hash}`].slice(0, 1 + c.random.int(4));
  return { tokens: c.random.shuffle([KEY, ...others]) };
};

const labelOnly = (c) => {
  const naming = c.random.pick(['aria-label', 'labelledby-own', 'for', 'in-label']);
  const base = unkeyed(c, naming);
  if (naming === 'for') return { ...base, labelTag: 'label' };
  return naming === 'in-label' ? { ...base, rowForm: 'in-label', labelTag: 'span' } : base;
};

const artdeco = (c) => {
  const generation = c.random.pick(['2019', '2021', 'button']);
  const base = seen(c.language) && c.random.chance(0.5) ? { place: 'none' } : { place: 'name' };
  const how = c.random.pick(['text', 'aria-hidden']);
  return { ...base, layout: `artdeco-${generation}`, id: `ember${c.ember}`, word: { ...c.word, how } };
};

/** A frame or a shadow root may hold any of the plain switches. */
const inside = (layout) => (c) => ({
  layout, inner: c.random.pick(['switch', 'checkbox', 'button-checked', 'div-switch']), native: 'attribute',
});

const copy = (c) => {
  const hidden = row({ ...c, labelTag: 'p' }).html;
  const how = c.random.pick(['class="gone"', 'hidden', 'class="unseen"', 'style="display:none" aria-hidden="true"']);
  return { after: `<div ${how}>${hidden}</div>` };
};

/** A list of rows in a language whose On and Off are known for certain. */
function listed(c) {
  const shape = c.random.pick(SHAPE_NAMES);
  const page = categoryPage(c, [categoryRow(c, { value: c.word.text, shape })], { shape });
  return { ...page, path: CATEGORY, expect: reads(c), truth: name(c.state) };
}

/** Another setting of the catalogue on its own page: the same code, from its own key. */
function related(c) {
  const other = c.random.pick(SETTINGS.filter((one) => one.slug !== SLUG));
  const key = other.keys[0].key;
  const place = key === 'nonEssentialCookieConsent' ? 'id' : 'labelledby';
  const label = c.words.other;
  const changed = { ...c, key, tokens: [key], place, label, path: other.pages[0].path };
  const words = { ...c.words, title: { text: c.words.name, strength: 'unknown' } };
  return {
    ...settingPage({ ...changed, words }), path: changed.path, truth: name(c.state),
    expect: { [SLUG]: ['elsewhere'], [other.slug]: [name(c.state), 'unclear'] }, measured: other.slug,
  };
}

/** The heading alone identifies where LinkedIn's name for the switch is not known. */
const headingOnly = (c) => ({ ...unkeyed(c, 'aria-label'), headingHow: c.random.pick(['h1', 'h2', 'h3', 'role', 'banner']) });
const wantsHeading = (language) => language.titles.seen.length > 0 && !seen(language);

/** The question below the title is a heading too: it must not come between title and switch. */
const QUESTION = /<h4 class="_question_([a-z0-9]+)">([^<]*)<\/h4>/;
const bareQuestion = (page) => ({ ...page, html: page.html.replace(QUESTION, '<p class="_question_$1">$2</p>') });

const group = (weight, make, languages = any) => ({ kind: 'known', weight, make, languages });

export const KNOWN = {
  'switch': group(5, plain(() => ({}))),
  'checkbox': group(3, plain(() => ({ layout: 'checkbox' }))),
  'key-tokens': group(3, plain(tokens)),
  'key-in-id': group(2, plain(() => ({ place: 'id' }))),
  'key-in-name': group(2, plain(() => ({ place: 'name' }))),
  'button-checked': group(3, plain(() => ({ layout: 'button-checked' }))),
  'button-pressed': group(3, plain(() => ({ layout: 'button-pressed' }))),
  'element-role': group(3, plain((c) => ({ layout: c.random.pick(['div-switch', 'element-switch']) }))),
  'artdeco': group(3, plain(artdeco), (language) => language.known),
  'shadow-root': group(3, plain(inside('shadow'))),
  'frame': group(3, plain((c) => inside(c.random.pick(['frame-srcdoc', 'frame-psettings']))(c))),
  'mobile-address': group(2, plain(() => ({ path: OURS.pages[1].path }))),
  'label-only': group(4, plain(labelOnly), seen),
  'heading-only': group(1, (c) => bareQuestion(plain(headingOnly)(c)), wantsHeading),
  'locked': group(2, plain((c) => ({ disabled: c.random.pick(['native', 'aria']) }))),
  'hidden-copy': group(2, plain(copy)),
  'late': group(2, plain((c) => ({ timing: c.random.pick(['late', 'twice']) }))),
  'placeholder': group(2, plain((c) => ({ timing: c.random.pick(['placeholder', 'disabled']) }))),
  're-rendered': group(1, plain(() => ({ timing: 'rerender' }))),
  'category-row': group(3, listed, (language) => language.on.seen.length > 0 && language.off.seen.length > 0),
  'related-setting': group(3, related),
};

export { bareQuestion, name, seen };
