// Every page of the corpus, and with --full generated ones beside them, in real browsers, is read as
// its case expects.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { findCases, readCase } from './lib/case.mjs';
import { FAMILIES } from './lib/families.mjs';
import { observeCase, unexpected } from './lib/observe-case.mjs';
import { PAGES } from './lib/paths.mjs';
import { generate, writeCase } from '../measure/generate.mjs';
import { differences } from '../pages/make/make.mjs';

test('the pages are those that tests/pages/make writes', () => {
  assert.deepEqual(differences().map(({ path }) => path), []);
});

/** Most of a case is waiting: more browsers than cores. */
const JOBS = { chromium: 8, firefox: 5 };

/** One of each kind. */
const KINDS = new Set(['on', 'off', 'turned-off', 'switch-after-5s', 'placeholder-then-on', 'busy-for-ever',
  'research-beside', 'category-row-on', 'signed-out', 'from-feed', 'from-category', 'save-refused',
  'german-on', 'arabic-off', 'artdeco-label-on', 'button-switch-off', 'hidden-copy-disagrees',
  'legacy-frame', 'not-shown', 'transparent-then-on', 'hidden-frame-only', 'badge-beside-word',
  'category-row-two-words']);
const full = process.env.OPTWATCH_FULL === '1';
/** About how many generated pages a full run shows: one or two of each kind and state. */
const GENERATED = 120;
/** Of a kind's page and of another, one in this many is shown in a quick run: others each day. */
const EVERY = { chromium: { kind: 8, other: 48 }, firefox: { kind: 16, other: Infinity } };
const DAY = Math.floor(Date.now() / 86_400_000);

function isDue(family, name, at) {
  const every = KINDS.has(name) ? EVERY[family].kind : EVERY[family].other;
  return full || (at + DAY) % every === 0;
}

function writeGenerated() {
  const folder = mkdtempSync(join(tmpdir(), 'optwatch-pages-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const one of generate({ seed: 'pages', cases: GENERATED })) {
    writeCase(folder, one);
  }
  return findCases(folder);
}

const generated = full ? writeGenerated() : [];

for (const family of FAMILIES) {
  const all = [...findCases(PAGES), ...generated];
  const due = all.filter(({ name }, at) => isDue(family, name, at));
  if (due.length < all.length) {
    console.log(`${family}: ${due.length} of ${all.length} pages; tests/run --full shows it the others too`);
  }
  describe(`pages in ${family}`, { concurrency: JOBS[family] }, () => {
    for (const found of due) {
      test(`${family}: ${found.name}`, { timeout: 120_000 }, async () => {
        const one = readCase(found);
        const result = await observeCase(one, { family });
        assert.deepEqual(unexpected(one, result), [], JSON.stringify(result));
      });
    }
  });
}
