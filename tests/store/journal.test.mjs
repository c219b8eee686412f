// The journal that a report leaves for the next one: over and done with, and never longer there than what it holds.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { ARGV, ask, frame, INSTANCE, makeReport, request, withHome } from '../protocol/lib.mjs';
import { CLI, HOST } from './lib/store.mjs';

const HEAD = 28;

async function report(home, options) {
  const { ok } = await ask(home, request('report', makeReport(options)));
  assert.equal(ok.recorded, true);
}

const journal = (home) => `${home.store}-journal`;

function optwatch(home, ...args) {
  const { status, stderr } = spawnSync(CLI, args, { env: home.env, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

test('a report leaves its journal, with a head of zeros', withHome(async (home) => {
  for (const state of ['on', 'off', 'on']) {
    await report(home, { state });
    const bytes = readFileSync(journal(home));
    assert.ok(bytes.length > HEAD, 'it is there');
    assert.deepEqual(bytes.subarray(0, HEAD), Buffer.alloc(HEAD));
  }
}));

const CHANGES = {
  'a name that is given': ['accounts', 'name', '1', 'Work'],
  'a preference': ['settings', 'hour', '8'],
};

for (const [what, args] of Object.entries(CHANGES)) {
  test(`${what} by hand removes it`, withHome(async (home) => {
    await report(home, {});
    optwatch(home, ...args);
    assert.equal(existsSync(journal(home)), false);
  }));
}

test('what a browser asks to forget is in no journal', withHome(async (home) => {
  await report(home, {});
  await report(home, { state: 'off' });
  assert.ok(readFileSync(journal(home)).includes(INSTANCE), 'else the next line says nothing');
  const { ok } = await ask(home, request('forget', { confirm: true }));
  assert.equal(ok.forgotten, true);
  assert.equal(existsSync(journal(home)), false);
  assert.equal(readFileSync(home.store).includes(INSTANCE), false);
}));

test('a report that is killed is taken back by the next', withHome(async (home) => {
  await report(home, {});
  const input = frame(request('report', makeReport({ state: 'off' })));
  const { signal } = spawnSync('strace', ['-qq', '-o', '/dev/null', '-e', 'trace=fdatasync', '-e',
    'inject=fdatasync:signal=KILL:when=4', HOST, ...ARGV.chromium], { env: home.env, input });
  assert.equal(signal, 'SIGKILL');
  assert.ok(readFileSync(journal(home))[0] > 0, 'it is hot');
  await report(home, {});
  assert.equal(readFileSync(journal(home))[0], 0);
}));
