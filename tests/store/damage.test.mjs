// A file at the history's place that is none: both doors say so, the verdict is given, no byte moves.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, test } from 'node:test';
import { errorTable, makeControl, report, withHome } from '../protocol/lib.mjs';
import { CLI, FULL, makeFile, readFolder } from './lib/store.mjs';

const ERRORS = errorTable();
/** In bytes: every cut of this step, besides those around the borders of pages. */
const STEP = FULL ? 128 : 4_096;
const PAGE = 4_096;

const off = (home) => report(home, { controls: [makeControl({ checked: false })] });

async function assertRefused(home, code) {
  const before = readFolder(dirname(home.store));
  const { ok } = await off(home);
  assert.equal(ok.recorded, false);
  assert.equal(ok.error.code, code);
  assert.equal(ok.error.num, ERRORS.get(code));
  assert.equal(ok.error.retry, false);
  // The verdict is given all the same, and an off that is not recorded is not confirmed.
  assert.equal(ok.readings.find((one) => one.state === 'off') !== undefined, true);
  assert.equal(ok.standings[0].state, 'off_unconfirmed');
  const run = spawnSync(CLI, ['status', '--json'], { env: home.env, encoding: 'utf8' });
  assert.equal(run.status, ERRORS.get(code), run.stderr);
  assert.match(run.stderr, new RegExp(`^optwatch: ${code}: `));
  assert.equal(run.stdout, '');
  assert.deepEqual(readFolder(dirname(home.store)), before);
}

/** A whole history and its bytes. */
async function makeHistory(home) {
  await report(home);
  await off(home);
  return readFileSync(home.store);
}

const withFile = (body) => withHome(async (home) => {
  mkdirSync(dirname(home.store), { recursive: true, mode: 0o700 });
  await body(home);
});

describe('damage', { concurrency: true }, () => {
  test('truncated at any length', withHome(async (home) => {
    const whole = await makeHistory(home);
    const cuts = new Set([0, 1, 15, 16, 99, 100, 512, whole.length - 1]);
    for (let at = 0; at < whole.length; at += STEP) {
      cuts.add(at);
    }
    for (let at = PAGE; at < whole.length; at += FULL ? PAGE : 4 * PAGE) {
      cuts.add(at - 1).add(at + 1);
    }
    for (const length of cuts) {
      writeFileSync(home.store, whole.subarray(0, length));
      await assertRefused(home, 'E_NOT_A_STORE');
    }
    writeFileSync(home.store, whole);
    assert.equal((await off(home)).ok.recorded, true);
  }));

  test('zeroed', withHome(async (home) => {
    const whole = await makeHistory(home);
    for (const length of [1, 100, PAGE, whole.length]) {
      writeFileSync(home.store, Buffer.alloc(length));
      await assertRefused(home, 'E_NOT_A_STORE');
    }
    // Only the first page, the rest as it was.
    writeFileSync(home.store, Buffer.concat([Buffer.alloc(PAGE), whole.subarray(PAGE)]));
    await assertRefused(home, 'E_NOT_A_STORE');
  }));

  for (const [name, bytes] of [
    ['a text', 'Dear diary'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['random bytes behind our magic', Buffer.from(`SQLite format 3\0${'x\x01'.repeat(6_000)}`)],
  ]) {
    test(`foreign bytes: ${name}`, withFile(async (home) => {
      writeFileSync(home.store, bytes);
      await assertRefused(home, 'E_NOT_A_STORE');
    }));
  }

  for (const [name, statements] of [
    ['tables of another program', 'CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES (1)'],
    ['another program with a version', 'PRAGMA user_version = 1; CREATE TABLE account (id)'],
    ['another application', 'PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE t (a)'],
    ['its journal is a log', 'PRAGMA journal_mode = WAL; CREATE TABLE t (a)'],
  ]) {
    test(`foreign SQLite: ${name}`, withFile(async (home) => {
      makeFile(home.store, statements);
      await assertRefused(home, 'E_NOT_A_STORE');
    }));
  }

  test('written by a newer version', withHome(async (home) => {
    await makeHistory(home);
    makeFile(home.store, 'PRAGMA user_version = 9999');
    await assertRefused(home, 'E_NEWER_STORE');
  }));
});
