// Another process holds the write lock for longer than we wait: told as such, nothing half done.
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { report, standing, status, withHome } from '../protocol/lib.mjs';
import { holdLock, integrity, readFolder } from './lib/store.mjs';

test('a stuck writer is E_BUSY, to be tried again', withHome(async (home) => {
  assert.equal((await report(home)).ok.recorded, true);
  const before = readFolder(dirname(home.store));
  const lock = await holdLock(home.store);
  const reply = await report(home);
  assert.equal(reply.ok.recorded, false);
  assert.equal(reply.ok.error.code, 'E_BUSY');
  assert.equal(reply.ok.error.retry, true);
  assert.equal(standing(reply), 'on');
  // Who only reads is not kept waiting.
  assert.equal(status(home).standings.length, 1);
  await lock.release();
  assert.deepEqual(readFolder(dirname(home.store)), before);
  assert.equal((await report(home)).ok.recorded, true);
  assert.equal(await integrity(home), 'ok');
}));
