// A real user manager in namespaces of its own, and units as an installation fills them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../protocol/lib.mjs';
import { until } from './desktop.mjs';

const MANAGER = join(ROOT, 'tests/remind/manager.sh');

export function fill(program, out) {
  const done = spawnSync('cmake', [`-DPROGRAM=${program}`, `-DOUT=${out}`, '-P', join(ROOT, 'packaging/cmake/units.cmake')], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
}

/** Why no user manager can be had here; '' if it can. */
export function obstacle() {
  if (process.getuid() !== 0) {
    return 'a user manager in namespaces of its own takes root';
  }
  const tried = spawnSync('unshare', ['--mount', '--pid', '--fork', '--propagation', 'private', 'sh', '-c',
    'mount -t tmpfs tmpfs /run && mount -t proc proc /proc && mount -t cgroup2 none /sys/fs/cgroup && test -w /sys/fs/cgroup/cgroup.procs'], { encoding: 'utf8' });
  return tried.status === 0 ? '' : `no namespaces and cgroups here: ${tried.stderr.trim()}`;
}

export class Manager {
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
