// The wording that a report brought, from the page to the export and to its end: sealed on the way
// in, opened with the key, told as sealed without it, and gone with it.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { makeControl, report } from '../protocol/lib.mjs';
import { withSession } from './session.mjs';

const CANARY = 'canary wording of the page';
const NOTE = 'canary note of the person';

const look = (session) =>
  report(session, { state: 'on', controls: [makeControl({ description: CANARY })] });

const exported = (session) => JSON.parse(session.run('export').stdout);

test('wording is sealed, opened by an export, and told as sealed while the keyring is locked', withSession(async (session) => {
  await session.prove();
  const { ok } = await look(session);
  assert.equal(ok.recorded, true);
  session.run('exits', 'done', 'objection', '--note', NOTE);
  assert.ok(!session.shows(CANARY) && !session.shows(NOTE), 'the text is in the file');
  assert.equal(exported(session).wordings[0].description, CANARY);
  assert.equal(exported(session).notes[0].text, NOTE);
  assert.match(session.run('export', '--format', 'markdown').stdout, new RegExp(CANARY));

  await session.restart({ locked: true });
  const [locked] = exported(session).wordings;
  const [note] = exported(session).notes;
  assert.deepEqual([note.sealed, note.text], [true, null]);
  assert.equal(locked.sealed, true);
  assert.ok(!('description' in locked) || locked.description === null);
  assert.equal((await look(session)).ok.recorded, true);

  await session.restart();
  assert.equal(exported(session).wordings[0].description, CANARY);
}));

test('forget takes the key along; with the keyring locked it says what remains, and ends it later', withSession(async (session) => {
  await session.prove();
  await look(session);
  await session.restart({ locked: true });
  const waiting = session.json(['forget', '--yes'], 'E_REMAINS');
  assert.equal(waiting.key_gone, false);
  assert.equal(exported(session).readings.length, 0);
  assert.ok(existsSync(session.store));

  await session.restart();
  const done = session.json(['forget', '--yes']);
  assert.equal(done.key_gone, true);
  assert.equal(done.forgotten, true);
  assert.equal(session.items(), 0);
  assert.ok(!existsSync(dirname(session.store)));
}));
