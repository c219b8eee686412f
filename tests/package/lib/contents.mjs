// The list of what an installation holds, written down a second time: what is new has to be named here.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { product } from '../../e2e/lib/paths.mjs';
import { filesOf } from '../../e2e/lib/variant.mjs';
import { must } from './made.mjs';

const ICONS = ['16x16', '32x32', '48x48', '128x128'];
const UNITS = ['optwatch-remind.service', 'optwatch-remind.timer'];

export const programs = (prefix) => [`${prefix}/bin/optwatch`, `${prefix}/libexec/optwatch/optwatch-host`];

/** What lies below PREFIX/share; `packed` is what follows the names of manuals. */
export const shared = (share, packed) => [
  ...ICONS.map((size) => `${share}/icons/hicolor/${size}/apps/optwatch.png`),
  `${share}/icons/hicolor/scalable/apps/optwatch.svg`,
  `${share}/applications/optwatch.desktop`,
  `${share}/bash-completion/completions/optwatch`,
  `${share}/metainfo/org.optwatch.optwatch.metainfo.xml`,
  `${share}/doc/optwatch/optwatch.spdx.json`,
  `${share}/man/man1/optwatch.1${packed}`,
  `${share}/man/man8/optwatch-host.8${packed}`,
];

export const extensionFiles = (family, folder) => filesOf(product(family).extension).map((name) => `${folder}/${name}`);

/** Which files below a folder hold one of some paths. */
export function buildPathsIn(folder, paths) {
  return filesOf(folder).filter((name) => {
    const bytes = readFileSync(join(folder, name));
    return paths.some((path) => bytes.includes(path));
  });
}

/** All that systemd has to say of the units: its exit status says nothing. */
function verify(folder, program) {
  const place = mkdtempSync(join(tmpdir(), 'optwatch-units-'));
  try {
    const copies = UNITS.map((name) => {
      const copy = join(place, name);
      // It asks whether the program is there: any other is as good.
      writeFileSync(copy, readFileSync(join(folder, name), 'utf8').replace(`"${program}"`, '"/bin/true"'));
      return copy;
    });
    mkdirSync(join(place, 'run'), { mode: 0o700 });
    const env = { ...process.env, XDG_RUNTIME_DIR: join(place, 'run'), HOME: place };
    const done = spawnSync('systemd-analyze', ['--user', 'verify', ...copies], { env, encoding: 'utf8' });
    assert.equal(done.error, undefined);
    return done.stdout + done.stderr;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Units, what starts at login and the menu's entry below a folder, for a program. */
export function checkUnits(below, program, units, autostart, applications) {
  assert.equal(verify(join(below, units), program), '');
  const service = readFileSync(join(below, units, UNITS[0]), 'utf8');
  assert.ok(service.includes(`ExecStart="${program}" remind --deliver=desktop\n`), service);
  const login = join(below, autostart, 'optwatch-remind.desktop');
  const menu = join(below, applications, 'optwatch.desktop');
  assert.ok(readFileSync(login, 'utf8').includes(`"${program}"\n`));
  assert.ok(readFileSync(menu, 'utf8').includes(`Exec="${program}" status --wait\n`));
  for (const file of [login, menu]) {
    must('desktop-file-validate', [file]);
  }
}
