// The switch and the row it stands in, in every shape that was seen on LinkedIn or may come.
import { framePage } from './page.mjs';
import { makeRandom } from './random.mjs';
import { decorate, escape } from './wording.mjs';

const attribute = (name, value) => (value === null || value === undefined ? '' : ` ${name}="${escape(String(value))}"`);

/** The attributes that name a control: where the key stands, and its accessible name. */
function naming(c) {
  const by = { labelledby: null, id: c.id ?? null, name: null };
  if (c.place === 'labelledby') by.labelledby = c.tokens.join(' ');
  if (c.place === 'id') by.id = c.key;
  if (c.place === 'name') by.name = c.key;
  if (c.naming === 'labelledby-own') by.labelledby = `label-${c.ember}`;
  if (c.naming === 'both') by.labelledby = `${by.labelledby ?? ''} label-${c.ember}`.trim();
  const label = c.naming === 'aria-label' ? c.label : c.ariaLabel;
  return attribute('id', by.id) + attribute('name', by.name) + attribute('aria-labelledby', by.labelledby) +
    attribute('aria-label', label);
}

/** How the native state is there: as an attribute, or set by a script, whatever the attribute says. */
function nativeState(c) {
  if (c.native === 'property') {
    return ` data-set="${c.state ? 1 : 0}"`;
  }
  if (c.native === 'stale-attribute') {
    return ` data-set="${c.state ? 1 : 0}"${c.state ? '' : ' checked'}`;
  }
  return c.state ? ' checked' : '';
}

const locked = (c) => (c.disabled === 'native' ? ' disabled' : c.disabled === 'aria' ? ' aria-disabled="true"' : '');

function input(c, more = '') {
  const hidden = c.drawn === 'off-screen' ? ' off-screen' : c.drawn === 'label' ? ' gone' : '';
  const rest = `${naming(c)}${c.attributes}${nativeState(c)}${locked(c)}`;
  const html = `<input type="checkbox"${more} class="pill _switchCheckbox_${c.hash}${hidden}"${rest}>`;
  if (c.drawn === 'label') {
    // A pill drawn by a label, over an input that is not drawn at all.
    return c.id ? `${html}<label for="${c.id}"><span class="pill">&nbsp;</span></label>` : html.replace(' gone', '');
  }
  return c.drawn === 'off-screen' ? `${html}<span class="pill" aria-hidden="true"></span>` : html;
}

const state = (c, name) => ` ${name}="${c.state}"`;
const agreeing = (c) => (c.ariaToo ? state(c, 'aria-checked') : '');

/** What a drawn switch says of itself: its names, whatever else it bears, its state. */
const told = (c, name) => `${naming(c)}${c.attributes}${state(c, name)}`;

export const CONTROLS = {
  switch: (c) => input(c, ` role="switch"${agreeing(c)}`),
  checkbox: (c) => input(c, agreeing(c)),
  'button-checked': (c) =>
    `<button type="button" role="switch" class="pill"${told(c, 'aria-checked')}${locked(c)}></button>`,
  'button-pressed': (c) => `<button type="button" class="pill"${told(c, 'aria-pressed')}${locked(c)}></button>`,
  'div-switch': (c) => {
    const disabled = c.disabled ? ' aria-disabled="true"' : '';
    return `<div role="switch" tabindex="0" class="pill"${told(c, 'aria-checked')}${disabled}></div>`;
  },
  'element-switch': (c) =>
    `<settings-switch role="switch" tabindex="0" class="pill"${told(c, 'aria-checked')}></settings-switch>`,
};

/** The word beside the switch, drawn or not; always the right one unless the page is about that. */
export function word(c) {
  const { text, other, how, hash } = c.word;
  if (!text) return '';
  const shown = escape(text);
  const hidden = escape(other);
  const forms = {
    none: '',
    text: `<span class="_toggle-text_${hash}">${shown}</span>`,
    'aria-hidden': `<span class="artdeco-toggle__text" aria-hidden="true">${shown}</span>`,
    p: `<p class="toggle-label sans-16 only-toggle-label">${shown}</p>`,
    pseudo: `<span data-word="${shown}"></span>`,
    'both-gone': `<span class="gone">${hidden}</span><span>${shown}</span>`,
    'both-unseen': `<span>${shown}</span><span class="unseen">${hidden}</span>`,
    'both-attribute': `<span hidden>${hidden}</span><span>${shown}</span>`,
    upper: `<span class="up">${shown}</span>`,
    live: `<span role="status" aria-live="polite">${shown}</span>`,
  };
  return forms[how];
}

/** The visible label, in the element that the page names it by. */
export function label(c) {
  const own = c.naming === 'labelledby-own' || c.naming === 'both' ? `label-${c.ember}` : null;
  const id = own ?? (c.place === 'labelledby' ? c.key : null);
  const text = c.decorate ? decorate(makeRandom(c.hash), c.label) : escape(c.label);
  const fits = c.labelTag === 'label' && c.id ? ` for="${c.id}"` : '';
  return `<${c.labelTag}${attribute('id', id)} class="t-16 _text_${c.hash}"${fits}>${text}</${c.labelTag}>`;
}

const ROWS = {
  row: (c, l, w, s) => `<div class="_row_${c.hash}">${l}<div class="_control_${c.hash}">${w}${s}</div></div>`,
  'switch-first': (c, l, w, s) => `<div class="_row_${c.hash}"><div>${s}${w}</div>${l}</div>`,
  'word-last': (c, l, w, s) => `<div class="_row_${c.hash}"><div>${l}</div><div>${s} ${w}</div></div>`,
  flat: (c, l, w, s) => `<div class="setting">${l}${w}${s}</div>`,
  list: (c, l, w, s) => `<ul><li><div><span>${l}</span></div><div>${w}<span>${s}</span></div></li></ul>`,
  table: (c, l, w, s) => `<table><tbody><tr><td>${l}</td><td>${w}</td><td>${s}</td></tr></tbody></table>`,
  fieldset: (c, l, w, s) => `<form><fieldset><legend>${l}</legend>${w}${s}</fieldset></form>`,
  described: (c, l, w, s) =>
    `<div class="_row_${c.hash}"><div>${l}<p class="t-12">${escape(c.words.other)}</p></div><div>${w}${s}</div></div>`,
  'in-label': (c, l, w, s) => `<label class="_row_${c.hash}">${l}<span>${w}${s}</span></label>`,
};
export const ROW_FORMS = Object.keys(ROWS);

const toggled = (c) => (c.state ? ' artdeco-toggle--toggled' : '');
const named = (c) => (c.place === 'name' ? ` name="${c.key}"` : '');
const checked = (c) => (c.state ? ' checked' : '');

const ARTDECO = {
  2019: (c) => `<div class="artdeco-toggle${toggled(c)}">${word(c)}
        <input id="${c.id}" type="checkbox" class="artdeco-toggle__button pill"${named(c)}${checked(c)}${locked(c)}>
        <label for="${c.id}" class="artdeco-toggle__label">${escape(c.label)}</label></div>`,
  2021: (c) => `<div class="artdeco-toggle artdeco-toggle--32dp${toggled(c)} ember-view">${word(c)}
        <label for="${c.id}" class="artdeco-toggle__label">${escape(c.label)}</label>
        <input id="${c.id}" type="checkbox" role="switch" aria-checked="${c.state}"` +
    ` class="artdeco-toggle__button pill"${named(c)}${checked(c)}${locked(c)}></div>`,
  button: (c) => `<div data-control-name="toggle_button" class="artdeco-toggle">${word(c)}
        <button id="${c.id}" type="button" role="switch" aria-checked="${c.state}" aria-label="${escape(c.label)}"` +
    ` class="artdeco-toggle__button pill"${named(c)}${locked(c)}></button></div>`,
};

/** Scripts that finish what markup alone cannot say. */
const SET = "for (const one of document.querySelectorAll('[data-set]')) one.checked = one.dataset.set === '1';";
const SHADOW = `for (const part of document.querySelectorAll('template[data-shadow]')) {
  const host = part.parentElement;
  if (!host.shadowRoot) host.attachShadow({ mode: 'open' }).append(part.content);
}`;

/**
 * The whole row.
 * @returns {{html: string, script: string, files: object}} files: served pages by their path
 */
export function row(c) {
  if (c.layout.startsWith('artdeco-')) {
    return { html: ARTDECO[c.layout.slice(8)](c), script: '', files: {} };
  }
  const make = CONTROLS[c.layout] ?? CONTROLS[c.inner];
  const html = ROWS[c.rowForm](c, label(c), word(c), make(c));
  if (c.layout === 'shadow') {
    const inside = `<settings-toggle><template data-shadow>${html}</template></settings-toggle>`;
    return { html: inside, script: SHADOW + SET, files: {} };
  }
  if (c.layout === 'frame-srcdoc') {
    return { html: `<iframe title="s" srcdoc="${escape(framePage(c, html))}"></iframe>`, script: '', files: {} };
  }
  if (c.layout === 'frame-psettings') {
    const path = `/psettings/data-for-ai-improvement`;
    const frame = `<iframe class="settings-iframe--frame" title="s" src="${path}"></iframe>`;
    return { html: frame, script: '', files: { [path]: framePage(c, html) } };
  }
  return { html, script: c.native === 'attribute' ? '' : SET, files: {} };
}
