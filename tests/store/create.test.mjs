// A brand-new history: opened by eight at once, and made by a process that is killed meanwhile.
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ARGV, frame, makeReport, report, request, startHost, status, withHome }
  from '../protocol/lib.mjs';
import { FULL, INTEGRITY, integrity, makeChance, makeInstance, query, readNames } from './lib/store.mjs';

const ROUNDS = FULL ? 200 : 25;
const KILLS = FULL ? 200 : 25;
const PROCESSES = 8;
const COUNT = 'SELECT count(*) FROM instance';

function readFolderNames(home) {
  try {
    return readNames(dirname(home.store));
  } catch {
    return [];
  }
}

function startWaiting(home) {
  const host = startHost(home, ARGV.chromium);
  const instance = makeInstance();
  return { host, instance, bytes: frame(request('report', makeReport({ instance }))) };
}

/** All are started and wait for their message; then all have it at once. */
async function openAtOnce(home, count) {
  const hosts = Array.from({ length: count }, () => startWaiting(home));
  await Promise.all(hosts.map(({ host }) => new Promise((done) => host.child.on('spawn', done))));
  hosts.forEach(({ host, bytes }) => {
    host.write(bytes);
    host.end();
  });
  return Promise.all(hosts.map(({ host }) => host.ended));
}

test(`${PROCESSES} processes make a new history, ${ROUNDS} times`, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    await withHome(async (home) => {
      const ends = await openAtOnce(home, PROCESSES);
      for (const { code, replies } of ends) {
        assert.equal(code, 0);
        assert.equal(replies.length, 1);
        assert.equal(replies[0].ok.recorded, true, JSON.stringify(replies[0].ok.error));
      }
      const [[[count]], [[whole]]] = await query(home, COUNT, INTEGRITY);
      assert.equal(count, PROCESSES);
      assert.equal(whole, 'ok');
      assert.deepEqual(readNames(dirname(home.store)), ['optwatch.db']);
    })();
  }
});

test(`a history whose maker is killed is made by the next, ${KILLS} times`, async () => {
  const chance = makeChance('create');
  let drafts = 0;
  for (let round = 0; round < KILLS; round += 1) {
    await withHome(async (home) => {
      const { host, bytes } = startWaiting(home);
      await new Promise((done) => host.child.on('spawn', done));
      host.write(bytes);
      await sleep(chance(25));
      host.child.kill('SIGKILL');
      await host.ended;
      // The command line finds a whole history or none, and makes none.
      assert.ok(status(home).verdict.text.length > 0);
      drafts += Number(readFolderNames(home).includes('optwatch.db.new'));
      const { ok } = await report(home, { instance: makeInstance() });
      assert.equal(ok.recorded, true, JSON.stringify(ok.error));
      assert.equal(await integrity(home), 'ok');
      assert.deepEqual(readFolderNames(home), ['optwatch.db']);
    })();
  }
  console.log(`create: ${KILLS} makers killed, ${drafts} left a draft`);
});
