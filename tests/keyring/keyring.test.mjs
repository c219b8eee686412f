// What the keyring answers in each state it can be in, from a real gnome-keyring on a real bus.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { BUILD } from '../protocol/lib.mjs';
import { overheard, withSession } from './session.mjs';

const KEY = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
const OTHER = KEY.replaceAll('0', 'f');
const DEADLINE_MS = 2_000;
/** Starting a program on a busy machine takes its time, too; the tool measures the call alone. */
const SLACK_MS = 800;

async function isState(session, state, line = 'find') {
  const got = await session.keyring(line);
  assert.equal(got.state, state);
  assert.ok(got.ms < DEADLINE_MS + SLACK_MS, `${got.ms} ms`);
  return got;
}

test('no bus: found out without asking anybody', withSession(async (session) => {
  assert.ok((await isState(session, 'no_bus')).ms < 50);
  // With a display GLib would start a bus by this program, in both cases.
  const started = join(session.path, 'started');
  writeFileSync(join(session.path, 'dbus-launch'), `#!/bin/sh\ntouch ${started}\nexit 1\n`, { mode: 0o755 });
  session.env.PATH = `${session.path}:${session.env.PATH}`;
  session.env.DISPLAY = ':99';
  await isState(session, 'no_bus');
  session.env.DBUS_SESSION_BUS_ADDRESS = 'autolaunch:';
  await isState(session, 'no_bus');
  assert.ok(!existsSync(started));
  session.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nowhere/bus';
  await isState(session, 'no_bus');
  delete session.env.DBUS_SESSION_BUS_ADDRESS;
}, { bus: false }));

test('a bus without a provider', withSession(async (session) => {
  await isState(session, 'no_provider');
  await isState(session, 'no_provider', `keep ${KEY}`);
}, { bare: true }));

test('a provider that the bus can start is started for a person\'s verb only, and has no keyring',
  withSession(async (session) => {
    await isState(session, 'no_provider', 'look');
    assert.equal(session.provider(), 0);
    await isState(session, 'no_default');
    assert.notEqual(session.provider(), 0);
    await isState(session, 'no_default', `keep ${KEY}`);
  }));

test('an open keyring keeps one key, gives it back, never replaces it, and lets it go',
  withSession(async (session) => {
    await session.logIn();
    await isState(session, 'empty');
    assert.equal((await isState(session, 'found', `keep ${KEY}`)).key, KEY);
    assert.equal((await isState(session, 'found', `keep ${OTHER}`)).key, KEY);
    assert.equal(session.items(), 1);
    await session.restart();
    assert.equal((await isState(session, 'found')).key, KEY);
    await isState(session, 'empty', 'remove');
    assert.equal(session.items(), 0);
  }));

test('a locked keyring that holds the key says locked, is not written to, and nothing prompts',
  withSession(async (session) => {
    await session.logIn();
    await session.keyring(`keep ${KEY}`);
    await session.restart({ locked: true });
    const heard = await overheard(session, async () => {
      await isState(session, 'locked');
      await isState(session, 'locked', `keep ${OTHER}`);
      await isState(session, 'locked', 'remove');
    });
    assert.match(heard, /member=ReadAlias/);
    assert.doesNotMatch(heard, /Prompter|member=Prompt\b|BeginPrompting|member=Unlock\b/);
    await session.restart();
    assert.equal((await isState(session, 'found')).key, KEY);
  }));

test('killed between two calls of one process: the second is answered by the next provider',
  withSession(async (session) => {
    const first = await session.logIn();
    const tool = session.tool();
    assert.equal((await session.keyring(`keep ${KEY}`, tool)).key, KEY);
    first.kill('SIGKILL');
    await first.ended;
    // The bus starts one, whose keyring nobody has opened.
    assert.equal((await session.keyring('find', tool)).state, 'locked');
    await session.restart();
    assert.equal((await session.keyring('find', tool)).key, KEY);
    assert.equal((await session.keyring('remove', tool)).state, 'empty');
    assert.equal((await session.keyring(`keep ${OTHER}`, tool)).key, OTHER);
  }));

test('killed in the middle of a call: asked again once, of the next provider', withSession(async (session) => {
  const daemon = await session.logIn();
  await session.keyring(`keep ${KEY}`);
  const tool = session.tool();
  daemon.kill('SIGSTOP');
  const asked = session.keyring('find', tool);
  setTimeout(() => daemon.kill('SIGKILL'), 400);
  const got = await asked;
  assert.equal(got.state, 'locked');
  assert.ok(got.ms >= 300 && got.ms < DEADLINE_MS, `${got.ms} ms`);
}));

test('stopped: two seconds, an honest word, and the key when it runs again', withSession(async (session) => {
  const daemon = await session.logIn();
  await session.keyring(`keep ${KEY}`);
  daemon.kill('SIGSTOP');
  for (const line of ['find', `keep ${OTHER}`, 'remove']) {
    const got = await isState(session, 'timeout', line);
    assert.ok(got.ms >= 1_000, `${got.ms} ms`);
  }
  daemon.kill('SIGCONT');
  assert.equal((await isState(session, 'found')).key, KEY);
}));

test('the browser\'s host links neither libsecret nor GLib', () => {
  const libraries = (name) => spawnSync('ldd', [join(BUILD, name)], { encoding: 'utf8' }).stdout;
  assert.match(libraries('optwatch'), /libsecret/);
  assert.match(libraries('optwatch-host'), /libsqlite3/);
  assert.doesNotMatch(libraries('optwatch-host'), /libsecret|libglib|libgio|libdbus/);
});
