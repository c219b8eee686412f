// The parts from which the pages of the corpus are put together: LinkedIn's structure as public
// sources describe it, with a style sheet of our own and none of LinkedIn's assets.
import { readFileSync } from 'node:fs';
import { WORDS } from './words.mjs';

const STYLE = readFileSync(new URL('style.css', import.meta.url), 'utf8').trim();
const RAIL = ['account', 'sign-in-and-security', 'profile-visibility', 'privacy', 'ads', 'notifications'];
const ROWS = ['settings/manage-your-data', 'download-my-data', 'settings/search-history', 'settings/demographic-info'];

export const KEY = 'allowDataForGenerativeAI';
export const AI = '/mypreferences/d/settings/data-for-ai-improvement';
export const RESEARCH = '/mypreferences/d/settings/policy-and-academic-research';
export const CATEGORY = '/mypreferences/d/categories/privacy';
export const STATE = '/mypreferences/d/saved/data-for-ai-improvement';

export const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const list = (items) => items.map((item) => `<li>${item}</li>`).join('\n      ');

function header(words) {
  const items = words.nav.map((word, at) => {
    const last = at === words.nav.length - 1;
    return `<a href="${last ? '/in/jordan-example/' : '/feed/'}">${escape(word)}</a>`;
  });
  return `<header class="global-nav" id="global-nav">
  <div class="global-nav__content">
    <a class="global-nav__brand" href="/feed/">LinkedIn</a>
    <input class="global-nav__search" type="text" role="combobox" aria-expanded="false" placeholder="${escape(words.search)}" aria-label="${escape(words.search)}">
    <ul class="global-nav__primary">
      ${list(items)}
    </ul>
  </div>
</header>`;
}

function rail(words) {
  const links = words.rail.map((word, at) => {
    const current = RAIL[at] === 'privacy' ? ' aria-current="page"' : '';
    return `<a href="/mypreferences/d/categories/${RAIL[at]}"${current}>${escape(word)}</a>`;
  });
  return `<nav class="rail" aria-label="${escape(words.settings)}">
    <h2>${escape(words.settings)}</h2>
    ${links.join('\n    ')}
  </nav>`;
}

function footer(words) {
  return `<footer class="footer">${words.footer.map((word) => `<span>${escape(word)}</span>`).join('')}</footer>`;
}

export function document({ lang, title, body, script = '' }) {
  const words = WORDS[lang];
  return `<!doctype html>
<html lang="${lang}" dir="${words.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} | LinkedIn</title>
<style>
${STYLE}
</style>
</head>
<body>
${body}
${script ? `<script>\n${script.trim()}\n</script>\n` : ''}</body>
</html>
`;
}

/** A settings page: navigation, side rail, one card in #main, footer. */
export function settingsPage({ lang = 'en', title, main, script }) {
  const words = WORDS[lang];
  const body = `${header(words)}
<div class="layout">
  ${rail(words)}
  <main id="main" class="settings-main">
${main}
  </main>
</div>
${footer(words)}`;
  return document({ lang, title: title ?? words.title, body, script });
}

/** The card of a setting, as the screenshot of the real page shows it. */
export function card({ lang = 'en', title, question, row, foot }) {
  const words = WORDS[lang];
  return `    <section class="card">
      <a class="banner-link--back" data-control-name="back_link" href="${CATEGORY}">&#8592; ${escape(words.back)}</a>
      <p class="_title_1ef023">${escape(title ?? words.title)}</p>
      <h4 class="_question_1ef023">${escape(question ?? words.question)}</h4>
${row}
      <p class="_foot_1ef023">${escape(foot ?? words.foot)} <a href="/help/linkedin/answer/a6278444">${escape(words.more)}</a>.</p>
    </section>`;
}

/** One row with a native switch. `keys` are the tokens of aria-labelledby. */
export function switchRow(options) {
  const { lang = 'en', label, keys = [KEY], checked = true, attributes = '' } = options;
  const words = WORDS[lang];
  const word = options.word === undefined ? (checked === true ? words.on : words.off) : options.word;
  const state = typeof checked === 'string' ? checked : checked ? 'checked' : '';
  const named = keys.length > 0 ? `aria-labelledby="${keys.join(' ')}"` : '';
  const id = keys.length > 0 ? ` id="${keys.at(-1)}"` : '';
  // An empty word is filled in by the page's script; null means that no word is known.
  const shown = word !== null ? `<span class="_toggle-text_12ycew">${escape(word)}</span>` : '';
  const input = ['<input type="checkbox" role="switch" class="_switchCheckbox_12ycew"', named, attributes, state];
  return `      <div class="_row_12ycew">
        <p${id}>${escape(label ?? words.label)}</p>
        <div class="_control_12ycew">${shown}${input.filter(Boolean).join(' ')}></div>
      </div>`;
}

/** The category page with its rows; `value` is the word at the right of the AI row. */
export function categoryPage({ lang = 'en', value, research = 'On', script }) {
  const words = WORDS[lang];
  const row = (path, name, word) => `        <li class="category-item"><a href="${path}">
          <p class="category-text__name sans-medium">${escape(name)}</p>
          <span class="category-item__value">${escape(word)}</span></a></li>`;
  const rows = [
    ...words.rows.map((name, at) => row(`/mypreferences/d/${ROWS[at]}`, name, '')),
    row(RESEARCH, words.research, research),
    row(AI, words.title, value),
  ];
  const main = `    <section class="card">
      <h1 class="_title_1ef023">${escape(words.rail[3])}</h1>
      <h2 class="_title_1ef023">${escape(words.uses)}</h2>
      <ul class="category-list">
${rows.join('\n')}
      </ul>
    </section>`;
  return settingsPage({ lang, title: words.rail[3], main, script });
}

/** A login form that stands in the way of a page. */
export function loginPage() {
  const body = `<main class="login">
  <h1>Sign in</h1>
  <form class="login__form" action="/checkpoint/lg/login-submit" method="post">
    <input id="username" name="session_key" type="text" autocomplete="username" aria-label="Email or phone">
    <input id="password" name="session_password" type="password" autocomplete="current-password" aria-label="Password">
    <input type="checkbox" id="remember" name="remember" checked style="display:inline;width:auto;height:auto"> <label for="remember">Keep me logged in</label>
    <button type="submit">Sign in</button>
  </form>
</main>`;
  return document({ lang: 'en', title: 'Sign in', body });
}
