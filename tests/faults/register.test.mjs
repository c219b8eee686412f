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
const SOME = 24;
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

/**
 * once: what is there all the time. before: what register comes upon, each time. status: register's where
 * nothing fails.
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
  { what: 'the system\'s folders', once: (home) => { browsers(home); withSystem(home); }, args: ['--system'], skip: whyNoSystem() },
];

function makeScene({ once, before = () => {}, args, status = 0 }) {
  const home = makeHome();
  once(home);
  const empty = snapshot(home.path);
  const own = typeof args === 'function' ? args(home) : args;
  const register = (fault) => runWith(home, ['register', ...own, '--host', HOST], fault);
  const unregister = (fault) => runWith(home, ['unregister', ...own], fault);
  before(home);
  const old = snapshot(home.path);
  assert.equal(register().status, status);
  const whole = snapshot(home.path);
  return { home, before, register, unregister, status, empty, old, whole };
}

/** Both ways are mended by whoever comes next. */
function tryRegister(scene, fault) {
  scene.before(scene.home);
  judgeFolders(scene.register(fault), scene.old, snapshot(scene.home.path), scene.whole, `register, ${fault}`);
  const again = scene.register();
  assert.equal(again.status, scene.status, `after ${fault}: ${again.stderr}`);
  assert.deepEqual(snapshot(scene.home.path), scene.whole, `register again, after ${fault}`);
  assert.equal(scene.unregister().status, scene.status, `unregister, after ${fault}`);
  assert.deepEqual(snapshot(scene.home.path), scene.empty, `unregister, after ${fault}`);
}

function tryUnregister(scene, fault) {
  scene.before(scene.home);
  assert.equal(scene.register().status, scene.status);
  judgeFolders(scene.unregister(fault), scene.whole, snapshot(scene.home.path), scene.empty, `unregister, ${fault}`);
  const again = scene.unregister();
  assert.equal(again.status, scene.status, `after ${fault}: ${again.stderr}`);
  assert.deepEqual(snapshot(scene.home.path), scene.empty, `unregister again, after ${fault}`);
}

/** Every one, or one of so many that about SOME are left. */
function chosen(faults) {
  const step = FULL ? 1 : Math.max(1, Math.floor(faults.length / SOME));
  return faults.filter((_, i) => i % step === today % step);
}

let tried = 0;
after(() => console.log(`register: ${tried} faults${FULL ? '' : ', others each day'}`));

for (const scene of SCENES) {
  describe(scene.what, { skip: scene.skip ?? false }, () => {
    for (const [verb, attempt] of [['register', tryRegister], ['unregister', tryUnregister]]) {
      test(verb, () => {
        let made = makeScene(scene);
        try {
          if (verb === 'register') {
            made.unregister();
            made.before(made.home);
          }
          const faults = count(made[verb]);
          if (verb === 'register') made.unregister();
          assert.ok(faults.length > 40, `${faults.length} faults`);
          const found = [];
          for (const fault of chosen(faults)) {
            tried += 1;
            try {
              attempt(made, fault);
            } catch (error) {
              found.push(error.message.split('\n').slice(0, 12).join('\n'));
              made.home.remove();
              made = makeScene(scene);
              made.unregister();
            }
          }
          assert.deepEqual(found, []);
        } finally {
          made.home.remove();
        }
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
  test(`a file system without ${what}`, () => {
    const scene = makeScene({ once: browsers, args: [] });
    try {
      assert.equal(scene.unregister().status, 0);
      const done = scene.register(faults);
      assert.equal(done.status, 0, done.stderr);
      assert.deepEqual(snapshot(scene.home.path), scene.whole);
      assert.equal(scene.unregister(faults).status, 0);
      const left = Object.keys(snapshot(scene.home.path)).filter((path) => path.endsWith('.json'));
      assert.deepEqual(left, []);
    } finally {
      scene.home.remove();
    }
  });
}
