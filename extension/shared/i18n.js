// @ts-check
// Puts our own words into a page: every element with data-i18n gets the message of that name, and
// one with data-i18n-label is called by it.
import { changesLanguage, loadWords, message } from './words.js';
import { browser } from './browser.js';

/** @param {Document} page */
function localise(page) {
  page.documentElement.lang = message('language');
  page.documentElement.dir = message('direction');
  for (const element of page.querySelectorAll('[data-i18n]')) {
    element.textContent = message(/** @type {HTMLElement} */ (element).dataset.i18n ?? '');
  }
  for (const element of page.querySelectorAll('[data-i18n-label]')) {
    element.setAttribute('aria-label', message(/** @type {HTMLElement} */ (element).dataset.i18nLabel ?? ''));
  }
}

/**
 * Speaks to the person from now on, also when the language is changed while the page is open.
 * @param {Document} page
 * @param {() => unknown} redraw what is drawn by script
 */
export async function speak(page, redraw) {
  await loadWords();
  localise(page);
  browser.storage.onChanged.addListener(async (changes, area) => {
    if (!changesLanguage(changes, area) || !await loadWords()) return;
    localise(page);
    redraw();
  });
}
