// The units: what systemd says of them, and a real user manager that follows them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLI, until, wait, withDesktop } from './desktop.mjs';
import { fill, Manager, obstacle } from './manager.mjs';

const UNITS = ['optwatch-remind.timer', 'optwatch-remind.service'];
const SERVICE = UNITS[1];

/** All that systemd has to say: its exit status says nothing. */
function verify(desktop, folder) {
  const done = spawnSync('systemd-analyze', ['--user', 'verify', ...UNITS.map((name) => join(folder, name))], { env: desktop.env, encoding: 'utf8' });
  assert.equal(done.error, undefined);
  return done.stdout + done.stderr;
}

/** GLib starts desktop entries as desktops do; two minutes are too long for a test. */
function logIn(desktop, folder, run = (...command) => spawnSync(command[0], command.slice(1), { env: desktop.env, encoding: 'utf8' })) {
  const entry = readFileSync(join(folder, 'optwatch-remind.desktop'), 'utf8');
  const file = join(desktop.path, 'entry.desktop');
  writeFileSync(file, entry.replace('sleep 120', 'sleep 0').replace('NoDisplay=true\n', ''));
  return run('gio', 'launch', file);
}

const offline = { bus: false, display: false };

test('systemd finds nothing to say of the units', withDesktop(async (desktop) => {
  const folder = join(desktop.path, 'units');
  fill(CLI, folder);
  assert.equal(verify(desktop, folder), '');
  const file = join(folder, SERVICE);
  writeFileSync(file, readFileSync(file, 'utf8').replace('RestartSec=', 'RestartSek='));
  assert.match(verify(desktop, folder), /RestartSek/, 'it would have said so');
}, offline));

test('a program\'s path of any kind is started as it is, by systemd and at login', withDesktop(async (desktop) => {
  const odd = join(desktop.path, 'a `b` 50%d $HOME');
  mkdirSync(odd);
  const program = join(odd, 'opt watch');
  const record = join(desktop.path, 'args');
  writeFileSync(program, `#!/bin/sh\necho "$@" >'${record}'\n`, { mode: 0o755 });
  const folder = join(desktop.path, 'units');
  fill(program, folder);
  assert.equal(verify(desktop, folder), '');
  const done = logIn(desktop, folder);
  assert.equal(done.status, 0, done.stderr);
  await until('its start', () => existsSync(record) && readFileSync(record, 'utf8') !== '');
  assert.equal(readFileSync(record, 'utf8'), 'remind --deliver=desktop\n');
  assert.match(readFileSync(join(folder, 'optwatch-remind.desktop'), 'utf8'), /^X-systemd-skip=true$/m);
}, offline));

/** Units as installed, with times that a test can wait for. */
function installUnits(desktop) {
  const folder = join(desktop.env.XDG_CONFIG_HOME, 'systemd/user');
  fill(CLI, folder);
  const shorter = {
    'optwatch-remind.timer': '[Timer]\nOnCalendar=\nOnCalendar=*:*:0/2\nAccuracySec=1ms\nRandomizedDelaySec=0\n',
    'optwatch-remind.service': '[Service]\nRestartSec=500ms\n[Unit]\nStartLimitBurst=1000\n',
  };
  for (const [name, text] of Object.entries(shorter)) {
    mkdirSync(join(folder, `${name}.d`));
    writeFileSync(join(folder, `${name}.d/shorter.conf`), text);
  }
}

/** Due now, by the real clock and at any hour of the day: one of the person's own. */
async function becomeDueNow(desktop) {
  desktop.now = new Date(Date.now() - (Date.now() % 1000));
  await desktop.report();
  desktop.useBrowser();
  desktop.sql('UPDATE reminder SET ended_s = 1');
  const set = desktop.run('reminders', 'set', '--at', desktop.at(-1), '--now', desktop.at(-2));
  assert.equal(set.status, 0, set.stderr);
  for (const hour of ['quiet_from', 'quiet_until']) {
    const done = desktop.run('settings', hour, '0');
    assert.equal(done.status, 0, done.stderr);
  }
  assert.equal(desktop.reminder().state, 'due');
}

test('a real user manager: the timer fires, 75 is tried again and is no failure, the browser is not confined', withDesktop(async (desktop, t) => {
  const why = obstacle();
  if (why) {
    t.skip(why);
    return;
  }
  await becomeDueNow(desktop);
  installUnits(desktop);
  const manager = new Manager(desktop);
  try {
    await manager.start();
    const enabled = manager.run('systemctl', '--user', 'enable', '--now', UNITS[0]);
    assert.equal(enabled.status, 0, enabled.stderr);
    // A bus, and no server on it.
    await until('75', () => manager.show(SERVICE, 'ExecMainStatus') === '75');
    await until('two more tries', () => Number(manager.show(SERVICE, 'NRestarts')) >= 2);
    assert.equal(manager.show(SERVICE, 'Result'), 'success');
    assert.notEqual(manager.show(SERVICE, 'ActiveState'), 'failed');
    assert.equal(desktop.reminder().state, 'due');
    const [file, ...args] = manager.within('dunst', '-config', desktop.dunstConfig());
    desktop.start(file, args, { env: { ...manager.env, DISPLAY: desktop.env.DISPLAY, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/0/bus' } });
    const window = await desktop.shown('dunst');
    await until('the note', () => desktop.reminder().state === 'shown');
    assert.equal(manager.show(SERVICE, 'ActiveState'), 'active');
    desktop.picture('user-manager');
    desktop.click(window, 0.5, 0.5);
    await until('the browser', () => existsSync(desktop.record));
    const status = readFileSync(desktop.record, 'utf8');
    assert.match(status, /^https:\/\/www\.linkedin\.com\/mypreferences\/d\/settings\/data-for-ai-improvement\n/);
    assert.match(status, /^NoNewPrivs:\s*0$/m);
    assert.match(status, /^Seccomp:\s*0$/m);
    assert.match(status, /^0::.*optwatch-open-[0-9a-f]{8}\.service$/m);
    await until('the end', () => manager.show(SERVICE, 'ActiveState') === 'inactive');
    assert.equal(manager.show(SERVICE, 'Result'), 'success');
    // It goes on firing, and there is nothing more to show.
    const last = manager.show(UNITS[0], 'LastTriggerUSec');
    await until('the timer again', () => manager.show(UNITS[0], 'LastTriggerUSec') !== last);
    await wait(500);
    assert.equal(manager.systemctl('--failed', '--plain', '--no-legend', 'list-units', 'optwatch*'), '');
  } finally {
    await manager.end();
  }
}, { bus: false }));

test('where the timer runs, the entry for the login does nothing', withDesktop(async (desktop, t) => {
  const why = obstacle();
  if (why) {
    t.skip(why);
    return;
  }
  const folder = join(desktop.env.XDG_CONFIG_HOME, 'systemd/user');
  const record = join(desktop.path, 'started');
  const program = join(desktop.path, 'program');
  writeFileSync(program, `#!/bin/sh\necho >>'${record}'\n`, { mode: 0o755 });
  fill(program, folder);
  const manager = new Manager(desktop);
  try {
    await manager.start();
    assert.equal(manager.run('systemctl', '--user', 'start', UNITS[0]).status, 0);
    const launched = logIn(desktop, folder, (...command) => manager.run(...command));
    assert.equal(launched.status, 0, launched.stderr);
    await wait(1000);
    assert.ok(!existsSync(record));
    assert.equal(manager.run('systemctl', '--user', 'stop', UNITS[0]).status, 0);
    logIn(desktop, folder, (...command) => manager.run(...command));
    await until('its start', () => existsSync(record));
  } finally {
    await manager.end();
  }
}, offline));

test('the service is confined as it says', withDesktop(async (desktop, t) => {
  const why = obstacle();
  if (why) {
    t.skip(why);
    return;
  }
  const folder = join(desktop.env.XDG_CONFIG_HOME, 'systemd/user');
  fill('/bin/true', folder);
  mkdirSync(join(folder, `${SERVICE}.d`));
  const record = join(desktop.path, 'inside');
  const code = 'import socket,sys;print(open("/proc/self/status").read())\\ntry:\\n socket.socket(socket.AF_INET)\\nexcept OSError as e:\\n print("inet",e.errno)\\nsocket.socket(socket.AF_UNIX);print("unix")';
  const script = join(desktop.path, 'inside.py');
  writeFileSync(script, code.replaceAll('\\n', '\n'));
  writeFileSync(join(folder, `${SERVICE}.d/other.conf`), `[Service]\nExecStart=\nExecStart=/usr/bin/python3 ${script}\nStandardOutput=file:${record}\n`);
  const manager = new Manager(desktop);
  try {
    await manager.start();
    assert.equal(manager.run('systemctl', '--user', 'start', SERVICE).status, 0);
    await until('what it saw', () => existsSync(record) && readFileSync(record, 'utf8').includes('unix'));
    const seen = readFileSync(record, 'utf8');
    assert.match(seen, /^NoNewPrivs:\s*1$/m);
    assert.match(seen, /^Seccomp:\s*2$/m);
    assert.match(seen, /^inet 97$/m);
  } finally {
    await manager.end();
  }
}, offline));
