// A machine of its own for one test: a folder that programs take for their root, with one person, two
// browsers that do nothing, and Optwatch installed as for one person. Of the real machine only /usr is
// seen, read-only and under another name, so that nothing of it is found or changed.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BUILD } from '../../protocol/lib.mjs';

const UID = 1815;
const TOOLS =
  'sh cat chmod chown cp cut dash dd env getent id ln mkdir mkfifo mv printf rm rmdir sleep tee test touch true';
const MOUNT = `mount --bind -o ro /usr "$0/machine" && mount --bind /proc "$0/proc" &&
mount --bind /dev "$0/dev" && { [ ! -e "$0/disk" ] || mount -t tmpfs -o size=64k,mode=777 none "$0/disk"; } &&
exec chroot "$0" "$@"`;

export const LAYERS = ['browser', 'manifest', 'policy', 'confinement', 'start'];
export const HOME = '/home/ada';
export const HOST = `${HOME}/.local/libexec/optwatch/optwatch-host`;
export const USER = {
  chromium: `${HOME}/.config/chromium/NativeMessagingHosts/optwatch.json`,
  firefox: `${HOME}/.mozilla/native-messaging-hosts/optwatch.json`,
};
export const SYSTEM = {
  chromium: '/etc/chromium/native-messaging-hosts/optwatch.json',
  firefox: '/usr/lib/mozilla/native-messaging-hosts/optwatch.json',
};

/** Why there can be no such machine here; null where there can. */
export function whyNoRig() {
  if (process.getuid() !== 0) {
    return 'needs root, to have a root folder of its own';
  }
  const run = spawnSync('unshare', ['--mount', 'true'], { encoding: 'utf8' });
  return run.status === 0 ? null : `no mount namespace: ${run.stderr || run.error}`;
}

function link(root, to, path) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(to, join(root, path));
}

/** The loader and the libraries, each where programs look for it. */
function linkLibraries(root) {
  link(root, 'usr/bin', 'bin');
  link(root, 'usr/lib', 'lib');
  link(root, 'usr/lib64', 'lib64');
  mkdirSync(join(root, 'usr/lib'), { recursive: true });
  if (existsSync('/usr/lib64')) {
    link(root, '/machine/lib64', 'usr/lib64');
  }
  for (const name of readdirSync('/usr/lib').filter((one) => /-linux-gnu|^ld-linux/.test(one))) {
    link(root, `/machine/lib/${name}`, `usr/lib/${name}`);
  }
}

function makeRoot() {
  const root = mkdtempSync(join(tmpdir(), 'optwatch-doctor-'));
  chmodSync(root, 0o755);
  for (const folder of ['machine', 'proc', 'dev', 'tmp', 'root', 'etc']) {
    mkdirSync(join(root, folder));
  }
  chmodSync(join(root, 'tmp'), 0o1777);
  linkLibraries(root);
  for (const tool of TOOLS.split(' ')) {
    link(root, `/machine/bin/${tool}`, `usr/bin/${tool}`);
  }
  copyFileSync('/etc/ld.so.cache', join(root, 'etc/ld.so.cache'));
  writeFileSync(join(root, 'etc/passwd'),
    `root:x:0:0::/root:/bin/sh\nada:x:${UID}:${UID}::${HOME}:/bin/sh\n`);
  writeFileSync(join(root, 'etc/nsswitch.conf'), 'passwd: files\ngroup: files\n');
  writeFileSync(join(root, 'etc/group'), `root:x:0:\nada:x:${UID}:\n`);
  return root;
}

export class Rig {
  constructor() {
    this.root = makeRoot();
    this.env = {};
    this.folder(HOME, { uid: UID });
    copyFileSync(join(BUILD, 'doctor_sudo'), this.at('/usr/bin/sudo'));
    chmodSync(this.at('/usr/bin/sudo'), 0o4755);
    this.install(`${HOME}/.local`, UID);
  }

  at(path) {
    return join(this.root, path);
  }

  /** Each folder that is missing on the way; those below the home are the person's. */
  folder(path, { uid = path.startsWith(HOME) ? UID : 0, mode = 0o755 } = {}) {
    if (path !== '/' && !existsSync(this.at(path))) {
      this.folder(dirname(path), path === HOME ? { uid: 0 } : {});
      mkdirSync(this.at(path), { mode });
      chownSync(this.at(path), uid, uid);
    }
  }

  own(path, { uid = path.startsWith(HOME) ? UID : 0, mode } = {}) {
    chownSync(this.at(path), uid, uid);
    if (mode !== undefined) {
      chmodSync(this.at(path), mode);
    }
  }

  write(path, content, { uid, mode = 0o644 } = {}) {
    this.folder(dirname(path));
    writeFileSync(this.at(path), content);
    this.own(path, { uid, mode });
  }

  link(to, path) {
    this.folder(dirname(path));
    symlinkSync(to, this.at(path));
  }

  remove(path) {
    rmSync(this.at(path), { recursive: true });
  }

  exists(path) {
    return lstatSync(this.at(path), { throwIfNoEntry: false }) !== undefined;
  }

  copy(from, to, { uid, mode = 0o755 } = {}) {
    this.folder(dirname(to));
    copyFileSync(from, this.at(to));
    this.own(to, { uid, mode });
  }

  /** The two programs as an installation has them. */
  install(prefix, uid) {
    this.copy(join(BUILD, 'optwatch'), `${prefix}/bin/optwatch`, { uid });
    this.copy(join(BUILD, 'optwatch-host'), `${prefix}/libexec/optwatch/optwatch-host`, { uid });
  }

  browser(name) {
    this.write(`/usr/bin/${name}`, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  }

  /** Runs argv as the person, or a line by a shell. */
  run(command) {
    const argv = typeof command === 'string' ? ['/bin/sh', '-c', command] : command;
    const all = {
      HOME,
      PATH: `${HOME}/.local/bin:/usr/local/bin:/usr/bin:/bin`,
      LANG: 'C.UTF-8',
      ...this.env,
    };
    const words = Object.entries(all).filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${value}`);
    const who = [`--reuid=${UID}`, `--regid=${UID}`, '--clear-groups'];
    return spawnSync('unshare', ['--mount', '--propagation', 'private', '/bin/sh', '-c', MOUNT,
      this.root, '/machine/bin/setpriv', ...who, '/machine/bin/env', '-i', ...words, ...argv],
    { encoding: 'utf8', timeout: 60_000 });
  }

  /**
   * What the doctor says of the layers from browser to host, and of `more`; a line of the shell may
   * come before it. There is no desktop here, so that the layers of one are never well.
   */
  doctor({ more = [], line = 'true' } = {}) {
    const run = this.run(`${line} && optwatch doctor --json`);
    if (!run.stdout.startsWith('{')) {
      throw new Error(`no answer: ${run.status} ${run.signal} ${run.stderr}`);
    }
    const { checks } = JSON.parse(run.stdout);
    const wanted = [...LAYERS, ...more];
    return { status: run.status, checks: checks.filter(({ layer }) => wanted.includes(layer)) };
  }

  drop() {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Runs a test's body with a machine of its own. */
export const withRig = (body) => async () => {
  const rig = new Rig();
  try {
    await body(rig);
  } finally {
    rig.drop();
  }
};
