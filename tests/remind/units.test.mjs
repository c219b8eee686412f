// The units: what systemd says of them, and a real user manager that follows them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../protocol/lib.mjs';
import { CLI, until, wait, withDesktop } from './desktop.mjs';

const UNITS = ['optwatch-remind.timer', 'optwatch-remind.service'];
const SERVICE = UNITS[1];
const MANAGER = join(ROOT, 'tests/remind/manager.sh');

function fill(program, out) {
  const done = spawnSync('cmake', [`-DPROGRAM=${program}`, `-DOUT=${out}`, '-P', join(ROOT, 'packaging/cmake/units.cmake')], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
}

/** All that systemd has to say: its exit status says nothing. */
function verify(desktop, folder) {
  const done = spawnSync('systemd-analyze', ['--user', 'verify', ...UNITS.map((name) => join(folder, name))], { env: desktop.env, encoding: 'utf8' });
  assert.equal(done.error, undefined);
  return done.stdout + done.stderr;
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
  // GLib starts desktop entries as desktops do; two minutes are too long for a test.
  const entry = readFileSync(join(folder, 'optwatch-remind.desktop'), 'utf8');
  const file = join(desktop.path, 'entry.desktop');
  writeFileSync(file, entry.replace('sleep 120', 'sleep 0').replace('NoDisplay=true\n', ''));
  const done = spawnSync('gio', ['launch', file], { env: { ...desktop.env, XDG_DATA_DIRS: '/usr/share' }, encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  await until('its start', () => existsSync(record) && readFileSync(record, 'utf8') !== '');
  assert.equal(readFileSync(record, 'utf8'), 'remind --deliver=desktop\n');
  assert.match(entry, /^X-systemd-skip=true$/m);
}, offline));

/** Why no user manager can be had here; '' if it can. */
function obstacle() {
  if (process.getuid() !== 0) {
    return 'a user manager in namespaces of its own takes root';
  }
  const tried = spawnSync('unshare', ['--mount', '--pid', '--fork', '--propagation', 'private', 'sh', '-c',
    'mount -t tmpfs tmpfs /run && mount -t proc proc /proc && mount -t cgroup2 none /sys/fs/cgroup && test -w /sys/fs/cgroup/cgroup.procs'], { encoding: 'utf8' });
  return tried.status === 0 ? '' : `no namespaces and cgroups here: ${tried.stderr.trim()}`;
}

class Manager {
  constructor(desktop) {
    this.desktop = desktop;
    this.group = `optwatch-test-${process.pid}`;
    this.env = { ...desktop.env, XDG_RUNTIME_DIR: '/run/user/0' };
    // Else its bus would start a notification server by itself.
    delete this.env.DISPLAY;
    const units = join(desktop.env.XDG_CONFIG_HOME, 'systemd/user');
    mkdirSync(units, { recursive: true });
    for (const server of ['dunst', 'xfce4-notifyd']) {
      symlinkSync('/dev/null', join(units, `${server}.service`));
    }
  }

  async start() {
    const flags = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
    this.shell = this.desktop.start('unshare', [...flags, 'sh', MANAGER, this.group], { env: this.env });
    await until('the namespaces', () => this.shell.text.includes('ready') || this.shell.exitCode !== null);
    const { pid } = this.shell;
    this.pid = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
    await until('the manager', () => ['running', 'degraded'].includes(this.systemctl('is-system-running').trim()));
  }

  within(...command) {
    return ['nsenter', '--target', `${this.pid}`, '--mount', '--pid', '--', ...command];
  }

  run(...command) {
    const [file, ...args] = this.within(...command);
    return spawnSync(file, args, { env: this.env, encoding: 'utf8', timeout: 20_000 });
  }

  systemctl(...args) {
    return this.run('systemctl', '--user', ...args).stdout;
  }

  show(unit, property) {
    return this.systemctl('show', '--value', `--property=${property}`, unit).trim();
  }

  /** cgroups outlive the namespace that made them. */
  async end() {
    this.shell.kill('SIGKILL');
    await this.shell.ended;
    const found = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'].map((path) => join(path, this.group)).find((path) => existsSync(path));
    const remove = (path) => {
      for (const entry of readdirSync(path, { withFileTypes: true }).filter((one) => one.isDirectory())) {
        remove(join(path, entry.name));
      }
      spawnSync('rmdir', [path]);
    };
    if (found) {
      await until('the end of its processes', () => readFileSync(join(found, 'cgroup.events'), 'utf8').includes('populated 0'));
      remove(found);
    }
  }
}

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
