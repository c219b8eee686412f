// A full disk, a disk that may only be read, a limit on the size of files: the verdict is given with
// a coded error, what was recorded stays whole, and once there is room it goes on.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { ARGV, SLUG, frame, makeReport, parseFrames, request, withHome } from '../protocol/lib.mjs';
import { CLI, HOST, INTEGRITY, makeInstance, query, readFolder, readNames } from './lib/store.mjs';
import { makePlace, whyNoPlace } from './lib/place.mjs';

const reason = whyNoPlace();
if (reason) {
  console.log(`limits: a full disk and a read-only one are skipped: ${reason}`);
}

function run(home, program, args, input) {
  const [command, ...all] = [...(home.prefix ?? []), ...(home.limit ?? []), program, ...args];
  return spawnSync(command, all, { env: home.env, input });
}

const withFolder = (body) => withHome((home) => body({ ...home, folder: dirname(home.store) }));

/** One report by a host of its own, started as the home wants it. */
function report(home, options) {
  const input = frame(request('report', makeReport(options)));
  const { status, signal, stdout } = run(home, HOST, ARGV.chromium, input);
  const { frames } = parseFrames(stdout);
  assert.equal(`${status} ${signal} ${frames.length}`, '0 null 1', 'the host lives and answers');
  return JSON.parse(frames[0].toString('utf8'));
}

/** The verdict is there, nothing is recorded, and the error says why. */
function assertTold(reply, code, retry) {
  assert.equal(reply.ok.readings.find((one) => one.setting === SLUG).state, 'on');
  assert.equal(reply.ok.warn.level, 'warning');
  assert.equal(reply.ok.recorded, false);
  assert.equal(reply.ok.error.code, code);
  assert.equal(reply.ok.error.retry, retry);
  assert.ok(reply.ok.error.hint.length > 0);
}

function assertRecords(home) {
  const { ok } = report(home, { instance: makeInstance() });
  assert.equal(ok.recorded, true, JSON.stringify(ok.error));
}

async function assertWhole(home, instances) {
  const [[[whole]], [[count]]] =
    await query(home, INTEGRITY, 'SELECT count(*) FROM instance');
  assert.equal(whole, 'ok');
  assert.equal(count, instances);
}

function assertStatus(home, code) {
  const { status, stderr } = run(home, CLI, ['status', '--json']);
  assert.equal(status, code, stderr.toString());
}

const withPlace = (size, body) => async () => {
  const place = await makePlace(size);
  try {
    await body(place);
  } finally {
    await place.remove();
  }
};

/** Takes all room but `rest` bytes. */
function fill(home, rest) {
  const { bavail, bsize } = statfsSync(home.data);
  writeFileSync(join(home.data, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - rest)));
}

const unfill = (home) => rmSync(join(home.data, 'filler'));

describe('limits', { concurrency: true }, () => {
  test('a full disk', { skip: reason ?? false }, withPlace('1m', async (home) => {
    assertRecords(home);
    // From no room at all to room for the journal but not for what the history grows by.
    let told = 0;
    for (const rest of [0, 4_096, 8_192, 16_384]) {
      fill(home, rest);
      for (let i = 0; i < 40; i += 1) {
        const reply = report(home, { instance: makeInstance() });
        if (!reply.ok.recorded) {
          assertTold(reply, 'E_FULL', true);
          told += 1;
          break;
        }
      }
      const [[[count]]] = await query(home, 'SELECT count(*) FROM instance');
      await assertWhole(home, count);
      assertStatus(home, 0);
      unfill(home);
      assertRecords(home);
      await assertWhole(home, count + 1);
      assert.deepEqual(readNames(home.folder), ['optwatch.db']);
    }
    assert.equal(told, 4);
  }));

  test('a full disk before there is a history', { skip: reason ?? false },
    withPlace('512k', async (home) => {
      for (const rest of [0, 4_096, 16_384]) {
        fill(home, rest);
        assertTold(report(home), 'E_FULL', true);
        assert.equal(existsSync(join(home.folder, 'optwatch.db')), false);
        assertStatus(home, 0);
        unfill(home);
      }
      assertRecords(home);
      assert.deepEqual(readNames(home.folder), ['optwatch.db']);
    }));

  test('a disk that may only be read', { skip: reason ?? false }, withPlace('1m', async (home) => {
    home.mount('remount', 'bind', 'ro');
    assertTold(report(home), 'E_READ_ONLY', false);
    home.mount('remount', 'bind', 'rw');
    assertRecords(home);
    const before = readFolder(home.folder);
    home.mount('remount', 'bind', 'ro');
    assertTold(report(home), 'E_READ_ONLY', false);
    assertStatus(home, 0);
    assert.deepEqual(readFolder(home.folder), before);
    home.mount('remount', 'bind', 'rw');
    assertRecords(home);
    await assertWhole(home, 2);
  }));

  test('a limit on the size of files', withFolder(async (home) => {
    assertRecords(home);
    const { size } = statSync(home.store);
    let count = 1;
    for (const bytes of [0, 512, 4_096, size - 1, size, size + 4_096]) {
      const limited = { ...home, limit: ['prlimit', `--fsize=${bytes}`, '--'] };
      let reply = report(limited, { instance: makeInstance() });
      for (let i = 0; i < 100 && reply.ok.recorded; i += 1) {
        count += 1;
        reply = report(limited, { instance: makeInstance() });
      }
      assertTold(reply, 'E_FULL', true);
      assertStatus(limited, 0);
      await assertWhole(home, count);
    }
    assertRecords(home);
    assert.deepEqual(readNames(home.folder), ['optwatch.db']);
  }));

  test('a limit on the size of files before there is a history', withFolder(async (home) => {
    for (const bytes of [0, 1, 4_096, 20_000]) {
      const limited = { ...home, limit: ['prlimit', `--fsize=${bytes}`, '--'] };
      assertTold(report(limited), 'E_FULL', true);
      assert.deepEqual(readdirSync(home.folder), []);
    }
    assertRecords(home);
  }));
});
