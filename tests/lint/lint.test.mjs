// What the analysers say of the sources: nothing. Each tool is one test, and is shown a fault to find.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import test from 'node:test';
import { BUILD, ROOT } from '../protocol/lib.mjs';

const FULL = process.env.OPTWATCH_FULL === '1';
/** In a quick run clang-tidy reads one file in so many, others each day. */
const EVERY = 16;
const DAY_MS = 86_400_000;
const ESLINT = join(ROOT, 'tests/node_modules/eslint/bin/eslint.js');
const SCRIPTS = ['.ci/run', 'packaging/deps', 'packaging/install', 'packaging/try', 'packaging/uninstall',
  'tests/run', 'tests/remind/manager.sh', ...readdirSync(join(ROOT, 'packaging')).filter((name) => name.endsWith('.sh')).map((name) => `packaging/${name}`)];

const run = (file, ...args) => spawnSync(file, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

function clean(done) {
  assert.equal(done.error, undefined);
  assert.equal(done.status, 0, `${done.stdout}\n${done.stderr}`);
}

const withFolder = (body) => (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'optwatch-lint-'));
  try {
    return body(folder, t);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Our own sources as the build knows them. @returns {string[]} */
function sources() {
  const commands = JSON.parse(readFileSync(join(BUILD, 'compile_commands.json'), 'utf8'));
  const all = [...new Set(commands.map(({ file }) => file))].filter((file) => relative(ROOT, file).startsWith('host/')).sort();
  if (FULL) return all;
  const day = Math.floor(Date.now() / DAY_MS);
  return all.filter((_, i) => (i + day) % EVERY === 0);
}

test('clang-tidy finds nothing', () => {
  const files = sources();
  assert.ok(files.length >= (FULL ? 100 : 6), `${files.length} files`);
  clean(run('clang-tidy', '--quiet', '--warnings-as-errors=*', '-p', BUILD, ...files));
});

test('clang-tidy finds a fault', withFolder((folder) => {
  writeFileSync(join(folder, 'fault.c'), '#include <stdlib.h>\nint main(void)\n{\n    char *made = malloc(1);\n    free(made);\n    return *made;\n}\n');
  const done = run('clang-tidy', '--quiet', '--warnings-as-errors=*', `--config-file=${join(ROOT, '.clang-tidy')}`, join(folder, 'fault.c'), '--');
  assert.notEqual(done.status, 0);
  assert.match(done.stdout, /Use of memory after it is freed/);
}));

test('clang-format would change nothing', () => {
  const files = run('git', 'ls-files', 'host/*.c', 'host/*.h', 'tests/*.c', 'tests/*.h').stdout.split('\n').filter(Boolean);
  assert.ok(files.length > 200, `${files.length} files`);
  clean(run('clang-format', '--dry-run', '--Werror', ...files));
});

test('gcc\'s analyser finds nothing', { skip: FULL ? false : 'it takes minutes: tests/run --full' }, () => {
  clean(run('cmake', '--preset', 'analyze'));
  clean(run('cmake', '--build', '--preset', 'analyze'));
});

const CPPCHECK = ['--library=gtk', '--enable=warning,performance,portability', '--inline-suppr', '--quiet', '--error-exitcode=1',
  '--template={file}:{line}: {id}: {message}'];

test('cppcheck finds nothing', () => {
  clean(run('cppcheck', `--project=${join(BUILD, 'compile_commands.json')}`, '--file-filter=*/host/*', ...CPPCHECK));
});

test('cppcheck finds a fault', withFolder((folder) => {
  writeFileSync(join(folder, 'fault.c'), 'int main(void)\n{\n    int list[2] = {0};\n    return list[2];\n}\n');
  const done = run('cppcheck', ...CPPCHECK, folder);
  assert.equal(done.status, 1);
  assert.match(done.stderr, /arrayIndexOutOfBounds/);
}));

test('shellcheck finds nothing, and a fault', withFolder((folder) => {
  clean(run('shellcheck', '-x', ...SCRIPTS.filter((name) => existsSync(join(ROOT, name)))));
  writeFileSync(join(folder, 'fault.sh'), '#!/bin/sh\nrm -rf $1/x\n');
  assert.match(run('shellcheck', join(folder, 'fault.sh')).stdout, /SC2086/);
}));

test('eslint finds nothing in the extension, and a fault', withFolder((folder) => {
  const config = join(ROOT, 'tests/lint/eslint.config.mjs');
  const lint = (...args) => run(process.execPath, ESLINT, '--config', config, '--max-warnings=0', ...args);
  clean(lint('extension'));
  mkdirSync(join(folder, 'extension'));
  cpSync(join(ROOT, 'extension/popup/view.js'), join(folder, 'extension/view.js'));
  writeFileSync(join(folder, 'extension/fault.js'), 'export const same = (a, b) => a == b;\n');
  const done = spawnSync(process.execPath, [ESLINT, '--config', config, 'extension'], { cwd: folder, encoding: 'utf8' });
  assert.match(done.stdout, /eqeqeq/);
}));
