// On other pages of LinkedIn nothing of ours runs, and on a settings page that never rests it is told
// at most twice a second: by counts of what was done, not by a clock of the test's.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCase } from './lib/case.mjs';
import { familiesToday, pageCase } from './lib/families.mjs';
import { FEED, SETTING, isTold } from './lib/looks.mjs';
import { ORIGIN } from './lib/paths.mjs';
import { until } from './lib/popup.mjs';
import { startSession, visit } from './lib/session.mjs';
import { readAsked, readLooks, tapped } from './lib/tap.mjs';
import { counting, makeVariant } from './lib/variant.mjs';

const TIMEOUT = { timeout: 120_000 };
const PROFILE = '/in/jordan-example/';
/** Longer than the first look takes. */
const DWELL_MS = 2_500;
const TICKS_MS = 700;
const TICK_MS = 250;
/** Of visible time, while the page changes at each frame. */
const RESTLESS_MS = 5_000;

/** The setting's page at every address: what is not read there is not read for its address. */
const answer = (request) => answerCase({ ...pageCase('on'), url: ORIGIN + request.url.pathname })(request);

/** What the content scripts' own world holds in this tab: nothing where none of them ran. */
const world = (session) => session.inside(async (start) => {
  const api = globalThis.browser ?? globalThis.chrome;
  const tab = (await api.tabs.query({})).find((one) => one.url?.startsWith(`${start}/`));
  const look = () => ({ optwatch: typeof globalThis.optwatch, ...globalThis.counts });
  const [{ result }] = await api.scripting.executeScript({ target: { tabId: tab.id }, func: look });
  return result;
}, ORIGIN);

const stored = (session) => session.inside(async () => {
  const { storage } = globalThis.browser ?? globalThis.chrome;
  return JSON.stringify([await storage.local.get(null), await storage.session.get(null)]);
});

/** In the page: from now on it changes 60 times a second, and is never twice the same. */
function never() {
  const input = document.querySelector('[role="switch"]');
  const title = document.querySelector('main p');
  globalThis.changes = 0;
  setInterval(() => {
    globalThis.changes += 1;
    input.checked = !input.checked;
    input.toggleAttribute('data-on', input.checked);
    title.textContent = `Change ${globalThis.changes}`;
  }, 1000 / 60);
}

const route = (page, path) => page.evaluate((to) => { history.pushState(null, '', to); }, path);
const told = (session) => readLooks(session.home).length;

async function dwellsUnseen(session, page) {
  await visit(page, ORIGIN + PROFILE);
  await sleep(TICKS_MS);
  assert.deepEqual(await world(session), { optwatch: 'undefined' });
  const before = await stored(session);
  await visit(page, ORIGIN + FEED);
  await sleep(DWELL_MS);
  assert.deepEqual(await world(session), { optwatch: 'undefined' });
  assert.equal(await stored(session), before);
  assert.equal(told(session) + readAsked(session.home, 'status').length, 0);
}

/** At most two a second from the first to the last, whenever the browser let them be told. */
async function isToldSeldom(session, page) {
  await visit(page, ORIGIN + SETTING);
  const { page: { waited_ms: begun } } = await until('a look', () => readLooks(session.home).find(isTold), Boolean, 60_000);
  await page.evaluate(never);
  const looks = await until('looks at a page without rest', () => readLooks(session.home),
    (all) => all.at(-1).page.waited_ms >= begun + RESTLESS_MS, 60_000);
  const [first, last] = [looks[0], looks.at(-1)].map(({ page: { waited_ms: ms } }) => ms);
  assert.ok(looks.length > 4, `${looks.length} looks`);
  assert.ok(looks.length - 1 <= Math.floor((last - first) / 500) + 1, `${looks.length} looks in ${last - first} ms`);
  const { optwatch, described, heard } = await world(session);
  const now = await page.evaluate(() => Math.ceil(performance.now()));
  assert.equal(optwatch, 'object');
  assert.ok(described <= now / TICK_MS + looks.length + 2, `described ${described} times in ${now} ms`);
  assert.ok(heard > described, `${heard} changes were heard`);
}

async function stopsBesides(session, page) {
  const changes = () => page.evaluate(() => globalThis.changes);
  await route(page, FEED);
  await sleep(TICKS_MS);
  const before = { ...await world(session), told: told(session) };
  const first = await changes();
  await sleep(TICKS_MS);
  assert.ok(await changes() > first + 10, 'the page rests');
  assert.deepEqual({ ...await world(session), told: told(session) }, before);
  await route(page, SETTING);
  await until('the watch again', () => world(session), (one) => one.heard > before.heard && one.described > before.described);
}

describe('elsewhere', { concurrency: 2 }, () => {
  for (const family of familiesToday('other pages')) {
    test(`${family}: other pages are let alone, and one without rest is told twice a second at most`, TIMEOUT, async () => {
      const { folder, remove } = makeVariant(family, counting);
      let session;
      try {
        session = await startSession({ family, answer, script: tapped, extension: folder });
        const page = await session.openTarget();
        await dwellsUnseen(session, page);
        await isToldSeldom(session, page);
        await stopsBesides(session, page);
      } finally {
        await session?.close();
        remove();
      }
    });
  }
});
