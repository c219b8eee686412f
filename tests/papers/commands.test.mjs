// What people are told to type is there: each command in the extension's pages and words, in the README and
// in the papers is a verb of the program, with options that it takes.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, helpOf, read, verbs } from './lib.mjs';

const filesIn = (folder, pattern) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  .filter((name) => pattern.test(name)).map((name) => `${folder}/${name}`);

const SOURCES = [
  'README.md', 'host/README.md', ...filesIn('extension', /\.(js|html|json)$/), ...filesIn('packaging', /\.md$/),
];
/** In JavaScript and JSON a command stands in quotes, in the pages in <code>, in Markdown between backticks. */
const COMMAND = /[>'“«„`\u202f\u2066](optwatch [a-z][^<'”»“`\u202f\u2069\n]*)[<'”»“`\u202f\u2069]/g;

const told = SOURCES.flatMap((path) => [...read(path).matchAll(COMMAND)].map(([, command]) => ({ path, command })));

test('every command is a verb of the program, with its options', () => {
  assert.ok(told.length > 40, String(told.length));
  const known = new Map(verbs().map((verb) => [verb, helpOf(verb).entries.map((entry) => entry.split(' ')[0])]));
  const wrong = told.filter(({ command }) => {
    const [, verb, ...words] = command.split(/[\s[]+/);
    return !known.has(verb) || words.some((word) => word.startsWith('--') && !known.get(verb)?.includes(word));
  });
  assert.deepEqual(wrong, []);
});

test('every program of packaging/ that is named is there', () => {
  const named = SOURCES.flatMap((path) => [...read(path).matchAll(/\bpackaging\/(install|uninstall|try|deps)\b/g)].map(([, name]) => name));
  assert.ok(named.length > 10);
  for (const name of new Set(named)) assert.ok(existsSync(join(ROOT, 'packaging', name)), name);
});
