// Each allocation that a report makes, in the host or in a library of it, refused in turn: it says so
// with a code or ends itself, and never tells what is not so.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ARGV, BUILD, makeHome } from '../protocol/lib.mjs';
import { FULL, judge, known, message, parse, spread } from './lib.mjs';

const HOST = join(BUILD, 'optwatch-host');
const FAULT = join(BUILD, 'libmemory_fault.so');
/** In a quick run. */
const SOME = 60;

function run(home, bytes, at = 0) {
  const env = { ...home.env, LD_PRELOAD: FAULT, FAULT_AT: String(at) };
  const done = spawnSync(HOST, ARGV.chromium, { env, cwd: home.path, input: bytes, timeout: 60_000 });
  return { ...parse(done), made: Number(/made (\d+)/.exec(done.stderr)?.[1]) };
}

function each(prepare, before, after) {
  return () => {
    const model = makeHome();
    prepare(model);
    const copy = () => {
      const home = makeHome();
      cpSync(model.path, home.path, { recursive: true });
      return home;
    };
    const whole = copy();
    const { made, replies } = run(whole, message('on'));
    whole.remove();
    assert.equal(replies[0].ok.recorded, true);
    assert.ok(made > 100, `${made} allocations`);
    const seen = new Set();
    for (const at of FULL ? Array.from({ length: made }, (_, i) => i + 1) : spread(made, SOME)) {
      const home = copy();
      try {
        const done = run(home, message('on'), at);
        // Out of memory ends the program, in one place: that is abort.
        const aborted = done.signal === 'SIGABRT';
        judge(home, before, after, aborted ? { ...done, signal: null } : done, `allocation ${at}`);
        seen.add(aborted ? 'aborted' : done.replies[0]?.ok?.recorded ? 'recorded' : 'told');
        const [again] = run(home, message('on')).replies;
        assert.equal(again.ok.recorded, true, `after allocation ${at}`);
        assert.equal(known(home), after);
      } finally {
        home.remove();
      }
    }
    assert.ok(seen.has('told') || seen.has('aborted'), 'some were needed');
    model.remove();
  };
}

test('a history that knows a confirmed off, and the page says on', each((home) => {
  for (let i = 0; i < 2; i += 1) run(home, message('off'));
  assert.equal(known(home), 'off_confirmed');
}, 'off_confirmed', 'turned_back_on'));

test('the first report of all', each(() => {}, 'unknown', 'on'));
