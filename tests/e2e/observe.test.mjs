// The command that other programs rely on: its output, its exit status, what it refuses.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { familiesToday } from './lib/families.mjs';
import { removeTree } from './lib/home.mjs';
import { PAGES, ROOT } from './lib/paths.mjs';

const observe = (...args) =>
  spawnSync('node', [join(ROOT, 'tests/e2e/observe.mjs'), ...args], { encoding: 'utf8' });

const AI = 'https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement';
const PAGE = '<!doctype html><html lang="en"><title>x</title><a href="/in/x">x</a>';

/** A folder of case folders made for one test. */
function withCases(cases, body) {
  const folder = mkdtempSync(join(tmpdir(), 'optwatch-cases-'));
  try {
    for (const [name, { json, page }] of Object.entries(cases)) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'case.json'), JSON.stringify(json));
      writeFileSync(join(folder, name, 'page.html'), page ?? PAGE);
    }
    body(folder);
  } finally {
    removeTree(folder);
  }
}

for (const family of familiesToday('the observe command')) {
  test(`${family}: one line a case, and --check on what was expected`, { timeout: 120_000 }, () => {
    const { stdout, status } = observe('--browser', family, '--check', join(PAGES, 'on'));
    const line = JSON.parse(stdout);
    assert.equal(line.case, 'on');
    const { state, locked, reasons } = line.readings['data-for-ai-improvement'];
    assert.deepEqual([state, locked], ['on', false]);
    assert.ok(reasons.includes('key'));
    assert.equal(line.current_step, 'turn_off');
    assert.equal(line.warn, 'warning');
    assert.equal(status, 0);
  });

  test(`${family}: --check fails where the reading is another`, { timeout: 120_000 }, () => {
    const input = `${PAGE}<p id="allowDataForGenerativeAI">Use</p>
      <input type="checkbox" role="switch" aria-labelledby="allowDataForGenerativeAI" checked>`;
    const json = { url: AI, expect: { 'data-for-ai-improvement': ['off'] }, note: 'ignored' };
    withCases({ 'deep/wrong': { json, page: input } }, (folder) => {
      const { stdout, status } = observe('--browser', family, '--check', folder);
      const line = JSON.parse(stdout);
      assert.equal(line.case, 'deep/wrong');
      assert.equal(line.readings['data-for-ai-improvement'].state, 'on');
      assert.equal(status, 1);
    });
  });
}

test('a case that cannot be observed has an error line, and the status is 1', () => {
  const cases = { far: { json: { url: 'https://www.example.com/', expect: {} } } };
  withCases(cases, (folder) => {
    const { stdout, status } = observe(folder);
    assert.deepEqual(Object.keys(JSON.parse(stdout)), ['case', 'error']);
    assert.equal(status, 1);
  });
});

test('a folder that is not there, or no folder, is a wrong call', () => {
  assert.equal(observe('/nowhere').status, 2);
  assert.equal(observe().status, 2);
  assert.equal(observe('--browser', 'opera', PAGES).status, 2);
});
