// @ts-check
// Follows the tabs: into a settings page, to a sign-in page that stands before one, and away.
import { browser } from '../shared/browser.js';
import { settingsPath, signInWall } from '../shared/pages.js';
import { showBadge } from './badge.js';
import { enter, report } from './looks.js';
import { clearTab, readTab } from './state.js';

/** @returns {string[]} the content scripts, marked as late ones */
function lateFiles() {
  const [scripts] = browser.runtime.getManifest().content_scripts ?? [];
  return ['content/late.js', ...scripts?.js ?? []];
}

/** @param {number} tabId */
async function inject(tabId) {
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: lateFiles() });
  } catch {
    // The page has gone on, or shows an error page: there is nothing to describe.
  }
}

/** @param {number} tabId @param {string} path */
async function enterSettings(tabId, path) {
  const old = await readTab(tabId);
  if (old?.path !== path) await enter(tabId, path, null);
  await inject(tabId);
}

/**
 * @param {number} tabId
 * @param {{path: string, wanted: string}} wall
 */
async function reportWall(tabId, { path, wanted }) {
  const old = await readTab(tabId);
  if (old?.path === path && old.phase !== 'looking') return;
  const visit = crypto.randomUUID();
  await enter(tabId, path, visit);
  const page = { path, wanted, lang: '', heading: '', visit, load: 'fresh', touched: 'unknown',
    steady_ms: 0, waited_ms: 0, truncated: false };
  await report(tabId, page, [], []);
}

/** @param {number} tabId */
export async function leave(tabId) {
  if (await clearTab(tabId)) await showBadge(tabId, null);
}

/**
 * @param {number} tabId
 * @param {{url?: string, status?: string}} change
 * @param {chrome.tabs.Tab} tab
 */
export async function follow(tabId, change, tab) {
  if (!change.url && !change.status) return;
  const path = settingsPath(tab.url);
  const wall = signInWall(tab.url);
  if (path !== null) {
    await enterSettings(tabId, path);
  } else if (!wall) {
    // While a load begins the browser may still name the old page.
    if (change.status === 'complete' || change.url || !tab.url) await leave(tabId);
  } else if (tab.status === 'complete') {
    await reportWall(tabId, wall);
  } else {
    await enter(tabId, wall.path, null);
  }
}

/** Tabs that were open before the extension came. */
export async function adopt() {
  const tabs = await browser.tabs.query({ url: 'https://www.linkedin.com/*' });
  for (const tab of tabs) {
    const path = settingsPath(tab.url);
    if (path !== null && tab.id !== undefined) await enterSettings(tab.id, path);
  }
}
