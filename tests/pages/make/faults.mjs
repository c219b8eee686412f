// Pages that were once read wrong or too cautiously, found by somebody who did not know the code.
// See cases.mjs for the rest.
import { AI, CATEGORY, KEY, RESEARCH, card, document, escape, settingsPage, switchRow } from './parts.mjs';
import { WORDS } from './words.mjs';

const ORIGIN = 'https://www.linkedin.com';
const SLUG = 'data-for-ai-improvement';

const at = (path, states, html, { routes, click, files } = {}) => ({
  json: { url: ORIGIN + path, expect: { [SLUG]: states }, ...(routes ? { routes } : {}), ...(click ? { click } : {}) },
  files: { 'page.html': html, ...files },
});
const ours = (states, html, more) => at(AI, states, html, more);

const label = escape(WORDS.en.label);
const title = escape(WORDS.en.title);
const nothing = ['not_shown', 'unclear', 'loading'];

const page = (row, { script = '', ...more } = {}) => settingsPage({ main: card({ row, ...more }), script });
/** A part of the page outside its main one. */
const beside = (html, part) => html.replace('<footer', () => `${part}\n<footer`);

const shimmer = '<div class="shimmer" style="height:16px;margin:12px 0;background:#e0dfdc"></div>';
const keyedOff = switchRow({ checked: false, word: null });

/** A card with the setting's title as its heading, and whatever stands below it. */
const titled = (content, { lang = 'en', script = '' } = {}) => settingsPage({
  lang, script,
  main: `    <section class="card">
      <h1 class="_title_1ef023">${escape(WORDS[lang].title)}</h1>
${content}
    </section>`,
});
const waiting = titled(`      ${shimmer}`);
/** Here the first sentence of the whole page is the title: a name that is looked for far away. */
const withoutRail = waiting.replace(/ *<nav class="rail"[^]*?<\/nav>\n/, '');

/** The setting's row, with any control in it. */
const row = (control, { id = KEY, text = label } = {}) => `      <div class="_row_12ycew">
        <p id="${id}">${text}</p>
        <div class="_control_12ycew">${control}</div>
      </div>`;
const plainBox = (attributes) => `<input type="checkbox" class="_switchCheckbox_12ycew" ${attributes}>`;

// The switch is not drawn; something that looks like it is.

const post = `<aside aria-label="Feed">
  <article class="card feed-shared-update"><h3>Jordan Example</h3>
    <p>Turn it off, everybody! This is what it looks like:</p>
    <label><span>${label}</span><input type="checkbox" role="switch"></label> <span>Off</span>
  </article>
</aside>`;

const hint = `<div role="dialog" aria-label="Your settings have moved" class="card" style="position:fixed;top:70px;right:30px;width:400px">
  <p>Every choice is now saved at once. A switch looks like this:</p>
  <div inert aria-hidden="true">
    <div class="_row_12ycew"><label for="sample">${label}</label>
      <span>Off</span><input id="sample" type="checkbox" role="switch" class="_switchCheckbox_12ycew"></div>
  </div>
  <button type="button">Got it</button>
</div>`;

const help = `<aside role="complementary" aria-label="Help" class="card" style="position:fixed;bottom:0;left:0;width:340px">
  <h2>Opting out</h2><p>Find the switch and set it to Off:</p>
  <figure><label for="example">${label}</label> <span>Off</span>
    <input id="example" type="checkbox" role="switch" disabled><figcaption>An example</figcaption></figure>
</aside>`;

const cookieBar = `<div class="card" style="position:fixed;bottom:0;left:0;right:0">
  <span>Statistics</span>
  <div role="switch" tabindex="0" aria-checked="false" class="_switchCheckbox_12ycew"></div>
  <button type="button">Save</button>
</div>`;

const stranger = `      <p>${label}</p>
      ${shimmer}
      <div class="_row_12ycew"><span>Compact view</span>
        <div role="switch" tabindex="0" aria-checked="false" class="_switchCheckbox_12ycew"></div></div>`;

const prefetched = '/psettings/data-for-ai-improvement';
const hiddenFrame = titled(`      ${shimmer}
      <iframe src="${prefetched}" title="Setting" aria-hidden="true" tabindex="-1" style="visibility:hidden;position:absolute;left:-9999px;width:600px;height:300px"></iframe>`);

const drawer = `<div class="card" inert aria-hidden="true" style="position:fixed;top:0;left:0;width:400px;transform:translateX(-120%)">
${keyedOff}
</div>`;
const foldedPanel = `      ${shimmer}
      <div aria-hidden="true" style="height:0;overflow:hidden">
${keyedOff}
      </div>`;

const lookalikes = {
  'replica-in-post-only': ours(nothing, beside(waiting, post)),
  'hint-with-demo-only': ours(nothing, beside(waiting, hint)),
  'help-with-example-only': ours(nothing, beside(waiting, help)),
  'cookie-bar-without-label': ours(['unclear', 'not_shown', 'loading'], beside(withoutRail, cookieBar)),
  'neighbour-without-label': ours(['unclear', 'not_shown', 'loading'], titled(stranger)),
  'hidden-frame-only': ours(['unclear', 'not_shown', 'loading'], hiddenFrame, {
    routes: { [prefetched]: 'frame.html' },
    files: { 'frame.html': document({ lang: 'en', title: 'Setting', body: keyedOff }) },
  }),
  'drawer-copy-only': ours(['unclear', 'not_shown', 'loading'], beside(waiting, drawer)),
  'folded-copy-only': ours(['unclear', 'not_shown', 'loading'], titled(foldedPanel)),
};

// The value is in a list to choose from; the only switch is about something else.

const chosen = (on, off, text) => `      <div class="_row_12ycew"><p>${text}</p>
        <select><option selected>${on}</option><option>${off}</option></select></div>`;
const finnish = {
  label: 'Kouluta sisältöä luovia tekoälymalleja tiedoillani',
  notify: 'Lähetä minulle sähköpostia, kun asetus muuttuu',
  failed: 'Asetusta ei voitu hakea.', retry: 'Yritä uudelleen minuutin välein',
};
const finnishSwitch = (text) => switchRow({ lang: 'fi', label: text, keys: ['ember7'], checked: false });
const emailBox = `      <div class="_row_12ycew"><span>Send emails</span>${plainBox('')}</div>`;

const selects = {
  'select-beside-box': ours(['unclear', 'on', 'not_shown'], titled(`${chosen('On', 'Off', label)}\n${emailBox}`)),
  'finnish-select-beside-switch': ours(['unclear', 'on', 'not_shown'], titled(
    `${chosen('Käytössä', 'Ei käytössä', finnish.label)}\n${finnishSwitch(finnish.notify)}`, { lang: 'fi' })),
  'finnish-error-with-retry': ours(nothing, titled(
    `      <div role="alert"><p>${finnish.failed}</p>\n${finnishSwitch(finnish.retry)}\n      </div>`, { lang: 'fi' })),
  'select-on': ours(['unclear', 'on'], page(row(
    `<select id="${KEY}" name="${KEY}" aria-labelledby="ember3"><option value="OFF">Off</option><option value="ON" selected>On</option></select>`,
    { id: 'ember3' }))),
};

// What is drawn first is not the member's value.

/** Later than a page is watched whose reading has settled: what is read too early stays read. */
const thenOn = (ready) => `
setTimeout(() => {
  const part = document.getElementById('first');
  const input = part.querySelector('[role="switch"]');
  ${ready}
  input.disabled = false;
  input.checked = true;
  part.querySelector('._toggle-text_12ycew').textContent = 'On';
}, 12000);`;
const first = (attributes, { word = '', disabled = false } = {}) => `      <div id="first"${attributes}>
${switchRow({ checked: false, word, attributes: disabled ? 'disabled' : '' })}
      </div>`;

const transparent = page(`      <div id="cover" style="position:absolute">${shimmer}</div>\n${first(' style="opacity:0"')}`, {
  script: thenOn("part.style.opacity = 1;\n  document.getElementById('cover').remove();"),
});
const inert = page(first(' inert aria-hidden="true"'), {
  script: thenOn("part.inert = false;\n  part.removeAttribute('aria-hidden');"),
});
const loading = page(first('', { word: 'Loading…', disabled: true }), { script: thenOn('') });
const dialog = beside(settingsPage({ main: `    ${shimmer}`, script: thenOn("part.removeAttribute('aria-busy');") }),
  `<div id="first" role="dialog" aria-modal="true" aria-busy="true" style="position:fixed;inset:80px;opacity:.5">
${card({ row: switchRow({ checked: false, word: '', attributes: 'disabled' }) })}
</div>`);

const placeholders = {
  'transparent-then-on': ours(['unclear', 'on', 'loading'], transparent),
  'inert-then-on': ours(['unclear', 'on', 'loading'], inert),
  'loading-word-then-on': ours(['unclear', 'on', 'loading'], loading),
  'busy-dialog-then-on': ours(['on', 'unclear', 'loading'], dialog),
};

// The switch is off as soon as it is pressed, and nothing is saved before the member has said so.

const QUESTION = `<p>Are you sure?</p><label>${plainBox('id="never"')} Don’t ask again</label><button type="button">Turn off</button>`;
const dialogs = {
  native: `<dialog id="sure">${QUESTION}</dialog>`,
  own: `<div id="sure" role="dialog" aria-modal="true" hidden style="position:fixed;inset:120px;background:#fff">${QUESTION}</div>`,
  empty: '<div role="dialog" aria-modal="true" style="position:fixed;inset:0;opacity:0"><p>Menu</p></div>',
};
const asking = (kind, show) => ours(['loading', 'unclear', 'on'], beside(
  page(switchRow({ word: null }), { script: `
document.querySelector('[role="switch"]').addEventListener('change', () => ${show});` }), dialogs[kind]),
{ click: [`[aria-labelledby="${KEY}"]`] });

const questions = {
  'asked-in-dialog': asking('native', "document.getElementById('sure').showModal()"),
  'asked-in-own-dialog': asking('own', "document.getElementById('sure').hidden = false"),
  'dialog-out-of-sight-off': ours(['off'], beside(page(keyedOff), dialogs.empty)),
};

// A second switch says the opposite under the same name; so does a word that is the name.

const unkeyed = (style) => `      <div class="_row_12ycew"${style}><label>${label} ${plainBox('role="switch" checked')}</label></div>`;
const second = (style, shown) => ours(['unclear'], page(`${unkeyed(style)}\n${shown}`));
const labelledOff = switchRow({ checked: false, word: null, keys: ['ember7'] });

const doubles = {
  'hidden-copy-with-label': second(' style="display:none"', labelledOff),
  'second-switch-without-key': second('', keyedOff),
  'word-is-the-name': ours(['unclear'], page(`      <div class="_row_12ycew"><p>${label}</p>
        <div><span id="${KEY}">On</span>${plainBox(`role="switch" aria-labelledby="${KEY}"`)}</div></div>`)),
};

// A control bears the key and is not the setting's switch, or not with this sense.

const pin = titled(`      <div class="_row_12ycew"><p id="${KEY}">${label}</p>
        <div style="width:60px">${shimmer}</div>
        <button type="button" id="pin" aria-pressed="false" aria-label="Pin" aria-labelledby="pin ${KEY}">&#9734;</button></div>`);
const master = row('<button type="button" aria-haspopup="listbox" aria-expanded="false">On</button>');
const part = row(plainBox(`role="switch" aria-labelledby="${KEY} part"`), { id: 'part', text: 'Include my pictures' });
const drawnOver = `<span class="_toggle-text_12ycew">On</span><span class="badge">New</span>
          <span style="position:relative;display:inline-block;width:48px;height:32px;border-radius:16px;background:#01754f"><input type="checkbox" role="switch" aria-labelledby="${KEY}" style="position:absolute;inset:0;opacity:0"></span>`;

const senses = {
  'pin-button-with-key': ours(['unclear', 'not_shown', 'loading'], pin),
  'part-with-key': ours(['unclear', 'on'], titled(`${master}\n${part}`)),
  'button-to-turn-off': ours(['unclear', 'on'], page(row(
    `<button type="button" id="press" aria-pressed="false" aria-labelledby="${KEY} press">Off</button>`))),
  'stale-aria-around-box': ours(['unclear', 'on'], page(row(
    `<div role="switch" tabindex="0" aria-checked="false" aria-labelledby="${KEY}">${plainBox('tabindex="-1" checked')}</div>`))),
  'badge-beside-word': ours(['unclear', 'on'], titled(row(drawnOver))),
  'opt-out-with-key': ours(['unclear', 'on'], page(row(
    plainBox(`role="switch" name="${KEY}" value="OFF" aria-labelledby="ember5"`),
    { id: 'ember5', text: 'Opt out: don’t use my data for training content creation AI models' }))),
};

// Pages that list settings: which word is the value, and whose.

const listing = (content, lang = 'en') => settingsPage({
  lang, title: WORDS[lang].rail[3],
  main: `    <section class="card">
      <h1 class="_title_1ef023">${escape(WORDS[lang].rail[3])}</h1>
      <h2 class="_title_1ef023">${escape(WORDS[lang].uses)}</h2>
${content}
    </section>`,
});
const listed = (states, content, lang) => at(CATEGORY, states, listing(content, lang));
const link = `<a href="${AI}">${title}</a>`;
const item = (content) => `      <ul class="category-list">\n        <li class="category-item">${content}</li>\n      </ul>`;

const twoWords = `<a href="${AI}"><span>${title}</span><span><span>On</span><span aria-hidden="true" style="position:absolute;opacity:0">Off</span></span></a>`;
const recommended = `      <h3>Privacy check</h3>
      <table><thead><tr><th>Setting</th><th>Now</th><th>We suggest</th></tr></thead>
        <tbody><tr><td>${link}</td><td>On</td><td>Off</td></tr></tbody></table>`;
const suggestions = `      <h3>Suggested for you</h3>
${item(`<a href="${AI}"><span>${title}</span></a><span>Off</span>`)}
      <p>What you have chosen:</p>
${item(`<button type="button"><span>${title}</span><span>On</span></button>`)}`;

const PLAIN = '<p>Show my profile in search engines</p><span>Off</span>';
const plainRow = `      <div><div class="category-item">${link}</div><div class="category-item">${PLAIN}</div></div>`;

const pt = WORDS['pt-BR'];
const valueFirst = (path, name, word) => `        <li class="category-item"><a href="${path}">
          <span class="category-item__value">${word}</span><span class="category-text__name">${escape(name)}</span></a></li>`;

const changes = settingsPage({ title: 'Recent changes', main: `    <section class="card">
      <h1 class="_title_1ef023">Recent changes to your settings</h1>
      <ul class="category-list">
        <li><time>3 Oct 2025</time> ${link} <span>Off</span></li>
        <li><time>4 Oct 2025</time> <a href="/mypreferences/d/settings/search-history">Search history</a> <span>On</span></li>
      </ul>
    </section>` });

const lists = {
  'category-row-two-words': listed(['unclear', 'on'], item(twoWords)),
  'category-table-recommended': listed(['unclear', 'on'], recommended),
  'category-row-related-link': listed(['unclear', 'elsewhere'], item(
    `<p>Use profile data to personalize my feed</p><p>See also: ${link}</p><div>Off</div>`)),
  'category-tip-sentence': listed(['unclear', 'elsewhere'],
    `      <div><div>For more privacy, set ${link} to <span>Off</span></div></div>`),
  'category-suggestion-off': listed(['unclear', 'on'], suggestions),
  'category-plain-row-after': listed(['unclear', 'elsewhere'], plainRow),
  'category-plain-row-within': listed(['unclear', 'elsewhere'], item(`${link}<div>${PLAIN}</div>`)),
  'category-row-value-first': listed(['on'], `      <ul class="category-list">
${valueFirst(RESEARCH, pt.research, pt.off)}
${valueFirst(AI, pt.title, pt.on)}
      </ul>`, 'pt-BR'),
  'log-of-changes': at('/mypreferences/d/categories/account', ['elsewhere', 'unclear'], changes),
};

// Nothing is wrong with the switch; something else on the page must not stand in its way.

const LONG = 'urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAEXAMPLE0000000000000000,2-ZXhhbXBsZQ==)';
const conversation = `<aside class="card" aria-label="Messaging" style="position:fixed;top:60px;right:0;width:240px">
  <input type="checkbox" id="select-${LONG}"><label for="select-${LONG}">Select the conversation with Jordan</label>
</aside>`;
const slides = [1, 2, 3].map((n) => `<input type="radio" name="slide" aria-label="Slide ${n}"${n === 1 ? ' checked' : ''}>`);
const carousel = `<aside class="card"><div role="group" aria-label="Slides">${slides.join('')}</div></aside>`;
const TURN = `
let slide = 0;
setInterval(() => {
  slide = (slide + 1) % 3;
  document.getElementsByName('slide')[slide].checked = true;
}, 1200);`;
const TICK = `
const note = document.createElement('p');
document.querySelector('.card').append(note);
let seconds = 0;
setInterval(() => {
  seconds += 1;
  note.textContent = 'Updated ' + seconds + ' seconds ago';
}, 1000);`;

const ANEW = `
let made = 0;
setInterval(() => {
  const input = document.querySelector('[role="switch"]').cloneNode();
  input.id = ':r' + made++ + ':';
  document.querySelector('[role="switch"]').replaceWith(input);
}, 700);`;

/** The page's main part is what scrolls, and it has been scrolled past the switch. */
const scrolledPast = settingsPage({ main: `<div id="workspace" style="height:400px;overflow-y:auto">
${card({ row: keyedOff })}
      <div style="height:3000px"></div></div>`, script: "document.getElementById('workspace').scrollTop = 2000;" });

const innocent = {
  'scrolled-past-off': ours(['off'], scrolledPast),
  'other-id-each-time-off': ours(['off'], page(switchRow({ checked: false }), { script: ANEW })),
  'long-id-elsewhere-on': ours(['on'], beside(page(switchRow({})), conversation)),
  'long-id-off': ours(['off'], page(switchRow({
    checked: false, attributes: 'id="setting-urn:li:fsd_setting:(DATA_FOR_GENERATIVE_AI,0123456789abcdef0123456789abcdef)"' }))),
  'carousel-beside-on': ours(['on'], beside(page(switchRow({}), { script: TURN }), carousel)),
  'counting-text-off': ours(['off', 'loading'], page(switchRow({ checked: false }), { script: TICK })),
  'login-in-place': ours(['loading', 'unclear', 'signed_out'], document({ lang: 'en', title: 'Sign in', body: `<main class="login">
  <h1>Sign in</h1>
  <form><input id="username" aria-label="Email"><input type="password" aria-label="Password"><button type="button">Sign in</button></form>
</main>` })),
};

export const FAULTS = {
  ...lookalikes, ...selects, ...placeholders, ...questions, ...doubles, ...senses, ...lists, ...innocent,
};
