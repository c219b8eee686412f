// Each allocation that a report makes, in the host or in a library of it, refused in turn: it says so
// with a code or ends itself, and never tells what is not so.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { BUILD, SLUG, exchange, frame, makeHome, request } from '../protocol/lib.mjs';
import { FULL, judge, known, message, spread } from './lib.mjs';

const FAULT = join(BUILD, 'libmemory_fault.so');
/** In a quick run. */
const SOME = 60;
const SIDE = 4;

/** @param {object} home @param {Buffer} bytes @param {number} at the allocation that is refused */
async function run(home, bytes, at = 0) {
  const env = { ...home.env, LD_PRELOAD: FAULT, FAULT_AT: String(at) };
  const done = await exchange({ ...home, env }, bytes);
  return { ...done, made: Number(/made (\d+)/.exec(done.stderr)?.[1]) };
}

const told = ({ ok }) => ok.standings.find((one) => one.setting === SLUG)?.state ?? 'unknown';

/** One allocation refused; how the host took it. */
async function refuse(home, at, before, after) {
  const done = await run(home, message('on'), at);
  // One more host tells what is known, records, and tells again: a process for each would be most of the time.
  const status = frame(request('status'));
  const [then, again, now] = (await run(home, Buffer.concat([status, message('on'), status]))).replies;
  // Out of memory ends the program, in one place: that is abort.
  const aborted = done.signal === 'SIGABRT';
  judge(home, before, after, aborted ? { ...done, signal: null } : done, `allocation ${at}`, told(then));
  assert.equal(again.ok.recorded, true, `after allocation ${at}`);
  assert.equal(told(now), after, `after allocation ${at}`);
  return aborted ? 'aborted' : done.replies[0]?.ok?.recorded ? 'recorded' : 'told';
}

/** Each item is taken by one of a few. @param {number[]} list @param {(one: number) => Promise<void>} work */
async function share(list, work) {
  const left = list[Symbol.iterator]();
  await Promise.all(Array.from({ length: SIDE }, async () => {
    for (const one of left) await work(one);
  }));
}

function each(prepare, before, after) {
  return async () => {
    const model = makeHome();
    await prepare(model);
    const copy = () => {
      const home = makeHome();
      cpSync(model.path, home.path, { recursive: true });
      return home;
    };
    const whole = copy();
    const { made, replies } = await run(whole, message('on'));
    whole.remove();
    assert.equal(replies[0].ok.recorded, true);
    assert.ok(made > 100, `${made} allocations`);
    const seen = { aborted: 0, told: 0, recorded: 0 };
    await share(FULL ? Array.from({ length: made }, (_, i) => i + 1) : spread(made, SOME), async (at) => {
      const home = copy();
      try {
        seen[await refuse(home, at, before, after)] += 1;
      } finally {
        home.remove();
      }
    });
    assert.ok(seen.told + seen.aborted > 0, 'some were needed');
    console.log(`memory: ${made} allocations; refused: ${Object.entries(seen).map(([how, count]) => `${count} ${how}`).join(', ')}`);
    model.remove();
  };
}

test('a history that knows a confirmed off, and the page says on', each(async (home) => {
  for (let i = 0; i < 2; i += 1) await run(home, message('off'));
  assert.equal(known(home), 'off_confirmed');
}, 'off_confirmed', 'turned_back_on'));

test('the first report of all', each(() => {}, 'unknown', 'on'));
