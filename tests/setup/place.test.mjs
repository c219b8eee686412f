// Zone, clock, the entry for the log-in, and who has reported: without a bus and without systemd.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { report, ROOT, withHome } from '../protocol/lib.mjs';
import { fill } from '../remind/manager.mjs';
import { CLI, doctor, fault, mends, of, only, read } from './doctor.mjs';

const DAY_MS = 86_400_000;

/** A program where an installation puts it, and the entry that starts it. */
function install(home) {
  const program = join(home.path, '.local/bin/optwatch');
  const autostart = join(home.path, '.config/autostart');
  mkdirSync(join(home.path, '.local/bin'), { recursive: true });
  copyFileSync(CLI, program);
  fill(program, join(home.path, 'filled'));
  mkdirSync(autostart, { recursive: true });
  copyFileSync(join(home.path, 'filled/optwatch-remind.desktop'), join(autostart, 'optwatch-remind.desktop'));
  return { program, entry: join(autostart, 'optwatch-remind.desktop') };
}

test('timer: without systemd the entry for the log-in does', withHome(async (home) => {
  const { entry, program } = install(home);
  const found = only(doctor(home.env), 'timer');
  assert.equal(found.state, 'ok', found.found);
  assert.ok(found.found.includes(entry));
  // Its program is gone: an installation anew brings it.
  rmSync(program);
  assert.equal(fault(doctor(home.env), 'timer', /starts .*\.local\/bin\/optwatch, which is not there$/).remedy, 'packaging/install --user');
  copyFileSync(CLI, program);
  chmodSync(program, 0o644);
  fault(doctor(home.env), 'timer', /which is not there$/);
}));

test('timer: an entry that was switched off', withHome(async (home) => {
  const { entry } = install(home);
  const system = join(home.path, 'xdg/autostart');
  mkdirSync(system, { recursive: true });
  copyFileSync(entry, join(system, 'optwatch-remind.desktop'));
  home.env.XDG_CONFIG_DIRS = join(home.path, 'xdg');
  writeFileSync(entry, `${readFileSync(entry, 'utf8')}Hidden=true\n`);
  mends(home.env, 'timer', fault(doctor(home.env), 'timer', /is switched off \(Hidden\)$/));
  assert.ok(only(doctor(home.env), 'timer').found.includes(system));
}));

test('timer: neither systemd nor an entry; only a person has the package or the sources', withHome(async (home) => {
  const found = fault(doctor(home.env), 'timer', /^no systemd of yours answers here, and no entry/);
  assert.equal(found.remedy, 'packaging/install --user');
}));

for (const [name, TZ] of [['a slip', 'Europe/Berlim'], ['a path', '/etc/passwd'], ['nothing of the kind', '%%%'], ['a way out', '../../passwd']]) {
  test(`zone: TZ is ${name}, which the C library takes for UTC`, withHome(async (home) => {
    home.env.TZ = TZ;
    mends(home.env, 'zone', fault(doctor(home.env), 'zone', /, which nobody knows: UTC is taken$/));
  }));
}

for (const [TZ, state, says] of [
  ['Europe/Berlin', 'ok', /^Europe\/Berlin \(TZ\): UTC\+0[12]:00, the clocks change 20\d\d-(03|10)-\d\d 0[23]:00 to UTC\+0[12]:00$/],
  [':Asia/Kathmandu', 'ok', /^Asia\/Kathmandu \(TZ\): UTC\+05:45, no change of the clocks within a year$/],
  ['America/St_Johns', 'ok', /UTC-0[23]:30/],
  ['CET-1CEST,M3.5.0,M10.5.0/3', 'ok', /^CET-1CEST/],
  ['<+0330>-3:30', 'ok', /UTC\+03:30, no change/],
  ['', 'info', /^UTC, since no zone is set \(TZ\): UTC\+00:00, no change/],
]) {
  test(`zone: ${TZ || 'an empty TZ'} is one`, withHome(async (home) => {
    home.env.TZ = TZ;
    const found = only(doctor(home.env), 'zone');
    assert.equal(found.state, state);
    assert.match(found.found, says);
  }));
}

const sql = (home, text) => execFileSync('python3', ['-c', 'import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\nc.execute(sys.argv[2])\nc.commit()', home.store, text]);

test('clock: what lies ahead is told, with what it is; a day ahead is not', withHome(async (home) => {
  await report(home);
  assert.equal(only(doctor(home.env), 'clock').state, 'ok');
  const write = (days) => sql(home, `UPDATE reading SET last_ms = ${Date.now() + days * DAY_MS}`);
  write(1);
  assert.equal(only(doctor(home.env), 'clock').state, 'ok');
  write(30);
  const found = only(doctor(home.env), 'clock');
  assert.equal(found.state, 'info');
  assert.match(found.found, /^readings of the history are dated up to \d{4}-\d\d-\d\d \d\d:\d\d, (29|30) days ahead$/);
  sql(home, `UPDATE reminder SET created_s = ${Math.round(Date.now() / 1000) + 40 * 86_400}, noticed_s = ${Math.round(Date.now() / 1000) - 3600}`);
  assert.match(only(doctor(home.env), 'clock').found, /^readings, reminders of the history .* (39|40) days ahead, noticed \d{4}-/);
}));

test('extension: nobody yet, then who and when, then long ago', withHome(async (home) => {
  const first = only(doctor(home.env), 'extension');
  assert.deepEqual([first.state, first.found], ['info', 'no browser has reported yet']);
  assert.match(first.remedy, /^xdg-open https:\/\/www\.linkedin\.com\/mypreferences\//);
  await report(home);
  await report(home, { instance: '5d7c1a2e-8a5e-4f57-9a4e-6d8f1c5f0b22', family: 'firefox' });
  const found = of(doctor(home.env), 'extension');
  assert.deepEqual(found.map((one) => one.state), ['ok', 'ok']);
  assert.match(found[0].found, /^Chromium's family: reported last \d{4}-\d\d-\d\d \d\d:\d\d, from 1 profile \(account 1\)$/);
  assert.match(found[1].found, /^Firefox's family: /);
  sql(home, `UPDATE instance SET last_ms = ${Date.now() - 50 * DAY_MS} WHERE family = 'firefox'`);
  assert.deepEqual(of(doctor(home.env), 'extension').map((one) => one.state), ['ok', 'info']);
  assert.ok(existsSync(home.store));
}));

test('extension: what a package of the system brings is named', { skip: process.geteuid() !== 0 && 'takes root' }, withHome(async (home) => {
  const { firefox_id: id } = JSON.parse(readFileSync(join(ROOT, 'manifest/identity.json'), 'utf8'));
  const chromium = '/usr/share/chromium/extensions/optwatch';
  const firefox = `/usr/share/mozilla/extensions/{ec8030f7-c20a-464f-9b0e-13a3a9e97384}/${id}`;
  const look = (...made) => {
    const script = `mount -t tmpfs none /usr/share && mkdir -p ${chromium} '${firefox}' && touch ${made.map((path) => `'${path}'`).join(' ')} && exec "$0" doctor --json`;
    return of(read(spawnSync('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', script, CLI], { env: home.env, encoding: 'utf8' })), 'extension');
  };
  const both = look(`${chromium}/manifest.json`, `${firefox}/manifest.json`);
  assert.deepEqual(both.map((one) => one.state), ['ok', 'ok', 'info']);
  assert.match(both[0].found, /^the system's package brings it for Chromium: \/usr\/share\/chromium\/extensions\/optwatch\/manifest\.json$/);
  assert.match(both[1].found, /for Firefox: .*\/manifest\.json$/);
  assert.deepEqual(look(`${chromium}/other.json`).map((one) => one.state), ['info']);
  assert.equal(look(`${firefox}.xpi`).length, 2);
}));
