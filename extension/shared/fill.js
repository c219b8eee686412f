// @ts-check
// Fills a place of our pages in such a way that nobody who is at it notices when nothing has changed.
import { message } from './words.js';

/** @type {WeakMap<Element, string>} what each was drawn from */
const drawn = new WeakMap();

/**
 * Fills an element, unless it holds that already: a button that is being pressed stays the same one.
 * @param {HTMLElement} element
 * @param {any[]} items
 * @param {(item: any) => HTMLElement} draw
 */
export function fill(element, items, draw) {
  const said = `${message('language')} ${JSON.stringify(items)}`;
  if (drawn.get(element) === said) return;
  drawn.set(element, said);
  const stops = () => /** @type {HTMLElement[]} */ ([...element.querySelectorAll('button, input, [tabindex]')]);
  const held = stops().findIndex((stop) => stop === document.activeElement);
  element.replaceChildren(...items.map(draw));
  // The keyboard stays where it was: a new look changes no more than a time.
  stops()[held]?.focus();
}
