#!/usr/bin/env node
// Runs the benches and prints what they found. A bench is a module that exports a name, a title and
// run({rounds, json}), which gives text or a promise of it.
import { parseArgs } from 'node:util';
import { badge } from './badge.mjs';
import { content } from './content.mjs';
import { decode } from './decode.mjs';
import { detect } from './detect.mjs';
import { fold } from './fold.mjs';
import { port } from './port.mjs';
import { size } from './size.mjs';
import { start } from './start.mjs';

const BENCHES = [start, port, size, detect, decode, fold, content, badge];
const NAMES = BENCHES.map(({ name }) => name);
const USAGE = `usage: tests/bench/run.mjs [--json] [--rounds N] [BENCH...]

Measures with the programs of build/release (OPTWATCH_BUILD names another build) and prints tables.
Benches: ${NAMES.join(', ')}. --json prints one object, a member a bench. --rounds: fewer is quicker.
`;

function parse() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, rounds: { type: 'string' }, help: { type: 'boolean' } },
  });
  const unknown = positionals.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) {
    throw new Error(`no such bench: ${unknown.join(', ')}`);
  }
  return { ...values, chosen: BENCHES.filter(({ name }) => positionals.length === 0 || positionals.includes(name)) };
}

async function main() {
  const { chosen, help, ...options } = parse();
  if (help) {
    return USAGE;
  }
  const found = [];
  for (const bench of chosen) {
    found.push({ ...bench, text: await bench.run(options) });
  }
  if (options.json) {
    const entries = found.map(({ name, text }) => [name, JSON.parse(text)]);
    return `${JSON.stringify(Object.fromEntries(entries))}\n`;
  }
  return found.map(({ title, text }) => `## ${title}\n\n${text}`).join('\n');
}

try {
  process.stdout.write(await main());
} catch (error) {
  console.error(`tests/bench/run.mjs: ${error.message}`);
  process.exitCode = 2;
}
