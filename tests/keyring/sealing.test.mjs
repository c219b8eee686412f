// From setup to sealed and back, with a real keyring: nothing is sealed for a key that is not
// proven, nothing is lost, and no key is made over an old one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { report, status } from '../protocol/lib.mjs';
import { CLI, ERRORS, overheard, typed, withSession } from './session.mjs';

const CANARY = 'canary-of-the-wording';
const NOTE = 'canary-of-a-note';
const PHRASE = 'correct horse battery';

/** Two rows as the host writes them. */
function packRows(session, how) {
  assert.equal(session.tell(`pack wording ${CANARY} of the switch`), how);
  assert.equal(session.tell(`pack note ${NOTE} of the person`), how);
}

function allAre(session, sealed) {
  const rows = session.rows();
  assert.ok(rows.length >= 2);
  assert.ok(rows.every((row) => (row.sealed === 0) !== sealed), JSON.stringify(rows));
}

function readsBack(session) {
  session.json(['unseal']);
  const texts = session.rows().map((row) => row.text);
  assert.ok(texts.includes(`${CANARY} of the switch`) && texts.includes(`${NOTE} of the person`), `${texts}`);
}

function passphraseFile(session, text = PHRASE) {
  const file = join(session.path, 'passphrase');
  writeFileSync(file, `${text}\n`);
  return file;
}

test('setup makes a key, waits for a new log-in, and seal proves it and seals all', withSession(async (session) => {
  await session.logIn();
  packRows(session, 'plain');
  const [step] = session.json(['setup', '--only', 'seal']).steps;
  assert.equal(step.state, 'later');
  assert.equal(step.error, 'E_KEY_PENDING');
  packRows(session, 'plain');
  // Neither seal nor setup counts an answer of the provider that took the key.
  assert.equal(session.json(['seal'], 'E_KEY_PENDING').sealing.state, 'pending');
  session.json(['setup', '--only', 'seal']);
  assert.match(session.run('seal').stdout, /Log out and in again, then run optwatch seal/);
  allAre(session, false);
  await session.restart();
  const done = session.json(['seal']);
  assert.equal(done.proven, true);
  assert.equal(done.now, 4);
  assert.equal(done.sealing.state, 'sealed');
  allAre(session, true);
  packRows(session, 'sealed');
  const copy = join(session.path, 'copy.db');
  copyFileSync(session.store, copy);
  assert.ok(!session.shows(CANARY, copy) && !session.shows(NOTE, copy));
  assert.equal(session.json(['seal']).now, 0);
  assert.equal(session.json(['setup', '--only', 'seal']).steps[0].state, 'done');
  assert.match(session.run('seal').stdout, /any of them can ask an open keyring/);
  readsBack(session);
}));

test('sealing leaves nothing plain between the rows of the file either', withSession(async (session) => {
  await session.logIn();
  session.json(['setup', '--only', 'seal']);
  assert.equal(session.tell(`fill ${CANARY}`), 'filled');
  assert.ok(session.shows(CANARY));
  await session.restart();
  assert.equal(session.json(['seal']).now, 400);
  assert.ok(!session.shows(CANARY));
}));

test('locked: the host records, text is sealed, nothing prompts or blocks; later everything opens',
  withSession(async (session) => {
    await session.prove();
    await session.restart({ locked: true });
    const heard = await overheard(session, async () => {
      const reply = await report(session, { state: 'on' });
      assert.equal(reply.ok.recorded, true);
      packRows(session, 'sealed');
      assert.equal(session.json(['status']).sealing.state, 'sealed');
      assert.equal(session.json(['setup', '--only', 'seal']).steps[0].state, 'done');
      const at = ['--at', '2027-01-15T12:00:00Z', '--now', '2027-01-01T12:00:00Z'];
      assert.equal(session.json(['reminders', 'set', ...at]).reminders.length, 2);
      const shown = session.run('remind', '--deliver=print', '--now', '2027-01-15T12:00:00Z');
      assert.match(shown.stdout, /"kind":"custom"/);
      const refused = session.refuses(['unseal'], 'E_LOCKED');
      assert.ok(refused.took < 2_000, `${refused.took} ms`);
      session.refuses(['key', 'export', join(session.path, 'copy')], 'E_LOCKED');
    });
    assert.doesNotMatch(heard, /Prompter|member=Prompt\b|BeginPrompting|member=Unlock\b/);
    assert.equal(status(session).standings[0].state, 'on');
    assert.ok(!session.shows(CANARY));
    await session.restart();
    readsBack(session);
  }));

test('the host asks no keyring: a stopped one does not keep it waiting', withSession(async (session) => {
  await session.prove();
  process.kill(session.provider(), 'SIGSTOP');
  const began = Date.now();
  assert.equal((await report(session, { state: 'on' })).ok.recorded, true);
  assert.ok(Date.now() - began < 1_900, `${Date.now() - began} ms`);
  packRows(session, 'sealed');
  const slow = session.refuses(['unseal'], 'E_KEYRING_SLOW');
  assert.ok(slow.took < 3_000, `${slow.took} ms`);
  process.kill(session.provider(), 'SIGCONT');
  readsBack(session);
}));

test('without a keyring rows stay plain, status says why, and seal does it later', withSession(async (session) => {
  packRows(session, 'plain');
  const [step] = session.json(['setup', '--only', 'seal']).steps;
  assert.deepEqual([step.state, step.error], ['later', 'E_NO_KEYRING']);
  assert.match(session.run('status').stdout, /not sealed: no keyring \(Secret Service\) answers here/);
  session.refuses(['seal'], 'E_NO_KEYRING');
  await session.startBus();
  await session.logIn();
  assert.match(session.json(['status']).sealing.text, /no key yet. Run optwatch setup/);
  assert.equal(session.json(['seal'], 'E_KEY_PENDING').made, true);
  await session.restart();
  assert.equal(session.json(['seal']).now, 2);
}, { bus: false }));

test('a locked keyring gets no key, and says so', withSession(async (session) => {
  await session.logIn();
  await session.restart({ locked: true });
  assert.equal(session.json(['setup', '--only', 'seal']).steps[0].error, 'E_LOCKED');
  assert.equal(session.json(['status']).sealing.state, 'none');
  assert.match(session.json(['status']).sealing.text, /keyring is locked/);
}));

test('a lost key is never replaced: rows stay, new ones are plain, and the copy brings all back',
  withSession(async (session) => {
    const file = join(session.path, 'copy');
    const phrase = passphraseFile(session);
    await session.prove();
    packRows(session, 'sealed');
    session.json(['key', 'export', '--passphrase-file', phrase, file]);
    await session.logOut();
    rmSync(session.keyrings, { recursive: true });
    await session.logIn();
    session.refuses(['setup', '--only', 'seal'], 'E_KEY_MISSING');
    session.refuses(['seal'], 'E_KEY_MISSING');
    session.refuses(['unseal'], 'E_KEY_MISSING');
    assert.equal((await session.keyring()).state, 'empty');
    // Nothing more is sealed for a key that is gone.
    assert.equal(session.tell('pack note and one more'), 'plain');
    assert.equal(session.json(['key', 'import', '--passphrase-file', phrase, file]).imported, true);
    session.refuses(['seal'], 'E_KEY_PENDING');
    await session.restart();
    assert.equal(session.json(['seal']).now, 1);
    readsBack(session);
  }));

test('another key in the keyring is neither used nor replaced', withSession(async (session) => {
  await session.prove();
  packRows(session, 'sealed');
  await session.keyring('remove');
  const other = 'ab'.repeat(32);
  await session.keyring(`keep ${other}`);
  session.refuses(['seal'], 'E_KEY_MISMATCH');
  session.refuses(['unseal'], 'E_KEY_MISMATCH');
  session.refuses(['key', 'export', '--passphrase-file', passphraseFile(session), '-'], 'E_KEY_MISMATCH');
  assert.equal((await session.keyring()).key, other);
  assert.equal(session.json(['status']).sealing.sealed, 2);
}));

test('key export and import: a text file of one\'s own, its passphrase, and no other history\'s',
  withSession(async (session) => {
    const file = join(session.path, 'copy');
    const phrase = passphraseFile(session);
    const bring = (...more) => ['key', 'import', '--passphrase-file', phrase, ...more];
    session.refuses(['key', 'export', '--passphrase-file', phrase, file], 'E_NO_KEY');
    await session.prove();
    packRows(session, 'sealed');
    session.json(['key', 'export', '--passphrase-file', phrase, file]);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    session.refuses(['key', 'export', '--passphrase-file', phrase, file], 'E_EXISTS');
    const text = readFileSync(file, 'utf8');
    assert.match(text, /^-----BEGIN OPTWATCH KEY COPY-----\nVersion: 1\n/);
    assert.ok(!text.replaceAll(/\s/g, '').includes((await session.keyring()).key));
    const shown = session.run('key', 'export', '--passphrase-file', phrase, '-');
    assert.match(shown.stdout, /-----END OPTWATCH KEY COPY-----\n$/);
    // A mail program's line ends and spaces do no harm; a slip is told from a wrong passphrase.
    writeFileSync(file, `Hello,\r\n${text.replaceAll('\n', '\r\n')}\r\nBye`);
    session.json(bring(file));
    writeFileSync(file, text.replace(/\n\n(.)/, (all, digit) => `\n\n${digit === '0' ? '1' : '0'}`));
    session.refuses(bring(file), 'E_KEY_COPY');
    writeFileSync(file, text.replace('Version: 1', 'Version: 12'));
    session.refuses(bring(file), 'E_KEY_COPY');
    writeFileSync(file, 'nothing of the kind');
    session.refuses(bring(file), 'E_KEY_COPY');
    writeFileSync(file, text);
    passphraseFile(session, 'correct horse batterz');
    session.refuses(bring(file), 'E_PASSPHRASE');
    passphraseFile(session, 'short');
    session.refuses(['key', 'export', '--passphrase-file', phrase, join(session.path, 'b')], 'E_BAD_PASSPHRASE');
    assert.ok(!existsSync(join(session.path, 'b')));
    passphraseFile(session);
    // Another history, which has a key of its own, refuses it; one without a key takes it.
    const mine = session.env.XDG_DATA_HOME;
    session.env.XDG_DATA_HOME = join(session.path, 'elsewhere');
    mkdirSync(session.env.XDG_DATA_HOME);
    session.json(bring(file));
    assert.equal(session.json(['status']).sealing.state, 'pending');
    session.env.XDG_DATA_HOME = mine;
    readsBack(session);
  }));

test('no passphrase without a terminal or a file, and nobody is asked', withSession(async (session) => {
  await session.prove();
  const file = join(session.path, 'copy');
  // In a session without a terminal, whoever runs the tests.
  const done = spawnSync('setsid', ['--wait', CLI, 'key', 'export', file], { env: session.env, timeout: 10_000 });
  assert.equal(done.status, ERRORS.get('E_NO_INPUT'));
  assert.ok(!existsSync(file));
}));

test('at a terminal the passphrase is asked for twice and never shown', withSession(async (session) => {
  await session.prove();
  const file = join(session.path, 'copy');
  const type = (phrases) => typed(session, `${CLI} key export ${file}`, phrases);
  assert.equal((await type([PHRASE, `${PHRASE}!`])).code, ERRORS.get('E_BAD_PASSPHRASE'));
  assert.ok(!existsSync(file));
  const { code, text } = await type([PHRASE, PHRASE]);
  assert.equal(code, 0, text);
  assert.match(text, /not shown.*same again/s);
  assert.doesNotMatch(text, /horse/);
  session.json(['key', 'import', '--passphrase-file', passphraseFile(session), file]);
}));

test('unseal keeps rows plain until the person wants them sealed again; setup does not',
  withSession(async (session) => {
    await session.prove();
    packRows(session, 'sealed');
    assert.equal(session.json(['unseal']).sealing.state, 'off');
    packRows(session, 'plain');
    session.json(['setup', '--only', 'seal']);
    assert.equal(session.json(['status']).sealing.plain, 4);
    assert.match(session.run('status').stdout, /not sealed, as you asked/);
    assert.equal(session.json(['seal']).now, 4);
    assert.ok(!session.shows(CANARY));
  }));

test('a key that the keyring lost before it was ever used gives way to a new one on unseal',
  withSession(async (session) => {
    // As KeePassXC does when it ends between its answer and its saving.
    await session.logIn();
    session.json(['setup', '--only', 'seal']);
    await session.logOut();
    rmSync(session.keyrings, { recursive: true });
    await session.logIn();
    assert.match(session.refuses(['seal'], 'E_KEY_MISSING').stderr, /optwatch unseal lets go of it/);
    assert.match(session.refuses(['setup', '--only', 'seal'], 'E_KEY_MISSING').stderr, /optwatch unseal lets go of it/);
    session.json(['unseal']);
    assert.equal(session.json(['status']).sealing.state, 'none');
    assert.equal(session.json(['seal'], 'E_KEY_PENDING').made, true);
  }));

test('a forgotten history\'s key leaves the keyring, and no other does', withSession(async (session) => {
  await session.prove();
  const { key } = await session.keyring();
  assert.equal(session.tell('forget'), 'forgotten');
  assert.equal(session.tell('pack wording after all that'), 'plain');
  assert.equal(session.json(['status']).sealing.state, 'forgotten');
  await session.restart({ locked: true });
  assert.equal(session.json(['setup', '--only', 'seal']).steps[0].error, 'E_LOCKED');
  assert.equal(session.json(['status']).sealing.state, 'forgotten');
  await session.restart();
  assert.equal(session.json(['seal'], 'E_KEY_PENDING').made, true);
  const after = await session.keyring();
  assert.equal(after.state, 'found');
  assert.notEqual(after.key, key);
}));

test('setup and its like are the person\'s: not under sudo', { skip: process.geteuid() !== 0 },
  withSession(async (session) => {
    session.env.SUDO_UID = '1000';
    for (const verb of [['setup'], ['seal'], ['unseal'], ['key', 'export', 'file']]) {
      const done = session.refuses(verb, 'E_SUDO');
      assert.match(done.stderr, new RegExp(`run: optwatch ${verb.join(' ')}$`, 'm'));
    }
    assert.ok(!existsSync(session.store));
  }, { bus: false }));
