// The category page: rows that link to settings and show their value, in the shapes lists have.
import { SETTINGS, SLUG } from './catalogue.mjs';
import { OWN_PATH } from './context.mjs';
import { wholePage } from './page.mjs';
import { escape } from './wording.mjs';

export const CATEGORY = '/mypreferences/d/categories/privacy';
const RESEARCH = SETTINGS.find((one) => one.slug !== SLUG && one.listed_on.some((at) => at.path === CATEGORY));
const OTHERS = ['settings/manage-your-data', 'download-my-data', 'settings/search-history', 'settings/demographic-info'];
const CHEVRON = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M5 13l5-5-5-5"/></svg>';

/** Each takes a target, a name and a value and gives the row; the value may be empty. */
const SHAPES = {
  inside: (c, to, name, value) => `<li class="category-item"><a href="${to}">` +
    `<p class="category-text__name sans-medium">${name}</p><span class="value">${value}</span></a></li>`,
  spans: (c, to, name, value) => `<li><a href="${to}"><span class="_text_${c.hash}">${name}</span>` +
    `<span class="_toggle-text_${c.hash}">${value}</span>${CHEVRON}</a></li>`,
  outside: (c, to, name, value) => `<li><a href="${to}"><span>${name}</span></a><span class="value">${value}</span></li>`,
  nested: (c, to, name, value) => `<li class="category-item"><div><div><a href="${to}"><p>${name}</p></a></div>` +
    `<div><span>${value}</span>${CHEVRON}</div></div></li>`,
  divs: (c, to, name, value) => `<div class="_item_${c.hash}"><a href="${to}"><div><div>${name}</div></div>` +
    `<div><div>${value}</div>${CHEVRON}</div></a></div>`,
  absolute: (c, to, name, value) => `<li><a href="https://www.linkedin.com${to}/?trk=settings"><p>${name}</p><p>${value}</p></a></li>`,
  labelled: (c, to, name, value) => `<li><a href="${to}" aria-label="${name}"><p>${name}</p><p aria-hidden="true">${value}</p></a></li>`,
};
export const SHAPE_NAMES = Object.keys(SHAPES);

/** @param {{to?: string, name?: string, value: string, shape: string}} row */
export function categoryRow(c, { to = OWN_PATH, name = c.words.title.text, value, shape }) {
  return SHAPES[shape](c, to, escape(name), escape(value));
}

/** The list page: the rows given, among rows of other settings. */
export function categoryPage(c, rows, { shape, research = '' }) {
  const others = OTHERS.map((slug, at) =>
    categoryRow(c, { to: `/mypreferences/d/${slug}`, name: c.words.rail[at], value: '', shape }));
  const neighbour = categoryRow(c, { to: RESEARCH.pages[0].path, name: c.words.name, value: research, shape });
  const main = `<section class="card"><h1>${escape(c.words.more)}</h1><h2>${escape(c.words.nav[0])}</h2>
    <ul class="category-list">\n${[...others, neighbour, ...rows].join('\n')}\n</ul></section>`;
  return { html: wholePage(c, main, { title: c.words.more }), files: {} };
}
