// @ts-check
// Brings what the content script saw to the host, and what the host said to the tab's state.
import { settingsPath } from '../shared/pages.js';
import { showBadge } from './badge.js';
import { ask } from './host.js';
import { asker } from './profile.js';
import { nextSeq, readTab, writeTab } from './state.js';
import { warn } from './warn.js';

/** @typedef {import('./host.js').Reply} Reply */
/** @typedef {import('./host.js').Failure} Failure */
/** @typedef {{reply: Reply|null, failure: Failure|null}} Answer */
/** @typedef {{path: string, visit: string|null, seq: number}} Origin */

const BUSY_WAIT_MS = 15000;

/** @param {Answer} answer @returns {boolean} whether another was writing, so that asking again helps */
function wasBusy({ reply }) {
  return (reply?.error ?? reply?.ok?.error)?.code === 'E_BUSY';
}

/**
 * @param {number} tabId
 * @param {Origin} origin
 * @param {Answer} answer
 */
async function publish(tabId, { path, visit, seq }, { reply, failure }) {
  const phase = failure ? 'failed' : 'told';
  // A reply for a page that the tab has left says nothing of the page that is there now.
  const same = (/** @type {any} */ old) => old?.path === path && (!old.visit || old.visit === visit);
  const written = await writeTab(tabId, { phase, path, visit, reply, failure, seq }, same);
  if (!written) return;
  await showBadge(tabId, await readTab(tabId));
  // The page's script waits for the answer, not for the person.
  warn(tabId);
}

/** @param {number} tabId @param {string} path @param {string|null} visit */
export async function enter(tabId, path, visit) {
  const seq = await nextSeq();
  const state = { phase: /** @type {const} */ ('looking'), path, visit, reply: null, failure: null, seq };
  const isNew = (/** @type {any} */ old) =>
    old?.path !== path || (visit !== null && old.visit !== visit);
  const written = await writeTab(tabId, state, isNew);
  if (written) await showBadge(tabId, await readTab(tabId));
}

/** @param {Reply|null} reply @returns {boolean} whether the host waits for more */
function isLoading(reply) {
  const setting = reply?.ok?.verdict?.setting;
  const readings = reply?.ok?.readings ?? [];
  return readings.some((/** @type {any} */ reading) =>
    reading.state === 'loading' && (!setting || reading.setting === setting));
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** @returns {() => number} milliseconds from now on, those of a machine that sleeps or is set ahead too */
function watch() {
  const [time, clock] = [performance.now(), Date.now()];
  return () => Math.ceil(Math.max(performance.now() - time, Date.now() - clock));
}

/** @type {Map<number, Promise<unknown>>} what is done last of each tab's */
const turns = new Map();

/**
 * One look of a tab after the other: of two programs at once either may write first, and the older look must
 * not be the last that is told.
 * @template T
 * @param {number} tabId
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function inTurnOf(tabId, work) {
  const done = (turns.get(tabId) ?? Promise.resolve()).then(work);
  const end = done.catch(() => {});
  turns.set(tabId, end);
  await end;
  if (turns.get(tabId) === end) turns.delete(tabId);
  return done;
}

/** @typedef {{page: any, controls: any[], rows: any[], since: () => number}} Look since: how long ago it was seen */

/**
 * Told late, a visit began no later: else it would seem younger than what others told meanwhile.
 * @param {Look} look
 * @returns {Promise<Answer>}
 */
async function tell({ page, controls, rows, since }) {
  const who = await asker();
  return ask('report', { ...who, page: { ...page, waited_ms: page.waited_ms + since() }, controls, rows });
}

/** At once: once it is a look's turn the tab may have gone on. @param {number} tabId @param {any} page */
async function enterNew(tabId, { path, visit }) {
  const old = await readTab(tabId);
  if (old?.path !== path || old.visit !== visit) await enter(tabId, path, visit);
}

/** @param {number} tabId @param {Look} look @returns {Promise<{origin: Origin, first: Answer}>} */
async function tellFirst(tabId, look) {
  const { path, visit } = look.page;
  const origin = { path, visit, seq: await nextSeq() };
  const first = await tell(look);
  if (!wasBusy(first) || first.reply?.ok) await publish(tabId, origin, first);
  return { origin, first };
}

/**
 * @param {number} tabId
 * @param {Look} look
 * @param {{origin: Origin, first: Answer}} told
 * @returns {Promise<Answer>} the first where another look or page has come since
 */
async function tellAgain(tabId, look, { origin, first }) {
  const now = await readTab(tabId);
  if (!now || now.seq > origin.seq) return first;
  const second = await tell(look);
  await publish(tabId, origin, second);
  return second;
}

/**
 * Reports once; once more where the history was busy with another writer, if the look said anything.
 * @param {number} tabId
 * @param {any} page
 * @param {any[]} controls
 * @param {any[]} rows
 * @returns {Promise<Answer>}
 */
export async function report(tabId, page, controls, rows) {
  const look = { page, controls, rows, since: watch() };
  const entered = enterNew(tabId, page);
  const told = await inTurnOf(tabId, () => entered.then(() => tellFirst(tabId, look)));
  if (!wasBusy(told.first) || isLoading(told.first.reply)) return told.first;
  await pause(BUSY_WAIT_MS);
  return inTurnOf(tabId, () => tellAgain(tabId, look, told));
}

/**
 * @param {any} look
 * @param {chrome.tabs.Tab} tab whose address counts, not the script's
 * @returns {Promise<{taken: boolean, recorded: boolean, loading: boolean}>} taken: the host answered;
 *   recorded: its history knows this visit from now on
 */
export async function takeLook(look, tab) {
  const path = settingsPath(tab.url);
  if (path === null || tab.id === undefined || look.page?.path !== path) {
    return { taken: false, recorded: false, loading: false };
  }
  const { reply, failure } = await report(tab.id, look.page, look.controls, look.rows);
  return { taken: !failure, recorded: reply?.ok?.recorded === true, loading: isLoading(reply) };
}
