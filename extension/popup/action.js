// @ts-check
// The one main button: what it says and what it does follow from the host's current step.
import { browser } from '../shared/browser.js';
import { ACCESS, SETTING_URL, linkedinUrl, settingsPath } from '../shared/pages.js';
import { message } from '../shared/words.js';

/** @typedef {{id: string, label: string, run: () => Promise<unknown>}} Action */

/** @param {number} tab @param {string} url @returns {Promise<void>} */
async function open(tab, url) {
  await browser.tabs.update(tab, { url });
  window.close();
}

/** @param {number} tab @param {string} url @returns {Action} */
const opening = (tab, url) => ({ id: 'open', label: message('action_open'), run: () => open(tab, url) });

/** @param {number} tab @returns {Action} a reload that takes nothing from the cache or the form */
const reloading = (tab) => ({
  id: 'confirm',
  label: message('action_confirm'),
  run: () => browser.tabs.reload(tab, { bypassCache: true }),
});

/** @param {number} tab @param {number} ref @returns {Action} */
const showing = (tab, ref) => ({
  id: 'show',
  label: message('action_show'),
  run: async () => {
    await browser.runtime.sendMessage({ type: 'show', tab, ref });
    // The page gets the keyboard only once the popup is gone.
    window.close();
  },
});

/** @param {() => Promise<unknown>} again @returns {Action} */
const retrying = (again) => ({ id: 'again', label: message('action_again'), run: again });

/** @param {() => Promise<unknown>} then @returns {Action} */
const allowing = (then) => ({
  id: 'allow',
  label: message('action_allow'),
  run: async () => { if (await browser.permissions.request(ACCESS)) await then(); },
});

/**
 * @param {number} tab
 * @param {any} ok the host's answer
 * @returns {Action|null}
 */
function stepAction(tab, ok) {
  const step = ok?.guide?.steps?.find((/** @type {any} */ one) => one.status === 'current');
  if (!step) return null;
  const url = linkedinUrl(step.open);
  if (url) return opening(tab, url);
  if (step.id === 'confirm') return reloading(tab);
  return Number.isInteger(step.ref) && step.ref >= 0 ? showing(tab, step.ref) : null;
}

/**
 * @param {{phase: string, tab: number, path: string|null, ok: any, again: () => Promise<unknown>}} view
 * @returns {Action|null}
 */
export function actionFor({ phase, tab, path, ok, again }) {
  if (phase === 'no_access') return allowing(again);
  if (phase === 'failed') return retrying(again);
  const own = stepAction(tab, ok);
  if (own) return own;
  return path === settingsPath(SETTING_URL) ? null : opening(tab, SETTING_URL);
}
