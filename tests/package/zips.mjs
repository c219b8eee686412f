// The archive for Chrome's store: ours but for the key, and the same bytes each time.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { BUILD, IDENTITY } from '../e2e/lib/paths.mjs';
import { must } from './lib/made.mjs';
import { differences, readTree } from './lib/tree.mjs';

const NAMES = ['chromium', 'firefox', 'chromium-store'];
const archiveOf = (name) => join(BUILD, `optwatch-${name}.zip`);

function build() {
  for (const name of NAMES) {
    rmSync(archiveOf(name), { force: true });
  }
  must('cmake', ['--build', BUILD, '--target', 'extension-zip'], { env: { ...process.env, SOURCE_DATE_EPOCH: '' } });
  return NAMES.map((name) => readFileSync(archiveOf(name)));
}

describe('the archives of the extension', () => {
  const place = mkdtempSync(join(tmpdir(), 'optwatch-zips-'));
  const unpacked = (name) => join(place, name);
  let first;
  before(() => {
    first = build();
    for (const name of NAMES) {
      must('python3', ['-m', 'zipfile', '-e', archiveOf(name), unpacked(name)]);
    }
  });
  after(() => rmSync(place, { recursive: true, force: true }));

  test('are the same bytes when they are made again', () => {
    build().forEach((bytes, index) => assert.ok(bytes.equals(first[index]), NAMES[index]));
  });

  test('the store\'s is Chromium\'s without the key, and nothing else is other', () => {
    const changed = differences(readTree(unpacked('chromium')), readTree(unpacked('chromium-store')));
    assert.deepEqual(changed.map((line) => line.split(':')[0]), ['~ /manifest.json']);
    const manifest = (name) => JSON.parse(readFileSync(join(unpacked(name), 'manifest.json'), 'utf8'));
    const { key, ...rest } = manifest('chromium');
    assert.equal(key, IDENTITY.chromium_key);
    assert.deepEqual(manifest('chromium-store'), rest);
  });

  test('Firefox\'s says what it hands to the host', () => {
    const { browser_specific_settings: { gecko } } = JSON.parse(readFileSync(join(unpacked('firefox'), 'manifest.json'), 'utf8'));
    assert.deepEqual(gecko.data_collection_permissions, { required: ['browsingActivity', 'websiteContent'] });
  });
});
