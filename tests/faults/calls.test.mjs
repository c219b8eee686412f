// Each system call that a report makes is made to fail in turn, by strace, in the real host: what it
// answers has to be true, what it said is recorded has to be there, and the next report has to go well.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ARGV, BUILD, makeHome } from '../protocol/lib.mjs';
import { FULL, judge, known, message, parse, spread } from './lib.mjs';

const HOST = join(BUILD, 'optwatch-host');
/** Of the calls of one name: all, or in a quick run the first ones, the last ones and some between. */
const SOME = 6;

/** The calls that touch files, and how a disk, a kernel or a limit lets them fail. */
const ERRORS = {
  openat: ['EIO', 'EACCES', 'EMFILE', 'ENOSPC'],
  mkdir: ['EIO', 'EROFS'],
  newfstatat: ['EIO'],
  fcntl: ['EAGAIN', 'ENOLCK', 'EIO'],
  pread64: ['EIO'],
  pwrite64: ['EIO', 'ENOSPC', 'EFBIG'],
  fdatasync: ['EIO'],
  fsync: ['EIO'],
  unlink: ['EIO', 'EROFS'],
  unlinkat: ['EIO'],
  ftruncate: ['EIO'],
  renameat2: ['EIO', 'EINVAL'],
  linkat: ['EIO'],
  flock: ['EIO'],
  lseek: ['EIO'],
  getrandom: ['ENOSYS', 'EAGAIN'],
  // Not brk: the kernel never says an error there, and the C library would take one for an address.
  mmap: ['ENOMEM'],
  read: ['EINTR', 'EIO'],
  writev: ['EINTR', 'EPIPE', 'EIO'],
};

function run(home, bytes, ...strace) {
  const file = strace.length ? 'strace' : HOST;
  const args = strace.length ? [...strace, HOST, ...ARGV.chromium] : ARGV.chromium;
  const done = spawnSync(file, args, { env: home.env, cwd: home.path, input: bytes, timeout: 60_000 });
  return parse(done);
}

/** How often each call is made from the first byte of the wire on. */
function count(home, bytes) {
  const log = join(home.path, 'calls');
  run(home, bytes, '-o', log);
  const all = readFileSync(log, 'utf8').split('\n').map((line) => /^(\w+)\(/.exec(line)?.[1]);
  const begin = all.lastIndexOf('seccomp') < 0 ? 0 : all.lastIndexOf('seccomp');
  const made = new Map();
  all.forEach((name, at) => {
    if (!(name in ERRORS)) return;
    const { first = 0, total = 0 } = made.get(name) ?? {};
    made.set(name, { first: at <= begin ? total + 1 : first, total: total + 1 });
  });
  rmSync(log);
  return made;
}

/** The numbers to try of a call, counted from the start of the program. */
const numbers = ({ first, total }) => spread(total - first, FULL ? Infinity : SOME).map((number) => first + number);

/** @param {(home: object) => void} prepare @param {string} before @param {string} after */
function faults(prepare, before, after) {
  return async (t) => {
    const model = makeHome();
    prepare(model);
    const copy = makeHome();
    cpSync(model.path, copy.path, { recursive: true });
    const made = count(copy, message('on'));
    copy.remove();
    assert.ok((made.get('pwrite64')?.total ?? 0) > 5, 'the report was traced');
    for (const [name, times] of made) {
      for (const error of ERRORS[name]) {
        await t.test(`${name}: ${error}`, () => {
          for (const number of numbers(times)) {
            const home = makeHome();
            try {
              cpSync(model.path, home.path, { recursive: true });
              judge(home, before, after, run(home, message('on'), '-o', '/dev/null', '-e', `inject=${name}:error=${error}:when=${number}`), `${name} ${number}`);
              const [again] = run(home, message('on')).replies;
              assert.equal(again.ok.recorded, true, `after ${name} ${number}`);
              assert.equal(known(home), after);
            } finally {
              home.remove();
            }
          }
        });
      }
    }
    model.remove();
  };
}

test('a history that knows a confirmed off, and the page says on', faults((home) => {
  for (let i = 0; i < 2; i += 1) run(home, message('off'));
  assert.equal(known(home), 'off_confirmed');
}, 'off_confirmed', 'turned_back_on'));

test('the first report of all', faults(() => {}, 'unknown', 'on'));
