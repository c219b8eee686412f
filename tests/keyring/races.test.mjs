// Several at once, and ends at any moment: one key, and rows that are all plain or all sealed.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { CLI, withSession } from './session.mjs';

const CANARY = 'canary-of-the-wording';
const TRIES = 20;

/** The step that makes a key. */
const SETUP = 'setup --only seal';

async function killAfter(session, verb, ms) {
  const child = session.start(CLI, verb.split(' '));
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  await child.ended;
  clearTimeout(timer);
  return child.signalCode === 'SIGKILL';
}

/** How long a verb takes here and now: kills are spread over that time, and a little beyond. */
async function measure(session, verb) {
  const began = Date.now();
  await session.start(CLI, verb.split(' ')).ended;
  return (Date.now() - began) * 1.2;
}

test('a key that is in the keyring already is taken up, not replaced', withSession(async (session) => {
  const key = '5c'.repeat(32);
  await session.logIn();
  await session.keyring(`keep ${key}`);
  assert.equal(session.json(['seal'], 'E_KEY_PENDING').adopted, true);
  assert.equal((await session.keyring()).key, key);
  assert.equal(session.items(), 1);
  await session.restart();
  assert.equal(session.json(['setup', '--only', 'seal']).steps[0].state, 'done');
  assert.equal(session.json(['status']).sealing.state, 'sealed');
}));

test('four setups at once make one key', withSession(async (session) => {
  await session.logIn();
  for (let round = 0; round < 5; round += 1) {
    const codes = await Promise.all([1, 2, 3, 4].map(() => session.start(CLI, ['setup', '--only', 'seal']).ended));
    assert.deepEqual(codes, [0, 0, 0, 0]);
    assert.equal(session.items(), 1);
    assert.equal(session.json(['status']).sealing.state, 'pending');
    await session.keyring('remove');
    rmSync(dirname(session.store), { recursive: true });
  }
}));

test('setup killed at any instant leaves one key at most, which the next one takes up', withSession(async (session) => {
  await session.logIn();
  const longest = await measure(session, SETUP);
  await session.keyring('remove');
  rmSync(dirname(session.store), { recursive: true });
  let cut = 0;
  for (let round = 0; round < TRIES; round += 1) {
    cut += await killAfter(session, SETUP, (longest * round) / TRIES);
    const left = await session.keyring();
    session.json(['setup', '--only', 'seal']);
    assert.equal(session.items(), 1);
    if (left.state === 'found') {
      assert.equal((await session.keyring()).key, left.key);
    }
    await session.keyring('remove');
    rmSync(dirname(session.store), { recursive: true, force: true });
  }
  assert.ok(cut > 0, 'no run was cut');
}));

test('seal killed at any instant leaves all rows plain or all sealed, and every one opens',
  withSession(async (session) => {
    await session.prove();
    session.json(['unseal']);
    session.tell(`fill ${CANARY}`);
    const longest = await measure(session, 'seal');
    let cut = 0;
    for (let round = 0; round < TRIES; round += 1) {
      cut += await killAfter(session, round % 2 ? 'seal' : 'unseal', (longest * round) / TRIES);
      const { plain, sealed } = session.json(['status']).sealing;
      assert.ok((plain === 400 && sealed === 0) || (plain === 0 && sealed === 400), `${plain} ${sealed}`);
    }
    assert.ok(cut > 0, 'no run was cut');
    session.json(['unseal']);
    assert.equal(session.rows().filter((row) => row.text.startsWith(CANARY)).length, 400);
  }));
