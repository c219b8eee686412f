// A login of its own for each test: a home, a session bus and a real gnome-keyring. Only what a test
// started is ended, by its process id.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILD, errorTable } from '../protocol/lib.mjs';

const TOOL = join(BUILD, 'keyring_tool');
export const CLI = join(BUILD, 'optwatch');
const PASSWORD = 'the login password';
const WAIT_MS = 15_000;
const NAME = 'org.freedesktop.secrets';
/** A bus that knows no programs to start. */
const BARE_BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>`;

export const ERRORS = errorTable();

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function until(what, probe) {
  for (let tries = 0; tries < WAIT_MS / 50; tries += 1) {
    const got = probe();
    if (got) {
      return got;
    }
    await wait(50);
  }
  throw new Error(`never came: ${what}`);
}

/** Lines of a program that answers each line with one. */
function converse(child) {
  let text = '';
  const waiting = [];
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (part) => {
    text += part;
    for (let end = text.indexOf('\n'); end >= 0 && waiting.length > 0; end = text.indexOf('\n')) {
      waiting.shift()(text.slice(0, end));
      text = text.slice(end + 1);
    }
  });
  return (line) => new Promise((done) => {
    waiting.push(done);
    child.stdin.write(`${line}\n`);
  });
}

class Session {
  constructor() {
    this.path = mkdtempSync(join(tmpdir(), 'optwatch-keyring-'));
    this.children = [];
    const run = join(this.path, 'run');
    mkdirSync(run, { mode: 0o700 });
    const data = join(this.path, 'data');
    // No DISPLAY: what wants to prompt fails, and is seen on the bus.
    this.env = {
      ...{ PATH: process.env.PATH, HOME: this.path, XDG_DATA_HOME: data, XDG_RUNTIME_DIR: run },
      ...{ XDG_CACHE_HOME: join(this.path, 'cache'), TZ: 'UTC', LC_ALL: 'C' },
    };
    this.store = join(data, 'optwatch/optwatch.db');
    this.keyrings = join(data, 'keyrings');
  }

  start(file, args, options = {}) {
    const child = spawn(file, args, { env: this.env, stdio: ['pipe', 'pipe', 'ignore'], ...options });
    child.ended = new Promise((done) => child.on('close', done));
    child.stdin?.on('error', () => {});
    this.children.push(child);
    return child;
  }

  async startBus({ bare = false } = {}) {
    const config = join(this.path, 'bus.conf');
    writeFileSync(config, BARE_BUS);
    const args = bare ? [`--config-file=${config}`] : [];
    this.bus = this.start('dbus-run-session', [...args, '--', 'sh', '-c', 'echo $DBUS_SESSION_BUS_ADDRESS; cat']);
    const address = await new Promise((done) => this.bus.stdout.once('data', (line) => done(`${line}`)));
    this.env.DBUS_SESSION_BUS_ADDRESS = address.trim();
    return this;
  }

  ask(method, argument) {
    const args = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', `org.freedesktop.DBus.${method}`];
    const done = spawnSync('dbus-send', [...args, `string:${argument}`], { env: this.env, encoding: 'utf8' });
    return done.status === 0 ? done.stdout : '';
  }

  /** The process that keeps secrets now, 0 if none does: the bus may have started it. */
  provider() {
    return Number(/uint32 (\d+)/.exec(this.ask('GetConnectionUnixProcessID', NAME))?.[1] ?? 0);
  }

  /** How many items of ours an open keyring holds, asked of it without us. */
  items() {
    const args = ['--session', '--print-reply', `--dest=${NAME}`, '/org/freedesktop/secrets'];
    const done = spawnSync('dbus-send', [...args, 'org.freedesktop.Secret.Service.SearchItems',
      'dict:string:string:purpose,history'], { env: this.env, encoding: 'utf8' });
    return done.stdout.split('object path').length - 1;
  }

  /** Logs in: a keyring daemon whose keyring is open, or locked without the password. */
  async logIn({ locked = false } = {}) {
    const how = locked ? ['--start'] : ['--unlock'];
    const child = this.start('gnome-keyring-daemon', [...how, '--foreground', '--components=secrets']);
    child.stdin.end(locked ? '' : PASSWORD);
    await until('a keyring', () => this.provider() === child.pid);
    return child;
  }

  async logOut() {
    const pid = this.provider();
    if (pid > 0) {
      process.kill(pid, 'SIGTERM');
      await until('the keyring\'s end', () => this.provider() !== pid);
    }
  }

  async restart(options) {
    await this.logOut();
    return this.logIn(options);
  }

  run(...args) {
    const began = Date.now();
    const done = spawnSync(CLI, args, { env: this.env, encoding: 'utf8', timeout: WAIT_MS });
    return { ...done, took: Date.now() - began };
  }

  /** Runs a verb with --json; `code` is the error that it has to end with. */
  json(args, code = null) {
    const done = this.run(...args, '--json');
    assert.equal(done.status, code ? ERRORS.get(code) : 0, `${args}: ${done.status} ${done.stderr}`);
    return done.stdout ? JSON.parse(done.stdout) : null;
  }

  refuses(args, code) {
    const done = this.run(...args);
    assert.equal(done.status, ERRORS.get(code), `${args}: ${done.status} ${done.stdout}${done.stderr}`);
    assert.match(done.stderr, new RegExp(`^optwatch: ${code}: `, 'm'));
    return done;
  }

  /** A process that uses the keyring and the history, a line at a time. */
  tool() {
    return converse(this.start(TOOL, []));
  }

  tell(line) {
    const done = spawnSync(TOOL, [], { env: this.env, encoding: 'utf8', input: `${line}\n`, timeout: WAIT_MS });
    assert.equal(done.status, 0, `${line}: ${done.signal} ${done.stderr}`);
    return done.stdout.trim();
  }

  /** The keyring's answer in parts. */
  async keyring(line = 'find', tool = (text) => this.tell(text)) {
    const words = (await tool(line)).trim().split(' ');
    return { state: words[0], ms: Number(words[1]), other: words[2] === 'other_locked', key: words.at(-1) };
  }

  rows() {
    return this.tell('rows').split('|').filter(Boolean).map((row) => {
      const [, table, id, sealed, text] = /^(\w+) (\d+) (\d+) (.*)$/.exec(row);
      return { table, id: Number(id), sealed: Number(sealed), text };
    });
  }

  /** A key that is proven, and a keyring that is open. */
  async prove() {
    await this.logIn();
    this.json(['setup', '--only', 'seal']);
    await this.restart();
    this.json(['seal']);
  }

  shows(text, file = this.store) {
    return readFileSync(file).includes(text);
  }

  async end() {
    const pid = this.env.DBUS_SESSION_BUS_ADDRESS ? this.provider() : 0;
    for (const child of this.children.reverse()) {
      if (child.exitCode === null && child.signalCode === null && child !== this.bus) {
        child.kill('SIGKILL');
        await child.ended;
      }
    }
    // One that the bus started for us and that is still there.
    if (pid > 0 && this.provider() === pid) {
      process.kill(pid, 'SIGKILL');
    }
    this.bus?.stdin.end();
    await this.bus?.ended;
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Runs a test's body with a session of its own; `bus` false: there is none. */
export const withSession = (body, { bus = true, bare = false } = {}) => async () => {
  const session = new Session();
  try {
    if (bus) {
      await session.startBus({ bare });
    }
    await body(session);
  } finally {
    await session.end();
  }
};

/** Runs a command at a terminal, and answers each of its questions. */
export async function typed(session, command, answers) {
  const child = session.start('script', ['-qec', command, '/dev/null']);
  const left = [...answers];
  let text = '';
  let answered = 0;
  child.stdout.on('data', (part) => {
    text += part;
    for (const asked = text.split(': ').length - 1; answered < asked && left.length > 0; answered += 1) {
      child.stdin.write(`${left.shift()}\n`);
    }
  });
  return { code: await child.ended, text };
}

/** What goes over the bus while a body runs, as dbus-monitor tells it. */
export async function overheard(session, body) {
  const monitor = session.start('dbus-monitor', ['--session']);
  let text = '';
  monitor.stdout.on('data', (part) => (text += part));
  await until('the monitor', () => text.includes('NameAcquired') || text.includes('NameLost'));
  await body();
  await wait(300);
  monitor.kill('SIGTERM');
  await monitor.ended;
  return text;
}
