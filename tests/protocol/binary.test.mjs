// The built files themselves: what they cannot call, and what the compiler was to put into them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';
import { BUILD, RELEASE, STATIC } from './lib.mjs';

const HOST = join(BUILD, 'optwatch-host');
const PROGRAMS = { 'optwatch-host': HOST, optwatch: join(BUILD, 'optwatch') };
const WHY = RELEASE ? false : 'only the release is built for people';

function tell(tool, ...args) {
  const done = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  assert.equal(done.status, 0, `${tool}: ${done.error ?? done.stderr}`);
  return done.stdout;
}

/** The functions that a program takes from libraries. */
const taken = (file) => tell('nm', '-D', '--undefined-only', file).split('\n')
  .map((line) => line.trim().split(/\s+/).at(-1)?.replace(/@.*/, '')).filter(Boolean);

/** The same, or for a static program those that it holds. */
const known = (file) => (STATIC && file === HOST
  ? tell('nm', file).split('\n').map((line) => line.trim().split(/\s+/).at(-1))
  : taken(file));

const FORBIDDEN = /^(exec(l|lp|le|v|vp|vpe|ve|veat)|fexecve|posix_spawnp?|system|popen|v?fork|clone|socket|socketpair|connect|bind|listen|accept4?|send(to|msg|mmsg)?|recv(from|msg|mmsg)?|getaddrinfo|gethostbyname\w*|res_\w+|dl(open|m?open|sym)|ptrace|pthread_create)$/;

test('S14, S30: the host takes no function that starts a program or speaks to another', { skip: WHY || (STATIC && 'it takes none: the filter is the proof') }, () => {
  const all = taken(HOST);
  assert.ok(all.includes('read') && all.includes('sqlite3_step'), 'the list is the host\'s');
  assert.deepEqual(all.filter((name) => FORBIDDEN.test(name)), []);
});

test('the host is linked with no library of the desktop, a static one with none', { skip: WHY }, () => {
  const needed = [...tell('readelf', '-dW', HOST).matchAll(/\(NEEDED\).*\[(.*)\]/g)].map(([, name]) => name.replace(/\.so.*/, ''));
  assert.deepEqual(needed.sort(), STATIC ? [] : ['libc', 'libjansson', 'libsodium', 'libsqlite3']);
});

for (const [name, file] of Object.entries(PROGRAMS)) {
  test(`S15: ${name} is built as the guide of OpenSSF asks`, { skip: WHY }, () => {
    const head = tell('readelf', '-hW', file);
    const segments = tell('readelf', '-lW', file);
    const dynamic = tell('readelf', '-dW', file);
    assert.match(head, /Type:\s+DYN/);
    assert.match(dynamic, /\(FLAGS_1\).*\bPIE\b/);
    assert.match(dynamic, /\(FLAGS\).*BIND_NOW/);
    assert.match(segments, /GNU_RELRO/);
    assert.match(segments, /GNU_STACK.* RW /, 'no stack that can be run');
    assert.doesNotMatch(segments, /LOAD.* RWE /);
    assert.doesNotMatch(dynamic, /RPATH|RUNPATH|TEXTREL/);
    const functions = known(file);
    assert.ok(functions.includes('__stack_chk_fail'), 'guarded stacks');
    assert.ok(functions.filter((one) => /^__\w+_chk$/.test(one)).length >= 3, 'checked copies');
  });

  // The mark of the whole program needs start files of the C library that have it; Debian 12's have not.
  test(`S15: each function of ${name} begins with a landing pad`, { skip: WHY || (process.arch !== 'x64' && 'another machine') }, () => {
    const code = tell('objdump', '-d', '--no-show-raw-insn', file);
    const own = [...code.matchAll(/^[0-9a-f]+ <(main|frame_read|request_decode|detect_page|store_open|service_answer|error_name)>:\n\s*[0-9a-f]+:\s+(\S+)/gm)];
    assert.ok(own.length >= 3, `${own.length} functions found`);
    assert.deepEqual(own.filter(([, , first]) => first !== 'endbr64').map(([, one]) => one), []);
  });
}
