// More of the corpus: the page forms and traps of a kind of their own. See cases.mjs for the rest.
import {
  AI, CATEGORY, KEY, RESEARCH, card, categoryPage, document, escape, loginPage, settingsPage, switchRow,
} from './parts.mjs';
import { SCRIPTS } from './scripts.mjs';
import { WORDS } from './words.mjs';

const ORIGIN = 'https://www.linkedin.com';
const SLUG = 'data-for-ai-improvement';
const MOBILE = AI.replace('/d/', '/m/');

const at = (path, states, html, { json, files } = {}) => ({
  json: { url: ORIGIN + path, expect: { [SLUG]: states }, ...json },
  files: { 'page.html': html, ...files },
});
const page = (row, { lang = 'en', script = SCRIPTS.word, ...more } = {}) =>
  settingsPage({ lang, main: card({ lang, row, ...more }), script });
const ours = (states, row, more) => at(AI, states, page(row, more));
const both = (name, make) => ({ [`${name}-on`]: make(true), [`${name}-off`]: make(false) });
const say = (checked) => [checked ? 'on' : 'off'];
const label = escape(WORDS.en.label);

/** Any control in the usual row; `id` goes to the visible label. */
const row = (control, { checked, id = '', word = true }) => `      <div class="_row_12ycew">
        <p${id ? ` id="${id}"` : ''}>${label}</p>
        <div class="_control_12ycew">${word ? `<span class="_toggle-text_12ycew">${checked ? 'On' : 'Off'}</span>` : ''}${control}</div>
      </div>`;
const box = (attributes, checked) =>
  `<input type="checkbox" class="_switchCheckbox_12ycew" ${attributes}${checked ? ' checked' : ''}>`;

const SHADOW = `
const host = document.querySelector('settings-toggle');
host.attachShadow({ mode: 'open' }).append(host.querySelector('template').content);`;
const shadow = (checked) => ours(say(checked),
  `      <settings-toggle><template>\n${switchRow({ checked })}\n      </template></settings-toggle>`, { script: SHADOW });

const frame = '/psettings/data-for-ai-improvement';
const legacyFrame = at(AI, ['on'], page(
  `      <iframe class="settings-iframe--frame" src="${frame}" title="Setting"></iframe>`, { script: '' }), {
  json: { routes: { [frame]: 'frame.html' } },
  files: { 'frame.html': document({ lang: 'en', title: 'Setting', body: switchRow({}) }) },
});

const forms = {
  ...both('mobile-address', (checked) => at(MOBILE, say(checked), page(switchRow({ checked })))),
  ...both('shadow-root', shadow),
  'legacy-frame-on': legacyFrame,
  ...both('key-in-id', (checked) => ours(say(checked), row(box(`role="switch" id="${KEY}" aria-label="${label}"`, checked), { checked }))),
  ...both('key-in-name', (checked) => ours(say(checked), row(box(`role="switch" name="${KEY}" aria-label="${label}"`, checked), { checked }))),
  'checkbox-without-role-off': ours(['off'], row(box(`aria-labelledby="${KEY}"`, false), { checked: false, id: KEY })),
  'element-switch-on': ours(['on'], row(
    `<div role="switch" tabindex="0" class="_switchCheckbox_12ycew" aria-labelledby="${KEY}" aria-checked="true"></div>`,
    { checked: true, id: KEY }), { script: '' }),
};

/** The client draws the same page again, with the value that has come meanwhile. */
const redraw = `${SCRIPTS.word}
setTimeout(() => {
  const main = document.getElementById('main');
  const copy = main.cloneNode(true);
  copy.querySelector('[role="switch"]').checked = false;
  copy.querySelector('._toggle-text_12ycew').textContent = 'Off';
  main.replaceWith(copy);
}, 3000);`;

/** The settings page failed to load; what is left of the switch is not drawn. */
const errorCard = `      <div role="alert"><h2>Something went wrong</h2><p>Try again.</p><button type="button">Retry</button></div>
      <div hidden>
${switchRow({ checked: false })}
      </div>`;

const radio = (value, text, checked) =>
  `<label><input type="radio" name="${KEY}" id="${KEY}__${value}"${checked ? ' checked' : ''}> ${text}</label>`;

const banner = `    <div role="dialog" class="card" aria-label="Cookies">
      <p>LinkedIn and third parties use cookies.</p>
      <input type="checkbox" role="switch" class="_switchCheckbox_12ycew" aria-label="Measure how ads perform">
    </div>`;
const bannerPage = settingsPage({
  main: `${card({ row: '      <p>This is not available to you.</p>' })}\n${banner}`, script: '',
});

const post = `    <article class="card feed-shared-update"><h2>Jordan shared a design</h2>
      <p>Their toggle, rebuilt:</p>
${switchRow({ keys: [], checked: true, attributes: `aria-label="${label}"` })}
    </article>`;

const traps = {
  're-rendered-off': ours(['off'], switchRow({ checked: true }), { script: redraw }),
  'error-card': ours(['unclear', 'not_shown'], errorCard, { script: '' }),
  'radio-pair': ours(['unclear'], `      <fieldset><legend>${label}</legend>${radio('ON', 'On', false)}${radio('OFF', 'Off', true)}</fieldset>`, { script: '' }),
  'hidden-switch-only': ours(['unclear', 'not_shown'], `      <div style="display:none">\n${switchRow({ checked: false })}\n      </div>`, { script: '' }),
  'consent-banner-only': at(AI, ['unclear', 'not_shown'], bannerPage),
  'fake-toggle-in-post': at(AI, ['off'], settingsPage({ main: `${post}\n${card({ row: switchRow({ checked: false }) })}`, script: '' })),
  'neighbours-switch-our-label': ours(['not_shown', 'unclear'], switchRow({ keys: ['allowAnonymizedDataResearch'], checked: false }), { script: '' }),
};

/** The category page with another form of the AI row. */
const category = (states, rowHtml) => {
  const html = categoryPage({ value: 'ROW' });
  const from = html.lastIndexOf('        <li', html.indexOf('>ROW<'));
  const to = html.indexOf('</li>', from) + '</li>'.length;
  return at(CATEGORY, states, html.slice(0, from) + rowHtml + html.slice(to));
};
const name = escape(WORDS.en.title);

const rows = {
  'category-row-beside': category(['on'], `        <li class="category-item"><a href="${AI}"><span class="_text_1ef023">${name}</span></a><span>On</span></li>`),
  'category-row-nested': category(['off'], `        <li class="category-item"><div><div><a href="${AI}"><p>${name}</p></a></div><div><span>Off</span></div></div></li>`),
  'category-row-no-value': category(['unclear'], `        <li class="category-item"><a href="${AI}"><p>${name}</p></a></li>`),
  // The only link of the list: the value of the row after it is not its own.
  'category-row-by-buttons': at('/mypreferences/d/categories/privacy', ['unclear'], settingsPage({
    title: 'Data privacy',
    main: `    <section class="card"><div><h1>Data privacy</h1><ul class="category-list">
        <li class="category-item"><a href="${AI}"><p>${name}</p></a></li>
        <li class="category-item"><button type="button"><p>Search history</p><span>Off</span></button></li>
      </ul></div></section>` })),
  'category-row-described': category(['off'], `        <li class="category-item"><a href="${AI}"><p>${name}</p><p>Whether your data may train models</p></a><span>Off</span></li>`),
  'category-row-sentence': category(['unclear'], `        <li class="category-item"><a href="${AI}"><p>${name}</p><span>Off by default</span></a></li>`),
  'category-row-other-target': category(['elsewhere', 'unclear'], `        <li class="category-item"><a href="${RESEARCH}?row=2"><p>${name}</p><span>Off</span></a></li>`),
};

const away = encodeURIComponent(ORIGIN + AI);
const walls = {
  checkpoint: at(AI, ['signed_out'], page(switchRow({})), {
    json: {
      routes: { '/checkpoint/lg/login-submit': 'login.html' },
      redirects: { [AI]: `/checkpoint/lg/login-submit?session_redirect=${away}` },
    },
    files: { 'login.html': loginPage() },
  }),
  'wrong-address-psettings': at('/psettings/privacy', ['elsewhere'], settingsPage({
    title: 'Page not found', main: '    <section class="card"><h1>This page doesn’t exist</h1></section>' })),
};

/** Only the label identifies the switch: the id it is named by says nothing. */
const NAMES = { fr: 'french', es: 'spanish', 'pt-BR': 'portuguese', it: 'italian', nl: 'dutch', pl: 'polish', cs: 'czech' };
const languages = Object.assign({}, ...Object.entries(NAMES).map(([lang, text]) =>
  both(`${text}-label`, (checked) => ours(say(checked), switchRow({ lang, keys: ['ember44'], checked }), { lang, script: '' }))));

export const FORMS = { ...forms, ...traps, ...rows, ...walls, ...languages };
