// The sandbox: what it forbids is tried, in the very function that the host calls; and what the host
// is like from outside while it waits for its first byte.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'node:test';
import { ARGV, BUILD, RELEASE, ask, frame, makeReport, report, request, startHost, standing, withHome } from './lib.mjs';

const TOOL = join(BUILD, 'confined_tool');
const HOST = join(BUILD, 'optwatch-host');
const EACCES = 13;
const ENOSYS = 38;

const [KERNEL, NAME] = spawnSync(TOOL, ['/', 'read', '/dev/null'], { encoding: 'utf8' }).stdout.split('\n');
const NONE = NAME === 'none';
const WHY = NONE ? 'this build (sanitizers) or this kernel is without a sandbox' : false;

test('the release build has all of the sandbox that its kernel can', () => {
  if (!RELEASE) return;
  const filters = /^Seccomp:/m.test(readFileSync('/proc/self/status', 'utf8'));
  const wanted = [Number(KERNEL) > 0 && 'landlock', filters && 'seccomp'].filter(Boolean).join('+');
  assert.equal(NAME, wanted || 'none');
});

function attempt(home, deed, file) {
  const folder = join(home.path, 'inner');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'inside'), 'x');
  const done = spawnSync(TOOL, [folder, deed, file], { encoding: 'utf8', env: home.env });
  const [, name, outcome] = done.stdout.split('\n');
  return { name, outcome, signal: done.signal };
}

for (const [deed, file, outcome] of [
  ['read', 'inside', 'done 0'],
  ['write', 'inside', 'done 0'],
  ['write', 'beside', 'done 0'],
  ['read', '/dev/urandom', 'done 0'],
  ['read', '/etc/passwd', `refused ${EACCES}`],
  ['read', '..', `refused ${EACCES}`],
  ['write', '../outside', `refused ${EACCES}`],
  ['write', '/dev/urandom', `refused ${EACCES}`],
  ['move', '../outside', `refused ${EACCES}`],
  ['link', 'inner-link', `refused ${ENOSYS}`],
  ['fifo', 'inner-fifo', `refused ${ENOSYS}`],
  ['chmod', 'inside', `refused ${ENOSYS}`],
  ['code', '-', `refused ${ENOSYS}`],
  ['turn', '-', `refused ${ENOSYS}`],
]) {
  test(`S13: ${deed} ${file}: ${outcome}`, { skip: WHY }, withHome(async (home) => {
    const tried = attempt(home, deed, file);
    const landlock = tried.name.includes('landlock');
    // A kernel without Landlock leaves the files to the person's own rights.
    if (landlock || !outcome.endsWith(` ${EACCES}`)) assert.equal(tried.outcome, outcome, tried.name);
    assert.equal(existsSync(join(home.path, 'outside')), !landlock && file === '../outside');
  }));
}

for (const deed of ['exec', 'fork', 'unix', 'internet', 'ptrace']) {
  test(`S13: ${deed} is the end of it`, { skip: WHY }, withHome(async (home) => {
    const tried = attempt(home, deed, '/bin/true');
    assert.equal(tried.outcome, '');
    assert.equal(tried.signal, 'SIGSYS');
  }));
}

/** A host that waits for its first byte, and what /proc says of it. */
async function waiting(home, look, start = startHost) {
  const host = start(home);
  const of = (name) => join('/proc', String(host.child.pid), name);
  try {
    // The last thing before it reads is the filter; without one, its input.
    for (let i = 0; i < 300; i += 1) {
      const ready = NONE ? i > 50 : /^Seccomp:\s2$/m.test(readFileSync(of('status'), 'utf8'));
      if (ready) break;
      await sleep(10);
    }
    await look(of);
  } finally {
    host.end();
    await host.ended;
  }
}

test('S12: no new rights, no core, few files, a filter, before the first byte', withHome(async (home) => {
  await waiting(home, (of) => {
    const status = readFileSync(of('status'), 'utf8');
    assert.match(status, /^NoNewPrivs:\s1$/m);
    if (!NONE) assert.match(status, /^Seccomp:\s2$/m);
    const limits = readFileSync(of('limits'), 'utf8');
    assert.match(limits, /^Max core file size +0 +0 /m);
    assert.match(limits, /^Max open files +64 +64 /m);
    assert.match(limits, /^Max file size +1073741824 +1073741824 /m);
    if (!NONE) assert.match(limits, /^Max address space +268435456 +268435456 /m);
  });
}));

for (const [name, value] of [['HOME', 'relative'], ['HOME', '/nowhere/at/all'], ['TZ', ':/etc/shadow'], ['TZ', 'x'.repeat(5000)],
  ['XDG_DATA_HOME', 'relative'], ['XDG_DATA_HOME', '']]) {
  test(`S11: ${name}=${value.slice(0, 20)}: the other folder holds the history, and the time is UTC`, withHome(async (home) => {
    home.env = { ...home.env, [name]: value };
    const reply = await report(home, { state: 'on' });
    assert.equal(standing(reply), 'on');
    assert.equal(reply.ok.recorded, true);
  }));
}

test('S7: leaked descriptors are closed before anything else', withHome(async (home) => {
  const leaks = Array.from({ length: 20 }, () => openSync('/dev/zero', 'r'));
  const start = () => {
    const child = spawn(HOST, ARGV.chromium, { env: home.env, cwd: home.path, stdio: ['pipe', 'pipe', 'pipe', ...leaks] });
    child.stdout.resume();
    return { child, end: () => child.stdin.end(), ended: new Promise((done) => child.on('close', done)) };
  };
  try {
    await waiting(home, (of) => {
      const open = readdirSync(of('fd')).map((fd) => readlinkSync(join(of('fd'), fd)));
      assert.ok(open.length > 0);
      assert.deepEqual(open.filter((path) => path === '/dev/zero'), []);
    }, start);
  } finally {
    leaks.forEach((fd) => closeSync(fd));
  }
}));

test('a caller that nobody named makes no folder', withHome(async (home) => {
  const stranger = ['chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/'];
  const reply = await ask(home, request('report', makeReport()), stranger);
  assert.equal(reply.error.code, 'E_ORIGIN');
  assert.equal(existsSync(join(home.path, 'data')), false);
}));

test('host.sandbox tells what is in force', withHome(async (home) => {
  const host = startHost(home);
  host.write(frame(request('hello')));
  host.end();
  const { replies } = await host.ended;
  const tool = attempt(home, 'read', 'inside').name;
  assert.equal(replies[0].host.sandbox, tool);
}));

test('a history whose folder is a link is refused with its own error', withHome(async (home) => {
  mkdirSync(join(home.path, 'data'), { recursive: true });
  mkdirSync(join(home.path, 'elsewhere'));
  symlinkSync(join(home.path, 'elsewhere'), join(home.path, 'data/optwatch'));
  const reply = await report(home, { state: 'on' });
  assert.equal(reply.ok.error.code, 'E_UNSAFE_PATH');
  assert.equal(reply.ok.recorded, false);
  assert.deepEqual(readdirSync(join(home.path, 'elsewhere')), []);
}));
