// What `cmake --install` puts where, and what is in it: every file by name, no path of the build, and
// what names a program names the one of the prefix in force.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { BUILD, IDENTITY, ROOT } from '../e2e/lib/paths.mjs';
import { filesOf } from '../e2e/lib/variant.mjs';
import { buildPathsIn, checkUnits, extensionFiles, programs, shared } from './lib/contents.mjs';
import { must } from './lib/made.mjs';

const PREFIX = '/opt/some place';

/** A bare name for the files below a folder. */
const namesBelow = (folder) => filesOf(folder).map((name) => `/${name}`);

describe('the install rules', () => {
  const place = mkdtempSync(join(tmpdir(), 'optwatch-rules-'));
  const below = join(place, PREFIX);
  before(() => must('cmake', ['--install', BUILD, '--prefix', PREFIX, '--strip'], { env: { ...process.env, DESTDIR: place } }));
  after(() => rmSync(place, { recursive: true, force: true }));

  test('every file is one of the list, and all of them are there', () => {
    const wanted = [
      ...programs(''), ...shared('/share', ''), ...extensionFiles('chromium', '/libexec/optwatch/extension/chromium'),
      ...extensionFiles('firefox', '/libexec/optwatch/extension/firefox'), '/etc/xdg/autostart/optwatch-remind.desktop',
      '/lib/systemd/user/optwatch-remind.service', '/lib/systemd/user/optwatch-remind.timer',
    ];
    assert.deepEqual(namesBelow(below), wanted.sort());
    assert.deepEqual(namesBelow(place).length, wanted.length, 'nothing beside the prefix');
  });

  test('all can be read by everybody and changed by their owner alone, and the programs be started', () => {
    for (const name of namesBelow(below)) {
      const { mode, uid, gid } = lstatSync(join(below, name));
      const isProgram = /\/optwatch(-host)?$/.test(name) && !name.startsWith('/share/');
      assert.equal((mode & 0o7777).toString(8), isProgram ? '755' : '644', name);
      assert.deepEqual([uid, gid], [process.getuid(), process.getgid()], name);
    }
  });

  test('no path of the build is in what is installed', () => {
    assert.deepEqual(buildPathsIn(below, [ROOT, BUILD, place]), []);
    assert.notDeepEqual(buildPathsIn(join(BUILD, 'manifest'), [ROOT]), [], 'it would have been found');
  });

  test('units and entries start the program of the prefix, and their checkers find nothing', () => {
    checkUnits(below, `${PREFIX}/bin/optwatch`, '/lib/systemd/user', '/etc/xdg/autostart', '/share/applications');
  });

  test('a packager\'s folders for manifests are filled as optwatch register fills them', () => {
    const other = mkdtempSync(join(tmpdir(), 'optwatch-rules-'));
    try {
      for (const [family, flag] of [['chromium', 'CHROMIUM'], ['firefox', 'MOZILLA']]) {
        const host = join(other, 'optwatch-host');
        must('cp', [join(BUILD, 'optwatch-host'), host]);
        const out = join(other, `${family}.json`);
        must('cmake', [`-DFAMILY=${family}`, `-DHOST_PATH=${host}`, `-DOUT=${out}`, '-P', join(ROOT, 'packaging/cmake/manifest.cmake')]);
        const folder = join(other, flag);
        must('mkdir', [folder]);
        must(join(BUILD, 'optwatch'), ['register', '--dir', folder, '--family', family, '--host', host]);
        assert.equal(readFileSync(join(folder, `${IDENTITY.host_name}.json`), 'utf8'), readFileSync(out, 'utf8'));
      }
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  test('what software centres show is well formed', (t) => {
    if (spawnSync('appstreamcli', ['--version']).status !== 0) {
      t.skip('appstreamcli is not installed');
      return;
    }
    const folder = join(below, 'share/metainfo');
    assert.ok(existsSync(folder));
    for (const name of namesBelow(folder)) {
      must('appstreamcli', ['validate', '--no-net', join(folder, name)]);
    }
  });
});
