// Reminders by the command line: by hand, by rule, and as a carrier delivers them.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SLUG, ask, report, request, status, withHome } from './lib.mjs';
import { DAY_S, MORNING, deliver, dues, list, reminders, run, seconds, set, stamp } from './reminders.mjs';

test('an empty folder: nothing is due, nothing is made by asking', withHome(async (home) => {
  assert.equal(deliver(home, MORNING), null);
  assert.deepEqual(list(home, MORNING).reminders, []);
  assert.ok(!existsSync(home.store));
  reminders(home, ['done', '1'], 'E_UNKNOWN_ID');
  const { ok } = await ask(home, request('remind', { action: 'claim' }));
  assert.equal(ok.claim, null);
  assert.ok(!existsSync(home.store));
}));

test('once: shown at its time, by one carrier, and no more', withHome(async (home) => {
  const id = set(home, MORNING, '2027-01-10T12:00:00Z');
  assert.equal(deliver(home, '2027-01-15T07:59:59Z'), null);
  const shown = deliver(home, '2027-01-15T08:00:00Z');
  assert.deepEqual(Object.keys(shown), ['at', 'instances', 'text']);
  assert.equal(shown.at, seconds(MORNING));
  assert.deepEqual(shown.instances, [{ reminder: id, kind: 'custom', due: seconds(MORNING) }]);
  assert.equal(deliver(home, '2027-01-15T08:00:01Z'), null);
  assert.equal(deliver(home, '2028-01-15T09:00:00Z'), null);
  const [one] = list(home, '2027-02-01T09:00:00Z').reminders;
  assert.deepEqual([one.state, one.due, one.next], ['shown', seconds(MORNING), []]);
  reminders(home, ['done', String(id), '--now', '2027-02-01T09:00:00Z']);
  assert.equal(list(home, '2027-02-01T09:00:01Z').reminders[0].state, 'over');
}));

test('monthly from the 31st: clamped, at the person\'s hour, on both sides of summer time', withHome(async (home) => {
  set(home, '2027-01-31T18:30:00+01:00', '2027-01-01T00:00:00Z', '--rule', 'monthly');
  const next = list(home, '2027-02-01T00:00:00Z').reminders[0].next.map(stamp);
  assert.deepEqual(next, ['2027-02-28T08:00:00Z', '2027-03-31T07:00:00Z', '2027-04-30T07:00:00Z']);
}));

test('after an absence everything missed is one notification', withHome(async (home) => {
  const now = '2027-01-01T12:00:00Z';
  const monthly = set(home, '2027-01-31T09:00:00+01:00', now, '--rule', 'monthly', '--name', 'Secret');
  const once = set(home, MORNING, now);
  const shown = deliver(home, '2027-04-15T10:00:00Z');
  assert.deepEqual(dues(shown), ['2027-01-15T08:00:00Z', '2027-01-31T08:00:00Z', '2027-02-28T08:00:00Z',
    '2027-03-31T07:00:00Z']);
  assert.deepEqual(new Set(shown.instances.map(({ reminder }) => reminder)), new Set([once, monthly]));
  assert.match(shown.text, /1 more/);
  assert.doesNotMatch(shown.text, /Secret/);
  assert.equal(deliver(home, '2027-04-15T11:00:00Z'), null);
  const { deliveries } = JSON.parse(run(home, ['export', '--json']));
  assert.deepEqual(deliveries.map(({ due }) => stamp(due)), dues(shown));
  assert.ok(deliveries.every(({ at, carrier }) => at === shown.at && carrier === 'print'));
}));

test('quiet hours delay, and drop nothing', withHome(async (home) => {
  set(home, '2027-01-15T22:30:00+01:00', '2027-01-01T12:00:00Z');
  assert.equal(deliver(home, '2027-01-15T21:30:00Z'), null);
  assert.equal(deliver(home, '2027-01-16T06:59:59Z'), null);
  assert.deepEqual(dues(deliver(home, '2027-01-16T07:00:00Z')), ['2027-01-15T21:30:00Z']);
}));

test('quiet hours of another length, or none', withHome(async (home) => {
  run(home, ['settings', 'quiet_from', '1']);
  run(home, ['settings', 'quiet_until', '3']);
  set(home, '2027-01-15T23:30:00+01:00', '2027-01-01T12:00:00Z');
  set(home, '2027-01-16T01:30:00+01:00', '2027-01-01T12:00:00Z');
  assert.equal(dues(deliver(home, '2027-01-15T23:00:00Z')).length, 1);
  assert.equal(deliver(home, '2027-01-16T00:30:00Z'), null);
  run(home, ['settings', 'quiet_until', '1']);
  assert.equal(dues(deliver(home, '2027-01-16T00:31:00Z')).length, 1);
}));

test('snooze moves one instance, and undo takes it back', withHome(async (home) => {
  const id = String(set(home, MORNING, '2027-01-01T12:00:00Z', '--rule', 'monthly'));
  assert.equal(dues(deliver(home, '2027-03-20T09:00:00Z')).length, 3);
  const now = '2027-03-20T10:00:00Z';
  reminders(home, ['snooze', id, '--until', '2027-03-20T09:00:00Z', '--now', now], 'E_TIME');
  reminders(home, ['snooze', id, '--until', '2029-03-20T09:00:00Z', '--now', now], 'E_TIME');
  reminders(home, ['snooze', id, '--until', '2027-03-22T09:00:00Z', '--now', now]);
  assert.equal(list(home, now).reminders[0].snoozed_until, seconds('2027-03-22T09:00:00Z'));
  assert.equal(deliver(home, '2027-03-22T08:59:59Z'), null);
  assert.deepEqual(dues(deliver(home, '2027-03-22T09:00:00Z')), ['2027-03-22T09:00:00Z']);
  reminders(home, ['undo', '--now', '2027-03-22T10:00:00Z']);
  const [one] = list(home, '2027-03-22T10:00:00Z').reminders;
  assert.deepEqual([one.state, stamp(one.due), one.snoozed_until], ['shown', '2027-01-15T08:00:00Z', null]);
  assert.equal(deliver(home, '2027-03-22T11:00:00Z'), null);
  assert.deepEqual(dues(deliver(home, '2027-04-15T11:00:00Z')), ['2027-04-15T07:00:00Z']);
}));

test('a date to come is snoozed too, and done settles a day ahead', withHome(async (home) => {
  const id = String(set(home, MORNING, '2027-01-01T12:00:00Z', '--rule', 'monthly'));
  reminders(home, ['done', id, '--now', '2027-01-14T07:59:59Z'], 'E_SETTLED');
  reminders(home, ['snooze', id, '--until', '2027-01-20T09:00:00Z', '--now', '2027-01-02T12:00:00Z']);
  assert.equal(deliver(home, '2027-01-16T10:00:00Z'), null);
  assert.equal(dues(deliver(home, '2027-01-20T10:00:00Z')).length, 1);
  reminders(home, ['done', id, '--now', '2027-02-14T08:00:00Z']);
  assert.equal(deliver(home, '2027-02-15T10:00:00Z'), null);
  assert.deepEqual(dues(deliver(home, '2027-03-15T10:00:00Z')), ['2027-03-15T08:00:00Z']);
}));

test('a pause holds back, ends by itself, and can be undone', withHome(async (home) => {
  set(home, MORNING, '2027-01-01T12:00:00Z');
  reminders(home, ['pause', '53'], 'E_WEEKS');
  reminders(home, ['pause', '-1'], 'E_USAGE');
  reminders(home, ['pause', '2', '--now', '2027-01-10T12:00:00Z']);
  assert.equal(stamp(list(home, '2027-01-11T12:00:00Z').paused_until), '2027-01-24T12:00:00Z');
  assert.equal(deliver(home, '2027-01-20T12:00:00Z'), null);
  reminders(home, ['undo', '--now', '2027-01-20T12:00:00Z']);
  assert.equal(list(home, '2027-01-20T12:00:00Z').paused_until, null);
  reminders(home, ['pause', '2', '--now', '2027-01-20T12:00:00Z']);
  assert.equal(dues(deliver(home, '2027-02-03T12:00:00Z')).length, 1);
}));

test('a clock set back fires nothing again, however far, and when it is put right neither', withHome(async (home) => {
  set(home, MORNING, '2027-01-01T12:00:00Z', '--rule', 'monthly');
  assert.equal(dues(deliver(home, '2027-05-20T10:00:00Z')).length, 5);
  for (const back of ['2027-05-20T09:00:00Z', '2027-05-19T10:00:00Z', '2027-05-10T10:00:00Z',
    '2027-05-11T10:00:00Z', '2027-02-20T10:00:00Z', '2026-12-10T10:00:00Z']) {
    assert.equal(deliver(home, back), null, back);
  }
  assert.equal(deliver(home, '2027-05-20T11:00:00Z'), null);
  assert.equal(dues(deliver(home, '2027-06-20T10:00:00Z')).length, 1);
}));

test('a clock far ahead holds nothing back for when its time really comes', withHome(async (home) => {
  set(home, MORNING, '2027-01-01T12:00:00Z', '--rule', 'monthly');
  assert.equal(dues(deliver(home, '2031-01-10T10:00:00Z')).length, 48);
  assert.equal(deliver(home, '2027-02-10T10:00:00Z'), null);
  assert.deepEqual(dues(deliver(home, '2027-02-15T10:00:00Z')), ['2027-02-15T08:00:00Z']);
  assert.equal(deliver(home, '2027-02-15T11:00:00Z'), null);
  assert.deepEqual(dues(deliver(home, '2027-04-16T10:00:00Z')).length, 2);
}));

test('another zone and another hour make no second instance', withHome(async (home) => {
  set(home, '2027-01-15T12:00:00Z', '2027-01-01T12:00:00Z', '--rule', 'monthly');
  assert.equal(dues(deliver(home, '2027-02-15T08:30:00Z')).length, 2);
  home.env.TZ = 'America/New_York';
  assert.equal(deliver(home, '2027-02-15T14:30:00Z'), null);
  run(home, ['settings', 'hour', '20']);
  assert.equal(deliver(home, '2027-02-16T01:30:00Z'), null);
  assert.deepEqual(dues(deliver(home, '2027-03-16T00:30:00Z')), ['2027-03-16T00:00:00Z']);
}));

test('what a page shows begins, settles and changes reminders', withHome(async (home) => {
  await report(home);
  const [opt] = status(home).reminders;
  assert.deepEqual([opt.kind, opt.rule, opt.state, opt.setting], ['opt_out', 'decaying', 'ahead', SLUG]);
  assert.equal(opt.next.length, 3);
  reminders(home, ['set', '--kind', 'recheck', '--at', MORNING], 'E_RULE');
  reminders(home, ['end', String(opt.id)], 'E_RULE');
  reminders(home, ['set', String(opt.id), '--rule', 'once'], 'E_RULE');
  run(home, ['settings', 'rule', 'monthly']);
  const [monthly] = status(home).reminders;
  assert.deepEqual([monthly.kind, monthly.rule], ['opt_out', 'monthly']);
  await report(home, { state: 'off' });
  const [recheck] = status(home).reminders;
  assert.deepEqual([recheck.kind, recheck.rule], ['recheck', 'monthly']);
  assert.equal(status(home).reminders.length, 1);
}));

test('the alarm is named first, is not paused, and waits for the morning all the same', withHome(async (home) => {
  const now = Math.floor(Date.now() / 1_000);
  await report(home, { state: 'off' });
  assert.equal(status(home).standings[0].state, 'off_confirmed');
  await report(home);
  assert.equal(status(home).standings[0].state, 'turned_back_on');
  const id = status(home).reminders[0].id;
  reminders(home, ['pause', '4']);
  set(home, stamp(now + DAY_S), stamp(now), '--rule', 'monthly');
  // The third day, at nine in the morning there; and the night before.
  const third = Math.floor((now + 3_600) / DAY_S + 3) * DAY_S + 8 * 3_600;
  assert.equal(deliver(home, stamp(third - 10 * 3_600)), null);
  const shown = deliver(home, stamp(third + 3_600));
  assert.deepEqual(shown.instances.map(({ reminder, kind }) => [reminder, kind]), [[id, 'opt_out']]);
  assert.match(shown.text, /on again/);
  reminders(home, ['pause', '0']);
  assert.equal(deliver(home, stamp(third + 7_200)).instances[0].kind, 'custom');
}));

test('another rule keeps what is due, or was moved', withHome(async (home) => {
  const id = String(set(home, MORNING, '2027-01-01T12:00:00Z', '--rule', 'monthly'));
  reminders(home, ['set', id, '--rule', 'quarterly', '--now', '2027-02-20T12:00:00Z']);
  assert.deepEqual(dues(deliver(home, '2027-02-20T13:00:00Z')), ['2027-01-15T08:00:00Z']);
  const [due] = list(home, '2027-02-20T14:00:00Z').reminders;
  assert.deepEqual([due.state, stamp(due.due)], ['shown', '2027-01-15T08:00:00Z']);
  const other = String(set(home, MORNING, '2027-01-01T12:00:00Z', '--rule', 'decaying'));
  reminders(home, ['snooze', other, '--until', '2027-02-01T08:00:00Z', '--now', '2027-01-16T12:00:00Z']);
  reminders(home, ['set', other, '--rule', 'monthly', '--now', '2027-01-16T12:30:00Z']);
  const moved = list(home, '2027-01-17T12:00:00Z').reminders.find(({ rule }) => rule === 'monthly');
  assert.equal(stamp(moved.snoozed_until), '2027-02-01T08:00:00Z');
}));

test('another rule is seen before it is stored', withHome(async (home) => {
  const now = ['--now', '2027-01-01T12:00:00Z'];
  const id = String(set(home, MORNING, '2027-01-01T12:00:00Z', '--rule', 'monthly'));
  const [trial] = JSON.parse(reminders(home, ['set', id, '--rule', 'quarterly', '--dry-run', '--json', ...now])).reminders;
  assert.deepEqual(trial.next.map(stamp), ['2027-01-15T08:00:00Z', '2027-04-15T07:00:00Z', '2027-07-15T07:00:00Z']);
  assert.equal(list(home, '2027-01-01T12:00:00Z').reminders[0].rule, 'monthly');
  const words = reminders(home, ['set', id, '--rule', 'quarterly', ...now]);
  assert.match(words, /^To be set:\n {4}next: 2027-01-15 09:00, 2027-04-15 09:00, 2027-07-15 09:00\n/);
  assert.equal(list(home, '2027-01-01T12:00:00Z').reminders[0].rule, 'quarterly');
  reminders(home, ['set', id, '--rule', 'never', '--dry-run'], 'E_USAGE');
}));

test('another hour neither loses a date nor adds one', withHome(async (home) => {
  set(home, '2027-01-15T06:00:00Z', '2027-02-15T07:00:00Z', '--rule', 'monthly');
  run(home, ['settings', 'hour', '7']);
  assert.deepEqual(dues(deliver(home, '2027-02-15T12:00:00Z')), ['2027-02-15T06:00:00Z']);
  run(home, ['settings', 'hour', '9']);
  set(home, '2027-01-15T06:00:00Z', '2027-02-15T12:30:00Z', '--rule', 'monthly');
  run(home, ['settings', 'hour', '15']);
  assert.equal(deliver(home, '2027-02-15T16:00:00Z'), null);
}));

test('a look that is not settled yet leaves one kind to speak, the one that fits', withHome(async (home) => {
  const now = Math.floor(Date.now() / 1_000);
  await report(home);
  await report(home, { state: 'off', page: { steady_ms: 1_500, waited_ms: 1_600 } });
  assert.deepEqual(status(home).reminders.map(({ kind }) => kind), ['recheck']);
  const shown = deliver(home, stamp(Math.floor(now / DAY_S + 5) * DAY_S + 10 * 3_600));
  assert.deepEqual(shown.instances.map(({ kind }) => kind), ['recheck']);
}));

test('an objection by hand was sent, and not too long ago', withHome(async (home) => {
  const now = '2027-05-11T15:00:00Z';
  const object = (at, rule, code) =>
    reminders(home, ['set', '--kind', 'objection', '--at', at, '--now', now, '--rule', rule], code);
  object('2027-01-31T15:00:00Z', 'monthly', 'E_SENT');
  object('2027-05-12T15:00:00Z', 'monthly', 'E_SENT');
  object('2027-05-01T15:00:00Z', 'decaying', 'E_RULE');
  object('2027-05-01T15:00:00Z', 'once', 'E_RULE');
  assert.deepEqual(list(home, now).reminders, []);
  object('2027-03-31T15:00:00Z', 'monthly');
  assert.deepEqual(list(home, now).reminders[0].next.map(stamp), ['2027-05-31T07:00:00Z', '2027-06-30T07:00:00Z']);
}));

test('undo shows nothing again that was shown at its new time', withHome(async (home) => {
  const id = String(set(home, MORNING, '2027-01-01T12:00:00Z'));
  reminders(home, ['snooze', id, '--until', '2027-01-16T12:00:00Z', '--now', '2027-01-15T13:00:00Z']);
  assert.notEqual(deliver(home, '2027-01-16T12:00:00Z'), null);
  reminders(home, ['undo', '--now', '2027-01-16T13:00:00Z']);
  assert.equal(deliver(home, '2027-01-16T14:00:00Z'), null);
  assert.equal(list(home, '2027-01-16T14:00:00Z').reminders[0].state, 'shown');
}));

test('what a clock far ahead answered, moved or paused', withHome(async (home) => {
  set(home, MORNING, '2027-01-01T12:00:00Z');
  assert.notEqual(deliver(home, '2027-01-19T12:00:00Z'), null);
  reminders(home, ['done', '1', '--now', '2027-01-19T13:00:00Z']);
  assert.equal(deliver(home, '2027-01-16T12:00:00Z'), null);
  set(home, MORNING, '2027-01-01T12:00:00Z');
  reminders(home, ['snooze', '2', '--until', '2027-01-20T13:00:00Z', '--now', '2027-01-19T13:00:00Z']);
  assert.equal(deliver(home, '2027-01-16T12:00:00Z'), null);
  assert.notEqual(deliver(home, '2027-01-17T12:00:00Z'), null);
  set(home, '2027-03-01T12:00:00Z', '2027-01-01T12:00:00Z');
  reminders(home, ['pause', '2', '--now', '2028-01-01T12:00:00Z']);
  assert.equal(deliver(home, '2027-03-01T12:30:00Z'), null);
  assert.equal(deliver(home, '2027-03-15T12:00:00Z'), null);
  assert.notEqual(deliver(home, '2027-03-15T12:30:00Z'), null);
}));

test('undo brings no second reminder of a standing', withHome(async (home) => {
  await report(home);
  const [first] = status(home).reminders;
  reminders(home, ['set', String(first.id), '--rule', 'quarterly']);
  reminders(home, ['undo']);
  assert.deepEqual(status(home).reminders.map(({ id, rule }) => [id, rule]), [[first.id, 'decaying']]);
  reminders(home, ['set', String(first.id), '--rule', 'quarterly']);
  await report(home, { state: 'off' });
  reminders(home, ['undo']);
  assert.deepEqual(status(home).reminders.map(({ kind }) => kind), ['recheck']);
  reminders(home, ['undo'], 'E_NO_ACT');
}));

test('two that are not answered, and a slower rhythm is offered; nothing changes by itself', withHome(async (home) => {
  const id = set(home, MORNING, '2027-01-01T12:00:00Z', '--rule', 'monthly');
  const texts = ['01', '02', '03'].map((month) => deliver(home, `2027-${month}-16T12:00:00Z`).text);
  assert.equal(texts[0], texts[1]);
  assert.notEqual(texts[1], texts[2]);
  assert.equal(list(home, '2027-03-17T12:00:00Z').reminders[0].rule, 'monthly');
  reminders(home, ['done', String(id), '--now', '2027-03-17T12:00:00Z']);
  assert.equal(deliver(home, '2027-04-16T12:00:00Z').text, texts[0]);
}));

test('the command line refuses what it cannot read', withHome(async (home) => {
  for (const at of ['9999-12-31T23:59:59Z', 'tomorrow', '2027-02-30T09:00:00Z', '2027-01-15T09:00:00', '2027-01-15', '']) {
    reminders(home, ['set', '--at', at], 'E_TIME');
    if (!at.startsWith('9999')) {
      run(home, ['remind', '--deliver=print', '--now', at], 'E_TIME');
    }
  }
  reminders(home, ['set'], 'E_TIME');
  reminders(home, ['set', '--at', MORNING, '--rule', 'hourly'], 'E_USAGE');
  reminders(home, ['snooze', '1'], 'E_TIME');
  reminders(home, ['leap'], 'E_USAGE');
  reminders(home, ['list', '--at', MORNING], 'E_USAGE');
  reminders(home, ['set', '1', '--at', MORNING, '--rule', 'monthly'], 'E_USAGE');
  reminders(home, ['done', '1', '--until', MORNING], 'E_USAGE');
  run(home, ['remind', '--deliver=pigeon'], 'E_USAGE');
  assert.ok(!existsSync(home.store));
}));

test('an export of reminders comes back, once, with what was shown', withHome(async (home) => {
  const id = set(home, MORNING, '2027-01-01T12:00:00Z', '--rule', 'monthly', '--name', 'Look');
  deliver(home, '2027-02-16T12:00:00Z');
  reminders(home, ['snooze', String(id), '--until', '2027-02-20T12:00:00Z', '--now', '2027-02-16T12:10:00Z']);
  const file = join(home.path, 'out.json');
  run(home, ['export', '--json', '--output', file]);
  const before = list(home, '2027-02-17T12:00:00Z').reminders;
  run(home, ['forget', '--yes']);
  assert.deepEqual(list(home, '2027-02-17T12:00:00Z').reminders, []);
  run(home, ['import', file]);
  run(home, ['import', file]);
  assert.deepEqual(list(home, '2027-02-17T12:00:00Z').reminders, before);
  // An imported delivery was nobody's lease here.
  assert.equal((await ask(home, request('remind', { action: 'delivered', lease: '' }))).error.code, 'E_LEASE');
  assert.equal(deliver(home, '2027-02-19T12:00:00Z'), null);
  assert.equal(dues(deliver(home, '2027-02-21T12:00:00Z')).length, 1);
  assert.equal(JSON.parse(run(home, ['export', '--json'])).deliveries.length, 3);
}));
