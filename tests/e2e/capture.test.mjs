// What a person saves for a report of a fault: nobody's words in it, and read as the page itself.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { answerCase } from './lib/case.mjs';
import { familiesToday, pageCase } from './lib/families.mjs';
import { until, untilStanding } from './lib/popup.mjs';
import { startSession, visit } from './lib/session.mjs';

const TIMEOUT = { timeout: 120_000 };
const SLUG = 'data-for-ai-improvement';

/** Words of the member's own, where the page's words are described from. */
function addPrivateWords() {
  const link = document.createElement('a');
  link.href = '/mypreferences/d/settings/erika-mustermann?token=4711';
  link.textContent = 'Erika Mustermann';
  document.querySelector('[role="switch"]').before(link);
  document.querySelector('[role="switch"]').name = 'erika.mustermann@example.org';
}

const readShown = (page) =>
  page.evaluate(() => {
    const text = (id) => document.getElementById(id).textContent;
    return { note: text('capture-note'), hidden: document.getElementById('capture-shown').hidden, text: text('capture-text'),
      failure: text('capture-failure') };
  });

/** Not by its place: the page is still being drawn around it. */
async function look(page) {
  await until('the words', () => page.evaluate(() => document.documentElement.lang), Boolean);
  await page.evaluate(() => document.getElementById('capture-look').click());
}

const readingOf = (text, session, file) => {
  const { readings } = JSON.parse(session.cli('check', '--json', file).stdout);
  return readings.find((one) => one.setting === SLUG);
};

async function withOptions(family, options, body) {
  const one = pageCase('on');
  const session = await startSession({ family, answer: answerCase(one), ...options });
  try {
    await body(session, one);
  } finally {
    await session.close();
  }
}

for (const family of familiesToday('a capture')) {
  test(`${family}: a page is shown without its private words, saved, and read again`, TIMEOUT, () =>
    withOptions(family, {}, async (session, one) => {
      const page = await session.openTarget();
      await visit(page, one.url);
      await untilStanding(session, 'on');
      const { entry: before } = await session.looks();
      await page.evaluate(addPrivateWords);
      // Settled again: the page's time stands still once the options hide it.
      await until('a look at the change', async () => (await session.looks()).entry, (entry) =>
        entry.seq > before.seq && entry.reply?.ok.readings.some((each) => each.setting === SLUG && each.state === 'on'));
      const options = await session.openOptions();
      await look(options);
      const shown = await until('the page', () => readShown(options), (seen) => !seen.hidden);
      assert.equal(shown.failure, '');
      assert.doesNotMatch(shown.text, /erika|mustermann|example|4711/i);
      assert.match(shown.text, /"name": "Use my data for training content creation AI models"/);
      const instance = await session.inside(async () =>
        (await (globalThis.browser ?? globalThis.chrome).storage.local.get('instance')).instance);
      assert.ok(!shown.text.includes(instance));
      const replaced = (row) => /^x\d+ x\d+$/.test(row.name) && /\/settings\/x\d+-x\d+$/.test(row.path);
      assert.ok(JSON.parse(shown.text).rows.some(replaced), 'the row is there, without its words');

      await options.click('#capture-save');
      const file = join(session.home.env.HOME, 'Downloads/optwatch-page.json');
      await until('the file', () => existsSync(file) && readFileSync(file, 'utf8'), (text) => text === shown.text);
      const saved = readingOf(shown.text, session, file);
      assert.equal(saved.state, 'on');
      const { entry } = await session.looks();
      assert.deepEqual(saved.reasons, entry.reply.ok.readings.find((each) => each.setting === SLUG).reasons);
    }));

  test(`${family}: with no settings page open, the options say so and show nothing`, TIMEOUT, () =>
    withOptions(family, {}, async (session) => {
      const options = await session.openOptions();
      await look(options);
      const shown = await until('the note', () => readShown(options), (seen) => /No LinkedIn settings page/.test(seen.note));
      assert.ok(shown.hidden && shown.text === '');
    }));

  test(`${family}: without the host nothing is shown, since nothing is replaced`, TIMEOUT, () =>
    withOptions(family, { manifest: false }, async (session, one) => {
      const page = await session.openTarget();
      await visit(page, one.url);
      await until('phase failed', async () => (await session.looks()).entry?.phase, (phase) => phase === 'failed', 40_000);
      const options = await session.openOptions();
      await look(options);
      const shown = await until('the failure', () => readShown(options), (seen) => seen.failure !== '');
      assert.ok(shown.hidden && shown.text === '');
    }));
}
