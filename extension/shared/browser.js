// @ts-check
// The only module that knows by which name a browser offers its extension interface.

const scope = /** @type {any} */ (globalThis);

/** @type {typeof chrome} */
export const browser = scope.browser ?? scope.chrome;

/** @typedef {'chromium'|'firefox'} Family */

/** @type {Family} Firefox alone has getBrowserInfo. */
export const family = scope.browser?.runtime?.getBrowserInfo ? 'firefox' : 'chromium';

/** @returns {string} the language of the person's browser */
export const locale = () => browser.i18n.getUILanguage();
