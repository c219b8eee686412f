// @ts-check
// The small mark on the toolbar: one look says it. Green is kept for what was confirmed.
import { browser } from '../shared/browser.js';
import { loadWords, message } from '../shared/words.js';

const GREY = '#4b5563';
const MARKS = /** @type {Record<string, [string, string]>} */ ({
  on: ['ON', '#9a3412'],
  turned_back_on: ['!', '#b91c1c'],
  off_confirmed: ['OFF', '#166534'],
  off_unconfirmed: ['OFF?', GREY],
  loading: ['', GREY],
});

/** @typedef {import('./state.js').TabState} TabState */

/** @param {TabState|null} state @returns {[string, string]} text and colour */
function mark(state) {
  if (!state || state.phase === 'looking') return ['', GREY];
  if (state.phase === 'failed') return ['!', GREY];
  return MARKS[state.reply?.ok?.verdict?.state] ?? ['?', GREY];
}

/** @param {TabState|null} state @returns {string} the same in words, for those who hear the page */
function title(state) {
  const name = message('name');
  const text = state?.phase === 'failed' ? message('failed_title') : state?.reply?.ok?.verdict?.text;
  return text ? `${name}: ${text}` : name;
}

/** @param {number} tabId @param {TabState|null} state */
export async function showBadge(tabId, state) {
  const [text, color] = mark(state);
  const { action } = browser;
  await loadWords();
  try {
    await Promise.all([
      action.setBadgeText({ tabId, text }),
      action.setBadgeBackgroundColor({ tabId, color }),
      action.setBadgeTextColor({ tabId, color: '#ffffff' }),
      action.setTitle({ tabId, title: title(state) }),
    ]);
  } catch {
    // The tab is gone: so is its badge.
  }
}
