// Every page of the corpus, in real browsers, is read as its case expects.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findCases, readCase } from './lib/case.mjs';
import { FAMILIES } from './lib/families.mjs';
import { observeCase, unexpected } from './lib/observe-case.mjs';
import { PAGES } from './lib/paths.mjs';
import { differences } from '../pages/make/make.mjs';

test('the pages are those that tests/pages/make writes', () => {
  assert.deepEqual(differences().map(({ path }) => path), []);
});

/** Most of a case is waiting: more browsers than cores. */
const JOBS = 3;

for (const family of FAMILIES) {
  describe(`pages in ${family}`, { concurrency: JOBS }, () => {
    for (const found of findCases(PAGES)) {
      test(`${family}: ${found.name}`, { timeout: 120_000 }, async () => {
        const one = readCase(found);
        const result = await observeCase(one, { family });
        assert.deepEqual(unexpected(one, result), [], JSON.stringify(result));
      });
    }
  });
}
