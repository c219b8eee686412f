// @ts-check
// The one main button: what it says and what it does follow from the host's current step.
import { browser } from '../shared/browser.js';
import { ACCESS, SETTING_URL, linkedinUrl, settingsPath } from '../shared/pages.js';
import { message } from '../shared/words.js';

/** @typedef {{id: string, label: string, run: () => Promise<unknown>}} Action */
/** @typedef {{phase: string, path: string|null, ok: any, failure: any}} View what the popup shows */
/** @typedef {{tab: number, again: () => Promise<unknown>}} Means the tab beneath, and a way to ask anew */

/** @param {string} id of its label @param {() => Promise<unknown>} run @returns {Action} */
const action = (id, run) => ({ id, label: message(`action_${id}`), run });

/** @param {number} tab @param {string} url @returns {Promise<void>} */
export async function openHere(tab, url) {
  // The popup stays, and goes on with the next step when the page has come.
  if (tab >= 0) await browser.tabs.update(tab, { url });
  else await browser.tabs.create({ url });
}

/** @param {number} tab @param {string} url @returns {Action} */
const opening = (tab, url) => action('open', () => openHere(tab, url));

/** @param {string} id @param {number} tab @returns {Action} takes nothing from the cache or the form */
const reloading = (id, tab) => action(id, () => browser.tabs.reload(tab, { bypassCache: true }));

/** @param {number} tab @param {number} ref @returns {Action} */
const showing = (tab, ref) => action('show', async () => {
  await browser.runtime.sendMessage({ type: 'show', tab, ref });
  // The page gets the keyboard only once the popup is gone.
  window.close();
});

/** @param {() => Promise<unknown>} then @returns {Action} */
const allowing = (then) => action('allow', async () => {
  if (await browser.permissions.request(ACCESS)) await then();
});

/** Signing in is done in the page beneath. */
const signingIn = () => action('sign_in', async () => window.close());

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
  if (step.id === 'confirm') return reloading('confirm', tab);
  if (step.id === 'sign_in') return signingIn();
  return Number.isInteger(step.ref) && step.ref >= 0 ? showing(tab, step.ref) : null;
}

/** What says nothing of the state may say more after another load. */
const UNREAD = ['unclear', 'not_shown'];

/**
 * @param {View} view
 * @param {Means} means
 * @returns {Action|null}
 */
export function actionFor({ phase, path, ok, failure }, { tab, again }) {
  if (phase === 'no_access') return allowing(again);
  if (failure?.kind === 'platform') return opening(tab, SETTING_URL);
  if (phase === 'failed') return action('again', again);
  if (phase === 'looking') return null;
  const own = stepAction(tab, ok);
  if (own) return own;
  if (path !== settingsPath(SETTING_URL)) return opening(tab, SETTING_URL);
  return UNREAD.includes(ok?.verdict?.state) ? reloading('look', tab) : null;
}
