// A desktop of its own for each test: a home, a display without a screen, a session bus and a real
// notification server. Only what a test started is ended, by its process id.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, BUILD, errorTable, makeReport, request, ROOT } from '../protocol/lib.mjs';

export const CLI = join(BUILD, 'optwatch');
export const TOOL = join(BUILD, 'notify_tool');
export const LATER = errorTable().get('E_LATER');
const STANDIN = join(BUILD, 'notify_server');
const WAIT_MS = 40_000;
const LIMIT_MS = 60_000;
const DAY_MS = 86_400_000;
export const PICTURES = process.env.OPTWATCH_PICTURES ?? join(BUILD, 'pictures');
const MULTIARCH = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => /-linux-gnu/.test(name)) : [];
const XFCE = ['/usr/lib/xfce4/notifyd/xfce4-notifyd', ...MULTIARCH.map((name) => `/usr/lib/${name}/xfce4/notifyd/xfce4-notifyd`)]
  .find((path) => existsSync(path));
/** One click on dunst's notification does what it is for. */
const DUNST = `[global]
mouse_left_click = do_action, close_current
origin = top-right
markup = full
notification_limit = 20
`;
/** A bus that can start the settings of Xfce, which its server needs, and nothing else. */
const busConfig = (services) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<servicedir>${services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>`;

export const wait = (ms) => new Promise((done) => setTimeout(done, ms));

export async function until(what, probe) {
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await wait(50)) {
    const got = probe();
    if (got) {
      return got;
    }
  }
  throw new Error(`never came: ${what}`);
}

class Desktop {
  constructor() {
    this.path = mkdtempSync(join(tmpdir(), 'optwatch-remind-'));
    this.children = [];
    const run = join(this.path, 'run');
    mkdirSync(run, { mode: 0o700 });
    // What a killed process leaves is the same in memory as on a disk, and a disk may be slow.
    this.data = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'optwatch-remind-'));
    const { data } = this;
    this.env = {
      ...{ PATH: process.env.PATH, HOME: this.path, XDG_DATA_HOME: data, XDG_RUNTIME_DIR: run },
      ...{ XDG_CONFIG_HOME: join(this.path, 'config'), XDG_CACHE_HOME: join(this.path, 'cache') },
      ...{ TZ: 'UTC', LC_ALL: 'C.UTF-8', NO_AT_BRIDGE: '1' },
    };
    this.store = join(data, 'optwatch/optwatch.db');
    // At ten, outside of the quiet hours, some days after what is looked at now.
    const today = new Date();
    this.now = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate(), 10) + 4 * DAY_MS);
  }

  start(file, args, options = {}) {
    const child = spawn(file, args, { env: this.env, stdio: ['pipe', 'pipe', 'pipe'], ...options });
    child.text = '';
    child.errors = '';
    child.stdout?.on('data', (part) => (child.text += part));
    child.stderr?.on('data', (part) => (child.errors += part));
    child.stdin?.on('error', () => {});
    child.on('error', (error) => (child.errors += error));
    // Far below the ten minutes that an answer is waited for: what hangs fails.
    if (file === CLI || file === TOOL) {
      setTimeout(() => child.kill('SIGKILL'), LIMIT_MS).unref();
    }
    child.ended = new Promise((done) => child.on('close', (code, signal) => done({ code, signal })));
    this.children.push(child);
    return child;
  }

  async startBus() {
    const services = join(this.path, 'services');
    const config = join(this.path, 'bus.conf');
    mkdirSync(services);
    const xfconf = '/usr/share/dbus-1/services/org.xfce.Xfconf.service';
    if (existsSync(xfconf)) {
      writeFileSync(join(services, 'org.xfce.Xfconf.service'), readFileSync(xfconf, 'utf8').replace(/^SystemdService.*\n/m, ''));
    }
    writeFileSync(config, busConfig(services));
    this.bus = this.start('dbus-run-session', [`--config-file=${config}`, '--', 'sh', '-c', 'echo $DBUS_SESSION_BUS_ADDRESS; cat']);
    this.env.DBUS_SESSION_BUS_ADDRESS = await until('a bus', () => /^(.*)\n/.exec(this.bus.text)?.[1]);
  }

  async startDisplay() {
    const args = ['-displayfd', '3', '-screen', '0', '1024x600x24', '-nolisten', 'tcp'];
    const display = this.start('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    let number = '';
    display.stdio[3].on('data', (part) => (number += part));
    this.env.DISPLAY = `:${await until('a display', () => /^(\d+)\n/.exec(number)?.[1])}`;
  }

  hasServer() {
    const done = spawnSync('dbus-send', ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/',
      'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.Notifications'], { env: this.env, encoding: 'utf8' });
    return done.stdout.includes('boolean true');
  }

  dunstConfig() {
    const config = join(this.path, 'dunstrc');
    writeFileSync(config, DUNST);
    return config;
  }

  /** dunst, xfce, or a stand-in with the capabilities that are named. */
  async startServer(kind, ...capabilities) {
    const programs = { dunst: ['dunst', '-config', this.dunstConfig()], xfce: [XFCE], standin: [STANDIN, ...capabilities] };
    const [file, ...args] = programs[kind];
    assert.ok(file, `${kind} is not installed (packaging/deps --test)`);
    this.server = this.start(file, args);
    await until(kind, () => this.hasServer());
    return this.server;
  }

  run(...args) {
    return spawnSync(CLI, args, { env: this.env, encoding: 'utf8', timeout: WAIT_MS });
  }

  /** The reminders as they are at the test's time, or some hours later. */
  reminders(hours = 0) {
    const done = this.run('reminders', '--json', '--now', this.at(hours));
    assert.equal(done.status, 0, done.stderr);
    return JSON.parse(done.stdout).reminders;
  }

  /** The one there is. */
  reminder(hours = 0) {
    const [one, ...others] = this.reminders(hours);
    assert.equal(others.length, 0);
    return one;
  }

  at(hours) {
    return new Date(this.now.getTime() + hours * 3_600_000).toISOString().replace('.000', '');
  }

  sql(text) {
    const code = 'import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\nr = c.execute(sys.argv[2]).fetchall()\nc.commit()\nprint("\\n".join("|".join(map(str, x)) for x in r))';
    const done = spawnSync('python3', ['-c', code, this.store, text], { encoding: 'utf8' });
    assert.equal(done.status, 0, done.stderr);
    return done.stdout.trim();
  }

  /** A report, by a host of which we are the browser. */
  async report() {
    const reply = await ask(this, request('report', makeReport()));
    assert.equal(reply.ok.recorded, true);
    assert.equal(this.sql('SELECT program FROM instance'), realpathSync(process.execPath), 'who started the host');
  }

  /** The browser that reported last is a script that records how it was started. */
  useBrowser() {
    this.record = join(this.path, 'opened');
    this.browser = join(this.path, 'the browser');
    writeFileSync(this.browser, `#!/bin/sh
{ printf '%s\\n' "$@"; cat /proc/self/status /proc/self/cgroup; umask; } >'${this.record}.part'
mv '${this.record}.part' '${this.record}'
`, { mode: 0o755 });
    this.sql(`UPDATE instance SET program = '${this.browser}'`);
  }

  /** The setting was seen on, so that it is due some days later. */
  async becomeDue() {
    await this.report();
    this.useBrowser();
    assert.equal(this.reminder().state, 'due');
  }

  /** Begins to deliver; ready once it is noted as shown. */
  async deliver() {
    const remind = this.start(CLI, ['remind', '--deliver=desktop', '--now', this.at(0)]);
    await until('the notification', () => remind.exitCode !== null || this.reminder().state === 'shown');
    assert.equal(remind.exitCode, null, remind.errors);
    return remind;
  }

  xdotool(...args) {
    return spawnSync('xdotool', args, { env: this.env, encoding: 'utf8', timeout: WAIT_MS }).stdout;
  }

  /** Windows of the server that can be seen: x, y, width, height. */
  windows(kind) {
    const name = { dunst: 'dunst', xfce: 'xfce4-notifyd' }[kind];
    const ids = this.xdotool('search', '--onlyvisible', '--class', name).trim().split('\n').filter(Boolean);
    return ids.map((id) => {
      const text = this.xdotool('getwindowgeometry', '--shell', id);
      const number = (key) => Number(new RegExp(`^${key}=(-?\\d+)`, 'm').exec(text)?.[1]);
      return { x: number('X'), y: number('Y'), width: number('WIDTH'), height: number('HEIGHT') };
    }).filter((one) => one.width > 50 && one.height > 30);
  }

  async shown(kind) {
    return until(`a window of ${kind}`, () => this.windows(kind)[0]);
  }

  /** A real click at a part of the window. */
  click(window, across, down) {
    const x = Math.round(window.x + window.width * across);
    const y = Math.round(window.y + window.height * down);
    this.xdotool('mousemove', `${x}`, `${y}`, 'sleep', '0.2', 'click', '1');
  }

  picture(name) {
    mkdirSync(PICTURES, { recursive: true });
    const file = join(PICTURES, `${name}.png`);
    const done = spawnSync('import', ['-window', 'root', file], { env: this.env, encoding: 'utf8' });
    assert.equal(done.status, 0, done.stderr);
    return file;
  }

  async end() {
    for (const child of this.children.reverse()) {
      if (child.exitCode === null && child.signalCode === null && child !== this.bus) {
        child.kill('SIGKILL');
        await child.ended;
      }
    }
    this.bus?.stdin.end();
    await this.bus?.ended;
    rmSync(this.path, { recursive: true, force: true });
    rmSync(this.data, { recursive: true, force: true });
  }
}

/** Runs a test's body on a desktop of its own. `bus` and `display` false: there is none. */
export const withDesktop = (body, { bus = true, display = true } = {}) => async (t) => {
  const desktop = new Desktop();
  try {
    if (bus) {
      await desktop.startBus();
    }
    if (display) {
      await desktop.startDisplay();
    }
    await body(desktop, t);
  } finally {
    await desktop.end();
  }
};
