// A whole page around a card: navigation, side rail, footer, as public sources describe them.
import { escape } from './wording.mjs';

const STYLE = `body{margin:0;font:14px/1.4 sans-serif;background:#f4f2ee}.layout{display:grid;grid-template-columns:220px 1fr;gap:16px}
.card{background:#fff;padding:16px;border:1px solid #ddd}[class*="_row_"]{display:flex;justify-content:space-between}
.pill{appearance:none;width:48px;height:28px;border:2px solid #666;border-radius:14px;background:#fff}
.pill:checked,.pill[aria-checked="true"],.pill[aria-pressed="true"]{background:#01754f}
.off-screen{position:absolute;opacity:0;width:1px;height:1px}.gone{display:none}.unseen{visibility:hidden}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
[data-word]::after{content:attr(data-word)}.up{text-transform:uppercase}`;

const RAIL = ['account', 'sign-in-and-security', 'profile-visibility', 'privacy', 'ads', 'notifications'];

function nav({ words, noise }) {
  const links = words.nav.map((text, at) => `<li><a href="${at === 5 ? '/in/jordan-example/' : '/feed/'}">${escape(text)}</a></li>`);
  return `<header class="global-nav"><a href="/feed/">LinkedIn</a>
  <input type="text" role="combobox" aria-expanded="false" aria-label="${escape(words.more)}">
  <ul>${links.join('')}</ul>${noise.nav ?? ''}</header>`;
}

function rail({ words }) {
  const links = words.rail.map((text, at) =>
    `<a href="/mypreferences/d/categories/${RAIL[at]}"${at === 3 ? ' aria-current="page"' : ''}>${escape(text)}</a>`);
  return `<nav class="rail"><h2>${escape(words.more)}</h2>\n    ${links.join('\n    ')}\n  </nav>`;
}

/** Wraps html in so many elements, as component frameworks do. */
export function wrap(c, html, depth) {
  let text = html;
  for (let level = 0; level < depth; level += 1) {
    text = `<div class="_w${level}_${c.hash}"${level % 3 === 1 ? ` id="ember${100 + level + c.ember}"` : ''}>${text}</div>`;
  }
  return text;
}

/** The heading of the card, at whatever level and place. */
export function heading(c, text, how) {
  const title = escape(text);
  const forms = {
    p: `<p class="_title_${c.hash}">${title}</p>`,
    h1: `<h1 class="_title_${c.hash}">${title}</h1>`,
    h2: `<h2 class="t-20">${title}</h2>`,
    h3: `<h3><span>${title}</span></h3>`,
    h4: `<h4 id="ember${c.ember}">${title}</h4>`,
    role: `<div role="heading" aria-level="1"><span>${title}</span></div>`,
    banner: `<div class="banner"><a href="/mypreferences/d/categories/privacy">‹</a><h1>${title}</h1></div>`,
  };
  return forms[how];
}

const BACK = '<a class="banner-link--back" data-control-name="back_link" href="/mypreferences/d/categories/privacy">';

/** The setting's card: back link, title, question, row, small print. */
export function card(c, row, { how = 'p', title = c.words.title.text, foot = c.words.foot, extra = '' } = {}) {
  const { words } = c;
  return `<section class="card">
      ${BACK}&#8592; ${escape(words.more)}</a>
      ${heading(c, title, how)}
      <h4 class="_question_${c.hash}">${escape(words.question)}</h4>
      ${row}
      ${extra}
      <p class="_foot_${c.hash}">${escape(foot)} <a href="/help/linkedin/answer/a6278444">${escape(words.more)}</a>.</p>
    </section>`;
}

const MAINS = {
  plain: (html) => `<main id="main">\n    ${html}\n  </main>`,
  role: (html) => `<div role="main">\n    ${html}\n  </div>`,
  id: (html) => `<div id="main" class="settings-main">\n    ${html}\n  </div>`,
  none: (html) => `<div class="application-outlet">\n    ${html}\n  </div>`,
};

/**
 * @param c the context of the page (see context.mjs); `noise` holds html for nav, aside and the end
 * @param {string} main html of the main part
 * @param {{how?: string, script?: string, title?: string}} [options]
 */
export function wholePage(c, main, { how = 'plain', script = '', title = c.words.title.text } = {}) {
  const { words, noise } = c;
  const lang = c.lang === null ? '' : ` lang="${c.lang}"`;
  return `<!doctype html>
<html${lang} dir="${c.language.rtl ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><title>${escape(title)} | LinkedIn</title><style>${STYLE}</style></head>
<body>
${noise.start ?? ''}
${nav(c)}
<div class="layout">
  ${rail(c)}
  ${MAINS[how](main)}
  ${noise.aside ?? ''}
</div>
<footer>${words.footer.map((text) => `<a href="/legal/">${escape(text)}</a>`).join(' ')}</footer>
${noise.end ?? ''}
${script ? `<script>(() => {\n${script}\n})();</script>\n` : ''}</body>
</html>
`;
}

/** A page for a frame: the row and nothing around it. */
export function framePage(c, html) {
  const lang = c.lang === null ? '' : ` lang="${c.lang}"`;
  return `<!doctype html><html${lang}><head><meta charset="utf-8"><style>${STYLE}</style></head><body>${html}</body></html>\n`;
}
