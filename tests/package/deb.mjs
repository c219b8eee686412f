// The Debian package: what it holds and does, what lintian says of it, and that it is the same bytes
// whoever packs it, and where.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { BUILD, IDENTITY, ROOT } from '../e2e/lib/paths.mjs';
import { filesOf } from '../e2e/lib/variant.mjs';
import { buildPathsIn, checkUnits, extensionFiles, programs, shared } from './lib/contents.mjs';
import { PACKED, buildPackage, must, pack } from './lib/made.mjs';

const HOST = '/usr/libexec/optwatch/optwatch-host';
const FIREFOX = '/usr/share/mozilla/extensions/{ec8030f7-c20a-464f-9b0e-13a3a9e97384}';
const MANIFESTS = {
  chromium: ['/etc/chromium', '/etc/opt/chrome', '/etc/opt/edge'],
  firefox: ['/usr/lib/mozilla'],
};
const CONFFILES = [
  '/etc/chromium.d/optwatch', '/etc/firefox-esr/optwatch.js', '/etc/xdg/autostart/optwatch-remind.desktop',
  ...MANIFESTS.chromium.map((folder) => `${folder}/native-messaging-hosts/${IDENTITY.host_name}.json`),
].sort();
const FULL = process.env.OPTWATCH_FULL === '1';

/** What a look at both programs after stripping has to find equal: they were built in two folders. */
function stripped(program, place) {
  must('strip', ['-o', place, program]);
  return readFileSync(place);
}

describe('the Debian package', { concurrency: false }, () => {
  const place = mkdtempSync(join(tmpdir(), 'optwatch-deb-'));
  const root = join(place, 'root');
  let deb;
  before(() => {
    deb = buildPackage();
    must('dpkg-deb', ['-x', deb, root]);
  }, { timeout: 600_000 });
  after(() => rmSync(place, { recursive: true, force: true }));

  const field = (name) => must('dpkg-deb', ['-f', deb, name]).trim();
  const control = (name) => must('dpkg-deb', ['-I', deb, name]);

  test('holds these files and no other', () => {
    const wanted = [
      ...programs('/usr'), ...shared('/usr/share', '.gz'), ...CONFFILES,
      ...extensionFiles('chromium', '/usr/share/chromium/extensions/optwatch'),
      ...extensionFiles('firefox', `${FIREFOX}/${IDENTITY.firefox_id}`),
      `/usr/lib/mozilla/native-messaging-hosts/${IDENTITY.host_name}.json`,
      '/usr/lib/systemd/user/optwatch-remind.service', '/usr/lib/systemd/user/optwatch-remind.timer',
      '/usr/share/doc/optwatch/changelog.gz', '/usr/share/doc/optwatch/copyright', '/usr/share/lintian/overrides/optwatch',
    ];
    assert.deepEqual(filesOf(root).map((name) => `/${name}`), wanted.sort());
  });

  test('all is root\'s, folders 755, files 644, the two programs 755', () => {
    const lines = must('dpkg-deb', ['-c', deb]).trim().split('\n');
    const odd = lines.filter((line) => {
      const [mode, owner] = line.split(/\s+/);
      const isProgram = /\.\/usr\/(bin\/optwatch|libexec\/optwatch\/optwatch-host)$/.test(line);
      const wanted = line.endsWith('/') ? 'drwxr-xr-x' : isProgram ? '-rwxr-xr-x' : '-rw-r--r--';
      return owner !== 'root/root' || mode !== wanted;
    });
    assert.deepEqual(odd, []);
    assert.ok(lines.length > 100);
  });

  test('no path of the build is in it, and its programs are stripped', () => {
    assert.deepEqual(buildPathsIn(root, [ROOT, PACKED]), []);
    for (const name of programs('/usr')) {
      assert.doesNotMatch(must('readelf', ['--wide', '--sections', join(root, name)]), /\.debug_info|\.symtab/);
      assert.doesNotMatch(must('readelf', ['--dynamic', join(root, name)]), /R(UN)?PATH/);
    }
  });

  test('its manifests are what register writes for that host', () => {
    for (const [family, folders] of Object.entries(MANIFESTS)) {
      const out = join(place, `${family}.json`);
      must('cmake', [`-DFAMILY=${family}`, `-DHOST_PATH=${HOST}`, `-DOUT=${out}`, '-P', join(ROOT, 'packaging/cmake/manifest.cmake')]);
      for (const folder of folders) {
        assert.deepEqual(readFileSync(join(root, folder, 'native-messaging-hosts', `${IDENTITY.host_name}.json`)), readFileSync(out));
      }
    }
  });

  test('its units and entries start the program that it holds', () => {
    checkUnits(root, '/usr/bin/optwatch', '/usr/lib/systemd/user', '/etc/xdg/autostart', '/usr/share/applications');
  });

  test('what lies in /etc is the administrator\'s', () => {
    assert.deepEqual(control('conffiles').trim().split('\n').sort(), CONFFILES);
  });

  test('it needs the libraries that the programs load, and wants a browser', () => {
    const needs = field('Depends');
    for (const library of ['libc6', 'libjansson4', 'libsqlite3-0', 'libsodium23', 'libsecret-1-0', 'libnotify4']) {
      assert.match(needs, new RegExp(`(^|, )${library} `), needs);
    }
    assert.match(field('Recommends'), /chromium .*\| firefox-esr/);
  });

  test('what runs when it comes and goes touches no home', () => {
    for (const name of ['postinst', 'postrm']) {
      const text = control(name);
      assert.doesNotMatch(text, /HOME|~|\/home|\/root|getent|passwd/);
      assert.equal(spawnSync('sh', ['-n'], { input: text }).status, 0);
    }
  });

  test('lintian finds no error, and no warning', (t) => {
    if (spawnSync('lintian', ['--version']).status !== 0) {
      t.skip('lintian is not installed (packaging/deps --test)');
      return;
    }
    const done = spawnSync('lintian', ['--allow-root', '--fail-on', 'error,warning', deb], { encoding: 'utf8' });
    assert.equal(done.status, 0, done.stdout + done.stderr);
  });

  test('packed anew, in another zone, it is the same bytes', () => {
    const first = readFileSync(deb);
    assert.ok(readFileSync(pack(PACKED, { TZ: 'Asia/Tokyo' })).equals(first));
  });

  test('at another time it is not, and under another umask it holds the same', { skip: FULL ? false : 'tests/run --full package' }, () => {
    const first = readFileSync(deb);
    const listed = must('dpkg-deb', ['-c', deb]);
    const other = String(Date.UTC(2026, 0, 2) / 1000);
    assert.ok(!readFileSync(pack(PACKED, { SOURCE_DATE_EPOCH: other })).equals(first), 'it heeds the time');
    // ar keeps the mode of what cpack wrote beside: the bytes need the usual umask, what is in it does not.
    pack(PACKED, {}, 0o077);
    assert.equal(must('dpkg-deb', ['-c', deb]), listed);
    assert.ok(readFileSync(pack(PACKED)).equals(first));
  });

  test('built in another folder, the programs are the same bytes', () => {
    for (const name of ['optwatch', 'optwatch-host']) {
      const [one, two] = [BUILD, PACKED].map((folder, index) => stripped(join(folder, name), join(place, `${name}${index}`)));
      assert.ok(one.equals(two), name);
    }
  });

  test('and made from another checkout, the package is', { skip: FULL ? false : 'a whole build: tests/run --full package', timeout: 600_000 }, () => {
    const checkout = join(place, 'another checkout');
    cpSync(ROOT, checkout, { recursive: true, filter: (path) => !/\/(build|node_modules|\.git)$/.test(path) });
    const epoch = String(Date.UTC(2026, 0, 2) / 1000);
    const env = { ...process.env, SOURCE_DATE_EPOCH: epoch };
    const packed = [ROOT, checkout].map((folder) => {
      const out = join(place, `build of ${folder.split('/').at(-1)}`);
      must('cmake', ['--preset', 'package', '-B', out], { cwd: folder, env });
      must('cmake', ['--build', out], { cwd: folder, env });
      return readFileSync(pack(out, { SOURCE_DATE_EPOCH: epoch }));
    });
    assert.ok(packed[0].equals(packed[1]));
  });
});
