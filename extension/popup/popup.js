// @ts-check
// The popup: reads what is known of the tab, draws it, and draws it again when it changes.
import { browser } from '../shared/browser.js';
import { part } from '../shared/elements.js';
import { failureTitle, showRemedy } from '../shared/failure.js';
import { speak } from '../shared/i18n.js';
import { SETTING_URL, settingsPath } from '../shared/pages.js';
import { message } from '../shared/words.js';
import { actionFor, openHere } from './action.js';
import { say } from './draw.js';
import { exits } from './exits.js';
import { giver } from './order.js';
import { beside, question } from './question.js';
import { reminder } from './reminder.js';
import { age, answer, verdict } from './render.js';
import { sealing } from './sealing.js';
import { read, stateChanged } from './view.js';

/** @typedef {import('./action.js').View} View */

/** What the popup says by itself, where the host has said nothing of this page. */
const OWN_WORDS = /** @type {Record<string, [string, string]>} */ ({
  opening: ['opening', ''],
  looking: ['looking', 'looking_note'],
  elsewhere: ['elsewhere', 'elsewhere_note'],
  no_access: ['no_access', 'no_access_note'],
});

const AGE_MS = 20000;

/**
 * What the popup knows of itself.
 * @type {{tab: number, now: View|null, run: (() => Promise<unknown>)|null, drawn: number, held: boolean}}
 */
const popup = {
  tab: -1,
  now: null,
  /** The main button's work. */
  run: null,
  /** How many drawings were begun. */
  drawn: 0,
  /** Whether the main button had the keyboard when it went. */
  held: false,
};

/** @returns {Promise<number>} */
async function ownTab() {
  const given = new URLSearchParams(location.search).get('tab');
  if (given) return Number(given);
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  return active?.id ?? -1;
}

/** @returns {Promise<void>} */
async function again() {
  if (popup.now?.path) await browser.runtime.sendMessage({ type: 'again', tab: popup.tab });
  else await draw();
}

/** @param {string} url */
async function openBeside(url) {
  await browser.tabs.create({ url });
  window.close();
}

/** @param {View} seen */
function words({ phase, ok, failure }) {
  if (phase === 'failed') {
    verdict(failureTitle(failure), '');
    say('note', '');
    return;
  }
  const [text, note] = OWN_WORDS[phase] ?? ['no_verdict', ''];
  verdict(ok?.verdict?.text || message(text), ok?.verdict?.state ?? '');
  const known = phase === 'elsewhere' && ok?.verdict && ok.verdict.state !== 'unknown';
  say('note', message(known ? 'elsewhere_known' : note));
}

/** @param {View} seen */
function button(seen) {
  const action = actionFor(seen, { tab: popup.tab, again });
  const element = part('action');
  // The keyboard comes back with the button: a page that is looked at offers nothing for a while.
  popup.held ||= document.activeElement === element;
  element.hidden = !action;
  element.textContent = action?.label ?? '';
  element.dataset.id = action?.id ?? '';
  popup.run = action?.run ?? null;
  if (!action || !popup.held) return;
  popup.held = false;
  if (document.activeElement === document.body) element.focus();
}

/** @param {View} seen @returns {boolean} whether a look at the page may tell more than what is known */
const isFromElsewhere = ({ phase, path }) =>
  ['elsewhere', 'told'].includes(phase) && path !== settingsPath(SETTING_URL);

/** @param {View} seen */
function drawAll(seen) {
  document.body.dataset.phase = seen.phase;
  const told = seen.phase === 'failed' ? null : seen.ok;
  const give = giver(popup.tab, draw);
  words(seen);
  answer(told);
  showRemedy(part('failure'), seen.phase === 'failed' ? seen.failure : null);
  button(seen);
  question(told, give);
  beside(told, give, { phone: Boolean(told) && isFromElsewhere(seen), look: () => openHere(popup.tab, SETTING_URL) });
  reminder(told, give);
  exits(told, openBeside, give);
  sealing(told);
}

/** Draws the present state; of two drawings at once only the later one counts. */
async function draw() {
  const mine = ++popup.drawn;
  const seen = await read(popup.tab);
  if (mine !== popup.drawn) return;
  popup.now = seen;
  drawAll(seen);
  // Whoever sees it here need not be shown it again.
  if (seen.ok?.warn?.show) browser.runtime.sendMessage({ type: 'shown', tab: popup.tab });
}

/** @param {string} path of a page of ours */
const openOwn = (path) => openBeside(browser.runtime.getURL(path));

/** One chapter of the help tells of both. */
const CHAPTERS = /** @type {Record<string, string>} */ ({ older: 'protocol', newer: 'protocol' });

/** @returns {string} where the help speaks of what is shown */
function helpPage() {
  const { now } = popup;
  const topic = now?.failure?.kind ?? now?.ok?.verdict?.state ?? now?.phase ?? '';
  return `help/help.html#${CHAPTERS[topic] ?? topic}`;
}

async function openOptions() {
  await browser.runtime.openOptionsPage();
  window.close();
}

async function start() {
  // Before anything is waited for: a button that is seen can be pressed.
  part('action').addEventListener('click', () => popup.run?.());
  part('options').addEventListener('click', openOptions);
  part('region-set').addEventListener('click', openOptions);
  part('help').addEventListener('click', () => openOwn(helpPage()));
  await speak(document, draw);
  verdict(message('opening'), '');
  popup.tab = await ownTab();
  stateChanged(() => popup.tab, draw);
  setInterval(() => { if (popup.now?.phase !== 'failed') age(popup.now?.ok); }, AGE_MS);
  await draw();
}

start();
