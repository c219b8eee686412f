// Reminders by the command line, for tests: times are given by --now, so that years pass in seconds.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BUILD, errorTable } from './lib.mjs';

const CLI = join(BUILD, 'optwatch');
const ERRORS = errorTable();
export const DAY_S = 86_400;
/** Nine in the morning in Berlin, on a winter's day. */
export const MORNING = '2027-01-15T09:00:00+01:00';

export const seconds = (text) => Date.parse(text) / 1_000;
export const stamp = (s) => new Date(s * 1_000).toISOString().replace('.000', '');

export function run(home, args, expected = 'E_OK') {
  const done = spawnSync(CLI, args, { env: home.env, encoding: 'utf8' });
  assert.equal(done.status, ERRORS.get(expected), `${args.join(' ')}: ${done.stderr}`);
  assert.equal(expected === 'E_OK' || done.stderr.startsWith(`optwatch: ${expected}: `), true, done.stderr);
  return done.stdout;
}

export const reminders = (home, args, expected) => run(home, ['reminders', ...args], expected);
export const list = (home, now) => JSON.parse(reminders(home, ['list', '--json', '--now', now]));

/** A reminder of one's own, and its number. */
export function set(home, at, now, ...more) {
  const out = reminders(home, ['set', '--kind', 'custom', '--at', at, '--now', now, '--json', ...more]);
  return JSON.parse(out).set;
}

/** What one run of a carrier prints: a notification, or null. */
export function deliver(home, now) {
  const out = run(home, ['remind', '--deliver=print', '--now', now]);
  assert.ok(out === '' || out.endsWith('}\n'));
  assert.ok(out.split('\n').length <= 2, 'more than one notification');
  return out === '' ? null : JSON.parse(out);
}

export const dues = (notification) => notification.instances.map(({ due }) => stamp(due));
