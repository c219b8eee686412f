// What the tests of a faulty registration share: register under strace, its calls, and what may be left.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLI, ERRORS as CODES, FILE } from '../register/lib/place.mjs';

const LIB = '/usr/lib/mozilla';
const STRACE = '/usr/bin/strace';
const LIMIT_MS = 60_000;
const TEXT = new RegExp(`(^|/)${FILE.replace('.', '\\.')}$`);

/** How a disk, a kernel or a limit lets each call fail. */
const ERRORS = {
  openat: ['EIO', 'EACCES', 'EMFILE', 'ENOSPC'],
  newfstatat: ['EIO'],
  access: ['EIO'],
  faccessat2: ['EIO'],
  readlink: ['EIO'],
  read: ['EIO'],
  lseek: ['EIO'],
  getdents64: ['EIO'],
  fcntl: ['EIO'],
  close: ['EIO'],
  mkdirat: ['EIO', 'EACCES', 'ENOSPC', 'EROFS'],
  fsetxattr: ['EIO', 'ENOSPC'],
  fgetxattr: ['EIO'],
  fchmod: ['EIO', 'EPERM'],
  renameat2: ['EIO', 'ENOSPC', 'EINVAL', 'ENOENT'],
  renameat: ['EIO', 'EACCES'],
  fsync: ['EIO'],
  flock: ['ENOLCK', 'EAGAIN'],
  write: ['EIO', 'ENOSPC', 'EINTR'],
  unlinkat: ['EIO', 'EACCES', 'EROFS'],
  rmdir: ['EIO', 'EBUSY'],
  getrandom: ['ENOSYS'],
  mmap: ['ENOMEM'],
  socket: ['EMFILE'],
  connect: ['ECONNREFUSED'],
};
/** What cannot fail, or what the C library asks again without an error of its own. */
const NEVER = ['brk', 'munmap', 'rt_sigaction', 'futex', 'geteuid', 'getuid', 'exit_group', 'umask', 'mprotect', 'getpid'];
/** What an errno may be called: E_FOREIGN would tell a person to move away a file that is ours. */
const MEANT = {
  EIO: ['E_OUTPUT', 'E_HOST_PATH', 'E_NO_BROWSER'],
  EACCES: ['E_READ_ONLY', 'E_OUTPUT', 'E_HOST_PATH'],
  EROFS: ['E_READ_ONLY'],
  EPERM: ['E_READ_ONLY'],
  ENOSPC: ['E_FULL', 'E_OUTPUT', 'E_HOST_PATH'],
};
const ANY = ['E_OUTPUT', 'E_HOST_PATH'];

/** Why there are no folders of the system for the test; false where there are. */
export function whyNoSystem() {
  if (process.getuid() !== 0) {
    return 'needs root';
  }
  const done = spawnSync('unshare', ['-m', '--propagation', 'private', 'mount', '--bind', '/etc', '/etc'], { encoding: 'utf8' });
  return done.status === 0 && existsSync(LIB) ? false : `no mount namespace, or no ${LIB}: ${done.stderr}`;
}

/** /etc and Mozilla's folder are the test's, in a mount namespace of the run's own. */
export function withSystem(home) {
  const folders = ['etc', 'mozilla'].map((name) => join(home.path, name));
  folders.forEach((folder) => mkdirSync(folder));
  for (const name of ['passwd', 'group', 'nsswitch.conf', 'ld.so.cache', 'localtime'].filter((one) => existsSync(join('/etc', one)))) {
    cpSync(join('/etc', name), join(folders[0], name), { dereference: true });
  }
  const script = `mount --bind "$0" /etc && mount --bind "$1" ${LIB} && shift && exec "$@"`;
  home.prefix = ['unshare', '-m', '--propagation', 'private', 'sh', '-c', script, ...folders];
}

/** @param {string|string[]} [fault] as strace takes it, or a file for all calls. */
export async function runWith(home, args, fault) {
  const traced = fault?.startsWith?.('/') ? ['-o', fault] : ['-o', '/dev/null', ...[fault].flat().flatMap((one) => ['-e', `inject=${one}`])];
  const clean = ['/usr/bin/env', '-i', ...Object.entries(home.env).map(([name, value]) => `${name}=${value}`)];
  const environment = Object.entries(home.env).flatMap(([name, value]) => ['-E', `${name}=${value}`]);
  const command = fault ? [STRACE, '-qq', ...traced, ...environment, CLI, ...args] : [...clean, CLI, ...args];
  const [program, ...all] = [...(home.prefix ?? []), ...command];
  const child = spawn(program, all, { env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS });
  child.stdout.resume();
  let stderr = '';
  child.stderr.on('data', (bytes) => { stderr += bytes; });
  const [status, signal] = await once(child, 'close');
  return { status, signal, stderr };
}

/** The faults of a verb: each call from main's first one on, with each way it can fail. */
export async function count(verb) {
  const folder = mkdtempSync(join(tmpdir(), 'optwatch-'));
  await verb(join(folder, 'calls'));
  const names = readFileSync(join(folder, 'calls'), 'utf8').split('\n').flatMap((line) => /^(\w+)\(/.exec(line)?.[1] ?? []);
  rmSync(folder, { recursive: true });
  const begin = names.indexOf('umask');
  assert.ok(begin > 0, 'main begins with umask');
  const made = {};
  return names.flatMap((name, at) => {
    made[name] = (made[name] ?? 0) + 1;
    if (at <= begin || NEVER.includes(name)) {
      return [];
    }
    assert.ok(ERRORS[name], `how can ${name} fail?`);
    return ERRORS[name].map((error) => `${name}:error=${error}:when=${made[name]}`);
  });
}

/** @param {object} done @param {string} fault what it was given @param {number} usual the status without one */
function judgeWords(done, fault, usual) {
  const errno = /error=(\w+)/.exec(fault)[1];
  if (fault.includes('write:') && done.stderr === '') {
    // The words themselves could not be written: the exit status says it.
    assert.ok([...CODES.values()].includes(done.status), `${fault}: exit ${done.status}`);
    return;
  }
  const code = /^optwatch: (E_\w+): \S.*\.$/m.exec(done.stderr)?.[1];
  assert.ok(code, `${fault}: exit ${done.status} without a code: ${done.stderr}`);
  assert.equal(done.status, CODES.get(code), `${fault}: ${done.stderr}`);
  assert.ok((MEANT[errno] ?? ANY).includes(code) || done.status === usual, `${fault}: ${code}`);
}

/** Each entry is as it was or as it is to be; `now` has nothing that neither of them has. */
export function judgeFolders(done, { before, now, wanted, usual }, fault) {
  // Out of memory ends the program, in one place: that is abort.
  const aborted = fault.includes('mmap') && (done.signal === 'SIGABRT' || done.status === 134);
  if (!aborted) {
    assert.equal(done.signal, null, fault);
  }
  if (!aborted && done.status === 0) {
    const left = Object.fromEntries(Object.entries(now).filter(([path]) => wanted[path] || TEXT.test(path)));
    assert.deepEqual(left, wanted, `${fault}: what is said to be done is done`);
  } else if (!aborted) {
    judgeWords(done, fault, usual);
  }
  for (const path of new Set([...Object.keys(before), ...Object.keys(now), ...Object.keys(wanted)])) {
    const allowed = [before[path], wanted[path]].map((one) => JSON.stringify(one));
    assert.ok(allowed.includes(JSON.stringify(now[path])), `${fault}: ${path} is ${now[path]}`);
  }
}
