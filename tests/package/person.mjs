// packaging/install --user into a home of its own, a second time over an older one, and uninstall: what
// is put is listed, and nothing of it is left.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { IDENTITY, ROOT } from '../e2e/lib/paths.mjs';
import { filesOf } from '../e2e/lib/variant.mjs';
import { buildPathsIn, checkUnits, extensionFiles, programs, shared } from './lib/contents.mjs';
import { differences, readTree } from './lib/tree.mjs';

describe('an installation from source', { concurrency: false }, () => {
  const home = mkdtempSync(join(tmpdir(), 'optwatch-person-'));
  // No session of this machine's is told anything.
  const env = { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8', DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
  const run = (script, ...args) => spawnSync(join(ROOT, 'packaging', script), args, { env, encoding: 'utf8' });
  const optwatch = (...args) => spawnSync(join(home, '.local/bin/optwatch'), args, { env, encoding: 'utf8' });
  const list = join(home, '.local/libexec/optwatch/installed');
  const manifests = ['.mozilla/native-messaging-hosts', '.config/chromium/NativeMessagingHosts'];
  mkdirSync(join(home, '.config/chromium'), { recursive: true });
  writeFileSync(join(home, '.config/chromium/Preferences'), '{}');
  const fresh = readTree(home);
  after(() => rmSync(home, { recursive: true, force: true }));

  test('puts what the rules list, a person\'s own folders for units and autostart, and tells the browsers', () => {
    const done = run('install', '--user');
    assert.equal(done.status, 0, done.stdout + done.stderr);
    assert.match(done.stdout, /optwatch setup/);
    assert.match(done.stdout, /optwatch doctor/);
    const wanted = [
      ...programs('.local'), ...shared('.local/share', ''), '.local/libexec/optwatch/installed',
      ...extensionFiles('chromium', '.local/libexec/optwatch/extension/chromium'),
      ...extensionFiles('firefox', '.local/libexec/optwatch/extension/firefox'),
      '.config/systemd/user/optwatch-remind.service', '.config/systemd/user/optwatch-remind.timer',
      '.config/autostart/optwatch-remind.desktop', '.config/chromium/Preferences',
      ...manifests.map((folder) => `${folder}/${IDENTITY.host_name}.json`),
    ];
    assert.deepEqual(filesOf(home).filter((name) => !name.startsWith('.local/libexec/optwatch/registered')), wanted.sort());
    for (const folder of manifests) {
      const { path } = JSON.parse(readFileSync(join(home, folder, `${IDENTITY.host_name}.json`), 'utf8'));
      assert.equal(path, join(home, '.local/libexec/optwatch/optwatch-host'));
    }
    assert.deepEqual(buildPathsIn(home, [ROOT]), []);
    checkUnits(home, join(home, '.local/bin/optwatch'), '.config/systemd/user', '.config/autostart', '.local/share/applications');
  });

  test('a second time, it puts new files in place of old ones and takes away what is no longer part of it', () => {
    const host = join(home, '.local/libexec/optwatch/optwatch-host');
    const stale = join(home, '.local/libexec/optwatch/old folder/gone');
    const first = readTree(home);
    mkdirSync(dirname(stale));
    writeFileSync(stale, '');
    appendFileSync(list, `${dirname(stale)}/\n${stale}\n`);
    const { ino } = lstatSync(host);
    const done = run('install');
    assert.equal(done.status, 0, done.stdout + done.stderr);
    assert.notEqual(lstatSync(host).ino, ino, 'what runs keeps its own');
    assert.ok(!existsSync(stale));
    rmSync(dirname(stale), { recursive: true });
    const changed = differences(first, readTree(home));
    assert.deepEqual(changed.map((line) => line.split(':')[0]), ['~ /.local/libexec/optwatch/installed']);
  });

  test('without --forget the history stays, and it says where', () => {
    assert.equal(optwatch('settings', 'warning', 'badge').status, 0);
    const done = run('uninstall');
    assert.equal(done.status, 0, done.stdout + done.stderr);
    assert.match(done.stdout, /history is kept in .*\/\.local\/share\/optwatch,/);
    assert.deepEqual(differences(fresh, readTree(home)).filter((line) => !line.startsWith('+ /.local/share/optwatch/')),
      ['+ /.local', '+ /.local/share', '+ /.local/share/optwatch']);
    assert.match(run('uninstall').stdout, /has put nothing/);
  });

  test('with --forget the home is as it was', () => {
    assert.equal(run('install').status, 0);
    const done = run('uninstall', '--user', '--forget');
    assert.equal(done.status, 0, done.stdout + done.stderr);
    // Made by the first use of the program, and left by the uninstallation that kept the history.
    assert.deepEqual(differences(fresh, readTree(home)), ['+ /.local', '+ /.local/share']);
  });

  test('a wrong call writes nothing', () => {
    for (const [script, ...args] of [['install', '--forget'], ['uninstall', '--all'], ['install', '--user', 'x']]) {
      assert.equal(run(script, ...args).status, 2);
    }
  });
});
