// What a browser shows is noted for all browsers of the account, and nothing else counts; whom an
// answer tells of; a window that waits.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkError } from './check.mjs';
import {
  BUILD, INSTANCE, ROOT, SLUG, ask, exchange, frame, makeControl, makeReport, report, request, withHome,
} from './lib.mjs';

const OTHER = '5d7c1a2e-8a5e-4f57-9a4e-6d8f1c5f0b22';
const WHO = { instance: INSTANCE, family: 'chromium', locale: 'en' };

const shown = (home, warn, more = {}) => ask(home, request('shown', { ...WHO, warn, ...more }));
const set = (home, name, value) => ask(home, request('settings', { action: 'set', name, value }));
const off = (home, page = {}) => report(home, { page, controls: [makeControl({ checked: false })] });
const firefox = (home, page = {}) => report(home, { instance: OTHER, family: 'firefox', page });

const command = (home, args, env = {}) => spawnSync(join(BUILD, 'optwatch'), args,
  { env: { ...home.env, ...env }, encoding: 'utf8', timeout: 15_000 });

test('a report spends nothing, what was shown does', withHome(async (home) => {
  const { host, ok } = await report(home);
  assert.ok(host.caps.includes('shown') && host.caps.includes('about'));
  assert.deepEqual(Object.keys(ok.warn), ['level', 'text', 'show', 'id', 'style']);
  assert.deepEqual([ok.warn.level, ok.warn.id, ok.warn.style], ['warning', 'on', 'popup']);
  assert.equal(ok.warn.show, true);
  assert.equal((await report(home)).ok.warn.show, true);
  for (let i = 0; i < 2; i += 1) {
    assert.deepEqual((await shown(home, 'on', { visit: randomUUID() })).ok, { shown: true });
  }
  const later = (await report(home)).ok.warn;
  assert.deepEqual([later.level, later.id, later.show], ['warning', 'on', false]);
  // The switch is flipped the wrong way: that is new, and is told at once.
  const visit = randomUUID();
  assert.equal((await off(home, { visit, touched: 'yes' })).ok.warn.id, 'none');
  const wrong = (await report(home, { page: { visit, touched: 'yes' } })).ok.warn;
  assert.deepEqual([wrong.id, wrong.show], ['own_hand', true]);
}));

test('browsers that are one account share it', withHome(async (home) => {
  await report(home);
  assert.equal((await firefox(home)).ok.warn.show, true);
  await shown(home, 'on');
  assert.equal((await firefox(home)).ok.warn.show, true);
  await ask(home, request('accounts', { action: 'join', account: 2, with: 1 }));
  assert.equal((await firefox(home)).ok.warn.show, false);
}));

test('the alarm is shown once a visit', withHome(async (home) => {
  await off(home);
  const page = { visit: randomUUID() };
  const alarm = (await report(home, { page })).ok.warn;
  assert.deepEqual([alarm.level, alarm.id, alarm.show], ['alarm', 'turned_back_on', true]);
  await shown(home, 'turned_back_on', page);
  assert.equal((await report(home, { page })).ok.warn.show, false);
  assert.equal((await report(home)).ok.warn.show, true);
}));

test('how it is shown is the person\'s to say; status opens nothing', withHome(async (home) => {
  await set(home, 'warning', 'notification');
  const { warn } = (await report(home)).ok;
  assert.deepEqual([warn.style, warn.show], ['notification', true]);
  const told = (await ask(home, request('status', WHO))).ok.warn;
  assert.deepEqual([told.level, told.id, told.show, told.style], ['warning', 'on', false, 'notification']);
  await set(home, 'warning', 'badge');
  const quiet = (await report(home)).ok.warn;
  assert.deepEqual([quiet.level, quiet.style, quiet.show], ['warning', 'badge', false]);
}));

const VISIT = randomUUID();
const BAD = [
  [{}, 'E_ARGS'],
  [{ warn: 'none' }, 'E_ARGS'],
  [{ warn: 'off' }, 'E_ARGS'],
  [{ warn: null }, 'E_ARGS'],
  [{ warn: 1 }, 'E_ARGS'],
  [{ warn: 'on', level: 'warning' }, 'E_ARGS'],
  [{ warn: 'on', visit: 'yesterday' }, 'E_ARGS'],
  [{ warn: 'on', visit: 7 }, 'E_ARGS'],
  [{ warn: 'on', visit: `${VISIT}0` }, 'E_LIMIT'],
  [{ warn: 'turned_back_on' }, 'E_ARGS'],
  [{ warn: 'turned_back_on', visit: VISIT }, 'E_UNKNOWN_ID'],
  [{ warn: 'on', instance: OTHER }, 'E_NO_ACCOUNT'],
];

test('what is not shown so is refused by name, and spends nothing', withHome(async (home) => {
  const early = request('shown', { ...WHO, warn: 'on' });
  checkError(await ask(home, early), 'E_NO_ACCOUNT', early.id);
  assert.ok(!existsSync(home.store));
  await report(home);
  const messages = BAD.map(([args]) => request('shown', { ...WHO, ...args }));
  const { replies } = await exchange(home, Buffer.concat(messages.map(frame)));
  for (const [i, [args, code]] of BAD.entries()) {
    assert.equal(replies[i].error?.code, code, JSON.stringify(args));
    checkError(replies[i], code, messages[i].id);
  }
  assert.equal((await report(home)).ok.warn.show, true);
  await firefox(home);
  const whose = request('shown', { warn: 'on' });
  checkError(await ask(home, whose), 'E_WHICH_ACCOUNT', whose.id);
}));

function checkAbout(ok, account) {
  assert.deepEqual(ok.account, account);
  assert.ok(ok.changes.length <= 5);
  for (const change of ok.changes) {
    assert.deepEqual(Object.keys(change), ['at', 'state', 'setting']);
    assert.equal(change.setting, SLUG);
    assert.ok(change.at > 1_700_000_000);
  }
}

test('an answer tells of whom it speaks', withHome(async (home) => {
  const none = (await ask(home, request('status', { ...WHO, locale: 'de-AT' }))).ok;
  assert.deepEqual([none.language, none.account, none.sealing, none.changes], ['de', null, 'none', []]);
  const visit = randomUUID();
  for (let i = 0; i < 3; i += 1) {
    await report(home, { page: { visit, touched: 'yes' } });
    await off(home, { visit, touched: 'yes' });
  }
  await ask(home, request('accounts', { ...WHO, action: 'name', name: 'Büro' }));
  const reply = await report(home, { locale: 'tlh', page: { visit, touched: 'yes' } });
  const account = { id: 1, name: 'Büro', intent: 'want_off' };
  checkAbout(reply.ok, account);
  assert.equal(reply.ok.language, 'en');
  assert.equal(reply.ok.sealing, 'none');
  assert.deepEqual(reply.ok.changes.map((one) => one.state),
    ['on', 'off_unconfirmed', 'on', 'off_unconfirmed', 'on']);
  const times = reply.ok.changes.map((one) => one.at);
  assert.deepEqual(times, [...times].sort((a, b) => b - a));

  // The command line tells the same; of the sealing it tells more.
  const printed = JSON.parse(command(home, ['status', '--json'], { LANG: 'de_DE.UTF-8' }).stdout);
  checkAbout(printed, account);
  assert.deepEqual(printed.changes, reply.ok.changes);
  assert.deepEqual([printed.language, printed.sealing.state], ['de', 'none']);
  const checked = spawnSync(join(BUILD, 'optwatch'), ['check', '--json'],
    { env: home.env, encoding: 'utf8', input: JSON.stringify(makeReport({ locale: 'de' })) });
  const { language, account: nobody, sealing, changes, warn } = JSON.parse(checked.stdout);
  assert.deepEqual([language, nobody, sealing, changes], ['de', null, null, []]);
  assert.deepEqual([warn.id, warn.style, warn.show], ['on', 'popup', true]);
}));

/** The languages that the catalogue has sentences of ours in, and what a speaker has read. */
function catalogueLanguages() {
  const folder = join(ROOT, 'host/catalogue/languages');
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

test('a language can be chosen where it has sentences of ours', withHome(async (home) => {
  const languages = catalogueLanguages();
  const guided = languages.filter((one) => Object.keys(one.texts ?? {}).length > 0);
  const tags = guided.map((one) => one.tag);
  const { ok } = await ask(home, request('settings', { action: 'get' }));
  const row = ok.table.find((one) => one.name === 'language');
  assert.deepEqual(row.choices, ['', ...tags]);
  assert.deepEqual(row.reviewed, guided.filter((one) => one.reviewed).map((one) => one.tag));
  assert.deepEqual(ok.table.filter((one) => 'reviewed' in one), [row]);
  for (const { tag } of languages) {
    const reply = await set(home, 'language', tag);
    assert.equal(reply.ok?.settings.language, tags.includes(tag) ? tag : undefined, tag);
    assert.equal(reply.error?.code, tags.includes(tag) ? undefined : 'E_VALUE', tag);
    const told = (await ask(home, request('status', { locale: tag }))).ok;
    await set(home, 'language', '');
    assert.ok(tags.includes(told.language), tag);
    const asked = (await ask(home, request('status', { locale: tag }))).ok.language;
    assert.equal(asked, tags.includes(tag) ? tag : 'en');
  }
  const words = command(home, ['settings', 'language']).stdout;
  const listed = guided.map((one) => (one.reviewed ? `${one.tag} (reviewed)` : one.tag));
  assert.ok(words.includes(`one of: ${listed.join(' ')} ""\n`), words);
}));

// A terminal of its own: told to wait it ends with Enter, and not before.
const TERMINAL = `
import os, pty, select, sys
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
seen = b''
while b'Press Enter' not in seen:
    part = os.read(fd, 4096)
    seen += part
waits = not select.select([fd], [], [], 0.3)[0] and os.waitpid(pid, os.WNOHANG)[0] == 0
os.write(fd, b'\\n')
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
sys.stdout.buffer.write(b'%d %d\\n' % (waits, code) + seen)
`;

test('status --wait keeps its window open until Enter', withHome(async (home) => {
  const inTerminal = (...args) => spawnSync('python3', ['-c', TERMINAL, join(BUILD, 'optwatch'), ...args],
    { env: home.env, encoding: 'utf8', timeout: 15_000 });
  await report(home);
  const waited = inTerminal('status', '--wait');
  assert.match(waited.stdout, /^1 0\n/, waited.stderr);
  assert.match(waited.stdout, /Ways out[^]+Press Enter to close/);
  // Where nothing can be typed it ends at once, and JSON is for programs.
  const piped = command(home, ['status', '--wait']);
  assert.equal(piped.status, 0);
  assert.doesNotMatch(piped.stdout, /Press Enter/);
  assert.equal(piped.stdout, command(home, ['status']).stdout);
  JSON.parse(command(home, ['status', '--wait', '--json']).stdout);
  assert.match(command(home, ['status', '--help']).stdout, /--wait\n +then wait for Enter/);
  // What went wrong is to be read as well.
  const broken = spawnSync('python3', ['-c', TERMINAL, join(BUILD, 'optwatch'), 'status', '--wait'],
    { env: { ...home.env, XDG_DATA_HOME: 'relative', HOME: 'none' }, encoding: 'utf8', timeout: 15_000 });
  assert.match(broken.stdout, /^1 4\n[^]*E_HOME[^]*Press Enter/, broken.stderr);
}));
