// A bare Debian 12 in a folder, made by debootstrap from where this machine's apt takes its packages,
// and a way into it. It lives in namespaces of its own: when it ends, so does everything inside.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../e2e/lib/paths.mjs';

const SUITE = 'bookworm';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** Kept between runs: the bare system, and every package that was fetched. */
const CACHE = join(ROOT, 'build/debian');
const HOLDER = join(ROOT, 'tests/package/lib/house.sh');
const QUIET = ['-qq', '-y', '-o', 'Dpkg::Use-Pty=0', '-o', 'APT::Keep-Downloaded-Packages=true'];
export const UID = 1000;
export const MEMBER = 'member';

function check(done, what) {
  if (done.error || done.status !== 0) {
    throw new Error(`${what}: ${done.error ?? `exit status ${done.status}`}\n${done.stdout}${done.stderr}`);
  }
  return done.stdout;
}

const call = (what, file, args, options = {}) =>
  check(spawnSync(file, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options }), what);

/** Where this machine's apt takes Debian 12 from: site, suite and component. */
function sources() {
  const done = spawnSync('apt-get', ['indextargets', '--format', '$(CREATED_BY)|$(SITE)|$(RELEASE)|$(COMPONENT)'], { encoding: 'utf8' });
  const lines = (done.stdout ?? '').split('\n').map((line) => line.split('|'));
  return lines.filter(([by, , suite, component]) => by === 'Packages' && component === 'main' && suite.startsWith(SUITE))
    .map(([, site, suite, component]) => ({ site, suite, component }));
}

/** Why no Debian can be made here; '' if it can. */
export function obstacle() {
  if (process.getuid() !== 0) {
    return 'a Debian in a folder takes root';
  }
  if (spawnSync('debootstrap', ['--version']).status !== 0) {
    return 'debootstrap is not installed (packaging/deps --test)';
  }
  if (!existsSync(KEYRING) || !sources().some(({ suite }) => suite === SUITE)) {
    return 'this machine\'s apt knows no Debian 12';
  }
  const tried = spawnSync('unshare', ['--mount', '--pid', '--fork', '--propagation', 'private', 'sh', '-c',
    'mount -t tmpfs tmpfs /run && mount -t cgroup2 none /sys/fs/cgroup && test -w /sys/fs/cgroup/cgroup.procs'], { encoding: 'utf8' });
  return tried.status === 0 ? '' : `no namespaces and cgroups here: ${tried.stderr.trim()}`;
}

/** The bare system as an archive; made once. */
function bareSystem() {
  const archive = join(CACHE, `${SUITE}.tar`);
  if (!existsSync(archive)) {
    const folder = mkdtempSync(join(tmpdir(), 'optwatch-bare-'));
    try {
      const { site } = sources().find(({ suite }) => suite === SUITE);
      call('debootstrap', 'debootstrap', ['--variant=minbase', `--keyring=${KEYRING}`, SUITE, folder, site]);
      call('tar', 'tar', ['-C', folder, '--numeric-owner', '-cf', `${archive}.part`, '.']);
      renameSync(`${archive}.part`, archive);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return archive;
}

/** The same sources, settings and names as outside. */
function reachPackages(root) {
  const lines = sources().map(({ site, suite, component }) => `deb [signed-by=${KEYRING}] ${site} ${suite} ${component}\n`);
  writeFileSync(join(root, 'etc/apt/sources.list'), lines.join(''));
  const settings = call('apt-config', 'apt-config', ['dump', 'Acquire']);
  writeFileSync(join(root, 'etc/apt/apt.conf.d/10outside'), settings);
  for (const name of ['etc/resolv.conf', 'etc/hosts']) {
    copyFileSync(join('/', name), join(root, name));
  }
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

export class House {
  constructor() {
    mkdirSync(join(CACHE, 'archives/partial'), { recursive: true });
    const archive = bareSystem();
    this.root = mkdtempSync(join(tmpdir(), 'optwatch-debian-'));
    chmodSync(this.root, 0o755);
    call('tar', 'tar', ['-C', this.root, '--numeric-owner', '-xpf', archive]);
    reachPackages(this.root);
    // The home, too: what a person has is not the system's.
    this.shared = mkdtempSync(join(tmpdir(), 'optwatch-house-'));
    chmodSync(this.shared, 0o755);
    this.home = join(this.shared, 'home');
    this.group = `optwatch-house-${process.pid}-${this.root.slice(-6)}`;
    this.env = {
      ...{ PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', HOME: this.home, USER: MEMBER, LANG: 'C.UTF-8' },
      ...{ XDG_RUNTIME_DIR: `/run/user/${UID}`, DBUS_SESSION_BUS_ADDRESS: `unix:path=/run/user/${UID}/bus` },
    };
    this.children = [];
  }

  async open() {
    const flags = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
    const args = [...flags, 'sh', HOLDER, this.root, join(CACHE, 'archives'), this.shared, this.group];
    // Nothing goes on inside when the tests are killed.
    this.holder = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((done, failed) => {
      this.holder.stdout.once('data', done);
      this.holder.once('exit', (status) => failed(new Error(`no house: ${status}`)));
    });
    const { pid } = this.holder;
    this.pid = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
    this.apt('update');
    this.asRoot('useradd', '--uid', String(UID), '--user-group', '--no-create-home', '--home-dir', this.home, '--shell', '/bin/bash', MEMBER);
    mkdirSync(this.home, { mode: 0o700 });
    chownSync(this.home, UID, UID);
    return this;
  }

  /** The command line that runs something inside, as a user. */
  within(user, ...command) {
    return ['nsenter', '--target', `${this.pid}`, '--mount', '--pid', '--', 'chroot', ...(user === 'root' ? [] : [`--userspec=${user}`]), this.root, ...command];
  }

  /** As root; what it says, or an error. */
  asRoot(...command) {
    const [file, ...args] = this.within('root', ...command);
    const env = { PATH: this.env.PATH, LANG: 'C.UTF-8', HOME: '/root', DEBIAN_FRONTEND: 'noninteractive' };
    return call(command.join(' '), file, args, { env, cwd: '/' });
  }

  apt(command, ...args) {
    return this.asRoot('apt-get', ...QUIET, command, ...args);
  }

  /** As the person; whatever comes of it. */
  run(...command) {
    const [file, ...args] = this.within(MEMBER, ...command);
    return spawnSync(file, args, { env: this.env, encoding: 'utf8', timeout: 600_000, cwd: '/', maxBuffer: 64 * 1024 * 1024 });
  }

  /** As the person, and good. */
  must(...command) {
    return check(this.run(...command), command.join(' '));
  }

  start(...command) {
    return this.#start(MEMBER, command);
  }

  startAsRoot(...command) {
    return this.#start('root', command);
  }

  #start(user, command) {
    const [file, ...args] = this.within(user, ...command);
    const child = spawn(file, args, { env: this.env, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
    child.text = '';
    child.errors = '';
    child.stdout.on('data', (part) => (child.text += part));
    child.stderr.on('data', (part) => (child.errors += part));
    child.stdin.on('error', () => {});
    this.children.push(child);
    return child;
  }

  /** A script by which the driver, outside, starts a program inside as the person. */
  door(program) {
    const path = join(this.shared, program.split('/').at(-1));
    const line = this.within(MEMBER, program).map((word) => `'${word}'`).join(' ');
    // The driver wrote the profile as root.
    writeFileSync(path, `#!/bin/sh\nchown -R ${UID}:${UID} '${this.home}'\ncd /\nexec ${line} "$@"\n`, { mode: 0o755 });
    return path;
  }

  /** Where cgroups of this machine have ours. */
  #removeGroup() {
    const found = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'].map((path) => join(path, this.group)).find((path) => existsSync(path));
    const remove = (path) => {
      for (const entry of readdirSync(path, { withFileTypes: true }).filter((one) => one.isDirectory())) {
        remove(join(path, entry.name));
      }
      spawnSync('rmdir', [path]);
    };
    if (found) {
      remove(found);
    }
  }

  async close() {
    if (this.holder && this.holder.exitCode === null) {
      const ended = new Promise((done) => this.holder.once('exit', done));
      this.holder.kill('SIGKILL');
      await ended;
      await wait(500);
    }
    this.#removeGroup();
    rmSync(this.root, { recursive: true, force: true });
    rmSync(this.shared, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Asks until there is an answer. */
export async function until(what, probe, limitMs = 30_000) {
  for (const end = Date.now() + limitMs; Date.now() < end; await wait(100)) {
    const got = await probe();
    if (got) {
      return got;
    }
  }
  throw new Error(`never came: ${what}`);
}
