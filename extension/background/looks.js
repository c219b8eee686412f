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

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/**
 * Reports once; once more where the history was busy with another writer.
 * @param {number} tabId
 * @param {any} page
 * @param {any[]} controls
 * @param {any[]} rows
 * @returns {Promise<Answer>}
 */
export async function report(tabId, page, controls, rows) {
  const seq = await nextSeq();
  const origin = { path: page.path, visit: page.visit, seq };
  const args = { ...await asker(), page, controls, rows };
  const first = await ask('report', args);
  if (!wasBusy(first)) {
    await publish(tabId, origin, first);
    return first;
  }
  if (first.reply?.ok) await publish(tabId, origin, first);
  await pause(BUSY_WAIT_MS);
  const now = await readTab(tabId);
  if (!now || now.seq > seq) return first;
  const second = await ask('report', args);
  await publish(tabId, origin, second);
  return second;
}

/** @param {Reply|null} reply @returns {boolean} whether the host waits for more */
function isLoading(reply) {
  const setting = reply?.ok?.verdict?.setting;
  const readings = reply?.ok?.readings ?? [];
  return readings.some((/** @type {any} */ reading) =>
    reading.state === 'loading' && (!setting || reading.setting === setting));
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
  const old = await readTab(tab.id);
  if (old?.path !== path || old.visit !== look.page.visit) await enter(tab.id, path, look.page.visit);
  const { reply, failure } = await report(tab.id, look.page, look.controls, look.rows);
  return { taken: !failure, recorded: reply?.ok?.recorded === true, loading: isLoading(reply) };
}
