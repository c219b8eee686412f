// The entry in the menu of applications: it is well formed, and starts a program of nearly any path.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../protocol/lib.mjs';
import { until, withDesktop } from './desktop.mjs';

const FILL = join(ROOT, 'packaging/cmake/units.cmake');
const LANGUAGES = ['ar', 'de', 'es', 'fr', 'it', 'nl', 'pt_BR'];

/** The filled entry's path. */
function fill(program, out) {
  const done = spawnSync('cmake', [`-DPROGRAM=${program}`, `-DOUT=${out}`, '-P', FILL], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return join(out, 'optwatch.desktop');
}

const validate = (file) => spawnSync('desktop-file-validate', ['--warn-kde', file], { encoding: 'utf8' });

test('the menu\'s entry starts the status, however its path is spelt', withDesktop(async (desktop) => {
  // No percent sign: GLib looks for the program before it makes one of two.
  const odd = join(desktop.path, 'a `b` \\d "e" $HOME');
  mkdirSync(odd);
  const program = join(odd, 'opt watch');
  const record = join(desktop.path, 'args');
  writeFileSync(program, `#!/bin/sh\necho "$@" >'${record}'\n`, { mode: 0o755 });
  const file = fill(program, join(desktop.path, 'filled'));
  const text = readFileSync(file, 'utf8');
  for (const language of LANGUAGES) {
    assert.match(text, new RegExp(`^Comment\\[${language}\\]=.+$`, 'm'));
  }
  assert.match(text, /^Terminal=true$/m);
  // No terminal is here: what it would run is what counts.
  writeFileSync(file, text.replace('Terminal=true', 'Terminal=false'));
  const done = spawnSync('gio', ['launch', file], { env: desktop.env, encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  await until('its start', () => existsSync(record) && readFileSync(record, 'utf8') !== '');
  assert.equal(readFileSync(record, 'utf8'), 'status --wait\n');
}, { bus: false, display: false }));

test('the menu\'s entry is as the specification has it', withDesktop(async (desktop) => {
  const file = fill('/usr/local/bin/optwatch', join(desktop.path, 'filled'));
  if (validate(file).error) {
    console.log('desktop-file-validate is not here (Debian: desktop-file-utils)');
    return;
  }
  const done = validate(file);
  assert.deepEqual([done.status, done.stdout, done.stderr], [0, '', '']);
  writeFileSync(file, readFileSync(file, 'utf8').replace('Terminal=true', 'Terminal=often'));
  assert.notEqual(validate(file).status, 0, 'it would have said so');
}, { bus: false, display: false }));
