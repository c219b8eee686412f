// The host as a process among others: what libraries print, whose rights it has, what it opens, how
// little it needs, how it ends.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'node:test';
import { ARGV, BUILD, INSTANCE, LIMIT, PATH, RELEASE, STATIC, frame, header, makeControl, makeReport, parseFrames, request, startHost, withHome } from './lib.mjs';

const HOST = join(BUILD, 'optwatch-host');
const FAULT = join(BUILD, 'libmemory_fault.so');
const SANITIZED = RELEASE ? false : 'sanitizers take terabytes of addresses and are loaded first';
const ROOT = process.getuid() === 0 ? SANITIZED && 'a sanitizer does not start with other rights' : 'needs root, to give a file away';
const NOBODY = 65_534;
const E_ORIGIN = 19;

const run = (home, input, file = HOST, before = [], env = {}) => {
  const [program, ...args] = [...before, file, ...ARGV.chromium];
  const done = spawnSync(program, args, { env: { ...home.env, ...env }, cwd: home.path, input, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 });
  return { ...done, ...parseFrames(done.stdout) };
};

test('S6: what a library prints does not reach the wire', { skip: SANITIZED || (STATIC && 'nothing can be loaded into it') }, withHome(async (home) => {
  const { frames, rest, stderr } = run(home, frame(request('hello')), HOST, [], { LD_PRELOAD: FAULT });
  assert.equal(frames.length, 1);
  assert.equal(rest.length, 0);
  assert.match(String(stderr), /^noise$/m);
}));

for (const [mode, name] of [[0o4755, 'set-user-id'], [0o2755, 'set-group-id']]) {
  test(`S10: ${name} it does nothing`, { skip: ROOT }, withHome(async (home) => {
    const copy = join(home.path, 'host');
    copyFileSync(HOST, copy);
    chownSync(copy, NOBODY, NOBODY);
    chmodSync(copy, mode);
    chmodSync(home.path, 0o755);
    const { status, stdout } = run(home, frame(request('report', makeReport())), copy);
    assert.equal(stdout.length, 0);
    assert.equal(status, E_ORIGIN);
    assert.equal(existsSync(join(home.path, 'data')), false);
  }));
}

test('S1: no length makes it ask for memory, in 64 MiB', { skip: SANITIZED }, withHome(async (home) => {
  for (const length of [0, LIMIT + 1, 0x7fffffff, 0x80000000, 0xffffffff]) {
    const { frames, signal } = run(home, Buffer.concat([header(length), Buffer.alloc(4096, 'x')]), HOST, ['prlimit', '--as=67108864']);
    assert.equal(signal, null);
    assert.equal(frames.length, 1);
    assert.equal(JSON.parse(frames[0]).id, null);
  }
  const whole = JSON.stringify(request('report', makeReport()));
  const { frames } = run(home, frame(whole + ' '.repeat(LIMIT - whole.length)), HOST, ['prlimit', '--as=67108864']);
  assert.equal(JSON.parse(frames[0]).ok.recorded, true);
}));

test('S17: no text of a message names a file that it opens', { skip: SANITIZED }, withHome(async (home) => {
  const log = join(home.path, 'files');
  const canary = 'canary5127';
  const path = `${PATH}/../../../../../../${canary}`;
  const text = `/tmp/${canary}`;
  const args = makeReport({
    page: { path, wanted: `/${canary}`, lang: 'en', heading: text },
    controls: [makeControl({ keys: [text], name: text, description: text, word: text, role: text.slice(0, 32) })],
    rows: [{ ref: 1, path: `/${canary}`, name: text, word: text }],
    locale: 'en',
  });
  const { frames } = run(home, frame(request('report', args)), HOST, ['strace', '-f', '-e', 'trace=%file', '-s', '4096', '-o', log]);
  assert.ok(JSON.parse(frames[0]).ok, 'the report was taken');
  const calls = readFileSync(log, 'utf8');
  assert.match(calls, /optwatch\.db/);
  assert.doesNotMatch(calls, new RegExp(canary));
  assert.doesNotMatch(calls, new RegExp(INSTANCE));
}));

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
  test(`S9: ${signal} ends it while it waits`, withHome(async (home) => {
    const host = startHost(home);
    host.write(frame(request('hello')));
    await new Promise((done) => host.child.stdout.once('data', done));
    await sleep(10);
    host.child.kill(signal);
    const ended = await host.ended;
    assert.equal(ended.signal, signal);
    assert.equal(ended.stderr, '');
  }));
}

test('S8: a reader that is gone, with SIGPIPE as a person\'s shell leaves it', withHome(async (home) => {
  // node starts its children with SIGPIPE as it was by default; a shell can ignore it.
  for (const lead of ['', 'trap "" PIPE; ']) {
    const done = spawnSync('sh', ['-c', `${lead}{ cat; } | "$0" "$1" | true; exit 0`, HOST, ...ARGV.chromium],
      { env: home.env, cwd: home.path, input: Buffer.concat(Array.from({ length: 50 }, () => frame(request('status')))), encoding: 'utf8', timeout: 60_000 });
    assert.equal(done.status, 0);
    assert.equal(done.stderr, '');
  }
}));
