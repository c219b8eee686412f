// Pages made to mislead, each trap a group of its own: the wrong switch, the wrong word, the wrong
// state. `truth` is what LinkedIn holds for the member, or null where the page does not prove it.
import { ENGLISH, SETTINGS, SLUG } from './catalogue.mjs';
import { settingPage } from './build.mjs';
import { KEY, OURS, expectOurs, flipped, unkeyed } from './context.mjs';
import { CONTROLS, row } from './controls.mjs';
import { card, wholePage } from './page.mjs';
import { bareQuestion, name, reads, seen } from './known.mjs';
import { escape } from './wording.mjs';

const RELATED = SETTINGS.filter((one) => one.slug !== SLUG);

/** A page with our switch in it, keyed: the truth is readable, and at worst unclear. */
const withOurs = (change, options) => (c) => {
  const changed = { ...c, ...change(c) };
  return { ...settingPage(changed, options?.(changed)), path: changed.path, expect: reads(c), truth: name(c.state) };
};

/** A page that proves nothing: any on or off is an invention. The first state is the right one. */
const proves = (states, change, options) => (c) => {
  const changed = { ...c, ...change(c) };
  return { ...settingPage(changed, options?.(changed)), path: changed.path, expect: expectOurs(...states), truth: null };
};

const empty = (html) => ({ html, script: '', files: {} });

/** The row of another setting, with its own key. */
const neighbour = (c, state, more = {}) => {
  const key = c.random.pick(RELATED).keys[0].key;
  const own = state === c.state ? c : flipped(c);
  return row({ ...own, key, tokens: [key], place: 'labelledby', label: c.words.other, ...more });
};

/** A switch that nobody knows: it has no key and a name of its own. */
const stranger = (c, state, label = c.words.other) =>
  row({ ...unkeyed(state === c.state ? c : flipped(c), 'aria-label'), label, id: `x${c.ember}` });

const neighbourOnly = proves(['not_shown', 'unclear'], () => ({}), (c) => ({ row: neighbour(c, c.state) }));
/** Under our heading and with our label: the key still says whose it is. */
const neighbourInDisguise = proves(['not_shown', 'unclear'], () => ({}), (c) => ({ row: neighbour(c, c.state, { label: c.label }) }));
const neighbourLabel = proves(['unclear', 'not_shown'], (c) => ({
  ...unkeyed(c, 'aria-label'),
  label: c.random.pick([...ENGLISH.others, ...c.language.nots, ...ENGLISH.nots]),
}));
const beside = withOurs((c) => ({ [c.random.pick(['before', 'after'])]: card(c, neighbour(c, !c.state).html, { title: c.words.name }) }));
const sameCard = withOurs(() => ({}), (c) => ({ extra: neighbour(c, !c.state).html }));

/** A cookie banner or dialog with a switch, while our own switch is not there. */
const BANNERS = [
  (html, title) => `<div role="dialog" aria-label="${title}"><p>${title}</p>${html}</div>`,
  (html, title) => `<div class="cookies"><p>${title}</p>${html}</div>`,
  (html, title) => `<section class="consent"><h2>${title}</h2>${html}</section>`,
];
const banner = proves(['unclear', 'not_shown'], (c) => {
  const html = c.random.pick(BANNERS)(stranger(c, c.state).html, escape(c.words.name));
  const headingHow = c.random.pick(['h1', 'h2', 'h3', 'role', 'banner']);
  return { headingHow, mainHow: c.random.pick(['plain', 'role', 'none']), noise: { [c.random.pick(['start', 'end', 'aside'])]: html } };
}, (c) => ({
  // What is left of our own switch, if anything, is not drawn and has no key.
  row: empty(c.random.chance(0.3) ? `<div hidden>${row(unkeyed(flipped(c), 'none')).html}</div>` : ''),
}));
const titleOnly = (language) => language.titles.seen.length > 0 && !seen(language);

const strangerInCard = proves(['unclear'], (c) => ({ ...unkeyed(c, 'aria-label'), label: c.words.other, headingHow: 'h1' }));
/** The same where the page does not say its language, or says the wrong one. */
const strangerLang = proves(['unclear'], (c) => ({
  ...unkeyed(c, 'aria-label'), label: c.words.other, headingHow: c.random.pick(['h1', 'h2', 'h3', 'role']),
  lang: c.random.pick([null, '', 'xx', 'fi', 'qaa']),
}), (c) => ({ extra: `<p>${escape(c.words.name)}</p>` }));

/** Two switches without a key: even where one has our label, "the only switch" is not true. */
const twoStrangers = proves(['unclear'], (c) => unkeyed(c, 'aria-label'), (c) => {
  const other = stranger(c, !c.state);
  const mine = row(unkeyed(c, 'aria-label'));
  const [first, second] = c.random.shuffle([other, mine]);
  return { row: { ...first, script: first.script || second.script }, extra: second.html };
});

const PROSE = (c) => [`This setting is on by default. ${c.words.foot}`, `When this setting is ${c.word.other}, LinkedIn may use it.`,
  `The setting is off. ${c.word.other}`, `${c.word.other}.`, `Status: ${c.word.other}`, `Off by default since 2024`];
const prose = withOurs((c) => ({ foot: c.random.pick(PROSE(c)) }));
const proseOnly = proves(['not_shown', 'unclear'], (c) => ({ foot: c.random.pick(PROSE(c)) }), (c) => ({
  row: empty(`<p>${escape(c.label)}</p> <p>${escape(c.word.text)}</p>`),
}));

const people = withOurs((c) => ({
  after: `<aside class="card"><h2>${escape(c.words.more)}</h2><ul>` +
    `<li><a href="/in/off-example/">${escape(c.word.other)}</a> <span>${escape(c.words.name)}</span></li>
    <li><a href="/in/on-example/"><span>On</span></a> <span>Off</span></li></ul></aside>`,
}));

/** A toggle in a post, with the very words of the setting: the key tells the real one. */
const post = (c) => `<article class="feed-shared-update"><h2>${escape(c.words.title.text)}</h2>
  ${stranger(c, !c.state, c.label).html}<p>${escape(c.words.foot)}</p></article>`;
const fakeBeside = withOurs((c) => ({ [c.random.pick(['before', 'after'])]: post(c) }));
const fakeElsewhere = (c) => {
  const path = c.random.pick(RELATED).pages[0].path;
  const page = settingPage({ ...c, before: post(c) }, { row: empty('') });
  return { ...page, path, expect: expectOurs('elsewhere', 'unclear'), truth: null };
};

const wordAgainst = proves(['unclear'], (c) => ({
  word: { ...c.word, text: c.word.other, how: c.random.pick(['text', 'p', 'aria-hidden']) },
}));
const knowsOther = ({ on, off }) => on.seen.length + on.weak.length > 0 && off.seen.length + off.weak.length > 0;

const ariaAgainst = proves(['unclear'], (c) => ({
  ariaToo: false, attributes: ` ${c.random.pick(['aria-checked', 'aria-pressed'])}="${!c.state}"`,
}));
const mixed = proves(['unclear'], (c) => ({ ariaToo: false, attributes: ' aria-checked="mixed"' }));

const HIDDEN = ['class="gone"', 'hidden', 'class="unseen"', 'style="display:none"'];
const hiddenOnly = proves(['unclear', 'not_shown'], () => ({}), (c) => ({
  row: empty(`<div ${c.random.pick(HIDDEN)}>${row(c).html}</div>`),
}));
const errorCard = proves(['unclear', 'not_shown'], () => ({}), (c) => ({
  row: empty(`<div role="alert"><h2>${escape(c.words.name)}</h2><p>${escape(c.words.other)}</p>` +
    `<button type="button">${escape(c.words.more)}</button></div>
    <div ${c.random.pick(HIDDEN)}>${row(c).html}</div>`),
}));
const copyDisagrees = proves(['unclear'], () => ({}), (c) => ({
  extra: `<div ${c.random.pick(HIDDEN)}>${row(flipped(c)).html}</div>`,
}));
const copyShown = proves(['unclear'], () => ({}), (c) => ({ extra: row(flipped(c)).html }));

/** Two answers instead of one switch: "checked" says that one was chosen, not which it is. */
const answer = (c, value) => {
  const naming = c.random.pick([`name="${KEY}"`, `name="g" aria-labelledby="${KEY}"`]);
  const id = `${KEY}__${value ? 'ON' : 'OFF'}`;
  return `<label><input type="radio" ${naming} id="${id}"${value === c.state ? ' checked' : ''}>` +
    ` ${escape(value ? c.words.on.text : c.words.off.text)}</label>`;
};
const radios = proves(['unclear'], () => ({}), (c) => ({
  row: empty([true, false].map((value) => answer(c, value)).join('\n')),
}));
/** One of two answers bears the key: that it is not chosen says nothing of the setting. */
const radioAlone = proves(['unclear'], () => ({}), (c) => ({
  row: empty(`<fieldset><label><input type="radio" aria-labelledby="${KEY}" name="g"${c.state ? ' checked' : ''}>` +
    ` ${escape(c.words.other)}</label>
    <label><input type="radio" name="g"${c.state ? '' : ' checked'}> ${escape(c.words.name)}</label></fieldset>`),
}));
const select = proves(['unclear', 'not_shown'], () => ({}), (c) => ({
  row: empty(`<label for="s${c.ember}">${escape(c.label)}</label><select id="s${c.ember}" name="${KEY}">` +
    `<option${c.state ? ' selected' : ''}>${escape(c.words.on.text)}</option>` +
    `<option${c.state ? '' : ' selected'}>${escape(c.words.off.text)}</option></select>`),
}));
const notShown = proves(['not_shown'], () => ({}), (c) => ({ row: empty(`<p>${escape(c.words.other)}</p>`) }));
/** A drawn switch that tells no state: the word beside it never decides, whatever identifies it. */
const noState = proves(['unclear'], () => ({}), (c) => {
  const named = c.random.pick([`aria-labelledby="${KEY}"`, `aria-label="${escape(c.label)}"`]);
  const html = `<div role="switch" class="pill${c.state ? ' pill--on' : ''}" ${named} tabindex="0"></div>`;
  return {
    row: empty(`<div><p id="${KEY}">${escape(c.label)}</p>${html}<span>${escape(c.word.text)}</span></div>`),
  };
});

const wrongAddress = (c) => {
  const path = c.random.pick(OURS.wrong_pages).path;
  const main = `<section class="card"><h1>404</h1><p>${escape(c.words.other)}</p>${escape(c.word.text)}</section>`;
  const html = wholePage(c, main, { title: '404' });
  return { html, files: {}, path, expect: expectOurs('elsewhere'), truth: null };
};

/** The key is on the row, the switch has none: an id alone is no switch, its name has to be known. */
const keyOnContainer = (c) => {
  const bare = row({ ...unkeyed(c, 'aria-label'), labelTag: 'p' }).html;
  const page = settingPage(c, { row: empty(`<div id="${KEY}">${bare}</div>`) });
  return seen(c.language)
    ? { ...page, path: c.path, expect: reads(c), truth: name(c.state) }
    : { ...page, path: c.path, expect: expectOurs('unclear'), truth: null };
};
const likeKey = proves(['unclear'], (c) => {
  const key = c.random.pick([`${KEY}2`, `not${KEY}`, KEY.toLowerCase(), `${KEY}__FALSE`, `disallow-${KEY}`]);
  return { key, tokens: [key], label: c.words.other, headingHow: 'p' };
});
const bothKeys = proves(['unclear'], (c) => ({ tokens: c.random.shuffle([KEY, c.random.pick(RELATED).keys[0].key]) }));
const keyOtherName = proves(['unclear'], (c) => ({ label: c.random.pick(ENGLISH.others), labelTag: 'p' }));

/** More switches than one description holds. */
const crowd = proves(['unclear'], () => ({}), (c) => ({
  extra: Array.from({ length: 80 }, (_, at) => CONTROLS.switch({ ...unkeyed(c, 'none'), id: `more${at}` })).join('\n'),
}));

const trap = (weight, make, languages = () => true) => ({ kind: 'trap', weight, make, languages });
const weakOnly = (language) => !seen(language) && language.titles.seen.length === 0;

export const TRAPS = {
  't-neighbour-only': trap(3, neighbourOnly), 't-neighbour-disguise': trap(2, neighbourInDisguise, seen),
  't-neighbour-label': trap(2, neighbourLabel),
  't-neighbour-card': trap(2, beside), 't-neighbour-same-card': trap(2, sameCard),
  't-banner-only': trap(3, banner), 't-banner-title': trap(2, banner, titleOnly),
  't-stranger-in-card': trap(2, (c) => bareQuestion(strangerInCard(c)), (one) => seen(one) || weakOnly(one)),
  't-stranger-lang': trap(2, (c) => bareQuestion(strangerLang(c)), seen),
  't-two-strangers': trap(2, twoStrangers), 't-weak-label': trap(2, proves(['unclear'], (c) => unkeyed(c, 'aria-label')), weakOnly),
  't-prose': trap(2, prose), 't-prose-only': trap(2, proseOnly), 't-people': trap(2, people),
  't-fake-beside': trap(2, fakeBeside), 't-fake-elsewhere': trap(1, fakeElsewhere),
  't-word-against': trap(2, wordAgainst, knowsOther), 't-aria-against': trap(2, ariaAgainst), 't-mixed': trap(1, mixed),
  't-hidden-only': trap(2, hiddenOnly), 't-error-card': trap(2, errorCard),
  't-copy-disagrees': trap(2, copyDisagrees), 't-copy-shown': trap(1, copyShown),
  't-radios': trap(2, radios), 't-radio-alone': trap(1, radioAlone), 't-select': trap(1, select),
  't-not-shown': trap(2, notShown), 't-no-state': trap(1, noState),
  't-wrong-address': trap(1, wrongAddress), 't-key-on-container': trap(2, keyOnContainer), 't-like-key': trap(2, likeKey),
  't-both-keys': trap(1, bothKeys), 't-key-other-name': trap(1, keyOtherName), 't-crowd': trap(1, crowd),
};
