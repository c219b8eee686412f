// From a bare Debian 12: the package alone gives a person a working extension in Debian's own Chromium
// and Firefox, and goes without a trace; so does an installation from source by an ordinary person.
import assert from 'node:assert/strict';
import { copyFileSync, cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { IDENTITY, ROOT } from '../e2e/lib/paths.mjs';
import { House, UID, obstacle } from './lib/house.mjs';
import { logIn, logOut } from './lib/login.mjs';
import { buildPackage } from './lib/made.mjs';
import { differences, readTree } from './lib/tree.mjs';
import { visitPage, withBrowser } from './lib/visit.mjs';

const TIMEOUT = { timeout: 1_200_000 };
const BROWSERS = ['chromium', 'firefox-esr'];
/** What a desktop has: a session bus of the person's, a keyring, somebody who shows notifications. */
const DESKTOP = ['systemd', 'dbus-user-session', 'gnome-keyring', 'dunst', 'xvfb'];

/** What changes whenever packages come and go, whosever they are. */
const KEPT_BY_OTHERS = [
  '/var/lib/dpkg', '/var/lib/apt', '/var/cache/apt', '/var/log', // what dpkg and apt keep of their work
  '/var/cache/ldconfig', // where the linker remembers libraries
];
const isKeptByOthers = (path) => KEPT_BY_OTHERS.includes(path);

/** Empty folders that come and go by others' hands; with anything in them they would be told of. */
const EMPTY = [
  '+ /etc/systemd/user/timers.target.wants', // of deb-systemd-helper and of systemctl, with the first timer
  '+ /var/lib/systemd/deb-systemd-user-helper-enabled',
  '+ /var/lib/systemd/deb-systemd-user-helper-enabled/timers.target.wants',
  '- /etc/opt', // base-files makes it, as nobody's: dpkg takes it away when it is empty
];

/** What the browsers and the session keep in a home by themselves. */
const KEPT_BY_BROWSERS = [
  '/.cache', '/.config/chromium', '/firefox', '/.config/mozilla', '/.mozilla/firefox', // profiles and caches
  '/.local/share/pki', '/.local/share/keyrings', '/.config/dconf', // of Chromium, the keyring and the desktop
];
const isKeptByBrowsers = (path) => KEPT_BY_BROWSERS.includes(path);

const why = process.env.OPTWATCH_FULL === '1' ? obstacle() : 'a whole Debian takes minutes: tests/run --full package';
if (why) {
  console.log(`the package in a bare Debian is left out: ${why}`);
}

/** A house with a desktop, and what its system and its person's home were like before. */
async function furnish(house) {
  await house.open();
  house.apt('install', '--no-install-recommends', ...BROWSERS, ...DESKTOP);
  return house;
}

const inHouse = (body) => async (t) => {
  const house = new House();
  try {
    await furnish(house);
    await body(house, t);
  } finally {
    await house.close();
  }
};

const systemOf = (house) => readTree(house.root, isKeptByOthers);
const changesOf = (house, before) => differences(before, systemOf(house)).filter((line) => !EMPTY.includes(line));

/** One visit in each browser, and what is remembered of them. */
async function seeVisits(house, t, options = {}) {
  for (const family of ['chromium', 'firefox']) {
    await t.test(`${family}: a visit is recorded`, async () => {
      await withBrowser(house, family, options[family] ?? {}, async (browser) => {
        await visitPage(browser);
        const { stdout } = house.run(options.program ?? 'optwatch', 'history');
        assert.match(stdout, new RegExp(`read on in ${family}`, 'i'));
      });
    });
  }
}

/** Every layer is well, and none was left out. */
function seeHealth(house, program = 'optwatch') {
  const done = house.run(program, 'doctor', '--json');
  const { well, checks } = JSON.parse(done.stdout);
  const bad = checks.filter(({ state }) => state === 'fault' || state === 'unsupported');
  assert.deepEqual(bad, []);
  assert.equal(well, true);
  assert.equal(done.status, 0, done.stderr);
  const started = checks.filter(({ layer, state }) => layer === 'start' && state === 'ok').map(({ of }) => of);
  assert.deepEqual(started.sort(), ['chromium', 'firefox']);
  console.log(house.run(program, 'doctor').stdout);
}

describe('in a bare Debian 12', { skip: why || false, concurrency: false }, () => {
  test('the package alone: both browsers find extension and host, and it goes without a trace', TIMEOUT, inHouse(async (house, t) => {
    // A profile from before the package.
    await withBrowser(house, 'firefox', { profile: 'older' }, ({ browser }) => browser.newPage());
    const before = systemOf(house);
    const home = readTree(house.home);
    const file = join(house.shared, basename(buildPackage()));
    copyFileSync(buildPackage(), file);
    house.apt('install', file);
    assert.deepEqual(differences(home, readTree(house.home)), [], 'nobody\'s home is touched');
    await logIn(house);
    try {
      await seeVisits(house, t);
      await t.test('chromium: beside the extension of another package, too', async () => {
        // Debian's own list of two is cut between them; this one comes first in it.
        const other = '/usr/share/chromium/extensions/another';
        house.asRoot('sh', '-c', `mkdir ${other} && echo '{"manifest_version":3,"name":"another","version":"1"}' >${other}/manifest.json`);
        await withBrowser(house, 'chromium', { profile: 'beside' }, visitPage);
        house.asRoot('rm', '-r', other);
      });
      await t.test('firefox: in a profile from before the package, too', () =>
        withBrowser(house, 'firefox', { profile: 'older' }, visitPage));
      await t.test('setup, and doctor finds all well', () => {
        house.must('optwatch', 'setup');
        seeHealth(house);
      });
      await t.test('the person\'s systemd has the timer on', () => {
        assert.equal(house.must('systemctl', '--user', 'is-enabled', 'optwatch-remind.timer').trim(), 'enabled');
      });
      assert.equal(house.run('optwatch', 'forget', '--yes').status, 0);
    } finally {
      logOut(house);
    }
    house.apt('purge', '--autoremove', 'optwatch');
    await t.test('purged, the system is as it was', () => {
      assert.deepEqual(changesOf(house, before), []);
    });
    await t.test('firefox: in a profile that had it, it is gone', () =>
      withBrowser(house, 'firefox', { profile: 'older' }, async ({ browser, driver }) => {
        await assert.rejects(driver.makeInside(browser, 'popup/popup.css'));
      }));
  }));

  test('from source, by a person who is not root', TIMEOUT, inHouse(async (house, t) => {
    const checkout = join(house.shared, 'optwatch');
    cpSync(ROOT, checkout, { recursive: true, filter: (path) => !/\/(build|node_modules|\.git)$/.test(path) });
    house.asRoot('chown', '-R', `${UID}:${UID}`, checkout);
    const install = join(checkout, 'packaging/install');
    const first = house.run(install, '--user');
    assert.equal(first.status, 10, first.stderr);
    const line = /^apt-get update && apt-get install .*$/m.exec(first.stdout)?.[0];
    assert.ok(line, `the line for root:\n${first.stdout}`);
    house.asRoot('sh', '-c', line.replaceAll('apt-get ', 'apt-get -qq -o APT::Keep-Downloaded-Packages=true '));
    await t.test('and the package can be made there', () => {
      house.asRoot(join(checkout, 'packaging/deps'), '--package');
      house.must('sh', '-c', `cd ${checkout} && cmake --workflow --preset package`);
      assert.match(house.must('sh', '-c', `dpkg-deb -f ${checkout}/build/package/*.deb Package`), /^optwatch$/m);
    });
    // Both browsers have been used before.
    await withBrowser(house, 'firefox', { profile: '.mozilla/firefox/used' }, ({ browser }) => browser.newPage());
    house.must('mkdir', '-p', join(house.home, '.config/chromium'), join(house.home, '.local/share'));
    const home = readTree(house.home, isKeptByBrowsers);
    const system = systemOf(house);
    await logIn(house);
    const program = join(house.home, '.local/bin/optwatch');
    const folder = (family) => join(house.home, '.local/libexec/optwatch/extension', family);
    try {
      house.must(install, '--user');
      // Chromium looks for manifests beside the profile that it is told to use.
      const chromium = { profile: '.config/chromium', extension: folder('chromium') };
      await seeVisits(house, t, { program, chromium, firefox: { extension: folder('firefox') } });
      await t.test('setup, and doctor finds all well', () => {
        house.must(program, 'setup');
        seeHealth(house, program);
      });
      house.must(join(checkout, 'packaging/uninstall'), '--user', '--forget');
      await t.test('the home holds nothing of it', () => {
        assert.deepEqual(differences(home, readTree(house.home, isKeptByBrowsers)), []);
        const manifest = `${IDENTITY.host_name}.json`;
        assert.deepEqual([...readTree(house.home).keys()].filter((path) => path.endsWith(`/${manifest}`)), []);
      });
    } finally {
      logOut(house);
    }
    assert.deepEqual(changesOf(house, system), [], 'the system was not touched');
    await t.test('for everybody, by root, it goes without a trace, too', () => {
      house.asRoot(install, '--system');
      assert.match(house.must('/usr/local/bin/optwatch', '--version'), /^optwatch /);
      const manifest = JSON.parse(house.must('cat', `/etc/chromium/native-messaging-hosts/${IDENTITY.host_name}.json`));
      assert.equal(manifest.path, '/usr/local/libexec/optwatch/optwatch-host');
      house.asRoot(join(checkout, 'packaging/uninstall'), '--system');
      assert.deepEqual(changesOf(house, system), []);
    });
  }));
});
