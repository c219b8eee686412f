// A full disk, a disk that may only be read, processes that are killed at every step, and many at
// once: a manifest is whole or not there, and nothing else is left.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { makePlace, whyNoPlace } from '../store/lib/place.mjs';
import { CLI, ERRORS, FILE, HOST, makeHome, putProgram, register, run, snapshot, unregister, withHome } from './lib/place.mjs';

const reason = whyNoPlace();
if (reason) {
  console.log(`disk: a full disk and a read-only one are skipped: ${reason}`);
}
const CHROMIUM = 'chromium/NativeMessagingHosts';
const FIREFOX = '.mozilla/native-messaging-hosts';

/** Chromium's folders are on a disk of their own, Firefox's are not. */
const withDisk = (size, body) => async () => {
  const place = await makePlace(size);
  const home = makeHome();
  try {
    putProgram(home, 'chromium');
    putProgram(home, 'firefox');
    home.env.XDG_CONFIG_HOME = place.env.XDG_DATA_HOME;
    // nsenter is found by this process's PATH, the browsers by the home's.
    await body(home, place, { prefix: ['/usr/bin/env', `PATH=${process.env.PATH}`, ...place.prefix, '/usr/bin/env', `PATH=${home.bin}`] });
  } finally {
    home.remove();
    await place.remove();
  }
};

const states = (done) => JSON.parse(done.stdout).registered.map(({ browser, state, error }) => `${browser} ${state} ${error}`);

function fill(place) {
  const path = join(place.data, 'filler');
  const { bavail, bsize } = statfsSync(place.data);
  writeFileSync(path, Buffer.alloc(bavail * bsize));
  return path;
}

describe('a disk', { skip: reason ?? false }, () => {
  test('that is full', withDisk('64k', (home, place, how) => {
    const filler = fill(place);
    const before = snapshot(place.data);
    const done = register(home, ['--json'], how);
    assert.equal(done.status, ERRORS.get('E_FULL'), done.stderr);
    assert.deepEqual(states(done), ['chromium error E_FULL', 'firefox written null']);
    assert.deepEqual(snapshot(place.data), before);
    rmSync(filler);
    assert.deepEqual(states(register(home, ['--json'], how)), ['chromium written null', 'firefox unchanged null']);
  }));

  test('that is full: what is there stays as it was', withDisk('64k', (home, place, how) => {
    assert.equal(register(home, [], how).status, 0);
    const file = join(place.data, CHROMIUM, FILE);
    const old = JSON.stringify({ ...JSON.parse(readFileSync(file)), path: '/old/optwatch-host' });
    writeFileSync(file, old);
    fill(place);
    const done = register(home, [], how);
    assert.equal(done.status, ERRORS.get('E_FULL'), done.stderr);
    assert.equal(readFileSync(file, 'utf8'), old);
    assert.deepEqual(readdirSync(join(place.data, CHROMIUM)), [FILE]);
  }));

  test('that may only be read', withDisk('64k', (home, place, how) => {
    place.mount('remount', 'ro');
    for (const more of [['--dry-run'], []]) {
      const done = register(home, ['--json', ...more], how);
      assert.equal(done.status, ERRORS.get('E_READ_ONLY'), done.stderr);
      assert.match(states(done)[0], /^chromium error E_READ_ONLY$/);
    }
    place.mount('remount', 'rw');
    assert.equal(register(home, [], how).status, 0);
    place.mount('remount', 'ro');
    assert.deepEqual(states(register(home, ['--json'], how)), ['chromium unchanged null', 'firefox unchanged null']);
    const away = unregister(home, ['--json'], how);
    assert.equal(away.status, ERRORS.get('E_READ_ONLY'));
    assert.deepEqual(states(away), ['chromium error E_READ_ONLY', 'firefox removed null']);
  }));
});

/** Kills the command as its Nth call of a kind returns; whether it came to that. */
function killAt(home, args, call, nth) {
  const strace = ['strace', '-qq', '-o', '/dev/null', '-E', `PATH=${home.bin}`, '-e', `trace=${call}`];
  const inject = ['-e', `inject=${call}:signal=SIGKILL:when=${nth}`];
  const env = { ...home.env, PATH: process.env.PATH };
  const { status, signal, error } = spawnSync(strace[0], [...strace.slice(1), ...inject, CLI, ...args], { env });
  assert.equal(error, undefined);
  return signal === 'SIGKILL' || status === 137;
}

/** How many calls of a kind there are before the verb begins its work. */
function countEarly(home, call) {
  const out = join(home.path, 'trace');
  const done = spawnSync('strace', ['-qq', '-o', out, '-e', `trace=${call}`, CLI, '--version']);
  assert.equal(done.status, 0, done.stderr?.toString());
  const count = readFileSync(out, 'utf8').split('\n').length - 1;
  rmSync(out);
  return count;
}

const STEPS = ['openat', 'mkdirat', 'fsetxattr', 'fchmod', 'flock', 'write', 'fsync', 'renameat2', 'renameat', 'unlinkat', 'rmdir'];

/** A manifest is there whole or not at all. */
function seeWhole(home, sound) {
  for (const path of [join('.config', CHROMIUM, FILE), join(FIREFOX, FILE)]) {
    let bytes = null;
    try {
      bytes = readFileSync(join(home.home, path), 'utf8');
    } catch {
      continue;
    }
    assert.equal(bytes, sound[path], path);
  }
}

describe('killed', () => {
  const ARGS = { register: ['register', '--host', HOST], unregister: ['unregister'] };
  const sound = {};
  const setUp = (home) => {
    putProgram(home, 'chromium');
    putProgram(home, 'firefox');
    return snapshot(home.path);
  };

  for (const verb of ['register', 'unregister']) {
    test(`while it does ${verb}, at each step`, withHome((home) => {
      const before = setUp(home);
      assert.equal(register(home).status, 0);
      const after = snapshot(home.path);
      for (const path of [join('.config', CHROMIUM, FILE), join(FIREFOX, FILE)]) {
        sound[path] = readFileSync(join(home.home, path), 'utf8');
      }
      const killed = {};
      for (const call of STEPS) {
        for (let nth = countEarly(home, call) + 1; ; nth += 1) {
          assert.equal(run(home, verb === 'register' ? ['unregister'] : ARGS.register).status, 0);
          assert.deepEqual(snapshot(home.path), verb === 'register' ? before : after);
          if (!killAt(home, ARGS[verb], call, nth)) {
            break;
          }
          killed[call] = nth;
          seeWhole(home, sound);
          // Whichever comes next puts it right.
          const next = run(home, nth % 2 === 0 ? ARGS.register : ['unregister']);
          assert.equal(next.status, 0, `${call} ${nth}: ${next.stderr}`);
          assert.deepEqual(snapshot(home.path), nth % 2 === 0 ? after : before, `${call} ${nth}`);
        }
      }
      const needed = verb === 'register' ? ['openat', 'mkdirat', 'fsetxattr', 'flock', 'write', 'fsync', 'renameat2'] : ['openat', 'unlinkat', 'rmdir'];
      assert.deepEqual(needed.filter((call) => !killed[call]), []);
    }));
  }
});

function start(home, args) {
  const child = spawn(CLI, args, { env: home.env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes) => { said += bytes; });
  return new Promise((done) => child.once('close', (status) => done(`${status} ${said}`)));
}

describe('many at once', () => {
  const setUp = (home) => ['chromium', 'firefox', 'brave-browser', 'opera', 'google-chrome-stable'].forEach((name) => putProgram(home, name));

  test('who all register', withHome(async (home) => {
    setUp(home);
    const all = await Promise.all(Array.from({ length: 30 }, () => start(home, ['register', '--host', HOST])));
    assert.deepEqual(new Set(all), new Set(['0 ']));
    const seen = snapshot(home.path);
    assert.equal(register(home).status, 0);
    assert.deepEqual(snapshot(home.path), seen);
    assert.equal(Object.keys(seen).filter((path) => path.endsWith('.json')).length, 4);
    assert.ok(Object.keys(seen).every((path) => !path.includes('/.optwatch')), Object.keys(seen).join());
  }));

  test('who register and unregister', withHome(async (home) => {
    setUp(home);
    const before = snapshot(home.path);
    const work = (i) => (i % 2 === 0 ? ['register', '--host', HOST] : ['unregister']);
    for (let round = 0; round < 5; round += 1) {
      const all = await Promise.all(Array.from({ length: 16 }, (_, i) => start(home, work(i))));
      assert.deepEqual(new Set(all), new Set(['0 ']));
    }
    assert.equal(unregister(home).status, 0);
    assert.deepEqual(snapshot(home.path), before);
  }));

  test('a folder that another one takes away meanwhile is made again', withHome(async (home) => {
    setUp(home);
    mkdirSync(join(home.home, '.config'));
    const before = snapshot(home.path);
    for (let round = 0; round < 10; round += 1) {
      const all = await Promise.all([['register', '--host', HOST], ['unregister']].map((args) => start(home, args)));
      assert.deepEqual(all, ['0 ', '0 ']);
      assert.equal(unregister(home).status, 0);
      assert.deepEqual(snapshot(home.path), before);
    }
  }));
});
