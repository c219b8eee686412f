// The manual and the program say the same: each verb, action, option and error of the one is in the other.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { COMMON, ROOT, VERSION, browserTable, errors, has, helpOf, manErrors, manVerbs, read, section, verbs } from './lib.mjs';

const PAGES = ['packaging/man/optwatch.1', 'packaging/man/optwatch-host.8'];
const page = read(PAGES[0]);
const written = manVerbs(page);

test('the manual has each verb, and no other', () => {
  assert.ok(verbs().length >= 16);
  assert.deepEqual([...written.keys()].sort(), verbs().sort());
});

for (const verb of verbs()) {
  test(`${verb}: help and manual list the same`, () => {
    const { usage, entries } = helpOf(verb);
    for (const common of COMMON) assert.ok(entries.includes(common), `${verb} --help names ${common}`);
    assert.deepEqual(written.get(verb)?.entries, entries.filter((entry) => !COMMON.includes(entry)));
    assert.equal(written.get(verb)?.usage, usage);
  });
}

test('the manual tells what every verb takes, once', () => {
  const options = section(page, 'OPTIONS');
  for (const name of ['json', 'help', 'version']) assert.match(options, new RegExp(`^\\.It Fl Fl ${name}$`, 'm'));
});

test('the manual has each error with its number and hint, and no other', () => {
  const table = errors();
  assert.ok(table.size > 50);
  assert.equal(table.get('E_LATER')?.number, 75);
  const told = manErrors(page);
  assert.deepEqual([...told.keys()], [...table.keys()]);
  for (const [name, { number, hint }] of table) {
    assert.deepEqual(told.get(name), { number, hint: hint || 'All went well.' }, name);
  }
});

test('the host\'s page names its commands and only numbers of errors there are', () => {
  const host = read(PAGES[1]).replace(/\\-/g, '-');
  const commands = [...read('host/wire/request.h').matchAll(/\bX\([A-Z]+, "(\w+)"\)/g)].map(([, name]) => name);
  assert.ok(commands.length > 5);
  for (const name of commands) assert.match(section(host, 'PROTOCOL'), new RegExp(`^[^.]*\\b${name}\\b|Li .*\\b${name}\\b`, 'm'), name);
  const numbers = new Set([...errors().values()].map(({ number }) => number));
  for (const [, list] of section(host, 'EXIT STATUS').matchAll(/^\.It ([\d ,]+)$/gm)) {
    for (const number of list.split(/\s*,\s*/)) assert.ok(numbers.has(Number(number)), number);
  }
});

for (const path of PAGES) {
  test(`${path}: is of this version`, () => assert.match(read(path), new RegExp(`^\\.Os Optwatch ${VERSION.replaceAll('.', '\\.')}$`, 'm')));

  test(`${path}: is set without a warning`, { skip: !has('groff') && 'groff is not here' }, () => {
    const set = (input) => spawnSync('groff', ['-mandoc', '-ww', '-K', 'utf8', '-Tutf8', '-z'], { input, encoding: 'utf8' });
    assert.deepEqual([set(read(path)).status, set(read(path)).stderr], [0, '']);
    assert.notEqual(set(`${read(path)}.Nosuch macro\n`).stderr, '', 'it would have said so');
  });

  test(`${path}: man finds nothing to warn of`, { skip: !has('man') && 'man is not here' }, () => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '80' };
    const done = spawnSync('man', ['--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', join(ROOT, path)], { encoding: 'utf8', env });
    assert.deepEqual([done.status, done.stderr], [0, '']);
  });
}

test('the manual lists the browsers of the table', () => {
  const list = page.match(/^The table of browsers:\n((?:\.Li .*\n)+)/m)[1].replaceAll('\\-', '-');
  assert.deepEqual([...list.matchAll(/^\.Li ([a-z-]+)/gm)].map(([, id]) => id), browserTable().map(({ id }) => id));
});
