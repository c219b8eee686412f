// How large the built files are; those that are not built are left out.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BUILD } from '../e2e/lib/paths.mjs';

/** A program as it is installed: without what a debugger wants. */
function stripped(path, folder) {
  const bare = join(folder, 'bare');
  const { status, stderr, error } = spawnSync('strip', ['-o', bare, path], { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`strip: ${error ?? stderr}`);
  }
  return statSync(bare).size;
}

const filesOf = (folder, end) => (existsSync(folder) ? readdirSync(folder) : [])
  .filter((name) => name.endsWith(end)).map((name) => join(folder, name));

function find() {
  const folder = mkdtempSync(join(tmpdir(), 'optwatch-bench-'));
  const beside = (kind) => join(dirname(BUILD), kind);
  const programs = {
    'optwatch-host, shared': join(BUILD, 'optwatch-host'),
    'optwatch-host, static': join(beside('static'), 'optwatch-host'),
    optwatch: join(BUILD, 'optwatch'),
  };
  try {
    return [
      ...Object.entries(programs).filter(([, path]) => existsSync(path))
        .map(([name, path]) => ({ name, bytes: stripped(path, folder) })),
      ...[...filesOf(beside('package'), '.deb'), ...filesOf(BUILD, '.zip')]
        .map((path) => ({ name: path.slice(path.lastIndexOf('/') + 1), bytes: statSync(path).size })),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const print = (rows) => `| file | KiB |\n|---|---|\n${rows.map(({ name, bytes }) => `| ${name} | ${Math.ceil(bytes / 1024)} |\n`).join('')}`;

export const size = {
  name: 'size',
  title: 'Sizes',
  /** @param {{json: boolean}} options @returns {string} */
  run: ({ json }) => (json ? JSON.stringify(find()) : print(find())),
};
