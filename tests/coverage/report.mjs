// node tests/coverage/report.mjs [--least PERCENT]: how many lines of host/ the runs of build/coverage took,
// room by room, and which functions none of them entered. Exit status 1 below PERCENT (90).
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const BUILD = join(ROOT, 'build/coverage');
const { values } = parseArgs({ options: { least: { type: 'string', default: '90' } } });

/** What gcov says of one object file. @param {string} notes @returns {any[]} files */
function read(notes) {
  const done = spawnSync('gcov', ['--json-format', '--stdout', notes], { cwd: BUILD, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (done.status !== 0) throw new Error(`gcov ${notes}: ${done.stderr}`);
  return done.stdout.split('\n').filter(Boolean).flatMap((line) => JSON.parse(line).files);
}

/** By file below host/: counts by line, and functions with how often they were entered. */
const known = new Map();

function add({ file, lines, functions }) {
  const name = relative(join(ROOT, 'host'), resolve(BUILD, file));
  // What the build makes of the catalogue is data.
  if (name.startsWith('..')) return;
  const one = known.get(name) ?? { lines: new Map(), functions: new Map() };
  for (const { line_number: number, count } of lines) one.lines.set(number, (one.lines.get(number) ?? 0) + count);
  for (const { name: called, execution_count: count } of functions) one.functions.set(called, (one.functions.get(called) ?? 0) + count);
  known.set(name, one);
}

for (const name of readdirSync(join(BUILD, 'host'), { recursive: true, encoding: 'utf8' })) {
  if (name.endsWith('.gcno')) read(join(BUILD, 'host', name)).forEach(add);
}

const sum = (files) => {
  const counts = files.flatMap(([, { lines }]) => [...lines.values()]);
  return { all: counts.length, taken: counts.filter((count) => count > 0).length };
};
const percent = ({ all, taken }) => (100 * taken) / all;
const row = (name, counts) => `| ${name} | ${counts.all} | ${percent(counts).toFixed(1)} % |`;

const files = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
const rooms = [...new Set(files.map(([name]) => name.split('/')[0]))];
const total = sum(files);
console.log(['| room | lines | taken |', '|---|---|---|',
  ...rooms.map((room) => row(room, sum(files.filter(([name]) => name.split('/')[0] === room)))), row('all', total)].join('\n'));
console.log('\nFiles below 90 %:');
for (const [name, one] of files) {
  const counts = sum([[name, one]]);
  const missed = [...one.functions].filter(([, count]) => count === 0).map(([called]) => called);
  if (percent(counts) < 90) console.log(`  ${name} ${percent(counts).toFixed(1)} %${missed.length ? `: never entered ${missed.join(', ')}` : ''}`);
}
console.log(`\n${total.taken} of ${total.all} lines, ${percent(total).toFixed(1)} %`);
process.exitCode = percent(total) < Number(values.least) ? 1 : 0;
