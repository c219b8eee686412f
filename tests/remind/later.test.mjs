// Where nobody can show a reminder, or who shows it goes away: it stays due, and nothing hangs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createServer } from 'node:net';
import { CLI, LATER, TOOL, until, wait, withDesktop } from './desktop.mjs';

/** Far below the ten minutes that an answer is waited for; far above what a busy machine takes. */
const SOON_MS = 60_000;

async function refused(desktop) {
  const began = Date.now();
  const remind = desktop.start(CLI, ['remind', '--now', desktop.at(0)]);
  const { code } = await remind.ended;
  assert.equal(code, LATER, remind.errors);
  assert.match(remind.errors, /^optwatch: E_LATER: [^\n]*\n$/, 'one line, and nothing of a library\'s');
  assert.ok(Date.now() - began < SOON_MS);
  assert.equal(desktop.reminder().state, 'due');
}

/** The next run, with a server that works, shows it. */
async function deliversNext(desktop) {
  const server = await desktop.startServer('standin', 'actions', 'body');
  const remind = await desktop.deliver();
  assert.equal(desktop.reminder().state, 'shown');
  server.stdin.write('done\n');
  assert.equal((await remind.ended).code, 0, remind.errors);
  assert.equal(desktop.reminder().state, 'ahead');
}

test('no bus: 75, and it stays due', withDesktop(async (desktop) => {
  await desktop.becomeDue();
  // Where a display is named, GLib would start a bus.
  desktop.env.DISPLAY = ':77';
  await refused(desktop);
  delete desktop.env.DISPLAY;
  await desktop.startBus();
  await deliversNext(desktop);
}, { bus: false, display: false }));

test('no server: 75, and the next run delivers', withDesktop(async (desktop) => {
  await desktop.becomeDue();
  await refused(desktop);
  await deliversNext(desktop);
}, { display: false }));

test('a server that is stopped: 75 in time', withDesktop(async (desktop) => {
  await desktop.becomeDue();
  const server = await desktop.startServer('dunst');
  server.kill('SIGSTOP');
  await refused(desktop);
  server.kill('SIGKILL');
  await server.ended;
  await until('its end', () => !desktop.hasServer());
  await deliversNext(desktop);
}));

test('a bus that takes the connection and says nothing: 75 in time', withDesktop(async (desktop) => {
  await desktop.becomeDue();
  const path = `${desktop.path}/mute`;
  const mute = createServer(() => {});
  await new Promise((done) => mute.listen(path, done));
  desktop.env.DBUS_SESSION_BUS_ADDRESS = `unix:path=${path}`;
  const connections = new Promise((done) => mute.once('connection', done));
  await refused(desktop);
  (await connections).destroy();
  mute.close();
}, { bus: false, display: false }));

for (const kind of ['dunst', 'xfce']) {
  test(`${kind} is killed while it waits: the wait ends`, withDesktop(async (desktop) => {
    await desktop.becomeDue();
    const server = await desktop.startServer(kind);
    const remind = await desktop.deliver();
    await wait(300);
    assert.equal(remind.exitCode, null, 'it waits for an answer');
    const began = Date.now();
    server.kill('SIGKILL');
    assert.deepEqual(await remind.ended, { code: 0, signal: null }, remind.errors);
    assert.ok(Date.now() - began < SOON_MS);
    assert.equal(remind.errors, '');
    assert.equal(desktop.reminder().state, 'shown');
  }));
}

test('the bus ends while it waits: so does the wait', withDesktop(async (desktop) => {
  await desktop.becomeDue();
  await desktop.startServer('standin', 'actions');
  const remind = await desktop.deliver();
  desktop.bus.stdin.end();
  assert.deepEqual(await remind.ended, { code: 0, signal: null }, remind.errors);
  assert.equal(desktop.reminder().state, 'shown');
}, { display: false }));

test('a server without buttons is told what to do by hand, in the text', withDesktop(async (desktop) => {
  await desktop.becomeDue();
  const server = await desktop.startServer('standin', 'body');
  const remind = await desktop.deliver();
  await until('the call', () => server.text.includes('urgency'));
  assert.match(server.text, /\\nOpen https:\/\/www\.linkedin\.com\/mypreferences\/d\/settings\/data-for-ai-improvement, or run: optwatch reminders['"], \[\]/);
  server.stdin.write('close\n');
  assert.equal((await remind.ended).code, 0, remind.errors);
}, { display: false }));

test('a server with buttons is not', withDesktop(async (desktop) => {
  await desktop.becomeDue();
  const server = await desktop.startServer('standin', 'body', 'actions');
  const remind = await desktop.deliver();
  await until('the call', () => server.text.includes('urgency'));
  assert.ok(!server.text.includes('optwatch reminders'), server.text);
  assert.ok(server.text.includes('[\'default\', \'Open setting\', \'open\', \'Open setting\', \'snooze\','), server.text);
  server.stdin.write('close\n');
  assert.equal((await remind.ended).code, 0, remind.errors);
}, { display: false }));

test('markup is escaped for a server that reads it, and for no other', withDesktop(async (desktop) => {
  for (const [capability, escaped] of [['body-markup', 'a &lt;b&gt; &amp;amp; "c"'], ['persistence', 'a <b> &amp; "c"']]) {
    const server = await desktop.startServer('standin', 'actions', capability);
    const tool = desktop.start(TOOL, ['<i>', 'a <b> &amp; "c"', '10']);
    await until('it', () => tool.text.includes('shown'));
    await until('the call', () => server.text.includes('urgency'));
    assert.ok(server.text.includes(`'<i>', '${escaped}'`), server.text);
    server.kill('SIGKILL');
    await tool.ended;
    assert.equal(tool.text, 'shown\nnone\n');
    await until('its end', () => !desktop.hasServer());
  }
}, { display: false }));

test('nobody answers: what is left has no buttons, and says what to do by hand', withDesktop(async (desktop) => {
  const server = await desktop.startServer('standin', 'actions', 'body-markup');
  const tool = desktop.start(TOOL, ['Title', 'Text', '1']);
  assert.equal((await tool.ended).code, 0);
  assert.equal(tool.text, 'shown\nleft\n');
  await until('two calls', () => server.text.split('urgency').length === 3 && server.text.endsWith('\n'));
  const [first, second, ...more] = server.text.trim().split('\n').slice(1);
  assert.equal(more.length, 0);
  assert.match(first, /'Text', \['default', 'Open', 'open', 'Open', 'snooze', 'Later'\]/);
  assert.match(second, /^\('Optwatch', 1330664535, .*'Text\\nBy hand: a &gt; b', \[\]/);
  assert.match(second, /'urgency': <byte 0x00>/);
}, { display: false }));

test('answered elsewhere in the meantime: a late click does no harm', withDesktop(async (desktop) => {
  await desktop.becomeDue();
  const server = await desktop.startServer('standin', 'actions');
  const remind = await desktop.deliver();
  const [{ id }] = desktop.reminders();
  assert.equal(desktop.run('reminders', 'done', `${id}`, '--now', desktop.at(0)).status, 0);
  server.stdin.write('done\n');
  assert.deepEqual(await remind.ended, { code: 0, signal: null }, remind.errors);
}, { display: false }));

test('no browser can be found: the person is told the address', withDesktop(async (desktop) => {
  await desktop.becomeDue();
  desktop.sql('UPDATE instance SET program = \'/nowhere/browser\'');
  const server = await desktop.startServer('standin', 'actions');
  const path = desktop.env.PATH;
  desktop.env.PATH = desktop.path;
  const remind = await desktop.deliver();
  desktop.env.PATH = path;
  server.stdin.write('open\n');
  assert.equal((await remind.ended).code, 0, remind.errors);
  assert.match(remind.errors, /no browser could be started: open https:\/\/www\.linkedin\.com\//);
  await until('two calls', () => server.text.split('urgency').length === 3 && server.text.endsWith('\n'));
  assert.ok(server.text.trim().split('\n').at(-1).includes('optwatch reminders'), server.text);
}, { display: false }));
