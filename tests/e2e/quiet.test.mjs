// A page cannot tell that the extension is there: not from its document, its world, its storage or its
// network, not by asking for files, not by messages. Each way is seen to find an extension that is loud.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as chromium from './lib/chromium.mjs';
import * as firefox from './lib/firefox.mjs';
import { FAMILIES } from './lib/families.mjs';
import { FEED, SETTING, isSettled, isTold, reads, standingOf } from './lib/looks.mjs';
import { product } from './lib/paths.mjs';
import { until } from './lib/popup.mjs';
import { filesOf, finish, openQuiet, silent, traces, unlike } from './lib/quiet.mjs';
import { readLooks } from './lib/tap.mjs';
import { loud, makeVariant } from './lib/variant.mjs';

const TIMEOUT = { timeout: 120_000 };
/** Most of a visit is waiting. */
const JOBS = 3;
/** Two ticks of the content script, and a moment. */
const TICKS_MS = 700;
const BASES = { chromium: chromium.BASE, firefox: firefox.BASE };
/** As good as ours, but nobody's. */
const NOBODY = {
  chromium: `chrome-extension://${'abcdefghijklmnop'.repeat(2)}`,
  firefox: 'moz-extension://0f5b1c9e-7a44-4c0d-8b1e-9d2f6a3c7e55',
};
const NOTHING = { document: [], mutations: [], globals: [], stored: [], calls: [], origins: [], events: [], printed: [],
  requests: [], timeline: [] };

const lookOf = ({ session }, what, isGood) => until(what, () => readLooks(session.home).find(isGood), Boolean, 40_000);
const pretend = async ({ page }) => {
  await page.evaluate(() => globalThis.quiet.pretend());
  await sleep(TICKS_MS);
};
const idOf = (base) => new URL(base).host;
const call = ({ page }, base) => page.evaluate((id) => globalThis.quiet.call(id), idOf(base));

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

async function withQuiet(family, options, body) {
  const open = await openQuiet(family, options);
  try {
    return await body(open);
  } finally {
    await open.close();
  }
}

/** A browser without the extension, asked for the same. */
const seeBare = (family) => withQuiet(family, { extension: null }, async (open) => {
  await pretend(open);
  return { seen: await finish(open), calls: await call(open, BASES[family]) };
});

for (const family of FAMILIES) {
  describe(`traces in ${family}`, { concurrency: JOBS }, () => {
    const bare = seeBare(family);
    bare.catch(() => {});
    const files = filesOf(product(family).extension);

    test(`${family}: a visit that warns leaves the page as it was, and no question is answered`, TIMEOUT, () =>
      withQuiet(family, {}, async (open) => {
        const look = await lookOf(open, 'a settled look', (one) => reads('on')(one) && isSettled(one));
        assert.equal(look.ok.warn.level, 'warning');
        assert.equal(standingOf(look), 'on');
        await pretend(open);
        assert.deepEqual(traces(await finish(open), (await bare).seen), NOTHING);
        assert.deepEqual(await call(open, BASES[family]), (await bare).calls);
        assert.deepEqual(await revealing(open, files), []);
      }));

    test(`${family}: nor does one that comes into a page which has set its traps before`, TIMEOUT, () =>
      withQuiet(family, { path: FEED }, async (open) => {
        await open.page.evaluate((path) => globalThis.quiet.route(path), SETTING);
        const look = await lookOf(open, 'a look', isTold);
        assert.equal(look.page.touched, 'unknown');
        const { document, mutations, calls, events } = traces(await finish(open), { ...(await bare).seen, records: [] });
        assert.deepEqual({ mutations, calls, events }, { mutations: [], calls: [], events: [] });
        // The address is another than when the page began.
        assert.deepEqual(document.filter((line) => !/^[+-] address /.test(line)), []);
      }));

    test(`${family}: each of these ways finds an extension that is loud`, TIMEOUT, async () => {
      const variant = makeVariant(family, loud);
      try {
        await withQuiet(family, { extension: variant.folder }, async (open) => {
          await lookOf(open, 'a look', isTold);
          await pretend(open);
          assert.deepEqual(silent(traces(await finish(open), (await bare).seen)), []);
          const found = (await revealing(open, files)).join('\n');
          for (const way of ['fetch', 'image', 'frame', 'script', 'import']) assert.match(found, new RegExp(`^\\+ ${way} `, 'm'));
          if (family === 'chromium') {
            assert.notDeepEqual(await call(open, BASES[family]), (await bare).calls);
          }
        });
      } finally {
        variant.remove();
      }
    });
  });
}
