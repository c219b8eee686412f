// @ts-check
// Puts our own words into a page: every element with data-i18n gets the message of that name.
import { message } from './browser.js';

/** @param {Document} page */
export function localise(page) {
  page.documentElement.lang = message('language');
  page.documentElement.dir = message('@@bidi_dir');
  for (const element of page.querySelectorAll('[data-i18n]')) {
    element.textContent = message(/** @type {HTMLElement} */ (element).dataset.i18n ?? '');
  }
}
