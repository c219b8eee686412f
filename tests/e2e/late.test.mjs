// A settings page that was open before the extension came: read, but what happened in it before is
// not known, so it never confirms.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerCase } from './lib/case.mjs';
import { familiesToday, pageCase } from './lib/families.mjs';
import { isTold, readingOf, standingOf } from './lib/looks.mjs';
import { until } from './lib/popup.mjs';
import { startSession, visit } from './lib/session.mjs';
import { readLooks, tapped } from './lib/tap.mjs';

const SETTLED_MS = 5_000;

for (const family of familiesToday('late scripts')) {
  for (const state of ['on', 'off']) {
    test(`${family}: a page that was open before the extension is read as ${state}, and confirms nothing`, { timeout: 120_000 }, async () => {
      const one = pageCase(state);
      let page;
      const before = async (target) => {
        page = target;
        await visit(page, one.url);
      };
      const session = await startSession({ family, answer: answerCase(one), before, script: tapped });
      try {
        await page.bringToFront();
        const look = await until('a settled look', () => readLooks(session.home).findLast(isTold), (seen) =>
          seen?.page.steady_ms >= SETTLED_MS, 40_000);
        assert.equal(readingOf(look), state);
        assert.equal(look.page.touched, 'unknown');
        assert.equal(look.page.load, 'same_document');
        assert.equal(standingOf(look), state === 'on' ? 'on' : 'off_unconfirmed');
      } finally {
        await session.close();
      }
    });
  }
}
