#!/usr/bin/env node
// Breaks the core on purpose, one line at a time, in a copy of the checkout, and expects one of the
// named unit tests to fail each time: a test that cannot fail proves nothing.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const mutants = JSON.parse(readFileSync(join(ROOT, 'tests/mutate/mutants.json'), 'utf8'));
const copy = mkdtempSync(join(tmpdir(), 'optwatch-mutate-'));

/** Runs a command in the copy. @returns {{ok: boolean, text: string}} */
function run(command, ...args) {
  const done = spawnSync(command, args, { cwd: copy, encoding: 'utf8' });
  return { ok: done.status === 0, text: `${done.stdout}${done.stderr}` };
}

function prepare() {
  // With what is not committed yet: people run this while they work.
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const names = execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' });
  for (const name of names.split('\0').filter(Boolean)) {
    cpSync(join(ROOT, name), join(copy, name));
  }
  // A mutant may leave a function unused, which is no reason not to compile it.
  const configured = run('cmake', '--preset', 'dev', '-DCMAKE_COMPILE_WARNING_AS_ERROR=OFF');
  const built = configured.ok && run('cmake', '--build', '--preset', 'dev');
  if (!built.ok) {
    throw new Error(`the unchanged copy does not build:\n${(built || configured).text}`);
  }
}

/** @returns {string} what became of the mutant: "killed" is what it should be */
function judge({ file, from, to, test }) {
  const path = join(copy, file);
  const whole = readFileSync(path, 'utf8');
  if (!whole.includes(from)) {
    return 'not found: the code has changed, mend tests/mutate/mutants.json';
  }
  writeFileSync(path, whole.replace(from, () => to));
  try {
    const tests = test.split(' ');
    const targets = tests.map((name) => `test_${name}`);
    if (!run('cmake', '--build', '--preset', 'dev', '--target', ...targets).ok) {
      return 'does not compile';
    }
    const wanted = `^unit-(${tests.join('|')})$`;
    return run('ctest', '--preset', 'dev', '-R', wanted).ok ? 'survived' : 'killed';
  } finally {
    writeFileSync(path, whole);
  }
}

let passed = 0;
try {
  prepare();
  for (const mutant of mutants) {
    const fate = judge(mutant);
    passed += fate === 'killed';
    const line = mutant.from.replace(/\s+/g, ' ').slice(0, 70);
    console.log(`${fate.padEnd(9)} ${mutant.test.padEnd(14)} ${mutant.file}: ${line}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
const failed = mutants.length - passed;
console.log(`# pass ${passed}\n# fail ${failed}`);
process.exitCode = failed === 0 ? 0 : 1;
