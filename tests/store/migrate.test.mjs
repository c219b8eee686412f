// A history of every earlier version still tells what it told, goes on, and is of today's version.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ask, report, request, standing, withHome } from '../protocol/lib.mjs';
import { integrity, makeFile, makeInstance, query } from './lib/store.mjs';
import { tellAll } from './lib/versions.mjs';

const VERSIONS = join(dirname(fileURLToPath(import.meta.url)), 'versions');
const PROCESSES = 8;
const VERSION = 'PRAGMA user_version';

const withVersion = (name, body) => withHome(async (home) => {
  mkdirSync(dirname(home.store), { recursive: true, mode: 0o700 });
  makeFile(home.store, readFileSync(join(VERSIONS, `${name}.sql`), 'utf8'));
  await body(home);
});

/** What a history that was made today says of itself. */
async function currentVersion() {
  let version;
  await withHome(async (home) => {
    await report(home);
    [[[version]]] = await query(home, VERSION);
  })();
  return version;
}

/** A warning, once it was shown, is not shown again in its visit. */
async function isShownOnce(home, instance) {
  const page = { visit: randomUUID() };
  const { warn } = (await report(home, { instance, page })).ok;
  assert.equal(warn.show, true, warn.id);
  const spent = await ask(home, request('shown', { instance, warn: warn.id, ...page }));
  assert.deepEqual(spent.ok, { shown: true });
  assert.equal((await report(home, { instance, page })).ok.warn.show, false, warn.id);
}

const names = readdirSync(VERSIONS).filter((name) => name.endsWith('.sql'))
  .map((name) => name.slice(0, -'.sql'.length));

describe('versions', { concurrency: true }, () => {
  test('there is a stored history of every earlier version', async () => {
    for (let version = 1; version < await currentVersion(); version += 1) {
      assert.ok(names.includes(String(version)), `versions/${version}.sql is missing`);
    }
  });

  for (const name of names) {
    const told = JSON.parse(readFileSync(join(VERSIONS, `${name}.json`), 'utf8'));

    test(`version ${name} tells what it told`, withVersion(name, async (home) => {
      assert.deepEqual(await tellAll(home), told);
    }));

    test(`version ${name} goes on and becomes today's`, withVersion(name, async (home) => {
      for (const [instance, before] of Object.entries(told.profiles)) {
        const reply = await report(home, { instance });
        assert.equal(reply.ok.recorded, true, JSON.stringify(reply.ok.error));
        // The account is the same, and its confirmed off is remembered: on is now the alarm.
        assert.equal(reply.ok.standings[0].account, before.standings[0]?.account);
        const was = before.standings[0].state;
        const alarms = ['stale', 'off_confirmed', 'turned_back_on'].includes(was);
        assert.equal(standing(reply), alarms ? 'turned_back_on' : 'on');
        await isShownOnce(home, instance);
      }
      const [[[version]]] = await query(home, VERSION);
      assert.equal(version, await currentVersion());
      assert.equal(await integrity(home), 'ok');
    }));

    test(`version ${name} is brought up by ${PROCESSES} at once`, withVersion(name, async (home) => {
      const replies = await Promise.all(Array.from({ length: PROCESSES }, () =>
        report(home, { instance: makeInstance() })));
      for (const { ok } of replies) {
        assert.equal(ok.recorded, true, JSON.stringify(ok.error));
      }
      const [[[version]], [[count]]] =
        await query(home, VERSION, 'SELECT count(*) FROM instance');
      assert.equal(version, await currentVersion());
      assert.equal(count, Object.keys(told.profiles).length + PROCESSES);
      assert.equal(await integrity(home), 'ok');
    }));
  }
});
