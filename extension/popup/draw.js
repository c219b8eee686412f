// @ts-check
// How the popup draws: in place, so that neither a screen reader nor the keyboard loses its place.
import { make, part } from '../shared/elements.js';
import { fill } from '../shared/fill.js';
import { message } from '../shared/words.js';

/** @param {string} id @param {string|undefined|null} text shown only if there is one */
export function say(id, text) {
  const element = part(id);
  // Writing the same text again would make a screen reader read it again.
  if (element.textContent !== (text ?? '')) element.textContent = text ?? '';
  element.hidden = !text;
}

/** @param {string} text @param {Record<string, string>} [data] @returns {HTMLElement} */
export function line(text, data = {}) {
  const element = make('li', {}, text);
  Object.assign(element.dataset, data);
  return element;
}

/** @param {string} text @returns {HTMLElement} */
export const detail = (text) => make('span', { class: 'detail' }, text);

/** @param {string} id of its words @param {() => unknown} run @param {string} [name] of its class @returns {HTMLElement} */
export function button(id, run, name = '') {
  const element = make('button', { type: 'button', class: name, 'data-id': id }, message(id));
  element.addEventListener('click', run);
  return element;
}

/** @param {string} text @param {() => unknown} run @returns {HTMLElement} */
export function link(text, run) {
  const element = make('button', { type: 'button', class: 'link' }, text);
  element.addEventListener('click', run);
  return element;
}

/**
 * @param {string} id of the list
 * @param {string} frame id of what is hidden with an empty list
 * @param {any[]} items
 * @param {(item: any) => HTMLElement} draw
 */
export function list(id, frame, items, draw) {
  part(frame).hidden = items.length === 0;
  fill(part(id), items, draw);
}
