// What the tests of faults share: what one fault may leave behind, and what it may make the host say.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BUILD, SLUG, frame, makeReport, parseFrames, request } from '../protocol/lib.mjs';

export const FULL = process.env.OPTWATCH_FULL === '1';
const CLI = join(BUILD, 'optwatch');
const CODES = /^E_(STORE|BUSY|FULL|READ_ONLY|UNSAFE_PATH|NOT_A_STORE|HOME|INTERNAL|REPLY|LIMIT)$/;

/** A settled, fresh look at the setting's page. @param {'on'|'off'} state */
export const message = (state) => frame(request('report', makeReport({ state })));

export function parse({ stdout, signal, status }) {
  const { frames, rest } = parseFrames(stdout);
  return { replies: frames.map((one) => JSON.parse(one)), rest, signal, status };
}

/** At most `some` of the numbers from 1 to `last`, the first and the last among them. */
export function spread(last, some) {
  const count = Math.min(last, some);
  const step = count > 1 ? (last - 1) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => 1 + Math.round(i * step));
}

/** The standing that the history tells, by a program that nothing hinders. */
export function known(home) {
  const done = spawnSync(CLI, ['export', '--json'], { env: home.env, encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout).standings.find((one) => one.setting === SLUG)?.state ?? 'unknown';
}

function judgeVerdict({ ok }, after, now, what) {
  // The verdict is of this very page, whatever happened to the history.
  assert.equal(ok.readings.find((one) => one.setting === SLUG).state, 'on', what);
  assert.notEqual(ok.verdict.state, 'off', what);
  if (ok.recorded) {
    assert.equal(now, after, `${what}: what is said to be recorded is there`);
    assert.equal(ok.standings.find((one) => one.setting === SLUG)?.state, after, what);
  }
}

/**
 * After one fault while the page said "on": nothing half told, nothing half kept, nothing untrue.
 * @param {object} home @param {string} before @param {string} after standings @param {object} done
 * @param {string} what for the one who reads of a failure @param {string} now the standing that the history tells
 */
export function judge(home, before, after, done, what, now = known(home)) {
  const [reply] = done.replies;
  assert.equal(done.signal, null, `${what}: no fault is the end of it`);
  assert.equal(done.rest.length, 0, `${what}: no part of a frame`);
  assert.ok(done.replies.length <= 1, what);
  assert.ok([before, after].includes(now), `${what}: kept ${now}`);
  if (reply?.ok) judgeVerdict(reply, after, now, what);
  if (reply && !reply.ok?.recorded) assert.match((reply.error ?? reply.ok.error).code, CODES, what);
}
