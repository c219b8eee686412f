// Real browsers find the host by what `optwatch register` wrote; and each fault that manifest_read
// knows is shown to them, so that it calls a fault what a browser refuses, and nothing else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { FAMILIES } from '../e2e/lib/families.mjs';
import { manifestPath } from '../e2e/lib/home.mjs';
import { BUILD } from '../e2e/lib/paths.mjs';
import { startSession } from '../e2e/lib/session.mjs';
import { BOTH, CHROMIUM, FAULTS, FIREFOX } from './lib/manifests.mjs';
import { HOST } from './lib/place.mjs';

const CASES = { chromium: [...BOTH, ...CHROMIUM], firefox: [...BOTH, ...FIREFOX] };
const TOOL = join(BUILD, 'manifest_tool');

/** Chromium reads a profile's own folder only; Firefox the home's, whatever its profile is. */
function registerFor(session) {
  const { family, home } = session;
  const place =
    family === 'chromium'
      ? ['--dir', dirname(manifestPath(home, family)), '--family', family]
      : ['--browser', 'firefox'];
  const done = session.cli('register', '--host', HOST, '--json', ...place);
  assert.equal(done.status, 0, done.stderr);
  const [line, ...more] = JSON.parse(done.stdout).registered;
  assert.deepEqual(more, []);
  assert.equal(line.state, 'written');
  assert.equal(line.path, manifestPath(home, family));
  return line.path;
}

/** "answered", or what the browser says instead. */
function ask(session) {
  return session.inside(async () => {
    const api = globalThis.browser ?? globalThis.chrome;
    try {
      const reply = await api.runtime.sendNativeMessage('optwatch', { v: 1, id: 7, cmd: 'hello', args: {} });
      return reply.ok && reply.host ? 'answered' : JSON.stringify(reply);
    } catch (error) {
      return error.message;
    }
  });
}

function judge(family, bytes) {
  const done = spawnSync(TOOL, [family], { input: bytes, encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return FAULTS[Number.parseInt(done.stdout, 10)];
}

for (const family of FAMILIES) {
  describe(`${family} reads manifests`, () => {
    let session;
    let path;
    let sound;
    before(async () => {
      session = await startSession({ family, answer: () => ({ body: '' }), manifest: false });
    });
    after(() => session?.close());

    test('no host is found before it is registered, and it is at once afterwards', async () => {
      assert.notEqual(await ask(session), 'answered');
      path = registerFor(session);
      sound = JSON.parse(readFileSync(path, 'utf8'));
      assert.equal(await ask(session), 'answered');
      assert.equal(Object.keys(sound).length, 5);
    });

    test('it refuses what is called a fault, and takes the rest', async (t) => {
      const kinds = new Set();
      const wrong = [];
      for (const [what, make] of CASES[family]) {
        const bytes = make(sound);
        writeFileSync(path, bytes);
        const fault = judge(family, bytes);
        const told = await ask(session);
        kinds.add(fault);
        t.diagnostic(`${what}: ${fault}: ${told}`);
        if ((fault === 'sound') !== (told === 'answered')) {
          wrong.push(`${what}: we say ${fault}, the browser says ${told}`);
        }
      }
      assert.deepEqual(wrong, []);
      const expected = FAULTS.filter((one) => one !== 'unknown key' || family === 'firefox');
      assert.deepEqual([...kinds].sort(), expected.sort());
    });

    test('what is mended is found again, and what is taken away is not', async () => {
      const [args, gone] =
        family === 'chromium'
          ? [['--dir', dirname(path), '--family', family], ['--dir', dirname(path), '--family', family]]
          : [['--browser', 'firefox'], []];
      writeFileSync(path, JSON.stringify({ ...sound, path: '/nowhere/optwatch-host', more: 1 }));
      assert.notEqual(await ask(session), 'answered');
      const mended = session.cli('register', '--host', HOST, ...args);
      assert.equal(mended.status, 0, mended.stderr);
      assert.equal(await ask(session), 'answered');
      const removed = session.cli('unregister', ...gone);
      assert.equal(removed.status, 0, removed.stderr);
      assert.notEqual(await ask(session), 'answered');
      rmSync(path, { force: true });
    });
  });
}
