// Reminders over the wire, and what a carrier takes to show. The host's own clock is real.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkError, checkReply } from './check.mjs';
import { INSTANCE, ask, request, withHome } from './lib.mjs';
import { DAY_S, MORNING, deliver, list, run, set, stamp } from './reminders.mjs';

test('the wire: set, list, snooze, done, undo, pause, end', withHome(async (home) => {
  const say = async (args) => ask(home, request('remind', args));
  const now = Math.floor(Date.now() / 1_000);
  const dry = await say({ action: 'set', at: now + DAY_S, rule: 'monthly', dry_run: true });
  assert.equal(dry.ok.reminders[0].next.length, 3);
  assert.equal(dry.ok.set, null);
  const made = await say({ action: 'set', kind: 'custom', at: now + DAY_S, name: 'Mine' });
  checkReply(made, made.id);
  const id = made.ok.set;
  assert.deepEqual(made.ok.reminders.map(({ id: one, name, rule }) => [one, name, rule]), [[id, 'Mine', 'once']]);
  const moved = await say({ action: 'snooze', reminder: id, until: now + 2 * DAY_S });
  assert.equal(moved.ok.reminders[0].snoozed_until, now + 2 * DAY_S);
  const back = await say({ action: 'undo' });
  assert.equal(back.ok.reminders[0].snoozed_until, null);
  assert.equal(back.ok.reminders[0].due, now + DAY_S);
  const paused = await say({ action: 'pause', weeks: 1 });
  assert.ok(Math.abs(paused.ok.paused_until - now - 7 * DAY_S) < 60);
  assert.equal((await say({ action: 'pause', weeks: 0 })).ok.paused_until, null);
  assert.deepEqual((await say({ action: 'end', reminder: id })).ok.reminders, []);
  assert.equal((await say({ action: 'undo' })).ok.reminders.length, 1);
  assert.equal((await say({ action: 'list', instance: INSTANCE })).ok.reminders.length, 1);
}));

test('the wire refuses what it cannot do, and changes nothing', withHome(async (home) => {
  const now = Math.floor(Date.now() / 1_000);
  const say = async (args) => ask(home, request('remind', args));
  const { ok } = await say({ action: 'set', at: now + DAY_S });
  const before = JSON.stringify(list(home, MORNING));
  const bad = [
    [{ action: 'jump' }, 'E_ARGS'],
    [{ action: 'set', at: now - DAY_S }, 'E_TIME'],
    [{ action: 'set', at: 0 }, 'E_TIME'],
    [{ action: 'set', at: now + DAY_S, rule: 'daily' }, 'E_ARGS'],
    [{ action: 'set', at: now + DAY_S, kind: 'recheck' }, 'E_ARGS'],
    [{ action: 'set', at: now + DAY_S, name: 'a\u001bb' }, 'E_NAME'],
    [{ action: 'set', at: now + DAY_S, name: 'x'.repeat(65) }, 'E_NAME'],
    [{ action: 'set', at: now + DAY_S, account: 9 }, 'E_UNKNOWN_ID'],
    [{ action: 'set', at: 1e15 }, 'E_LIMIT'],
    [{ action: 'snooze', reminder: ok.set, until: now - 1 }, 'E_TIME'],
    [{ action: 'snooze', reminder: 77, until: now + 1 }, 'E_UNKNOWN_ID'],
    [{ action: 'done', reminder: ok.set + 1 }, 'E_UNKNOWN_ID'],
    [{ action: 'done', reminder: ok.set, until: 3 }, 'E_ARGS'],
    [{ action: 'pause', weeks: 53 }, 'E_WEEKS'],
    [{ action: 'pause', weeks: -1 }, 'E_LIMIT'],
    [{ action: 'delivered', lease: 'ab' }, 'E_LEASE'],
    [{ action: 'delivered', lease: '' }, 'E_LEASE'],
    [{ action: 'delivered' }, 'E_ARGS'],
  ];
  for (const [args, code] of bad) {
    const reply = await say(args);
    checkError(reply, [code, 'E_ARGS'].slice(0, code === 'E_LIMIT' ? 2 : 1), reply.id);
  }
  assert.equal(JSON.stringify(list(home, MORNING)), before);
  for (let left = 63; left > 0; left -= 1) {
    await say({ action: 'set', at: now + DAY_S });
  }
  const full = await say({ action: 'set', at: now + DAY_S });
  checkError(full, 'E_TOO_MANY', full.id);
}));

test('the wire\'s claim: one carrier has it, the others wait; given back it is free', withHome(async (home) => {
  const say = async (args) => ask(home, request('remind', args));
  const now = Math.floor(Date.now() / 1_000);
  run(home, ['settings', 'quiet_until', '22']);
  const id = set(home, stamp(now - 60), stamp(now - 120));
  const { claim } = (await say({ action: 'claim', locale: 'de' })).ok;
  assert.deepEqual(claim.instances, [{ reminder: id, kind: 'custom', due: now - 60 }]);
  assert.deepEqual(Object.keys(claim.labels), ['open', 'snooze', 'done', 'slower']);
  assert.match(claim.title, /Erinnerung/);
  assert.equal(claim.urgency, 'normal');
  assert.match(claim.open, /^https:\/\/www\.linkedin\.com\/mypreferences\//);
  assert.equal((await say({ action: 'claim' })).ok.claim, null);
  assert.equal(deliver(home, stamp(now)), null);
  assert.equal((await say({ action: 'release', lease: claim.lease })).ok.set, null);
  const again = (await say({ action: 'claim' })).ok.claim;
  assert.notEqual(again.lease, claim.lease);
  const late = await say({ action: 'delivered', lease: claim.lease });
  checkError(late, 'E_LEASE', late.id);
  for (let twice = 0; twice < 2; twice += 1) {
    const reply = await say({ action: 'delivered', lease: again.lease });
    assert.equal(reply.ok.reminders[0].state, 'shown');
  }
  assert.equal((await say({ action: 'claim' })).ok.claim, null);
  assert.equal(JSON.parse(run(home, ['export', '--json'])).deliveries.length, 1);
}));

test('a lease lapses after two minutes: nothing is lost', withHome(async (home) => {
  const now = Math.floor(Date.now() / 1_000);
  run(home, ['settings', 'quiet_until', '22']);
  set(home, stamp(now - 60), stamp(now - 120));
  assert.notEqual((await ask(home, request('remind', { action: 'claim' }))).ok.claim, null);
  assert.equal(deliver(home, stamp(now + 100)), null);
  assert.notEqual(deliver(home, stamp(now + 130)), null);
}));
