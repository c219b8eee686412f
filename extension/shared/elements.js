// @ts-check
// What our pages are made of. Text from outside goes in as text, never as markup.

/** @param {string} id @returns {any} */
export const part = (id) => document.getElementById(id);

/** @param {string} tag @param {Record<string, string>} [attributes] @param {string} [text] @returns {any} */
export function make(tag, attributes = {}, text = '') {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}
