// @ts-check
// The popup: reads what is known of the tab, draws it, and draws it again when it changes.
import { tabKey } from '../background/state.js';
import { browser } from '../shared/browser.js';
import { showFailure } from '../shared/failure.js';
import { speak } from '../shared/i18n.js';
import { ACCESS } from '../shared/pages.js';
import { message } from '../shared/words.js';
import { actionFor } from './action.js';
import { question } from './question.js';
import { answer, part, say, verdict } from './render.js';

/** @typedef {import('../background/state.js').TabState} TabState */
/** @typedef {{phase: string, path: string|null, ok: any, failure: any}} View */

/** What the popup says by itself, where the host has said nothing of this page. */
const OWN_WORDS = /** @type {Record<string, [string, string]>} */ ({
  opening: ['opening', ''],
  looking: ['looking', 'looking_note'],
  elsewhere: ['elsewhere', 'elsewhere_note'],
  no_access: ['no_access', 'no_access_note'],
  failed: ['failed', ''],
});

/** @type {(() => Promise<unknown>)|null} */
let run = null;
let tab = -1;
let drawn = 0;

/** @returns {Promise<number>} */
async function ownTab() {
  const given = new URLSearchParams(location.search).get('tab');
  if (given) return Number(given);
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  return active?.id ?? -1;
}

/** @returns {Promise<View>} what the host knows apart from any page */
async function statusView() {
  const said = await browser.runtime.sendMessage({ type: 'status' });
  const failure = said?.failure ?? (said ? null : { kind: 'crashed', detail: '', hint: '' });
  return { phase: failure ? 'failed' : 'elsewhere', path: null, ok: said?.reply?.ok ?? null, failure };
}

/** @returns {Promise<View>} */
async function view() {
  if (!await browser.permissions.contains(ACCESS)) {
    return { phase: 'no_access', path: null, ok: null, failure: null };
  }
  const key = tabKey(tab);
  const state = /** @type {any} */ ((await browser.storage.session.get(key))[key]);
  if (!state) return statusView();
  return { phase: state.phase, path: state.path, ok: state.reply?.ok ?? null, failure: state.failure };
}

/** @returns {Promise<void>} */
async function again() {
  if (part('verdict').dataset.phase === 'page') {
    await browser.runtime.sendMessage({ type: 'again', tab });
  } else {
    await draw();
  }
}

/** @param {string} url */
async function openBeside(url) {
  await browser.tabs.create({ url });
  window.close();
}

/** @param {View} seen */
function words({ phase, ok }) {
  const [text, note] = OWN_WORDS[phase] ?? ['no_verdict', ''];
  const told = phase === 'failed' ? null : ok?.verdict;
  verdict(told?.text || message(text), told?.state ?? '');
  const own = phase === 'elsewhere' && told?.text ? 'elsewhere_known' : note;
  say('note', own && phase !== 'told' ? message(own) : '');
}

/** @param {View} seen */
function button(seen) {
  const action = actionFor({ ...seen, tab, again });
  const element = part('action');
  element.hidden = !action;
  element.textContent = action?.label ?? '';
  element.dataset.id = action?.id ?? '';
  run = action?.run ?? null;
}

/** Draws the present state; of two drawings at once only the later one counts. */
async function draw() {
  const mine = ++drawn;
  const seen = await view();
  if (mine !== drawn) return;
  document.body.dataset.phase = seen.phase;
  part('verdict').dataset.phase = seen.path === null ? 'none' : 'page';
  words(seen);
  const told = seen.phase === 'failed' ? null : seen.ok;
  answer(told, openBeside);
  question(told, tab, draw);
  showFailure(part('failure'), seen.phase === 'failed' ? seen.failure : null);
  button(seen);
}

async function start() {
  await speak(document, draw);
  verdict(message('opening'), '');
  tab = await ownTab();
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'session' && tabKey(tab) in changes) draw();
  });
  part('action').addEventListener('click', () => run?.());
  part('options').addEventListener('click', () => browser.runtime.openOptionsPage());
  await draw();
}

start();
