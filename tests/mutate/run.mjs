#!/usr/bin/env node
// Breaks the core on purpose, one line at a time, in a copy of the checkout, and expects one of the
// named unit tests to fail each time: a test that cannot fail proves nothing.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const USAGE = `usage: tests/mutate/run.mjs [--table] [--only TEXT] [--every N [--from K]]

Breaks the core once per entry of mutants.json and runs the unit tests named there.
--table prints, as Markdown, which tests failed each time; --only TEXT: entries whose words hold TEXT.
--every N: one entry in N, from the K-th on: a quick run takes others each day.
`;

/** Runs a command in the copy. @returns {{ok: boolean, text: string}} */
function run(copy, command, ...args) {
  const done = spawnSync(command, args, { cwd: copy, encoding: 'utf8' });
  return { ok: done.status === 0, text: `${done.stdout}${done.stderr}` };
}

function prepare(copy) {
  // With what is not committed yet: people run this while they work.
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const names = execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' });
  for (const name of names.split('\0').filter(Boolean)) {
    cpSync(join(ROOT, name), join(copy, name));
  }
  // A mutant may leave a function unused, which is no reason not to compile it.
  const configured = run(copy, 'cmake', '--preset', 'dev', '-DCMAKE_COMPILE_WARNING_AS_ERROR=OFF');
  const built = configured.ok && run(copy, 'cmake', '--build', '--preset', 'dev');
  if (!built.ok) {
    throw new Error(`the unchanged copy does not build:\n${(built || configured).text}`);
  }
}

const named = (text, pattern) => [...text.matchAll(pattern)].map((found) => found[1]);

/** The tests that cmocka reports as failed; where the program died, the one that ran. */
function failedTests(text) {
  const failed = named(text, /^\[ {2}FAILED {2}\] (\w+)$/gm);
  return [...new Set(failed.length > 0 ? failed : named(text, /^\[ RUN {6}\] (\w+)$/gm).slice(-1))];
}

/** @returns {boolean} whether the code still has the place that an entry breaks */
const isPlaced = ({ file, from }) => readFileSync(join(ROOT, file), 'utf8').split(from).length === 2;

/** @returns {{fate: string, tests: string[]}} fate: "killed" is what it should be */
function judge(copy, { file, from, to, test }) {
  const path = join(copy, file);
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, whole.replace(from, () => to));
  try {
    const tests = test.split(' ');
    const targets = tests.map((name) => `test_${name}`);
    if (!run(copy, 'cmake', '--build', '--preset', 'dev', '--target', ...targets).ok) {
      return { fate: 'does not compile', tests: [] };
    }
    const { ok, text } = run(copy, 'ctest', '--preset', 'dev', '-R', `^unit-(${tests.join('|')})$`);
    return { fate: ok ? 'survived' : 'killed', tests: failedTests(text) };
  } finally {
    writeFileSync(path, whole);
  }
}

/** @returns {object[]} the mutants with what became of them */
function judgeAll(mutants, tell) {
  const copy = mkdtempSync(join(tmpdir(), 'optwatch-mutate-'));
  try {
    prepare(copy);
    return mutants.map((mutant) => {
      const judged = { ...mutant, ...judge(copy, mutant) };
      tell(judged);
      return judged;
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const SHOWN = 4;

function listed(tests) {
  const names = tests.slice(0, SHOWN).map((name) => `\`${name}\``).join(' ');
  return tests.length > SHOWN ? `${names} and ${tests.length - SHOWN} more` : names;
}

function table(judged) {
  const lines = judged.map(({ what, fate, tests }) =>
    `| ${what} | ${fate === 'killed' ? listed(tests) : `**${fate}**`} |`);
  return ['| what was broken | tests that fail |', '|---|---|', ...lines].join('\n');
}

const { values: options } = parseArgs({
  options: {
    table: { type: 'boolean' }, only: { type: 'string', default: '' }, every: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' }, help: { type: 'boolean' },
  },
});
if (options.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const all = JSON.parse(readFileSync(join(ROOT, 'tests/mutate/mutants.json'), 'utf8'));
// Of all of them: what a quick run does not try today has to be there on its day.
const lost = all.filter((mutant) => !isPlaced(mutant));
const mutants = all.filter(isPlaced)
  .filter(({ what }) => what.includes(options.only))
  .filter((_, at) => at % Number(options.every) === Number(options.from) % Number(options.every));
// With --table stdout holds the table alone, and the count.
const print = options.table ? console.error : console.log;
const judged = judgeAll(mutants, ({ fate, file, what }) => print(`${fate.padEnd(9)} ${file}: ${what}`));
for (const { file, what } of lost) {
  print(`not found once: the code has changed, mend tests/mutate/mutants.json: ${file}: ${what}`);
}
const passed = judged.filter(({ fate }) => fate === 'killed').length;
const failed = mutants.length - passed + lost.length;
if (options.table) {
  console.log(`${table(judged)}\n`);
}
console.log(`# pass ${passed}\n# fail ${failed}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
