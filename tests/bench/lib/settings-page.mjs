// A settings page of many elements: a page of the corpus, and around its switch what a long page has.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES } from '../../e2e/lib/paths.mjs';
import { SETTING } from '../../e2e/lib/looks.mjs';

export const ELEMENTS = 5_000;
/** One switch, as on the setting's own page; and the most that is told: of switches, of rows. */
export const SHAPES = ['one switch', '64 switches', '64 rows'];
const MOST = 64;

/** Ten elements, with a heading, a link or a button now and then, as pages have them. */
function block(at) {
  const title = at % 10 === 3 ? `<h3>Part ${at}</h3>` : `<p>Part ${at} of what LinkedIn tells its members here</p>`;
  const more = at % 5 === 1 ? `<a href="/help/answer/${at}">Learn more</a>` : '<em>more</em>';
  const action = at % 10 === 7 ? '<button type="button">Close</button>' : '<b>Note</b>';
  return `<div class="part"><div>${title}<span>Since ${at} <i>days</i></span></div>
<ul><li>One thing ${more}</li><li>${action}</li></ul></div>`;
}

const switches = () => Array.from({ length: MOST - 1 }, (_, at) => `<div class="_row_12ycew"><p id="key${at}">Setting number ${at}</p>
<div class="_control_12ycew"><span>Off</span><input type="checkbox" role="switch" aria-labelledby="key${at}"></div></div>`);
const rows = () => Array.from({ length: MOST }, (_, at) => `<li class="category-item"><a href="${SETTING}-${at}">
<p class="category-text__name">Setting number ${at}</p><span class="category-item__value">On</span></a></li>`);
const PARTS = { 'one switch': () => [], '64 switches': switches, '64 rows': rows };

/** @param {string} shape one of SHAPES @param {number} [elements] @returns {string} the page */
export function makePage(shape, elements = ELEMENTS) {
  const text = readFileSync(join(PAGES, 'on/page.html'), 'utf8');
  const count = (html) => html.match(/<[a-z]/g).length;
  const parts = PARTS[shape]();
  let left = elements - count(text) - (parts.length > 0 ? count(parts.join('')) : 0);
  for (let at = 0; left > 0; at += 1) {
    const next = block(at);
    parts.push(next);
    left -= count(next);
  }
  return text.replace('</main>', `${parts.join('\n')}</main>`);
}
