// What was recorded, told again: history, export, import, forget; with the worst a page can say.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import {
  BUILD, INSTANCE, SLUG, ask, errorTable, makeControl, report, request, standing, status, withHome,
} from './lib.mjs';
import { checkError } from './check.mjs';

const ERRORS = errorTable();

function run(home, args, more = {}) {
  return spawnSync(join(BUILD, 'optwatch'), args, { env: home.env, encoding: 'utf8', timeout: 30_000, ...more });
}

function well(home, ...args) {
  const done = run(home, args);
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
}

function refused(done, code) {
  assert.equal(done.status, ERRORS.get(code), `${done.status}: ${done.stderr}`);
  assert.match(done.stderr, new RegExp(`^optwatch: ${code}: .+`, 'm'));
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const exported = (home) => JSON.parse(well(home, 'export', '--json'));
const at = (home, description, more = {}) =>
  report(home, { state: 'on', controls: [makeControl({ description, ...more })] });

/** What a hostile page could put where the switch's wording stands. */
const EVIL = '\u001b]0;x\u0007\u007f\u001b[31m\u009b2J\u202Egnp\u2066\u200b\u2028| `=1+1`</td><script>alert(1)</script>'
  + ' [x](javascript:alert(1)) ![y](https://evil.example/p.png) www.evil.example # @me';
// eslint-disable-next-line no-control-regex
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

async function makeHistory(home) {
  await at(home, 'Old words of the page');
  await at(home, `New words of the page ${EVIL}`);
  await report(home, { state: 'off', instance: randomUUID(), family: 'firefox' });
}

test('history tells readings, changes and the wording\'s, newest last', withHome(async (home) => {
  assert.match(well(home, 'history'), /^Nothing was recorded/);
  await makeHistory(home);
  const lines = well(home, 'history').trimEnd().split('\n');
  assert.match(lines[0], /^\d{4}-\d\d-\d\d \d\d:\d\d {2}Data for Generative AI Improvement: read on in Chromium, /);
  assert.ok(lines.some((line) => / changed to "on" from "not known"; account 1$/.test(line)));
  assert.ok(lines.some((line) => / description: \[-Old-\] \{\+New\+\} words of the page \{\+/.test(line)));
  assert.ok(lines.some((line) => / read off in Firefox, /.test(line)));
}));

test('the history\'s dates are local, and its filters hold', withHome(async (home) => {
  await makeHistory(home);
  const json = (...args) => JSON.parse(well(home, 'history', '--json', ...args));
  const all = json();
  assert.deepEqual(all.entries.map((entry) => entry.kind).sort(),
    ['change', 'change', 'reading', 'reading', 'reading', 'wording']);
  assert.equal(all.more, false);
  assert.equal(json('--account', '2').entries.length, 2);
  assert.deepEqual(json('--change', 'on').entries.map((entry) => entry.to), ['on']);
  assert.equal(json('--change', 'any').entries.length, 2);
  assert.equal(json('--setting', 'all').entries.length, 6);
  assert.equal(json('--setting', 'member-cookies').entries.length, 0);
  const env = { ...home.env, TZ: 'Pacific/Kiritimati' };
  const day = run(home, ['history'], { env }).stdout.slice(0, 10);
  const within = (args) => JSON.parse(run(home, ['history', '--json', ...args], { env }).stdout).entries.length;
  assert.equal(within(['--from', day, '--to', day]), 6);
  assert.equal(within(['--to', '2001-01-01']), 0);
  assert.equal(within(['--from', '2999-12-31']), 0);
  for (const args of [['--from', '2026-02-29'], ['--to', 'today'], ['--account', '-1'], ['--change', 'off'], ['x']]) {
    refused(run(home, ['history', ...args]), 'E_USAGE');
  }
  refused(run(home, ['history', '--setting', 'no-such-setting']), 'E_UNKNOWN_ID');
}));

test('the host answers history with what is stored in clear, and no text of a page', withHome(async (home) => {
  await makeHistory(home);
  const { ok } = await ask(home, request('history', {}));
  assert.equal(ok.entries.length, 6);
  assert.equal(ok.more, false);
  assert.doesNotMatch(JSON.stringify(ok), /words|evil/);
  const only = async (args) => (await ask(home, request('history', args))).ok.entries.length;
  assert.equal(await only({ setting: SLUG, account: 2, from: null, to: null }), 2);
  assert.equal(await only({ setting: 'member-cookies' }), 0);
  assert.equal(await only({ from: ok.entries.at(-1).at ?? ok.entries.at(-1).last_seen }), ok.entries
    .filter((one) => (one.at ?? one.last_seen) === (ok.entries.at(-1).at ?? ok.entries.at(-1).last_seen)).length);
  assert.equal(await only({ to: 0 }), 0);
  for (const args of [{ setting: 'a b' }, { account: '1' }, { from: 'now' }, { days: 3 }]) {
    const wrong = request('history', args);
    checkError(await ask(home, wrong), ['E_ARGS', 'E_LIMIT'], wrong.id);
  }
}));

test('an export holds everything, dated, with its hash', withHome(async (home) => {
  await makeHistory(home);
  const done = run(home, ['export', '--json']);
  assert.equal(done.stderr, `SHA-256: ${sha256(done.stdout)}\n`);
  const all = JSON.parse(done.stdout);
  assert.doesNotMatch(done.stdout, RAW);
  assert.equal(all.readings.length, 3);
  const [reading] = all.readings;
  assert.deepEqual([reading.account, reading.instance, reading.family, reading.setting, reading.state],
    [1, INSTANCE, 'chromium', SLUG, 'on']);
  assert.deepEqual([reading.count, reading.load, reading.touched, reading.rules], [1, 'fresh', 'no', 1]);
  assert.equal(reading.first_seen, Math.floor(reading.first_seen_ms / 1_000));
  assert.ok(Math.abs(all.made_at - Date.now() / 1_000) < 60);
  assert.equal(all.standings.length, 2);
  assert.equal(all.reminders.length, 2);
  assert.deepEqual(all.deliveries, []);
  assert.equal(all.accounts.length, 2);
  assert.equal(all.drifts.length, 1);
  assert.ok(all.wordings.some((one) => one.description.endsWith(EVIL)));
}));

test('an export in a file is new, private and as printed', withHome(async (home) => {
  await makeHistory(home);
  const file = join(home.path, 'out.json');
  const line = well(home, 'export', '--output', file);
  const bytes = readFileSync(file);
  assert.equal(line, `${sha256(bytes)}  ${file}\n`);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  refused(run(home, ['export', '--output', file]), 'E_EXISTS');
  assert.deepEqual(readFileSync(file), bytes);
  well(home, 'export', '--format', 'csv', '--output', file, '--force');
  assert.match(readFileSync(file, 'utf8'), /^kind,/);
  assert.deepEqual(readdirSync(home.path).sort(), ['data', 'out.json']);
  refused(run(home, ['export', '--output', join(home.path, 'no/such')]), 'E_OUTPUT');
  refused(run(home, ['export', '--format', 'xml']), 'E_USAGE');
  refused(run(home, ['export', '--format', 'csv', '--json']), 'E_USAGE');
}));

test('two exports differ by their date alone', withHome(async (home) => {
  await makeHistory(home);
  const first = exported(home);
  assert.deepEqual({ ...exported(home), made_at: 0 }, { ...first, made_at: 0 });
}));

test('the table is RFC 4180, and no cell is a formula', withHome(async (home) => {
  await makeHistory(home);
  const text = well(home, 'export', '--format', 'csv');
  const lines = text.split('\r\n');
  assert.equal(lines.pop(), '');
  assert.equal(lines.length, 1 + 3 + 2);
  const columns = lines[0].split(',').length;
  for (const line of lines) {
    assert.equal(line.split(',').length, columns, line);
    assert.doesNotMatch(line, /(^|,)"?[=+@\t-]/);
  }
  assert.match(lines[1], new RegExp(`^reading,1,${SLUG},on,,,,\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ,`));
}));

/** Changes the file from outside, as no Optwatch would. */
function tamper(home, sql) {
  const code = 'import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\nc.executescript(sys.argv[2])';
  const done = spawnSync('python3', ['-c', code, home.store, sql], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
}

test('a formula, a quote and an escape in the file stay text in the table', withHome(async (home) => {
  await at(home, 'x');
  tamper(home, `UPDATE reading SET setting = '=1+cmd|"a",b' || char(27) || '[31m'`);
  tamper(home, "UPDATE change SET setting = '@x'");
  const text = well(home, 'export', '--format', 'csv');
  assert.ok(text.includes('reading,1,"\'=1+cmd|""a"",b\\u{1b}[31m",on,'), text);
  assert.ok(text.includes('change,1,"\'@x",,'), text);
}));

test('the record says what it shows, and quotes a page without its tricks', withHome(async (home) => {
  await makeHistory(home);
  const text = well(home, 'export', '--format', 'markdown');
  assert.match(text, /^# Record .*\n\nMade \d{4}-\d\d-\d\d \d\d:\d\d \+0[12]:00 with Optwatch /);
  assert.match(text, /records what this machine saw, no more/);
  assert.match(text, /this computer's clock/);
  assert.match(text, /\| on \|/);
  assert.doesNotMatch(text, RAW);
  const quoted = text.split('\n').filter((line) => line.includes('New'));
  assert.equal(quoted.length, 2);
  for (const line of quoted) {
    assert.doesNotMatch(line, /<|[^\\]`|[^\\]\]\(|[^\\]!\[|[^\\]\|(?! *$)| www\.|[^\\]@me|https:/, line);
    assert.ok(line.includes('\\\\u\\{202e\\}'), line);
  }
}));

test('S18: nothing a page says reaches a terminal raw', withHome(async (home) => {
  await report(home, {
    state: 'on', page: { lang: 'e\u001b[31m', heading: EVIL }, controls: [makeControl({ name: EVIL, description: EVIL })],
  });
  await report(home, {
    state: 'on', page: { lang: 'e\u001b[31m', heading: EVIL }, controls: [makeControl({ name: EVIL, description: 'x' })],
  });
  for (const args of [['history'], ['history', '--json'], ['export'], ['export', '--format', 'csv'],
    ['export', '--format', 'markdown'], ['status']]) {
    assert.doesNotMatch(well(home, ...args).replaceAll('\r\n', '\n'), RAW, args.join(' '));
  }
}));

test('what the person wrote and set is exported, quoted and taken back in', withHome(async (home) => {
  await report(home, { state: 'on' });
  well(home, 'exits', 'done', 'objection', '--note', 'by <b>post</b>\u001b[31m');
  well(home, 'settings', 'hour', '7');
  const { notes, preferences } = exported(home);
  assert.deepEqual(notes.map(({ subject, text }) => [subject, text]),
    [['exit.objection', 'by <b>post</b>\u001b[31m']]);
  assert.deepEqual(preferences, [{ name: 'hour', value: '7' }]);
  const record = well(home, 'export', '--format', 'markdown');
  assert.match(record, /on exit\\\.objection: by &#60;b&#62;post/);
  assert.match(record, /- hour: 7\n/);
  assert.doesNotMatch(record, RAW);
  const file = join(home.path, 'export.json');
  well(home, 'export', '--output', file);
  tamper(home, 'DELETE FROM note; DELETE FROM preference');
  assert.equal(JSON.parse(well(home, 'import', file, '--json')).rows > 0, true);
  assert.equal(JSON.parse(well(home, 'import', file, '--json')).rows, 0);
  assert.deepEqual(exported(home).notes, notes);
  assert.deepEqual(exported(home).preferences, preferences);
  tamper(home, "UPDATE note SET sealed = 1, payload = x'00ff1b5b33316d'");
  assert.deepEqual(exported(home).notes.map(({ sealed, text }) => [sealed, text]), [[true, null]]);
  assert.match(well(home, 'export', '--format', 'markdown'), /objection: the text is sealed/);
}));

test('what is sealed and cannot be opened is told as sealed, everywhere', withHome(async (home) => {
  await makeHistory(home);
  tamper(home, "UPDATE wording SET sealed = 1, payload = x'00ff1b5b33316d'");
  assert.match(well(home, 'history'), /The text is sealed, or not kept/);
  assert.match(well(home, 'export', '--format', 'markdown'), /the text is sealed: it was not opened/);
  const { wordings } = exported(home);
  assert.deepEqual(wordings.map((one) => [one.sealed, one.name, one.description]),
    wordings.map(() => [true, null, null]));
  // Plain, but no text of ours: told the same, and never raw.
  tamper(home, 'UPDATE wording SET sealed = 0');
  assert.doesNotMatch(well(home, 'history') + well(home, 'export'), RAW);
  assert.equal(exported(home).wordings[0].sealed, true);
}));

test('an import restores, and a second one changes nothing', withHome(async (home) => {
  await makeHistory(home);
  const file = join(home.path, 'out.json');
  const bytes = well(home, 'export');
  writeFileSync(file, bytes);
  const before = exported(home);
  assert.match(well(home, 'import', file), /nothing has changed/);
  assert.deepEqual({ ...exported(home), made_at: 0 }, { ...before, made_at: 0 });
  well(home, 'forget', '--yes');
  assert.equal(status(home).standings[0].state, 'unknown');
  assert.ok(JSON.parse(well(home, 'import', '--json', file)).rows > 0);
  assert.deepEqual({ ...exported(home), made_at: 0 }, { ...before, made_at: 0 });
  assert.equal(JSON.parse(run(home, ['import', '--json', '-'], { input: bytes }).stdout).rows, 0);
  assert.equal(standing(await at(home, 'New words of the page')), 'on');
}));

test('an import of anything else changes nothing', withHome(async (home) => {
  await makeHistory(home);
  const before = exported(home);
  const bad = {
    'no JSON': '{', 'another object': '{}', 'a list': '[]', nothing: '',
    'a doubled key': JSON.stringify(before).replace('"ticks":[]', '"ticks":[],"ticks":[]'),
    'a reading of nobody': JSON.stringify({ ...before, readings: [{ ...before.readings[0], account: 77 }] }),
    'an unknown profile': JSON.stringify({ ...before, readings: [{ ...before.readings[0], instance: randomUUID() }] }),
    'an exit of no form': JSON.stringify({ ...before, ticks: [{ account: 1, exit: 'x y', at: 5, at_ms: 5_000 }] }),
    'a state of ours': JSON.stringify({ ...before, standings: [{ ...before.standings[0], state: 'stale' }] }),
    'a deep nest': '['.repeat(100_000),
    'a late fault': JSON.stringify({ ...before, accounts: [...before.accounts, { ...before.accounts[0], account: 9,
      created: 5, created_ms: 5_000 }], ticks: [{ account: 99, exit: 'x', at: 5, at_ms: 5_000 }] }),
  };
  for (const [name, text] of Object.entries(bad)) {
    refused(run(home, ['import', '-'], { input: text }), name === 'nothing' ? 'E_NO_INPUT' : 'E_EXPORT');
    assert.deepEqual({ ...exported(home), made_at: 0 }, { ...before, made_at: 0 }, name);
  }
  refused(run(home, ['import', '-'], { input: JSON.stringify({ ...before, format_version: 2 }) }), 'E_NEWER_EXPORT');
  refused(run(home, ['import', join(home.path, 'missing')]), 'E_NO_INPUT');
  refused(run(home, ['import']), 'E_USAGE');
}));

test('forget asks first, then erases, and looks', withHome(async (home) => {
  await makeHistory(home);
  writeFileSync(`${home.store}.aside-20260101T000000Z`, 'old');
  const asked = run(home, ['forget']);
  refused(asked, 'E_CONFIRM');
  assert.ok(asked.stdout.includes(home.store));
  assert.match(asked.stdout, /Not erased by this: what the extension keeps/);
  assert.equal(exported(home).readings.length, 3);
  const done = JSON.parse(well(home, 'forget', '--yes', '--json'));
  assert.deepEqual([done.forgotten, done.folder_gone, done.key_gone], [true, true, true]);
  assert.deepEqual(done.files.map((file) => file.gone), [true, true]);
  assert.ok(!existsSync(dirname(home.store)));
  assert.match(well(home, 'forget', '--yes'), /There is no history/);
}));

test('forget leaves what is not its own, and says so', withHome(async (home) => {
  await makeHistory(home);
  writeFileSync(join(dirname(home.store), 'letter.txt'), 'mine');
  const done = run(home, ['forget', '--yes']);
  refused(done, 'E_REMAINS');
  assert.match(done.stdout, /^REMAINS {2}.*\/optwatch\/$/m);
  assert.deepEqual(readdirSync(dirname(home.store)), ['letter.txt']);
}));

test('the host forgets at once, on a word that says so', withHome(async (home) => {
  const canary = 'CANARYcanary7f3a';
  await at(home, canary);
  assert.ok(readFileSync(home.store).includes(canary));
  const unsaid = request('forget', { confirm: false });
  checkError(await ask(home, unsaid), 'E_CONFIRM', unsaid.id);
  const wrong = request('forget', {});
  checkError(await ask(home, wrong), 'E_ARGS', wrong.id);
  assert.equal(exported(home).readings.length, 1);
  const { ok } = await ask(home, request('forget', { confirm: true }));
  assert.deepEqual(ok, { forgotten: true, key_remains: false });
  assert.ok(!readFileSync(home.store).includes(canary));
  assert.ok(!readFileSync(home.store).includes(INSTANCE));
  assert.equal(exported(home).accounts.length, 0);
  assert.deepEqual((await ask(home, request('forget', { confirm: true }))).ok, { forgotten: true, key_remains: false });
}));

test('a history with a long list answers within a frame', withHome(async (home) => {
  for (let i = 0; i < 130; i += 1) {
    // eslint-disable-next-line no-await-in-loop
    await at(home, `words ${i}`);
  }
  const { ok } = await ask(home, request('history', { setting: SLUG }));
  assert.equal(ok.entries.length, 120);
  assert.equal(ok.more, true);
  assert.match(well(home, 'history'), /words 12\d|\{\+129\+\}/);
}));

test('no history is no fault', withHome((home) => {
  mkdirSync(dirname(home.store), { recursive: true });
  assert.deepEqual(exported(home).readings, []);
  assert.match(well(home, 'export', '--format', 'csv'), /^kind,.*\r\n$/);
  assert.match(well(home, 'export', '--format', 'markdown'), /Nothing was recorded/);
}));

test('a history that cannot be read is moved aside on the person\'s word, and not before', withHome(async (home) => {
  await at(home, 'words');
  const damaged = Buffer.from('no history of ours');
  writeFileSync(home.store, damaged);
  refused(run(home, ['status']), 'E_NOT_A_STORE');
  refused(run(home, ['forget', '--set-aside', '--yes']), 'E_USAGE');
  assert.deepEqual(readFileSync(home.store), damaged);
  const { set_aside: name } = JSON.parse(well(home, 'forget', '--set-aside', '--json'));
  assert.match(name, /^optwatch\.db\.aside-\d{8}T\d{6}Z$/);
  assert.deepEqual(readFileSync(join(dirname(home.store), name)), damaged);
  await at(home, 'words');
  assert.equal(exported(home).readings.length, 1);
  assert.match(well(home, 'forget', '--set-aside'), /Nothing was moved/);
  assert.equal(exported(home).readings.length, 1);
}));
