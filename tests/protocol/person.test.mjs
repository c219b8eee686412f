// What the person tells over the wire: accounts, settings, ways out. Bad input is a published error
// that changes nothing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { join } from 'node:path';
import { checkError, checkReply } from './check.mjs';
import {
  BUILD, INSTANCE, SLUG, ask, exchange, frame, makeControl, report, request, standing, status,
  withHome,
} from './lib.mjs';

const OTHER = '5d7c1a2e-8a5e-4f57-9a4e-6d8f1c5f0b22';

const accounts = (home, args) => ask(home, request('accounts', args));
const settings = (home, args) => ask(home, request('settings', args));
const exit = (home, args) => ask(home, request('exit', args));
const off = (home, more = {}) => report(home, { controls: [makeControl({ checked: false })], ...more });

/** Two profiles: the first off, the second on. */
async function twoAccounts(home) {
  await off(home);
  return report(home, { instance: OTHER, family: 'firefox' });
}

/** What a person would see of all that can be changed. */
async function everything(home) {
  const list = (await accounts(home, { action: 'list' })).ok;
  const set = (await settings(home, { action: 'get' })).ok.settings;
  const ways = await Promise.all(
    list.accounts.map((one) => exit(home, { action: 'list', account: one.id })));
  return { list, set, ways: ways.map((one) => one.ok.exits), standings: status(home).standings };
}

test('the capabilities name the commands', withHome(async (home) => {
  const reply = await ask(home, request('hello'));
  for (const cap of ['accounts', 'settings', 'exit', 'shown', 'about']) {
    assert.ok(reply.host.caps.includes(cap), cap);
  }
}));

test('accounts: a profile is an account, until the person says otherwise', withHome(async (home) => {
  const first = await off(home);
  assert.equal(first.ok.question, null);
  const second = await report(home, { instance: OTHER, family: 'firefox' });
  assert.deepEqual(second.ok.question.accounts, [1, 2]);
  assert.ok(second.ok.question.text.length > 0);
  const asked = await ask(home, request('status', { instance: INSTANCE, family: 'chromium', locale: 'de' }));
  assert.deepEqual(asked.ok.question.accounts, [1, 2]);
  assert.match(asked.ok.question.text, /Konto/);
  assert.ok(!('accounts' in asked.ok));

  const { ok } = await accounts(home, { action: 'list' });
  assert.deepEqual(ok.accounts.map((one) => [one.id, one.state]), [[2, 'on'], [1, 'off_confirmed']]);
  assert.deepEqual(Object.keys(ok.accounts[0]), ['id', 'name', 'intent', 'state', 'profiles']);
  assert.equal(ok.accounts[0].intent, 'want_off');
  assert.equal(ok.accounts[0].profiles[0].family, 'firefox');
  const { first_seen: seen, last_seen: last } = ok.accounts[0].profiles[0];
  assert.ok(seen > 1_700_000_000 && last >= seen);

  const joined = await accounts(home, { action: 'join', account: 1, with: 2 });
  assert.equal(joined.ok.question, null);
  assert.equal(joined.ok.accounts.length, 1);
  assert.deepEqual(joined.ok.accounts[0].profiles.map((one) => one.family).sort(), ['chromium', 'firefox']);
  assert.equal(joined.ok.accounts[0].state, 'on');
  const after = await ask(home, request('status', { instance: INSTANCE }));
  assert.equal(standing(after), 'on');
}));

test('accounts: two that are kept apart are not asked of again', withHome(async (home) => {
  await twoAccounts(home);
  const reply = await accounts(home, { action: 'separate', account: 2, with: 1 });
  assert.equal(reply.ok.question, null);
  assert.equal(reply.ok.accounts.length, 2);
  assert.equal((await report(home, { instance: OTHER, family: 'firefox' })).ok.question, null);
}));

test('accounts: a name and an intent, by id or by who asks', withHome(async (home) => {
  await twoAccounts(home);
  const named = await accounts(home, { action: 'name', account: 1, name: 'Büro 💼' });
  assert.equal(named.ok.accounts.find((one) => one.id === 1).name, 'Büro 💼');
  const left = await accounts(home, { action: 'intent', instance: OTHER, intent: 'leave_on' });
  assert.deepEqual(left.ok.accounts.map((one) => one.intent), ['leave_on', 'want_off']);
  const quiet = await report(home, { instance: OTHER, family: 'firefox' });
  assert.equal(quiet.ok.warn.level, 'none');
  assert.deepEqual(quiet.ok.reminders, []);
  assert.equal(standing(quiet), 'on');
  const unnamed = await accounts(home, { action: 'name', account: 1, name: '' });
  assert.equal(unnamed.ok.accounts.find((one) => one.id === 1).name, '');
}));

test('accounts: "that was me" ends the alarm for good', withHome(async (home) => {
  const { ok } = await off(home);
  assert.equal(standing({ ok }), 'off_confirmed');
  const visit = randomUUID();
  const alarm = await report(home, { page: { visit } });
  assert.equal(alarm.ok.warn.level, 'alarm');
  const mine = await accounts(home, { action: 'mine', instance: INSTANCE });
  assert.equal(mine.ok.accounts[0].state, 'on');
  const again = await report(home, { page: { visit } });
  assert.equal(standing(again), 'on');
  assert.equal(again.ok.warn.level, 'warning');
  const twice = request('accounts', { action: 'mine', instance: INSTANCE });
  checkReply(await ask(home, twice), twice.id);
}));

test('settings: told with their table, and used', withHome(async (home) => {
  const { ok } = await settings(home, { action: 'get', locale: 'de' });
  assert.deepEqual(ok.settings, {
    hour: 9, language: '', quiet_from: 22, quiet_until: 8, region: '', rule: 'decaying', stale_days: 90, warning: 'popup',
  });
  assert.deepEqual(ok.table.map((row) => row.name), Object.keys(ok.settings));
  const days = ok.table.find((row) => row.name === 'stale_days');
  assert.deepEqual([days.type, days.default, days.min, days.max, days.unit], ['number', 90, 1, 3650, 'days']);
  assert.match(days.help, /Tagen/);
  const region = ok.table.find((row) => row.name === 'region');
  assert.deepEqual(region.choices, ['', 'ca', 'ch', 'cn', 'eea', 'hk', 'uk', 'us']);
  for (const [name, value, kept] of [
    ['stale_days', 3650, 3650], ['stale_days', '030', 30], ['hour', 0, 0], ['region', 'eea', 'eea'],
    ['language', 'de-AT', 'de'], ['warning', 'badge', 'badge'], ['quiet_from', '23', 23],
  ]) {
    const set = await settings(home, { action: 'set', name, value });
    assert.equal(set.ok.settings[name], kept, name);
  }
  assert.equal((await settings(home, { action: 'get' })).ok.settings.stale_days, 30);
  const told = await report(home);
  assert.match(told.ok.verdict.text, /^Eingeschaltet|^Ein/);
  assert.ok(told.ok.guide.facts.some((fact) => fact.id === 'ms-affiliates-eea'));
  assert.ok(told.ok.guide.exits.some((one) => one.id === 'complain-eea'));
}));

test('exit: what the person ticks is dated and marked theirs', withHome(async (home) => {
  await off(home);
  const before = Math.floor(Date.now() / 1000);
  const done = await exit(home, { action: 'done', exit: 'objection', note: 'sent by e-mail' });
  const ticked = done.ok.exits.find((one) => one.id === 'objection');
  assert.deepEqual([ticked.state, ticked.checked_by], ['done', 'you']);
  assert.ok(ticked.at >= before);
  const own = done.ok.exits.find((one) => one.id === 'switch');
  assert.deepEqual([own.state, own.checked_by], ['done', 'optwatch']);
  assert.ok(!JSON.stringify(done).includes('sent by'));
  const { reminders } = status(home);
  const due = reminders.find((one) => one.kind === 'objection').due;
  assert.ok(due > before + 26 * 86_400 && due < before + 32 * 86_400);
  const undone = await exit(home, { action: 'undo', exit: 'objection' });
  assert.equal(undone.ok.exits.find((one) => one.id === 'objection').state, 'todo');
  assert.equal(undone.ok.exits.find((one) => one.id === 'objection').at, null);
  assert.ok(!status(home).reminders.some((one) => one.kind === 'objection'));
}));

const BAD = [
  ['accounts', {}, 'E_ARGS'],
  ['accounts', { action: 'merge' }, 'E_ARGS'],
  ['accounts', { action: 'list', account: 1 }, 'E_ARGS'],
  ['accounts', { action: 'join', account: 1 }, 'E_WHICH_ACCOUNT'],
  ['accounts', { action: 'join', account: 1, with: 1 }, 'E_SAME_ACCOUNT'],
  ['accounts', { action: 'join', account: 1, with: 3 }, 'E_UNKNOWN_ID'],
  ['accounts', { action: 'join', account: '1', with: 2 }, 'E_ARGS'],
  ['accounts', { action: 'join', account: 0, with: 2 }, 'E_LIMIT'],
  ['accounts', { action: 'join', account: -1, with: 2 }, 'E_LIMIT'],
  ['accounts', { action: 'join', account: 1.5, with: 2 }, 'E_ARGS'],
  ['accounts', { action: 'join', account: 1, with: 2, name: 'x' }, 'E_ARGS'],
  ['accounts', { action: 'name', account: 1 }, 'E_ARGS'],
  ['accounts', { action: 'name', account: 1, name: 7 }, 'E_ARGS'],
  ['accounts', { action: 'name', account: 1, name: 'a\u001b[31m' }, 'E_NAME'],
  ['accounts', { action: 'name', account: 1, name: '\u202egnol' }, 'E_NAME'],
  ['accounts', { action: 'name', account: 1, name: 'ä'.repeat(33) }, 'E_NAME'],
  ['accounts', { action: 'name', account: 1, name: 'x'.repeat(513) }, 'E_LIMIT'],
  ['accounts', { action: 'name', name: 'x' }, 'E_WHICH_ACCOUNT'],
  ['accounts', { action: 'intent', account: 1, intent: 'off' }, 'E_ARGS'],
  ['accounts', { action: 'intent', account: 1 }, 'E_ARGS'],
  ['accounts', { action: 'intent', instance: randomUUID(), intent: 'leave_on' }, 'E_NO_ACCOUNT'],
  ['accounts', { action: 'mine', account: 1 }, 'E_NO_ALARM'],
  ['settings', { action: 'get', name: 'hour' }, 'E_ARGS'],
  ['settings', { action: 'set', name: 'hour' }, 'E_ARGS'],
  ['settings', { action: 'set', value: 1 }, 'E_ARGS'],
  ['settings', { action: 'set', name: 'hour', value: true }, 'E_ARGS'],
  ['settings', { action: 'set', name: 'hour', value: 24 }, 'E_VALUE'],
  ['settings', { action: 'set', name: 'hour', value: -1 }, 'E_VALUE'],
  ['settings', { action: 'set', name: 'hour', value: 9.5 }, 'E_ARGS'],
  ['settings', { action: 'set', name: 'hour', value: '' }, 'E_VALUE'],
  ['settings', { action: 'set', name: 'stale_days', value: '3651' }, 'E_VALUE'],
  ['settings', { action: 'set', name: 'region', value: 'Mars' }, 'E_VALUE'],
  ['settings', { action: 'set', name: 'language', value: 'tlh' }, 'E_VALUE'],
  ['settings', { action: 'set', name: 'colour', value: 'red' }, 'E_UNKNOWN_PREFERENCE'],
  ['exit', { action: 'tick', exit: 'objection' }, 'E_ARGS'],
  ['exit', { action: 'done' }, 'E_ARGS'],
  ['exit', { action: 'done', exit: 'escape', account: 1 }, 'E_UNKNOWN_EXIT'],
  ['exit', { action: 'done', exit: 'objection' }, 'E_WHICH_ACCOUNT'],
  ['exit', { action: 'done', exit: 'objection', account: 7 }, 'E_UNKNOWN_ID'],
  ['exit', { action: 'done', exit: 'switch', account: 1 }, 'E_CHECKED'],
  ['exit', { action: 'undo', exit: 'objection', account: 1, note: 'x' }, 'E_ARGS'],
  ['exit', { action: 'done', exit: 'objection', account: 1, note: 'x'.repeat(4097) }, 'E_LIMIT'],
  ['exit', { action: 'list', account: 9 }, 'E_UNKNOWN_ID'],
];

test('bad input is refused by name, in one port, and nothing changes', withHome(async (home) => {
  await twoAccounts(home);
  await exit(home, { action: 'done', exit: 'copy', account: 1 });
  const before = await everything(home);
  const messages = BAD.map(([cmd, args]) => request(cmd, args));
  const { replies, code } = await exchange(home, Buffer.concat(messages.map(frame)));
  assert.equal(code, 0);
  assert.equal(replies.length, BAD.length);
  for (const [i, [cmd, args, expected]] of BAD.entries()) {
    assert.equal(replies[i].error?.code, expected, `${cmd} ${JSON.stringify(args)}`);
    checkError(replies[i], expected, messages[i].id);
  }
  assert.deepEqual(await everything(home), before);
}));

test('before the first look there is nothing to change, and no history is made', withHome(async (home) => {
  assert.deepEqual((await accounts(home, { action: 'list' })).ok, { accounts: [], question: null });
  assert.ok((await exit(home, { action: 'list' })).ok.exits.length > 3);
  for (const [cmd, args] of [
    ['accounts', { action: 'mine' }], ['exit', { action: 'done', exit: 'objection' }],
    ['accounts', { action: 'join', account: 1, with: 2 }],
  ]) {
    const message = request(cmd, args);
    checkError(await ask(home, message), 'E_NO_ACCOUNT', message.id);
  }
  assert.ok(!existsSync(home.store));
}));

// The command line: the same orders, by hand.
function run(home, args, env = {}) {
  const options = { env: { ...home.env, ...env }, encoding: 'utf8', timeout: 15_000 };
  return spawnSync(join(BUILD, 'optwatch'), args, options);
}

function refused(home, args, code) {
  const done = run(home, args);
  assert.match(done.stderr, new RegExp(`^optwatch: ${code}: .+`, 'm'), args.join(' '));
  assert.equal(done.stdout, '', args.join(' '));
  assert.ok(done.status > 0);
}

test('optwatch accounts: lists, joins, names, and asks in words', withHome(async (home) => {
  await twoAccounts(home);
  const words = run(home, ['status']).stdout;
  assert.match(words, /Accounts\n {2}2 {2}on, want_off\n/);
  assert.match(words, /1 {2}off_confirmed, want_off/);
  assert.match(words, /optwatch accounts join 1 2/);
  assert.equal(run(home, ['accounts', 'name', '2', 'Work']).status, 0);
  const left = run(home, ['accounts', 'intent', '2', 'leave_on']).stdout;
  assert.match(left, /2 {2}Work: on, leave_on\n {7}firefox, first seen \d{4}-/);
  const joined = run(home, ['accounts', 'join', '2', '1', '--json']);
  const ok = JSON.parse(joined.stdout);
  assert.deepEqual([ok.accounts.length, ok.accounts[0].id, ok.accounts[0].name], [1, 2, 'Work']);
  assert.equal(ok.question, null);
  assert.ok(!run(home, ['status']).stdout.includes('Accounts'));
}));

test('optwatch accounts separate, mine', withHome(async (home) => {
  await twoAccounts(home);
  assert.ok(!run(home, ['accounts', 'separate', '1', '2']).stdout.includes('join'));
  await report(home);
  assert.equal(JSON.parse(run(home, ['accounts', '--json']).stdout).accounts[0].state, 'turned_back_on');
  assert.match(run(home, ['accounts', 'mine', '1']).stdout, /1 {2}on, want_off/);
  refused(home, ['accounts', 'mine', '2'], 'E_NO_ALARM');
  for (const [args, code] of [
    [['join', '1'], 'E_USAGE'], [['join', '1', '2', '3'], 'E_USAGE'], [['join', '1', 'two'], 'E_UNKNOWN_ID'],
    [['join', '1', '1'], 'E_SAME_ACCOUNT'], [['nonsense'], 'E_USAGE'], [['name', '1'], 'E_USAGE'],
    [['intent', '1', 'off'], 'E_USAGE'], [['name', '9', 'x'], 'E_UNKNOWN_ID'], [['name', '1', 'a\tb'], 'E_NAME'],
    [['mine', '99999999999999999999'], 'E_UNKNOWN_ID'],
  ]) {
    refused(home, ['accounts', ...args], code);
  }
}));

test('optwatch settings: a table, a value, an error', withHome((home) => {
  const table = run(home, ['settings']);
  assert.equal(table.status, 0);
  assert.match(table.stdout, /stale_days +90\n.+\n +days, 1 to 3650; 90 unless set/);
  assert.match(table.stdout, /one of: ca ch cn eea hk uk us ""/);
  assert.match(run(home, ['settings', 'region', 'uk']).stdout, /^ {2}region +uk\n/);
  assert.match(run(home, ['settings', 'region', '']).stdout, /^ {2}region +""\n/);
  assert.equal(JSON.parse(run(home, ['settings', 'hour', '07', '--json']).stdout).settings.hour, 7);
  assert.match(run(home, ['settings', 'hour']).stdout, /^ {2}hour +7\n/);
  refused(home, ['settings', 'hour', 'noon'], 'E_VALUE');
  refused(home, ['settings', 'colour'], 'E_UNKNOWN_PREFERENCE');
  refused(home, ['settings', 'colour', 'red'], 'E_UNKNOWN_PREFERENCE');
  refused(home, ['settings', 'a', 'b', 'c'], 'E_USAGE');
  assert.match(run(home, ['settings', 'hour']).stdout, /^ {2}hour +7\n/);
}));

test('optwatch exits: a checklist with dates', withHome(async (home) => {
  refused(home, ['exits', 'done', 'copy'], 'E_NO_ACCOUNT');
  await twoAccounts(home);
  assert.match(run(home, ['exits']).stdout, /\[ \] .+\n {6}objection: https:/);
  assert.match(run(home, ['exits']).stdout, /set where you live/);
  refused(home, ['exits', 'done', 'objection'], 'E_WHICH_ACCOUNT');
  const done = run(home, ['exits', 'done', 'objection', '--account', '1', '--note', 'sent today']);
  assert.match(done.stdout, /\[x\] .+\n {6}objection: .+\n {6}ticked by you \d{4}-\d\d-\d\d /);
  assert.match(done.stdout, /switch: .+\n {6}seen by Optwatch /);
  assert.match(run(home, ['exits', 'undo', 'objection', '--account', '1']).stdout, /\[ \] .+\n {6}objection/);
  assert.match(run(home, ['exits']).stdout, /^Ways out, account 2\n/);
  const listed = JSON.parse(run(home, ['exits', '--account', '1', '--json']).stdout).exits;
  assert.equal(listed.find((one) => one.id === 'switch').state, 'done');
  refused(home, ['exits', 'done', 'switch', '--account', '1'], 'E_CHECKED');
  refused(home, ['exits', 'done', 'nothing', '--account', '1'], 'E_UNKNOWN_EXIT');
  refused(home, ['exits', 'done', 'copy', '--account', 'x'], 'E_UNKNOWN_ID');
  refused(home, ['exits', 'undo', 'copy', '--account', '1', '--note', 'x'], 'E_USAGE');
  refused(home, ['exits', 'done', 'copy', '--account', '1', '--note', 'x'.repeat(4097)], 'E_NOTE');
  refused(home, ['exits', 'done'], 'E_USAGE');
  assert.ok(status(home).standings.some((one) => one.setting === SLUG));
}));
