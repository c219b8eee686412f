// The system's folders, in a mount namespace of its own where /etc and Mozilla's folder are the
// test's; and what a package that was installed for everybody means for a person.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ERRORS, FILE, HOST, putFile, putProgram, register, snapshot, unregister, withHome } from './lib/place.mjs';

const UNSHARE = ['/usr/bin/unshare', '-m', '--propagation', 'private'];
const LIB = '/usr/lib/mozilla';

/** Why there can be none; null where there can. */
function whyNot() {
  if (process.getuid() !== 0) {
    return 'needs root';
  }
  const run = spawnSync(UNSHARE[0], [...UNSHARE.slice(1), '/bin/mount', '--bind', '/etc', '/etc'], { encoding: 'utf8' });
  return run.status === 0 && existsSync(LIB) ? null : `no mount namespace, or no ${LIB}: ${run.stderr}`;
}

const reason = whyNot();
if (reason) {
  console.log(`system: the system's folders are skipped: ${reason}`);
}

/** /etc with nothing in it that is a browser's, and an empty folder of Mozilla. */
const withSystem = (body) => withHome(async (home) => {
  const etc = join(home.path, 'etc');
  const mozilla = join(home.path, 'mozilla');
  mkdirSync(etc);
  mkdirSync(mozilla);
  for (const name of ['passwd', 'group', 'nsswitch.conf', 'ld.so.cache']) {
    if (existsSync(join('/etc', name))) {
      cpSync(join('/etc', name), join(etc, name));
    }
  }
  const script = 'mount --bind "$0" /etc && mount --bind "$1" /usr/lib/mozilla && shift && exec "$@"';
  const prefix = ['/usr/bin/env', `PATH=${process.env.PATH}`, ...UNSHARE, '/bin/sh', '-c', script, etc, mozilla, '/usr/bin/env', `PATH=${home.bin}`];
  ['chromium', 'google-chrome', 'microsoft-edge', 'firefox'].forEach((name) => putProgram(home, name));
  await body({ ...home, etc, mozilla }, { prefix });
});

const PLACES = [
  ['chromium', '/etc/chromium/native-messaging-hosts'],
  ['chrome', '/etc/opt/chrome/native-messaging-hosts'],
  ['edge', '/etc/opt/edge/native-messaging-hosts'],
  ['firefox', `${LIB}/native-messaging-hosts`],
];

const lines = (done) => JSON.parse(done.stdout).registered;

describe('for everybody', { skip: reason ?? false }, () => {
  test('--system writes the system\'s folders, and takes all of it away', withSystem((home, how) => {
    const before = snapshot(home.path);
    const done = register(home, ['--system', '--json'], { ...how, env: { SUDO_UID: '1000' } });
    assert.equal(done.status, 0, done.stderr);
    assert.deepEqual(lines(done).map(({ browser, path, state }) => [browser, path, state]),
      PLACES.map(([id, folder]) => [id, join(folder, FILE), 'written']));
    const seen = snapshot(home.path);
    assert.equal(seen['etc/chromium/native-messaging-hosts'][0], '40755');
    assert.equal(seen['etc/opt/edge'][0], '40755');
    assert.equal(seen[join('mozilla/native-messaging-hosts', FILE)][0], '100644');
    assert.deepEqual(Object.keys(seen).filter((path) => path.startsWith('home/')), []);
    const away = unregister(home, ['--system', '--json'], how);
    assert.equal(away.status, 0, away.stderr);
    assert.deepEqual(new Set(lines(away).map(({ path }) => path)), new Set(PLACES.map(([, folder]) => join(folder, FILE))));
    assert.deepEqual(snapshot(home.path), before);
  }));

  test('no link in them is followed', withSystem((home, how) => {
    mkdirSync(join(home.etc, 'opt'));
    mkdirSync(join(home.path, 'elsewhere'));
    symlinkSync(join(home.path, 'elsewhere'), join(home.etc, 'opt/chrome'));
    const done = register(home, ['--system', '--browser', 'chrome'], how);
    assert.equal(done.status, ERRORS.get('E_UNSAFE_FOLDER'), done.stderr);
    assert.deepEqual(Object.keys(snapshot(join(home.path, 'elsewhere'))), []);
  }));
});

describe('beside one for everybody', { skip: reason ?? false }, () => {
  const setUp = (home, how) => assert.equal(register(home, ['--system'], how).status, 0);
  const inHome = (home) => Object.keys(snapshot(home.home));

  test('that leads to the same host, a person\'s home is left as it is', withSystem((home, how) => {
    setUp(home, how);
    const done = register(home, ['--json'], how);
    assert.equal(done.status, 0, done.stderr);
    assert.deepEqual(lines(done).map(({ path, state }) => [path, state]), PLACES.map(([, folder]) => [join(folder, FILE), 'unchanged']));
    assert.match(register(home, [], how).stdout, /^Firefox: registered for everybody already, in /m);
    assert.deepEqual(inHome(home), []);
  }));

  test('it is written where that is asked for', withSystem((home, how) => {
    setUp(home, how);
    assert.equal(lines(register(home, ['--browser', 'firefox', '--json'], how))[0].state, 'written');
    assert.ok(lines(register(home, ['--user', '--json'], how)).every(({ path }) => path.startsWith(home.home)));
    assert.ok(inHome(home).includes('.config/chromium/NativeMessagingHosts/optwatch.json'));
  }));

  test('that leads elsewhere, or is not sound, the person\'s own is written', withSystem((home, how) => {
    setUp(home, how);
    const chromium = join(home.etc, 'chromium/native-messaging-hosts', FILE);
    const other = join(home.path, 'optwatch-host');
    cpSync(HOST, other);
    writeFileSync(chromium, JSON.stringify({ ...JSON.parse(readFileSync(chromium)), path: other }));
    const chrome = join(home.etc, 'opt/chrome/native-messaging-hosts', FILE);
    writeFileSync(chrome, JSON.stringify({ ...JSON.parse(readFileSync(chrome)), path: '/gone/optwatch-host' }));
    writeFileSync(join(home.mozilla, 'native-messaging-hosts', FILE), '{');
    const states = Object.fromEntries(lines(register(home, ['--json'], how)).map(({ browser, path, state }) => [browser, `${state} ${path.startsWith(home.home)}`]));
    assert.deepEqual(states, { chromium: 'written true', chrome: 'written true', edge: 'unchanged false', firefox: 'written true' });
  }));

  test('a person\'s own that hides it is mended', withSystem((home, how) => {
    setUp(home, how);
    const own = join(home.home, '.config/chromium/NativeMessagingHosts', FILE);
    putFile(own, JSON.stringify({ name: 'optwatch', path: '/gone/optwatch-host' }));
    const [line] = lines(register(home, ['--json'], how));
    assert.deepEqual([line.path, line.state], [own, 'written']);
    assert.equal(JSON.parse(readFileSync(own)).path, HOST);
  }));
});
