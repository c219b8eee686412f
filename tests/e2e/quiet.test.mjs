// A page cannot tell that the extension is there: not from its document, its world, its storage or its
// network, not by asking for files, not by messages. Each way is seen to find an extension that is loud.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as chromium from './lib/chromium.mjs';
import * as firefox from './lib/firefox.mjs';
import { familiesToday } from './lib/families.mjs';
import { FEED, SETTING, isSettled, isTold, reads, standingOf } from './lib/looks.mjs';
import { product } from './lib/paths.mjs';
import { until } from './lib/popup.mjs';
import { call, finish, openQuiet, pretend, show, silent, traces, unlike } from './lib/quiet.mjs';
import { readLooks } from './lib/tap.mjs';
import { filesOf, loud, makeVariant } from './lib/variant.mjs';

const TIMEOUT = { timeout: 120_000 };
/** Most of a visit is waiting. */
const JOBS = 3;
const BASES = { chromium: chromium.BASE, firefox: firefox.BASE };
/** As good as ours, but nobody's. */
const NOBODY = {
  chromium: `chrome-extension://${'abcdefghijklmnop'.repeat(2)}`,
  firefox: 'moz-extension://0f5b1c9e-7a44-4c0d-8b1e-9d2f6a3c7e55',
};
const NOTHING = { document: [], mutations: [], globals: [], stored: [], calls: [], origins: [], events: [], printed: [],
  requests: [], timeline: [] };
const idOf = (family) => new URL(BASES[family]).host;

const lookOf = ({ session }, what, isGood) => until(what, () => readLooks(session.home).find(isGood), Boolean, 40_000);

/**
 * Firefox tells whether any extension has an address, by how it refuses a worker; but ours is made by
 * chance for each profile, and no page has it to ask for.
 */
const WORKERS = { chromium: ['worker', 'shared'], firefox: [] };
const WAYS = ['fetch', 'head', 'opaque', 'request', 'import', 'image', 'script', 'style', 'preload', 'audio'];
/** Each of these costs the browser a navigation: for a few files of each kind. */
const FRAMES = ['frame', 'object'];
const isFew = (file) => /^(manifest\.json|.*\.html|icons\/.*16\.png|content\/main\.js)$/.test(file);

async function probe({ page, session: { family } }, base, files) {
  const ask = (list, ways) => page.evaluate((...args) => globalThis.quiet.probe(...args), base, list, ways);
  const all = [await ask(files, [...WAYS, ...WORKERS[family]]), await ask(files.filter(isFew), FRAMES)];
  return all.flatMap((text) => JSON.parse(text));
}

/** What came of asking for files of ours, where it is another thing than for nobody's. */
async function revealing(open, files) {
  const ours = await probe(open, BASES[open.session.family], files);
  const nobodys = await probe(open, NOBODY[open.session.family], files);
  assert.ok(ours.length > files.length * WAYS.length);
  return unlike(ours, nobodys);
}

const watched = async ({ page, beside }) => ({ ...await finish(page), ...beside() });

/** Tests of one browser, one after the other; `make` gives the folder of another extension. */
function inQuiet(family, name, make, tests) {
  describe(`${family}: ${name}`, { concurrency: 1 }, () => {
    const held = {};
    before(async () => {
      held.variant = make?.();
      held.open = await openQuiet(family, idOf(family), held.variant?.folder);
    }, TIMEOUT);
    after(async () => {
      await held.open?.close();
      held.variant?.remove();
    });
    for (const [title, body] of Object.entries(tests)) test(`${family}: ${title}`, TIMEOUT, () => body(held.open));
  });
}

const ours = {
  'a visit that warns leaves the page as it was': async (open) => {
    const look = await lookOf(open, 'a settled look', (one) => reads('on')(one) && isSettled(one));
    assert.equal(look.ok.warn.level, 'warning');
    assert.equal(standingOf(look), 'on');
    await pretend(open.page);
    assert.deepEqual(traces(await watched(open), open.bare), NOTHING);
  },

  'no message is answered': async ({ page, session, bare }) => {
    assert.deepEqual(await call(page, idOf(session.family)), bare.called);
  },

  'its files are refused as those of nobody': async (open) => {
    assert.deepEqual(await revealing(open, filesOf(product(open.session.family).extension)), []);
  },

  'nor is anything seen by a page that set its traps before the scripts came': async (open) => {
    await show(open.page, FEED);
    await open.page.evaluate((path) => globalThis.quiet.route(path), SETTING);
    const look = await lookOf(open, 'a late look', (one) => one.page.touched === 'unknown' && isTold(one));
    assert.equal(look.page.path, SETTING);
    const { calls, heard, records, before: was, after: is } = await finish(open.page);
    assert.deepEqual({ calls, heard, records }, { calls: [], heard: [], records: [] });
    assert.deepEqual(unlike(is, was), []);
  },
};

const another = {
  'an extension that is loud leaves every kind of trace': async (open) => {
    await lookOf(open, 'a look', isTold);
    await pretend(open.page);
    assert.deepEqual(silent(traces(await watched(open), open.bare)), []);
  },

  'and its files are found': async (open) => {
    const files = filesOf(product(open.session.family).extension).filter(isFew);
    const found = (await revealing(open, files)).join('\n');
    for (const way of ['fetch', 'image', 'script', 'style', 'import']) assert.match(found, new RegExp(`^\\+ ${way} `, 'm'));
  },

  'and in Chromium it answers': async ({ page, session, bare }) => {
    const isSame = session.family !== 'chromium';
    assert.equal(String(await call(page, idOf(session.family))) === String(bare.called), isSame);
  },
};

describe('quiet', { concurrency: JOBS }, () => {
  for (const family of familiesToday('traces')) inQuiet(family, 'ours', null, ours);
  for (const family of familiesToday('a loud extension')) {
    inQuiet(family, 'a loud one', () => makeVariant(family, loud), another);
  }
});
