// Each system call that register and unregister make is made to fail in turn, by strace: what is said
// has to be true, each manifest is the old one or the new one, nothing of others is lost, and the next
// run without a fault puts all of it right.
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { FILE, HOST, makeHome, putFile, putProgram, snapshot } from '../register/lib/place.mjs';
import { FULL } from './lib.mjs';
import { count, judgeFolders, runWith, whyNoSystem, withSystem } from './registering.mjs';

/** In a quick run: about so many of each list, others each day. */
const SOME = 10;
/** Of a verb, in any case; and what is told of one that went wrong. */
const LEAST = 40;
const LINES = 12;
const DAY_MS = 86_400_000;
const today = Math.floor(Date.now() / DAY_MS);
const CHROMIUM = '.config/chromium/NativeMessagingHosts';
const FIREFOX = '.mozilla/native-messaging-hosts';
const DIR = 'profile/NativeMessagingHosts';

const manifest = (path) => JSON.stringify({ name: 'optwatch', description: 'old', type: 'stdio', path });
const browsers = (home) => ['chromium', 'firefox'].forEach((name) => putProgram(home, name));

/** Two more hosts beside ours, folders and files of modes that are not register's. */
function putOthers(home) {
  putFile(join(home.home, CHROMIUM, 'com.example.other.json'), '{"name":"com.example.other"}');
  putFile(join(home.home, FIREFOX, 'other.json'), '{"name":"other"}');
  chmodSync(join(home.home, FIREFOX), 0o755);
  chmodSync(join(home.home, FIREFOX, 'other.json'), 0o600);
}

/** An older version's manifest, and one whose mode somebody changed. */
function putOld(home) {
  putFile(join(home.home, CHROMIUM, FILE), manifest('/old/optwatch-host'));
  putFile(join(home.home, FIREFOX, FILE), manifest('/old/optwatch-host'));
  chmodSync(join(home.home, FIREFOX, FILE), 0o600);
}

/** A package's manifests, which lead to this very host. */
async function serveAll(home) {
  browsers(home);
  withSystem(home);
  assert.equal((await runWith(home, ['register', '--system', '--host', HOST])).status, 0);
}

/**
 * once: what is there all the time. before: what register comes upon, each time. status: register's where
 * nothing fails. but: faults that lead elsewhere, rightly.
 */
const SCENES = [
  { what: 'a new home', once: browsers, args: [] },
  { what: 'a manifest of old, and others beside it', once: (home) => { browsers(home); putOthers(home); }, before: putOld, args: [] },
  {
    what: 'another one\'s file of our name',
    once: (home) => { browsers(home); putFile(join(home.home, CHROMIUM, FILE), '{"name":"other","path":"/x/optwatch-host"}'); },
    args: [],
    status: 23,
  },
  { what: 'a folder that is named', once: (home) => putFile(join(home.home, 'profile/Default/Cookies'), ''), args: (home) => ['--dir', join(home.home, DIR), '--family', 'chromium'] },
  // Whom nobody lets read it, it does not serve: one of their own is right.
  { what: 'one for everybody', once: serveAll, args: [], but: /^openat:error=(EACCES|ENOSPC)/, skip: whyNoSystem() },
  { what: 'one for everybody, and one of old in front of it', once: async (home) => { await serveAll(home); putOthers(home); }, before: putOld, args: [], skip: whyNoSystem() },
  { what: 'the system\'s folders', once: (home) => { browsers(home); withSystem(home); }, args: ['--system'], skip: whyNoSystem() },
];

async function makeScene({ once, before = () => {}, args, status = 0 }) {
  const home = makeHome();
  await once(home);
  const empty = snapshot(home.path);
  const own = typeof args === 'function' ? args(home) : args;
  const register = (fault) => runWith(home, ['register', ...own, '--host', HOST], fault);
  const unregister = (fault) => runWith(home, ['unregister', ...own], fault);
  before(home);
  const old = snapshot(home.path);
  assert.equal((await register()).status, status);
  const whole = snapshot(home.path);
  assert.equal((await unregister()).status, status);
  return { home, before, register, unregister, status, empty, old, whole };
}

/** Whatever was left undone, the next run does. */
async function again(scene, verb, wanted, what) {
  const done = await scene[verb]();
  assert.equal(done.status, scene.status, `${what}: ${done.stderr}`);
  assert.deepEqual(snapshot(scene.home.path), wanted, what);
}

async function tryRegister(scene, fault) {
  scene.before(scene.home);
  const done = await scene.register(fault);
  const now = snapshot(scene.home.path);
  judgeFolders(done, { before: scene.old, now, wanted: scene.whole, usual: scene.status }, `register, ${fault}`);
  await again(scene, 'register', scene.whole, `register again, after ${fault}`);
  await again(scene, 'unregister', scene.empty, `unregister, after ${fault}`);
}

async function tryUnregister(scene, fault) {
  scene.before(scene.home);
  await again(scene, 'register', scene.whole, `register, before ${fault}`);
  const done = await scene.unregister(fault);
  const now = snapshot(scene.home.path);
  judgeFolders(done, { before: scene.whole, now, wanted: scene.empty, usual: scene.status }, `unregister, ${fault}`);
  await again(scene, 'unregister', scene.empty, `unregister again, after ${fault}`);
}

const VERBS = { register: tryRegister, unregister: tryUnregister };

/** Every fault that a verb can meet. */
async function enumerate(given, verb) {
  const scene = await makeScene(given);
  try {
    scene.before(scene.home);
    if (verb === 'unregister') await scene.register();
    return (await count(scene[verb])).filter((fault) => !given.but?.test(fault));
  } finally {
    scene.home.remove();
  }
}

/** What each fault brought to light; a home that is no longer as it was is left for a new one. */
async function tryAll(given, verb, faults) {
  const found = [];
  let scene = await makeScene(given);
  for (const fault of faults) {
    try {
      await VERBS[verb](scene, fault);
    } catch (error) {
      found.push(error.message.split('\n').slice(0, LINES).join('\n'));
      scene.home.remove();
      scene = await makeScene(given);
    }
  }
  scene.home.remove();
  return found;
}

/** Every one, or one of so many that about SOME are left. */
function chosen(faults) {
  const step = FULL ? 1 : Math.max(1, Math.floor(faults.length / SOME));
  return faults.filter((_, i) => i % step === today % step);
}

let tried = 0;
after(() => console.log(`register: ${tried} faults${FULL ? '' : ', others each day'}`));

for (const scene of SCENES) {
  describe(scene.what, { skip: scene.skip ?? false, concurrency: true }, () => {
    for (const verb of Object.keys(VERBS)) {
      test(verb, async () => {
        const faults = await enumerate(scene, verb);
        assert.ok(faults.length > LEAST, `${faults.length} faults`);
        tried += chosen(faults).length;
        assert.deepEqual(await tryAll(scene, verb, chosen(faults)), []);
      });
    }
  });
}

/** What a file system never can: another way has to do. */
const NEVER = [
  ['locks', ['flock:error=ENOLCK']],
  ['renames that replace nothing', ['renameat2:error=EINVAL']],
  ['attributes', ['fsetxattr:error=EOPNOTSUPP', 'fgetxattr:error=EOPNOTSUPP']],
];

for (const [what, faults] of NEVER) {
  test(`a file system without ${what}`, async () => {
    const scene = await makeScene({ once: browsers, args: [] });
    try {
      const done = await scene.register(faults);
      assert.equal(done.status, 0, done.stderr);
      assert.deepEqual(snapshot(scene.home.path), scene.whole);
      assert.equal((await scene.unregister(faults)).status, 0);
      const left = Object.keys(snapshot(scene.home.path)).filter((path) => path.endsWith('.json'));
      assert.deepEqual(left, []);
    } finally {
      scene.home.remove();
    }
  });
}
