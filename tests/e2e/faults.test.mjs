// Chromium's own page about extensions names no fault of ours, after all that it does was done; and it
// does name those of a copy that has some.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerCase } from './lib/case.mjs';
import { FAMILIES, pageCase } from './lib/families.mjs';
import { develop, readFaults } from './lib/faults.mjs';
import { isTold, reads } from './lib/looks.mjs';
import { ring } from './lib/notice.mjs';
import { until } from './lib/popup.mjs';
import { startSession, visit } from './lib/session.mjs';
import { readAsked, readLooks, tapped } from './lib/tap.mjs';
import { faulty, makeVariant } from './lib/variant.mjs';

const TIMEOUT = { timeout: 120_000 };
/** A visit that warns, the popup, the options, and the alarm. */
async function doAll(session) {
  const page = await session.openTarget();
  await visit(page, pageCase('on').url);
  const look = await until('a look', () => readLooks(session.home).find((one) => reads('on')(one) && isTold(one)), Boolean, 40_000);
  assert.equal(look.ok.warn.level, 'warning');
  const { tab } = await session.looks();
  for (const own of [await session.openPopup(tab), await session.openOptions()]) {
    const isShown = () => document.readyState === 'complete' && document.body.textContent.trim() !== '';
    await until('a page of ours', () => own.evaluate(isShown), Boolean);
  }
  const before = readAsked(session.home, 'remind').length;
  await ring(session);
  await until('the alarm', () => readAsked(session.home, 'remind').length, (count) => count > before);
}

async function faultsOf(extension, body) {
  let list;
  const before = (page) => develop(list = page);
  const session = await startSession({ family: 'chromium', answer: answerCase(pageCase('on')), script: tapped, before,
    ...(extension ? { extension } : {}) });
  try {
    return await body(session, list);
  } finally {
    await session.close();
  }
}

if (FAMILIES.includes('chromium')) {
  test('chromium: its list of extensions names no fault', TIMEOUT, () => faultsOf(null, async (session, list) => {
    await doAll(session);
    assert.deepEqual(await readFaults(list), { state: 'ENABLED', manifest: [], running: [], warnings: [] });
  }));

  test('chromium: and names those of a faulty copy', TIMEOUT, async () => {
    const { folder, remove } = makeVariant('chromium', faulty);
    try {
      await faultsOf(folder, async (session, list) => {
        await visit(await session.openTarget(), pageCase('on').url);
        const hasAll = ({ manifest, running }) => [['no_such_key', manifest], ['noSuchWorkerName', running], ['noSuchScriptName', running]]
          .every(([word, messages]) => messages.some((message) => message.includes(word)));
        await until('the faults', () => readFaults(list), hasAll);
      });
    } finally {
      remove();
    }
  });
}
