// Real notification servers on a display of their own, and real clicks.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CLI, PICTURES, TOOL, until, withDesktop } from './desktop.mjs';

const DAY_S = 86_400;
const STABLE_ID = 0x4f505457;
/** Where xfce4-notifyd draws its buttons: open, snooze, done, from left to right. */
const BUTTONS = { open: 0.18, snooze: 0.5, done: 0.82 };
const BUTTON_DOWN = 0.86;

console.log(`# pictures are kept in ${PICTURES}`);

/** Due, shown by a server, its window there. */
async function shown(desktop, kind) {
  await desktop.becomeDue();
  await desktop.startServer(kind);
  const remind = await desktop.deliver();
  const window = await desktop.shown(kind);
  return { remind, window };
}

async function pressed(desktop, button) {
  const { remind, window } = await shown(desktop, 'xfce');
  desktop.picture(`xfce4-notifyd-${button}`);
  assert.equal(desktop.reminder().state, 'shown');
  desktop.click(window, BUTTONS[button], BUTTON_DOWN);
  assert.deepEqual(await remind.ended, { code: 0, signal: null }, remind.errors);
  assert.equal(remind.errors, '');
}

async function opened(desktop) {
  await until('the browser', () => existsSync(desktop.record));
  return readFileSync(desktop.record, 'utf8');
}

test('xfce4-notifyd: a click on Snooze moves it by a day', withDesktop(async (desktop) => {
  await pressed(desktop, 'snooze');
  const one = desktop.reminder();
  const day = desktop.now.getTime() / 1000 + DAY_S;
  assert.ok(one.snoozed_until >= day && one.snoozed_until < day + 600, `${one.snoozed_until} ${day}`);
  assert.equal(desktop.reminder(23).state, 'ahead');
  assert.equal(desktop.reminder(25).state, 'due');
}));

test('xfce4-notifyd: a click on Done settles it', withDesktop(async (desktop) => {
  await pressed(desktop, 'done');
  const one = desktop.reminder();
  assert.equal(one.state, 'ahead');
  assert.ok(one.due > desktop.now.getTime() / 1000);
}));

test('xfce4-notifyd: a click on Open starts the browser', withDesktop(async (desktop) => {
  await pressed(desktop, 'open');
  const [url] = (await opened(desktop)).split('\n');
  assert.equal(url, 'https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement');
}));

test('dunst: a click opens; the browser is nobody\'s child, and it stays due until it was looked at', withDesktop(async (desktop) => {
  const { remind, window } = await shown(desktop, 'dunst');
  desktop.picture('dunst');
  desktop.click(window, 0.5, 0.5);
  assert.deepEqual(await remind.ended, { code: 0, signal: null }, remind.errors);
  const lines = (await opened(desktop)).split('\n');
  assert.equal(lines[0], 'https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement');
  assert.equal(lines[1].split(':')[0], 'Name', 'the address is all it was told');
  assert.match(lines.find((line) => /^0[0-7]+$/.test(line)), /^0*22$/, 'the umask of a person\'s programs');
  assert.equal(desktop.reminder().state, 'shown');
}));

test('a browser that is gone: the family\'s usual one is looked for', withDesktop(async (desktop) => {
  await desktop.becomeDue();
  desktop.sql('UPDATE instance SET program = \'/nowhere/chromium\'');
  const folder = `${desktop.path}/bin`;
  const { mkdirSync, symlinkSync } = await import('node:fs');
  mkdirSync(folder);
  symlinkSync(desktop.browser, `${folder}/chromium`);
  desktop.env.PATH = `${folder}:${desktop.env.PATH}`;
  await desktop.startServer('dunst');
  const remind = await desktop.deliver();
  desktop.click(await desktop.shown('dunst'), 0.5, 0.5);
  assert.equal((await remind.ended).code, 0, remind.errors);
  assert.match(await opened(desktop), /^https:\/\/www\.linkedin\.com\//);
}));

test('dismissed: shown, not answered, and not shown again', withDesktop(async (desktop) => {
  const { remind, window } = await shown(desktop, 'xfce');
  desktop.click(window, 0.5, 0.2);
  assert.equal((await remind.ended).code, 0, remind.errors);
  assert.equal(desktop.reminder().state, 'shown');
  const again = desktop.run('remind', '--now', desktop.at(1));
  assert.equal(again.status, 0, again.stderr);
  assert.equal(desktop.windows('xfce').length, 0);
}));

for (const kind of ['dunst', 'xfce']) {
  test(`${kind}: a second one takes the place of the first`, withDesktop(async (desktop) => {
    await desktop.startServer(kind);
    const tools = [];
    for (const title of ['One', 'Two\nlines']) {
      const tool = desktop.start(TOOL, [title, 'Text', '20']);
      await until('it', () => tool.text.includes('shown'));
      tools.push(tool);
    }
    await desktop.shown(kind);
    desktop.picture(`${kind}-replaced`);
    assert.equal(desktop.windows(kind).length, 1);
    if (kind === 'dunst') {
      const count = desktop.start('dunstctl', ['count', 'displayed']);
      await count.ended;
      assert.equal(count.text.trim(), '1');
    }
  }));
}

test('what a real server is told: one id, escaped text, urgency, buttons', withDesktop(async (desktop) => {
  await desktop.startServer('dunst');
  const monitor = desktop.start('dbus-monitor', ['--session', 'member=Notify']);
  await until('the monitor', () => /Name(Acquired|Lost)/.test(monitor.text));
  const tool = desktop.start(TOOL, ['a <i>', 'Is a < b & c > d?', '1']);
  await until('it', () => tool.text.includes('shown'));
  await until('the call', () => /int32 0\n/.test(monitor.text));
  assert.match(monitor.text, /string "Optwatch"\n\s*uint32 (\d+)/);
  assert.match(monitor.text, new RegExp(`uint32 ${STABLE_ID}\\n\\s*string "optwatch"\\n\\s*string "a <i>"`));
  assert.ok(monitor.text.includes('string "Is a &lt; b &amp; c &gt; d?"'), monitor.text);
  assert.match(monitor.text, /string "urgency"\s*variant\s*byte 1/);
  assert.ok(!monitor.text.includes('desktop-entry'));
  const keys = ['default', 'open', 'snooze'].map((key) => monitor.text.indexOf(`string "${key}"`));
  assert.ok(keys[0] > 0 && keys[0] < keys[1] && keys[1] < keys[2], `${keys}`);
}));

test('the alarm is critical, and nothing else is', withDesktop(async (desktop) => {
  await desktop.becomeDue();
  desktop.sql('UPDATE standing SET state = \'turned_back_on\' WHERE setting = \'data-for-ai-improvement\'');
  const server = await desktop.startServer('standin', 'actions', 'body');
  const remind = await desktop.deliver();
  await until('the call', () => server.text.includes('urgency'));
  assert.match(server.text, /'urgency': <byte 0x02>/);
  server.stdin.write('close\n');
  assert.equal((await remind.ended).code, 0, remind.errors);
}));

test('two without an answer: the third offers a slower rhythm, in place of Snooze', withDesktop(async (desktop) => {
  await desktop.becomeDue();
  const server = await desktop.startServer('standin', 'actions', 'body');
  const started = Math.floor(desktop.now.getTime() / 1000) - 4 * DAY_S;
  for (const days of [0, 11, 27]) {
    server.text = '';
    const remind = desktop.start(CLI, ['remind', '--now', new Date((started + (4 + days) * DAY_S) * 1000).toISOString().replace('.000', '')]);
    await until('the call', () => server.text.includes('urgency'));
    const slow = days === 27 || server.text.includes('\'slower\'');
    assert.equal(server.text.includes('\'slower\''), slow);
    assert.equal(server.text.includes('\'snooze\''), !slow);
    server.stdin.write(slow ? 'slower\n' : 'close\n');
    assert.equal((await remind.ended).code, 0, remind.errors);
    if (slow) {
      break;
    }
  }
  const rule = desktop.reminder(28 * 24).rule;
  assert.equal(rule, 'quarterly');
}));
