// Carriers that race and are killed, as real processes on one history: each instance is shown once,
// a kill between showing and noting may show it again, and none is lost.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { BUILD, ask, request, withHome } from '../protocol/lib.mjs';

const CLI = join(BUILD, 'optwatch');
const FULL = process.env.OPTWATCH_FULL === '1';
const SEED = Number(process.env.OPTWATCH_SEED ?? Date.now() % 1_000_000);
const HOUR_S = 3_600;
const stamp = (s) => new Date(s * 1_000).toISOString().replace('.000', '');

/** mulberry32: small, and the same for the same seed. */
function makeRandom(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function run(home, ...args) {
  const done = spawnSync(CLI, args, { env: home.env, encoding: 'utf8' });
  assert.equal(done.status, 0, `${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

const set = (home, at, now, rule) => JSON.parse(run(home, 'reminders', 'set', '--json', '--rule', rule,
  '--at', stamp(at), '--now', stamp(now))).set;

/** A carrier as a process of its own, killed after some time unless it has ended by then. */
function carry(home, now, killAfterMs = null) {
  const child = spawn(CLI, ['remind', '--deliver=print', '--now', stamp(now)], { env: home.env });
  let text = '';
  child.stdout.on('data', (part) => (text += part));
  const timer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((done) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const shown = text.endsWith('}\n') ? JSON.parse(text) : null;
      done({ shown, killed: signal !== null, code });
    });
  });
}

const key = ({ reminder, due }) => `${reminder}:${due}`;
const deliveries = (home) => JSON.parse(run(home, 'export', '--json')).deliveries;

/** Shows per instance, the repeats that a kill explains, and what was shown and never noted. */
class Tally {
  shown = new Map();
  notifications = 0;
  kills = 0;
  repeats = 0;
  wrong = [];

  take({ shown, killed, code }, now) {
    this.kills += killed ? 1 : 0;
    if (!killed && code !== 0) {
      this.wrong.push(`exit ${code}`);
    }
    this.notifications += shown ? 1 : 0;
    for (const one of shown?.instances ?? []) {
      const before = this.shown.get(key(one));
      if (before && !before.killed) {
        this.wrong.push(`${key(one)} shown twice, ${before.now} and ${now}`);
      }
      this.repeats += before ? 1 : 0;
      this.shown.set(key(one), { now, killed });
    }
  }
}

test('three carriers race, and are killed, through simulated days', withHome(async (home) => {
  const random = makeRandom(SEED);
  const rounds = FULL ? 3_000 : 250;
  let now = Date.parse('2027-01-01T07:10:00Z') / 1_000;
  const begin = now;
  const made = Array.from({ length: 12 }, (_, at) =>
    set(home, now + random(40 * 24) * HOUR_S + 60, now, ['once', 'monthly', 'decaying'][at % 3]));
  const tally = new Tally();
  for (let round = 0; round < rounds; round += 1) {
    // Always in daytime, so that each round may show; always behind the last lease.
    now += 300 + (random(3) === 0 ? random(5) * 24 * HOUR_S : 0);
    const hour = Math.floor((now + HOUR_S) / HOUR_S) % 24;
    now += hour < 8 || hour >= 22 ? 12 * HOUR_S : 0;
    const kill = () => (random(2) === 0 ? random(12) : null);
    const runs = await Promise.all([0, 1, 2].map(() => carry(home, now, kill())));
    const before = tally.notifications;
    runs.forEach((one) => tally.take(one, now));
    if (tally.notifications - before > 1 && !runs.some(({ killed }) => killed)) {
      tally.wrong.push(`round ${round}: more than one notification`);
    }
  }
  now += 24 * HOUR_S;
  tally.take(await carry(home, now), now);
  const listed = JSON.parse(run(home, 'reminders', 'list', '--json', '--now', stamp(now))).reminders;
  const noted = new Set(deliveries(home).map(key));
  const lost = listed.filter(({ state }) => state === 'due');
  console.log(`seed ${SEED}: ${Math.round((now - begin) / 86_400)} days, ${rounds * 3} runs, ${tally.kills} killed, ` +
    `${noted.size} instances, ${tally.notifications} notifications, ${tally.repeats} repeats, ` +
    `${tally.wrong.length} violations, ${lost.length} lost`);
  assert.deepEqual(tally.wrong, []);
  assert.deepEqual(lost, []);
  assert.equal(listed.length, made.length);
  assert.ok([...tally.shown.keys()].every((one) => noted.has(one)), 'shown and never noted');
  assert.ok(noted.size >= made.length && tally.kills > 0);
}));

test('the host, as two browsers use it, and the timer race in earnest: one has it', withHome(async (home) => {
  run(home, 'settings', 'quiet_until', '22');
  const rounds = FULL ? 200 : 25;
  let total = 0;
  for (let round = 0; round < rounds; round += 1) {
    const now = Math.floor(Date.now() / 1_000);
    set(home, now - 1, now - 2, 'once');
    const browse = async () => {
      const { ok } = await ask(home, request('remind', { action: 'claim' }));
      if (ok.claim) {
        await sleep(round % 3);
        const { ok: noted } = await ask(home, request('remind', { action: 'delivered', lease: ok.claim.lease }));
        assert.ok(noted);
      }
      return ok.claim;
    };
    const [one, other, third] = await Promise.all([browse(), browse(), carry(home, now)]);
    const shows = [one, other, third.shown].filter(Boolean);
    assert.equal(shows.length, 1, `round ${round}`);
    total += shows[0].instances.length;
    assert.equal(await browse(), null);
    assert.equal(deliveries(home).length, total);
    run(home, 'reminders', 'end', String(shows[0].instances[0].reminder));
  }
  assert.equal(total, rounds);
}));
