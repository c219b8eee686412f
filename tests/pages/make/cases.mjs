// The corpus: each entry is one case folder. What is expected follows the reading table of the
// design: anything that does not prove both the switch's identity and its state decides nothing.
import {
  AI, CATEGORY, KEY, RESEARCH, card, categoryPage, document, escape, loginPage, settingsPage, switchRow,
} from './parts.mjs';
import { FAULTS } from './faults.mjs';
import { FORMS } from './forms.mjs';
import { SCRIPTS } from './scripts.mjs';
import { WORDS } from './words.mjs';

const ORIGIN = 'https://www.linkedin.com';
const SLUG = 'data-for-ai-improvement';
const RESEARCH_KEY = 'allowAnonymizedDataResearch';

/** A case at the setting's own address, unless `url` says otherwise. */
const ai = (states, html, more = {}) => ({
  json: { url: ORIGIN + AI, expect: { [SLUG]: states, ...more.expect }, ...more.json },
  files: { 'page.html': html, ...more.files },
});

const at = (url, states, html, more = {}) =>
  ai(states, html, { ...more, json: { url: ORIGIN + url, ...more.json } });

/** What is expected of further settings, beside the one that matters. */
const also = (expect) => ({ expect });

const aiPage = (row, { script = SCRIPTS.word, lang = 'en', ...more } = {}) =>
  settingsPage({ lang, main: card({ lang, row, ...more }), script });

const simple = (options) => aiPage(switchRow(options), { lang: options.lang });

const researchRow = (checked) =>
  switchRow({ label: WORDS.en.research, keys: [RESEARCH_KEY], checked });

const researchCard = (checked) =>
  card({
    title: WORDS.en.research,
    question: 'Can we make some of your data available to trusted services for policy and academic research?',
    row: researchRow(checked),
    foot: 'We and the services we choose may use your data to study social, economic and workplace topics.',
  });

/** A page with two switches, each with a key of its own. */
const promotions = card({
  title: 'LinkedIn promotions',
  question: 'How may we tell you about our own products?',
  row: `${switchRow({ label: 'Use my profile and activity', keys: ['allowProfileAndActivityDataForMarketingAds'], checked: false })}
${switchRow({ label: 'Tips for using LinkedIn via email', keys: ['tipsForUsingLinkedinViaEmail'] })}`,
  foot: 'These settings are about LinkedIn’s own marketing.',
});

/** Here the key is the switch's own id. */
const cookies = card({
  title: 'Non-essential cookies',
  question: 'Can we use cookies that are not essential?',
  row: switchRow({
    label: 'Non-essential cookies', keys: [], checked: false,
    attributes: 'id="nonEssentialCookieConsent" aria-label="Non-essential cookies"',
  }),
  foot: 'Essential cookies are always used.',
});

const artdeco = (checked) => `      <div class="artdeco-toggle${checked ? ' artdeco-toggle--toggled' : ''}">
        <span class="artdeco-toggle__text" aria-hidden="true">${checked ? 'On' : 'Off'}</span>
        <input id="ember214" type="checkbox" role="switch" aria-checked="${checked}" class="artdeco-toggle__button"${checked ? ' checked' : ''}>
        <label for="ember214" class="artdeco-toggle__label">${escape(WORDS.en.label)}</label>
      </div>`;

const button = (state, attribute) => `      <div class="_row_12ycew">
        <p id="${KEY}">${escape(WORDS.en.label)}</p>
        <div class="_control_12ycew"><span class="_toggle-text_12ycew">${state ? 'On' : 'Off'}</span>
        <button type="button" role="switch" class="_switchCheckbox_12ycew" aria-labelledby="${KEY}" ${attribute}="${state}"></button></div>
      </div>`;

const rowContainer = `      <div class="_row_12ycew" id="${KEY}">
        <p>${escape(WORDS.en.label)}</p>
        <div class="_control_12ycew"><span class="_toggle-text_12ycew">On</span>
        <input type="checkbox" role="switch" class="_switchCheckbox_12ycew" aria-label="${escape(WORDS.en.label)}" checked></div>
      </div>`;

const noSwitch = (text) => aiPage(`      <p>${text}</p>`);

const hiddenCopy = `${switchRow({ checked: true })}
      <div class="copy" aria-hidden="true">${switchRow({ checked: false })}</div>`;

const people = `    <aside class="card"><h2 class="_title_1ef023">People you may know</h2>
      <ul class="category-list">
        <li><a href="/in/off-example/"><span>Off</span></a> <span>Stage manager</span></li>
        <li><a href="/in/aus-example/"><span>Aus</span></a> <span>Off</span></li>
      </ul></aside>`;

const isBusy = (row) => `      <div aria-busy="true">\n${row}\n      </div>`;

const isLocked = { json: { locked: { [SLUG]: true } } };

const plain = {
  on: ai(['on'], simple({})),
  off: ai(['off'], simple({ checked: false })),
  'switch-after-5s': ai(['on'], aiPage('      <div id="late"></div>', { script: SCRIPTS.late(5_000, true) })),
  'placeholder-then-on': ai(['on'], aiPage(switchRow({ checked: false }), { script: SCRIPTS.hydrate })),
  'busy-then-on': ai(['on'], aiPage(isBusy(switchRow({ checked: false })), { script: SCRIPTS.busy })),
  'disabled-on': ai(['on'], simple({ attributes: 'disabled' }), isLocked),
  'disabled-off': ai(['off'], simple({ checked: false, attributes: 'disabled' }), isLocked),
  'key-second-token': ai(['on'], simple({ keys: ['ember12', KEY] })),
  'button-switch-off': ai(['off'], aiPage(button(false, 'aria-checked'), { script: '' })),
  'button-pressed-on': ai(['on'], aiPage(button(true, 'aria-pressed'), { script: '' })),
  'artdeco-label-on': ai(['on'], aiPage(artdeco(true), { script: '' })),
  'artdeco-label-off': ai(['off'], aiPage(artdeco(false), { script: '' })),
  'key-on-row-container': ai(['on'], aiPage(rowContainer)),
  'on-by-default-in-prose': ai(['off'], aiPage(switchRow({ checked: false }), {
    foot: 'This setting is on by default. When this setting is On, LinkedIn may use your data.',
  })),
  'people-named-off': ai(['on'], settingsPage({
    main: `${card({ row: switchRow({}) })}\n${people}`, script: SCRIPTS.word,
  })),
  'research-beside': ai(['off'], settingsPage({
    main: `${researchCard(true)}\n${card({ row: switchRow({ checked: false }) })}`, script: SCRIPTS.word,
  })),
};

const undecided = {
  'busy-for-ever': ai(['loading'], aiPage(isBusy(switchRow({ checked: false })), { script: SCRIPTS.word })),
  'native-against-word': ai(['unclear'], aiPage(switchRow({ checked: true, word: 'Off' }), { script: '' })),
  'native-against-aria': ai(['unclear'], aiPage(
    switchRow({ checked: true, attributes: 'aria-checked="false"', word: null }), { script: '' })),
  'hidden-copy-disagrees': ai(['unclear'], aiPage(hiddenCopy, { script: '' })),
  'two-unkeyed-switches': ai(['unclear'], aiPage(
    `${switchRow({ keys: [] })}\n${switchRow({ keys: [], label: 'Show my activity', checked: false })}`)),
  'unknown-label-no-key': ai(['unclear'], aiPage(
    switchRow({ keys: [], label: 'Use my data for training AI' }), { title: 'Generative AI data' })),
  'other-settings-switch': ai(['not_shown', 'unclear'], aiPage(researchRow(false))),
  'not-shown': ai(['not_shown'], noSwitch('There is nothing to choose here for your account.')),
  'setting-is-on-in-prose': ai(['not_shown'], noSwitch('This setting is on. On')),
  // A frame of LinkedIn's own may hold the switch; its key proves it there, too.
  'legacy-frame': ai(['off'], aiPage(
    '      <iframe class="settings-iframe--frame" src="/psettings/data-for-ai-improvement" title="Setting"></iframe>',
    { script: '' }), {
    json: { routes: { '/psettings/data-for-ai-improvement': 'frame.html' } },
    files: { 'frame.html': document({ lang: 'en', title: 'Setting', body: switchRow({ checked: false }) }) },
  }),
};

const languages = {
  'german-on': ai(['on'], simple({ lang: 'de' })),
  'german-off': ai(['off'], simple({ lang: 'de', checked: false })),
  'german-label-off': ai(['off'], simple({ lang: 'de', keys: [], checked: false })),
  'german-word-disagrees': ai(['unclear'], aiPage(
    switchRow({ lang: 'de', checked: false, word: 'Ein' }), { lang: 'de', script: '' })),
  'czech-on': ai(['on'], simple({ lang: 'cs' })),
  'arabic-on': ai(['on'], simple({ lang: 'ar' })),
  'arabic-off': ai(['off'], simple({ lang: 'ar', checked: false })),
  'arabic-label-only': ai(['unclear'], simple({ lang: 'ar', keys: [] })),
};

const login = { '/uas/login': 'login.html', '/authwall': 'login.html' };
const wall = (target) => ({
  json: { routes: login, redirects: { [AI]: target } },
  files: { 'login.html': loginPage() },
});
const away = encodeURIComponent(ORIGIN + AI);

const elsewhere = {
  'category-row-on': at(CATEGORY, ['on'], categoryPage({ value: 'On' })),
  'category-row-off': at(CATEGORY, ['off'], categoryPage({ value: 'Off' })),
  'category-row-german': at(CATEGORY, ['on'], categoryPage({ lang: 'de', value: 'Ein', research: 'Aus' })),
  'category-row-unknown-word': at(CATEGORY, ['unclear'], categoryPage({ value: 'Active' })),
  'research-page': at(RESEARCH, ['elsewhere'], settingsPage({
    title: WORDS.en.research, main: researchCard(true), script: SCRIPTS.word }),
  also({ 'policy-and-academic-research': ['on'] })),
  'promotions-page': at('/mypreferences/d/settings/linkedin-promotions', ['elsewhere'], settingsPage({
    title: 'LinkedIn promotions', main: promotions, script: SCRIPTS.word }),
  also({ 'linkedin-promotions': ['off'], 'linkedin-promotions-email': ['on'] })),
  'cookies-page': at('/mypreferences/d/member-cookies', ['elsewhere'], settingsPage({
    title: 'Non-essential cookies', main: cookies, script: SCRIPTS.word }), also({ 'member-cookies': ['off'] })),
  'wrong-address': at('/mypreferences/d/settings/data-for-generative-ai', ['elsewhere'], settingsPage({
    title: 'Page not found', main: '    <section class="card"><h1>This page doesn’t exist</h1></section>' })),
  'signed-out': ai(['signed_out'], simple({}), wall(`/uas/login?session_redirect=${away}`)),
  authwall: ai(['signed_out'], simple({}), wall(`/authwall?trk=gf&sessionRedirect=${away}`)),
};

const spa = (lang) => categoryPage({ lang, value: 'On', script: SCRIPTS.route });
const feed = settingsPage({
  title: 'Feed',
  main: `    <section class="card"><h1>Feed</h1><p>Jordan: the setting is off, I hope.</p>
      <a id="to-setting" data-route href="${AI}">Settings &amp; Privacy</a></section>`,
  script: SCRIPTS.route,
});
const neighbourLink = `      <p><a href="${RESEARCH}">${escape(WORDS.en.research)}</a></p>`;
const parts = { 'setting.html': aiPage(`${switchRow({})}\n${neighbourLink}`), 'research.html': settingsPage({ main: researchCard(false) }) };
const routes = { [AI]: 'setting.html', [RESEARCH]: 'research.html' };
const moved = (url, states, html, click) => at(url, states, html, { json: { routes, click }, files: parts });

const saved = (saves) => ({
  json: {
    click: saves ? [`[aria-labelledby="${KEY}"]`] : [`[aria-labelledby="${KEY}"]`, '#reload'],
    switches: { '/mypreferences/d/saved/data-for-ai-improvement': { value: true, saves } },
  },
});
const kept = (checked) => aiPage(
  `${switchRow({ checked, word: '' })}\n      <p><a id="reload" href="${AI}">Refresh this page</a></p>`,
  { script: SCRIPTS.saved });

const moving = {
  'from-feed': moved('/feed/', ['on'], feed, ['#to-setting']),
  'from-category': moved(CATEGORY, ['on'], spa('en'), [`a[href="${AI}"]`]),
  'on-to-neighbour': moved(CATEGORY, ['elsewhere'], spa('en'), [`a[href="${AI}"]`, `a[href="${RESEARCH}"]`]),
  'turned-off': ai(['off'], kept('{{checked:/mypreferences/d/saved/data-for-ai-improvement}}'), saved(true)),
  'save-refused': ai(['on'], kept('{{checked:/mypreferences/d/saved/data-for-ai-improvement}}'), saved(false)),
};

export const CASES = { ...plain, ...undecided, ...languages, ...elsewhere, ...moving, ...FORMS, ...FAULTS };
