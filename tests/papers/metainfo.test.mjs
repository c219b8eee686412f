// What software centres show: it is well formed, says what the menu's entry says, and is of this version.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { ROOT, VERSION, has, read } from './lib.mjs';

const FOLDER = 'packaging/metainfo';
const [name, ...more] = readdirSync(join(ROOT, FOLDER));
const info = read(`${FOLDER}/${name}`);
const entry = read('packaging/desktop/optwatch.desktop.in');

const inXml = (tag) => [...info.matchAll(new RegExp(`<${tag}(?: xml:lang="(\\w+)")?>([^<]*)</${tag}>`, 'g'))]
  .map(([, language = '', text]) => [language, text]);
const inEntry = (key) => [...entry.matchAll(new RegExp(`^${key}(?:\\[(\\w+)\\])?=(.*)$`, 'gm'))]
  .map(([, language = '', text]) => [language, text]);

test('there is one, named by its id', () => {
  assert.deepEqual(more, []);
  assert.equal(basename(name, '.metainfo.xml'), inXml('id')[0][1]);
});

test('it says what the entry in the menu says, in as many languages', () => {
  assert.equal(inXml('summary').length, 8);
  assert.deepEqual(inXml('summary'), inEntry('Comment'));
  const words = inEntry('Keywords').flatMap(([language, list]) => list.split(';').filter(Boolean).map((word) => [language, word]));
  assert.deepEqual(inXml('keyword'), words);
  const categories = entry.match(/^Categories=(.*)$/m)[1].split(';').filter(Boolean);
  assert.deepEqual(inXml('category').map(([, one]) => one), categories);
  assert.match(info, /<launchable type="desktop-id">optwatch\.desktop<\/launchable>/);
  assert.deepEqual(inXml('binary'), [['', 'optwatch']]);
});

test('its newest release is this version, with a date', () => {
  const [, version, date] = info.match(/<release version="([^"]+)" date="([^"]+)"/);
  assert.equal(version, VERSION);
  assert.ok(Date.parse(date) <= Date.now());
});

test('appstreamcli finds nothing to warn of', { skip: !has('appstreamcli') && 'appstreamcli is not here (Debian: appstream)' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'optwatch-'));
  const check = (text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    const done = spawnSync('appstreamcli', ['validate', '--no-net', '--no-color', path], { encoding: 'utf8' });
    return { status: done.status, said: done.stdout + done.stderr };
  };
  try {
    assert.equal(check(info).status, 0, check(info).said);
    assert.notEqual(check(info.replace('<metadata_license>CC0-1.0', '<metadata_license>none')).status, 0, 'it would have said so');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
