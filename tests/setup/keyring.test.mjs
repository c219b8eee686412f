// The layer keyring with a real gnome-keyring: what only needs another time is no fault, a lost key is.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withSession } from '../keyring/session.mjs';
import { doctor, fault, mends, only, read, run } from './doctor.mjs';

const PHRASE = 'correct horse battery';

const keyring = (session) => only(doctor(session.env), 'keyring');

/** Well, in these words, and with this to do. */
function tells(session, state, says, remedy = null) {
  const found = keyring(session);
  assert.equal(found.state, state, JSON.stringify(found));
  assert.match(found.found, says);
  assert.equal(found.remedy, remedy);
}

/** A copy of the key; the line that brings it back, as a person fills it in. */
function copy(session) {
  const phrase = join(session.path, 'phrase');
  const file = join(session.path, 'copy of the key');
  writeFileSync(phrase, `${PHRASE}\n`);
  session.json(['key', 'export', '--passphrase-file', phrase, file]);
  return (found) => ({ ...found, remedy: found.remedy.replace('FILE', `--passphrase-file '${phrase}' '${file}'`) });
}

async function lose(session) {
  await session.logOut();
  rmSync(session.keyrings, { recursive: true });
  await session.logIn();
}

test('keyring: none is needed', withSession(async (session) => {
  tells(session, 'info', /^no keyring \(Secret Service\) answers here$/);
}, { bus: false }));

test('keyring: open and without a key, then with one, then proven, and nothing is made by looking', withSession(async (session) => {
  await session.logIn();
  session.tell('pack note a note');
  tells(session, 'info', /^the keyring is open, and this history has no key yet$/, 'optwatch setup');
  assert.equal(session.items(), 0);
  session.json(['setup', '--only', 'seal']);
  tells(session, 'info', /^the key is in the keyring, and text is not sealed yet$/);
  await session.restart();
  tells(session, 'info', /^the key is in the keyring, and text is not sealed yet$/, 'optwatch seal');
  mends(session.env, 'keyring', keyring(session));
  tells(session, 'ok', /opens 1 sealed entries$/);
  session.json(['unseal']);
  tells(session, 'info', /not sealed, as you asked$/, 'optwatch seal');
}));

test('keyring: locked, and hung: told in time, and nothing is lost', withSession(async (session) => {
  await session.prove();
  session.tell('pack note a note');
  process.kill(session.provider(), 'SIGSTOP');
  const done = run(session.env, 'doctor', '--json');
  process.kill(session.provider(), 'SIGCONT');
  const slow = only(read(done), 'keyring');
  assert.equal(slow.state, 'info');
  assert.match(slow.found, /did not answer within two seconds$/);
  assert.ok(done.took < 15_000, `${done.took} ms`);
  await session.restart({ locked: true });
  tells(session, 'info', /^the keyring is locked$/);
  await session.restart();
  assert.equal(keyring(session).state, 'ok');
}));

test('keyring: a lost key comes back from its copy', withSession(async (session) => {
  await session.prove();
  session.tell('pack note a note');
  const fill = copy(session);
  await lose(session);
  const found = fault(doctor(session.env), 'keyring', /^the keyring is open and lacks the key$/);
  assert.equal(found.remedy, 'optwatch key import FILE');
  mends(session.env, 'keyring', fill(found));
  await session.restart();
  session.json(['seal']);
  assert.equal(keyring(session).state, 'ok');
}));

test('keyring: a lost key that nothing was sealed for is let go of', withSession(async (session) => {
  await session.logIn();
  session.json(['setup', '--only', 'seal']);
  await lose(session);
  const found = fault(doctor(session.env), 'keyring', /nothing was sealed for it$/);
  mends(session.env, 'keyring', found);
}));

/** Stands in for libsecret's tool, which the machine may not have. */
const CLEAR = `#!/bin/sh
[ "$*" = "clear purpose history" ] || exit 1
item=$(dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets org.freedesktop.Secret.Service.SearchItems dict:string:string:purpose,history | sed -n 's/.*object path "\\(.*\\)"/\\1/p' | head -n 1)
dbus-send --session --print-reply --dest=org.freedesktop.secrets "$item" org.freedesktop.Secret.Item.Delete
`;

test('keyring: another history\'s key, which only a person may drop, and then the copy', withSession(async (session) => {
  await session.prove();
  session.tell('pack note a note');
  const fill = copy(session);
  await lose(session);
  await session.keyring(`keep ${'5c'.repeat(32)}`);
  const found = fault(doctor(session.env), 'keyring', /^the keyring holds the key of another history$/);
  writeFileSync(join(session.path, 'secret-tool'), CLEAR, { mode: 0o755 });
  session.env.PATH = `${session.path}:${session.env.PATH}`;
  mends(session.env, 'keyring', fill(found));
  await session.restart();
  session.json(['seal']);
  assert.equal(keyring(session).state, 'ok');
}));

test('keyring: the key of a forgotten history goes when it can', withSession(async (session) => {
  await session.prove();
  session.tell('pack note a note');
  await session.restart({ locked: true });
  session.run('forget', '--yes');
  tells(session, 'info', /^the keyring is locked$/);
  await session.restart();
  mends(session.env, 'keyring', fault(doctor(session.env), 'keyring', /was forgotten, and its key is still/));
  assert.equal(session.items(), 0);
}));
