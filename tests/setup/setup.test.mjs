// `optwatch setup` as a person runs it: on a desktop with all, on a machine with nothing, twice, under
// sudo, and where something is locked, killed or hung.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { withSession } from '../keyring/session.mjs';
import { BUILD, withHome } from '../protocol/lib.mjs';
import { until, withDesktop } from '../remind/desktop.mjs';
import { fill, Manager, obstacle } from '../remind/manager.mjs';
import { ERRORS, fault, LAYERS, only, run } from './doctor.mjs';

const WAIT_MS = 60_000;
const PASSWORD = 'the login password';

/** The two programs where an installation for one person puts them. */
function install(home) {
  const program = join(home.path, '.local/bin/optwatch');
  const host = join(home.path, '.local/libexec/optwatch/optwatch-host');
  for (const [from, to] of [['optwatch', program], ['optwatch-host', host]]) {
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(BUILD, from), to);
  }
  return program;
}

/** Programs of two browsers, which nobody starts. */
function addBrowsers(home) {
  const folder = join(home.path, 'browsers');
  mkdirSync(folder);
  for (const name of ['chromium', 'firefox']) {
    writeFileSync(join(folder, name), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  }
  return folder;
}

/** Runs a command with a PATH of these folders alone; `within` puts it where it is to run. */
function setup(env, program, folders, args = [], within = (...command) => command) {
  const [file, ...rest] = within(program, 'setup', '--json', ...args);
  const began = Date.now();
  const done = spawnSync(file, rest, { env: { ...env, PATH: folders.join(':') }, encoding: 'utf8', timeout: WAIT_MS });
  assert.ok(done.stdout.startsWith('{"steps":['), `${done.status} ${done.signal} ${done.stderr}`);
  const { steps, doctor } = JSON.parse(done.stdout);
  return {
    status: done.status,
    took: Date.now() - began,
    doctor,
    told: doctor?.checks.filter((one) => LAYERS.includes(one.layer)),
    step: (id) => steps.find((one) => one.id === id),
    states: Object.fromEntries(steps.map((one) => [one.id, one.error ?? one.state])),
  };
}

/** Every file below a folder but for the history and what other programs write. */
function tree(path) {
  const found = [];
  for (const name of readdirSync(path).sort()) {
    const at = join(path, name);
    const info = lstatSync(at);
    if (info.isSymbolicLink()) {
      found.push([at, readlinkSync(at)]);
    } else if (info.isDirectory()) {
      found.push([at], ...tree(at));
    } else if (info.isFile()) {
      found.push([at, info.mode, info.mtimeMs, createHash('sha256').update(readFileSync(at)).digest('hex')]);
    }
  }
  return found;
}

test('setup on a desktop with all, and once more', withDesktop(async (desktop, t) => {
  const why = obstacle();
  if (why) {
    t.skip(why);
    return;
  }
  const program = install(desktop);
  const folders = [addBrowsers(desktop), '/usr/bin', '/bin'];
  fill(program, join(desktop.env.XDG_CONFIG_HOME, 'systemd/user'));
  const manager = new Manager(desktop);
  try {
    await manager.start();
    const env = { ...manager.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/0/bus', DISPLAY: desktop.env.DISPLAY };
    const [file, ...args] = manager.within('gnome-keyring-daemon', '--unlock', '--foreground', '--components=secrets');
    desktop.start(file, args, { env }).stdin.end(PASSWORD);
    const [dunst, ...config] = manager.within('dunst', '-config', desktop.dunstConfig());
    desktop.start(dunst, config, { env });
    const owned = (name) => manager.run('dbus-send', '--bus=unix:path=/run/user/0/bus', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', `string:${name}`).stdout.includes('true');
    await until('keyring and dunst', () => owned('org.freedesktop.secrets') && owned('org.freedesktop.Notifications'));
    const within = (...command) => manager.within(...command);
    const first = setup(env, program, folders, [], within);
    assert.deepEqual(first.states, { register: 'done', seal: 'E_KEY_PENDING', timer: 'done' });
    assert.match(first.step('register').text, /^Told where the host is: Chromium, Firefox\./);
    assert.match(first.step('seal').text, /^A key was made and put in your keyring\./);
    assert.match(first.step('timer').text, /^optwatch-remind\.timer was enabled and started\. Reminders are/);
    assert.deepEqual(first.told.filter((one) => one.state === 'fault'), []);
    assert.equal(only(first.told, 'timer').state, 'ok', JSON.stringify(only(first.told, 'timer')));
    assert.match(only(first.told, 'notifications').found, /^dunst /);
    assert.equal(first.status, first.doctor.well ? 0 : ERRORS.get('E_UNWELL'));
    const places = () => [join(desktop.path, 'config'), join(desktop.path, '.mozilla'), join(desktop.data, 'optwatch')].map(tree);
    const before = places();
    const second = setup(env, program, folders, [], within);
    assert.equal(second.step('register').text, 'These know the host already: Chromium, Firefox.');
    assert.equal(second.step('timer').text, 'Reminders are looked for every hour.');
    assert.match(second.step('seal').text, /^Stored text is not sealed yet: the keyring has to give the key back/);
    assert.deepEqual(places(), before);
  } finally {
    await manager.end();
  }
}, { bus: false }));

test('setup where there is nothing: each step says what it waits for, and none is an error', withHome(async (home) => {
  const program = install(home);
  const done = setup(home.env, program, [join(home.path, 'none')]);
  assert.deepEqual(done.states, { register: 'E_NO_BROWSER', seal: 'E_NO_KEYRING', timer: 'E_NO_MANAGER' });
  assert.ok(['register', 'seal', 'timer'].every((id) => done.step(id).state === 'later'));
  assert.equal(done.status, ERRORS.get('E_UNWELL'));
  fault(done.told, 'timer', /^no systemd of yours answers here, and no entry/);
}));

test('setup where the entry for the log-in takes the timer\'s place', withHome(async (home) => {
  const program = install(home);
  const autostart = join(home.path, '.config/autostart');
  fill(program, join(home.path, 'filled'));
  mkdirSync(autostart, { recursive: true });
  copyFileSync(join(home.path, 'filled/optwatch-remind.desktop'), join(autostart, 'optwatch-remind.desktop'));
  const done = setup(home.env, program, [addBrowsers(home)]);
  assert.equal(done.states.timer, 'done');
  assert.match(done.step('timer').text, /autostart\/optwatch-remind\.desktop looks for reminders at each log-in\.$/);
  const words = spawnSync(program, ['setup'], { env: { ...home.env, PATH: join(home.path, 'browsers') }, encoding: 'utf8' });
  assert.match(words.stdout, /^\[x\] register$/m);
  assert.match(words.stdout, /^\[ \] seal$/m);
}));

test('setup under sudo refuses, and prints the command', { skip: process.geteuid() !== 0 && 'takes root' }, withHome(async (home) => {
  const program = install(home);
  const before = tree(home.path);
  const env = { ...home.env, SUDO_UID: '1000', SUDO_GID: '1000', SUDO_USER: 'somebody', PATH: addBrowsers(home) };
  const done = spawnSync(program, ['setup', '--json'], { env, encoding: 'utf8' });
  assert.equal(done.status, ERRORS.get('E_SUDO'));
  assert.match(done.stderr, /^optwatch: as yourself, run: optwatch setup$/m);
  assert.equal(done.stdout, '');
  assert.deepEqual(tree(home.path).filter(([path]) => !path.includes('/browsers')), before);
}));

test('setup takes no step that there is not', withHome(async (home) => {
  for (const args of [['--only', 'everything'], ['--only'], ['now']]) {
    assert.equal(run(home.env, 'setup', ...args).status, ERRORS.get('E_USAGE'), `${args}`);
  }
  assert.ok(!existsSync(home.store));
}));

test('a step that fails keeps none of the others, and its error is the end', withHome(async (home) => {
  const program = install(home);
  mkdirSync(dirname(home.store), { recursive: true, mode: 0o700 });
  writeFileSync(home.store, Buffer.alloc(4_096), { mode: 0o600 });
  const done = setup(home.env, program, [addBrowsers(home)]);
  assert.deepEqual(done.states, { register: 'done', seal: 'E_NOT_A_STORE', timer: 'E_NO_MANAGER' });
  assert.equal(done.step('seal').state, 'failed');
  assert.equal(done.status, ERRORS.get('E_NOT_A_STORE'));
  // It is not in PATH there.
  assert.equal(fault(done.told, 'store', /damaged/).remedy, `${program} forget --set-aside`);
  assert.ok(existsSync(join(home.path, '.mozilla/native-messaging-hosts/optwatch.json')));
}));

test('a host that will not last is not registered, and the rest is done', withHome(async (home) => {
  const done = setup(home.env, join(BUILD, 'optwatch'), [addBrowsers(home)]);
  assert.deepEqual(done.states, { register: 'E_HOST_PATH', seal: 'E_NO_KEYRING', timer: 'E_NO_MANAGER' });
  assert.equal(done.status, ERRORS.get('E_HOST_PATH'));
  assert.ok(existsSync(home.store));
  assert.ok(!existsSync(join(home.path, '.mozilla')));
}));

test('a locked keyring, one that hangs, one that was killed: another time, and the rest is done', withSession(async (session) => {
  const program = install(session);
  const folders = [addBrowsers(session), '/usr/bin', '/bin'];
  await session.logIn();
  await session.restart({ locked: true });
  const locked = setup(session.env, program, folders);
  assert.deepEqual(locked.states, { register: 'done', seal: 'E_LOCKED', timer: 'E_NO_MANAGER' });
  assert.equal(only(locked.told, 'keyring').state, 'info');
  await session.restart();
  process.kill(session.provider(), 'SIGSTOP');
  const hung = setup(session.env, program, folders);
  process.kill(session.provider(), 'SIGCONT');
  assert.equal(hung.states.seal, 'E_KEYRING_SLOW');
  assert.ok(hung.took < 20_000, `${hung.took} ms`);
  assert.equal(only(hung.told, 'keyring').state, 'info');
  process.kill(session.provider(), 'SIGKILL');
  assert.ok(['E_LOCKED', 'E_NO_KEYRING', 'E_KEY_PENDING'].includes(setup(session.env, program, folders).states.seal));
}));

test('a bus that ends and one that hangs do not keep setup', withSession(async (session) => {
  const program = install(session);
  const folders = [addBrowsers(session), '/usr/bin', '/bin'];
  const pid = Number(/uint32 (\d+)/.exec(session.ask('GetConnectionUnixProcessID', 'org.freedesktop.DBus'))[1]);
  process.kill(pid, 'SIGSTOP');
  const hung = setup(session.env, program, folders);
  process.kill(pid, 'SIGCONT');
  assert.deepEqual([hung.states.register, hung.step('seal').state, hung.step('timer').state], ['done', 'later', 'later']);
  assert.ok(hung.took < 45_000, `${hung.took} ms`);
}));

test('setup and the doctor use sockets of this machine only, and start nothing but the host they look at', withHome(async (home) => {
  const program = install(home);
  const log = join(home.path, 'calls');
  // With a display and without a bus, D-Bus libraries start one of their own where they may.
  const env = { ...home.env, PATH: `${addBrowsers(home)}:/usr/bin:/bin`, DISPLAY: ':99', XDG_RUNTIME_DIR: home.path };
  for (const verb of [['setup'], ['doctor']]) {
    spawnSync('strace', ['-f', '-e', 'trace=%network,execve', '-o', log, program, ...verb, '--json'], { env, timeout: WAIT_MS });
    const calls = readFileSync(log, 'utf8').split('\n');
    const started = calls.map((line) => /execve\("([^"]+)".*= 0$/.exec(line)?.[1]).filter(Boolean);
    assert.equal(started[0], program);
    assert.ok(started.slice(1).every((path) => path.endsWith('/libexec/optwatch/optwatch-host')), `${started}`);
    assert.deepEqual(calls.filter((line) => /socket\(/.test(line) && !/socket\(AF_UNIX/.test(line)), []);
  }
}));
