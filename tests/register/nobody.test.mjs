// Register and unregister as somebody who may not write everywhere: told apart from root.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { CLI, ERRORS, FILE, HOST, putFile, putProgram, snapshot, withHome } from './lib/place.mjs';

const ROOT = process.getuid() === 0;
const CHROMIUM = '.config/chromium/NativeMessagingHosts';

function refused(done, code) {
  assert.equal(done.status, ERRORS.get(code), `${done.status}: ${done.stderr}`);
  assert.match(done.stderr, new RegExp(`^optwatch: ${code}: .+`, 'm'));
}

const states = (done) => JSON.parse(done.stdout).registered.map(({ browser, state, error }) => `${browser} ${state} ${error}`);

function change(path, mode) {
  chmodSync(path, mode);
  return path;
}

/** The programs where anybody may start them, and a home of nobody's. */
function asNobody(home) {
  const folder = join(home.path, 'usr');
  mkdirSync(folder);
  const [cli, host] = [CLI, HOST].map((path) => {
    const to = join(folder, basename(path));
    copyFileSync(path, to);
    return change(to, 0o755);
  });
  chmodSync(home.path, 0o755);
  chownSync(home.home, 65534, 65534);
  const prefix = ['/usr/bin/setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '/usr/bin/env', `PATH=${home.bin}`];
  return (verb, ...args) => {
    const more = verb === 'register' ? ['--host', host] : [];
    return spawnSync(prefix[0], [...prefix.slice(1), cli, verb, ...more, ...args], { env: home.env, encoding: 'utf8' });
  };
}

describe('as nobody', { skip: ROOT ? false : 'needs root, to be somebody else' }, () => {
  test('--system is for root only', withHome((home) => {
    putProgram(home, 'chromium');
    const nobody = asNobody(home);
    refused(nobody('register', '--system'), 'E_ROOT');
    refused(nobody('unregister', '--system'), 'E_ROOT');
  }));

  test('where a person may not write it says so, and serves the others', withHome((home) => {
    putProgram(home, 'chromium');
    putProgram(home, 'firefox');
    const nobody = asNobody(home);
    mkdirSync(join(home.home, CHROMIUM), { recursive: true });
    for (const folder of ['.config', '.config/chromium', CHROMIUM]) {
      chownSync(join(home.home, folder), 65534, 65534);
    }
    for (const [folder, mode] of [[CHROMIUM, 0o500], [CHROMIUM, 0], ['.config/chromium', 0]]) {
      chmodSync(join(home.home, folder), mode);
      for (const more of [['--dry-run'], []]) {
        const done = nobody('register', '--json', ...more);
        refused(done, 'E_READ_ONLY');
        assert.match(states(done)[0], /^chromium error E_READ_ONLY$/);
      }
      chmodSync(join(home.home, folder), 0o700);
    }
    assert.deepEqual(states(nobody('register', '--json')), ['chromium written null', 'firefox unchanged null']);
    assert.equal(nobody('unregister').status, 0);
    assert.deepEqual(Object.keys(snapshot(home.home)), ['.config', '.config/chromium', CHROMIUM]);
  }));

  test('root\'s own folders and a person\'s are told apart', withHome((home) => {
    putProgram(home, 'chromium');
    const nobody = asNobody(home);
    // A folder of root's on the way is trusted, but cannot be written.
    mkdirSync(join(home.home, '.config/chromium'), { recursive: true });
    refused(nobody('register'), 'E_READ_ONLY');
    // A file of root's is not this person's to replace.
    chownSync(join(home.home, '.config/chromium'), 65534, 65534);
    mkdirSync(join(home.home, CHROMIUM));
    chownSync(join(home.home, CHROMIUM), 65534, 65534);
    putFile(join(home.home, CHROMIUM, FILE), JSON.stringify({ name: 'optwatch', path: '/x/optwatch-host' }));
    refused(nobody('register'), 'E_FOREIGN');
    refused(nobody('unregister'), 'E_FOREIGN');
  }));
});
