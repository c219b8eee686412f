// Pages that are against their reader. The tab stays the person's, what is told stays within its limits
// and its rate, nothing is "off" that is not proven, and no text of theirs is shown as markup or as a
// control sequence. By counts of what was done, never by a clock of the test's.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { familiesToday } from './lib/families.mjs';
import { HOSTILE } from './lib/hostile-pages.mjs';
import { openHostile } from './lib/hostile.mjs';
import { isTold, readingOf } from './lib/looks.mjs';
import { develop, readFaults } from './lib/faults.mjs';

const TIMEOUT = { timeout: 120_000 };
/** Most of a visit is waiting. */
const JOBS = 3;
const LOOK_MS = 500;
/** Of 50 ms: a look that takes longer than its patience, and as long again, is missed. */
const MISSED_MAX = 60;
/** Of visible time, while a page rages. */
const RAGE_MS = 3_000;
const LIMITS = { name: 512, description: 2048, word: 64, role: 32, path: 512 };
const FRAME_BYTES = 65_536;
/** What no terminal and no document of ours may hold: controls, what turns or joins text, half characters. */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]/u;

const bytes = (text) => Buffer.byteLength(text ?? '');

function assertBounded({ instance, family, locale, page, controls, rows }) {
  assert.ok(bytes(JSON.stringify({ instance, family, locale, page, controls, rows })) < FRAME_BYTES - 256);
  assert.ok(controls.length <= 64 && rows.length <= 64, `${controls.length} controls, ${rows.length} rows`);
  assert.ok(bytes(page.heading) <= 512 && bytes(page.lang) <= 35);
  for (const one of [...controls, ...rows]) {
    for (const [name, most] of Object.entries(LIMITS)) assert.ok(bytes(one[name]) <= most, `${name}: ${bytes(one[name])} bytes`);
    assert.ok((one.keys ?? []).length <= 8 && (one.keys ?? []).every((key) => bytes(key) <= 64));
  }
}

/** The page's timer stood still for long. */
class Hung extends Error {}

/** A page that hangs by our doing does so each time; one that had to wait for the machine's other work does not. */
async function twiceMore(action) {
  for (let left = 2; ; left -= 1) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof Hung) || left === 0) throw error;
    }
  }
}

/** The page's timer came as often as a page's does that nobody hangs, and little of its time was ours. */
async function assertFree(open) {
  const beat = await open.beat();
  const counts = await open.counted();
  assert.ok(beat.ticks > 10, `${beat.ticks} ticks`);
  if (beat.missed > MISSED_MAX) throw new Hung(`${beat.missed} ticks missed at once`);
  assert.ok(counts.spentMs <= beat.at / 2, `${counts.spentMs} of ${beat.at} ms spent on ${counts.described} descriptions`);
  assert.ok(counts.described <= beat.at / (LOOK_MS / 2) + 2, `described ${counts.described} times in ${beat.at} ms`);
  assert.ok(open.looks().length <= beat.at / LOOK_MS + 1, `${open.looks().length} looks in ${beat.at} ms`);
  return beat;
}

/** However the page changes its address, or says that it did: the background hears little of it. */
async function assertQuiet(open, begun, { at }) {
  const steps = await open.steps() - begun;
  assert.ok(steps <= at / 50 + 20, `${steps} messages in ${at} ms`);
}

const moment = async (open) => ({ ...await open.counted(), ...await open.beat(), changes: await open.changes() });

async function rages(open, name) {
  const first = open.looks().length;
  await open.rage(name);
  const begun = await moment(open);
  await open.untilBeat('the rage', ({ at }) => at >= begun.at + RAGE_MS);
  const { at, spentMs, changes } = await moment(open);
  assert.ok(changes > begun.changes + 50, 'the page rests');
  assert.ok(spentMs - begun.spentMs <= (at - begun.at) / 2, `${spentMs - begun.spentMs} of ${at - begun.at} ms spent`);
  // At the moment of the first change a look may be on its way.
  const raging = open.looks().slice(first).filter(({ page }) => page.waited_ms > begun.at + 1500);
  for (const look of raging) assert.match(readingOf(look) ?? 'elsewhere', /^(loading|elsewhere)$/);
}

async function shows(open, name) {
  const begun = await open.steps();
  await open.go(name);
  const { reads, rage } = HOSTILE[name];
  const looks = await open.until('a look', (all) => all.some(isTold));
  assert.ok(reads.includes(readingOf(looks.find(isTold))), `read as ${looks.map(readingOf)}`);
  if (rage) await rages(open, name);
  const all = open.looks();
  for (const look of all) {
    assertBounded(look);
    assert.ok(look.ok?.recorded, JSON.stringify(look.error));
    assert.ok(reads.includes('off') || readingOf(look) !== 'off');
  }
  if (String(reads) === 'unclear') assert.ok(all.some(({ page }) => page.truncated), 'nothing was left out');
  await assertQuiet(open, begun, await assertFree(open));
}

const EVIL = 'texts that are markup or commands elsewhere';

async function assertPopup(open) {
  const { tab } = await open.session.looks();
  const popup = await open.session.openPopup(tab);
  try {
    const html = await open.untilPopup(popup);
    assert.match(html, /data-phase="told"/);
    assert.doesNotMatch(html, /EVIL|onerror|7\*7/);
    assert.doesNotMatch(html, UNSEEN);
  } finally {
    await popup.close();
  }
}

function assertTerminal({ session }, look) {
  const { instance, family, locale, page, controls, rows } = look;
  const file = join(session.home.path, 'look.json');
  writeFileSync(file, JSON.stringify({ instance, family, locale, page, controls, rows }));
  const calls = [['status'], ['history'], ['history', '--json'], ['check', file], ['check', '--json', file], ['check', '--redact', file],
    ['export'], ['export', '--format', 'csv'], ['export', '--format', 'markdown']];
  const outputs = calls.map((args) => ({ args, ...session.cli(...args) }));
  for (const { args, status, stdout, stderr } of outputs) {
    assert.equal(status, 0, `${args}: ${stderr}`);
    assert.doesNotMatch(stdout.replaceAll('\r\n', '\n') + stderr, UNSEEN, String(args));
  }
  const markdown = outputs.at(-1).stdout;
  assert.match(markdown, /EVIL/, 'the wording is not in the record');
  assert.match(markdown, /\\\\u\\\{202e\\\}/);
  assert.doesNotMatch(markdown, /<img|<b>|<\/script>/);
}

const afterwards = {
  [EVIL]: async (open) => {
    await assertPopup(open);
    assertTerminal(open, open.looks().find(isTold));
  },
};

const GROUPS = [
  ['texts of 10 MB', 'mutation without end', 'prototypes that lie'],
  ['100,000 switches', 'thousands of roots', EVIL, 'a form that leads in a circle'],
  ['attributes of megabytes', 'a switch without rest in a tree 5,000 levels deep', 'an address without rest'],
  // Where describing fails a look comes late: for the full run.
  ...(process.env.OPTWATCH_FULL === '1' ? [['a form of false names']] : []),
];

function inGroup(family, names, number) {
  describe(`${family}: hostile pages ${number + 1}`, { concurrency: 1 }, () => {
    const held = {};
    before(async () => {
      const develops = family === 'chromium' ? (page) => develop(held.list = page) : undefined;
      held.open = await openHostile(family, { before: develops });
    }, TIMEOUT);
    after(() => held.open?.close());
    for (const name of names) {
      test(`${family}: ${name}`, TIMEOUT, async () => {
        await twiceMore(() => shows(held.open, name));
        await afterwards[name]?.(held.open);
      });
    }
    if (family === 'chromium') {
      test(`${family}: after pages ${number + 1} no fault is listed`, TIMEOUT, async () => {
        const { state, running } = await readFaults(held.list);
        assert.deepEqual({ state, running }, { state: 'ENABLED', running: [] });
      });
    }
  });
}

describe('hostile', { concurrency: JOBS }, () => {
  for (const family of familiesToday('hostile pages')) GROUPS.forEach((names, number) => inGroup(family, names, number));
});
