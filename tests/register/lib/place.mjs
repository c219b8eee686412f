// A home of its own and the built command in it.
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BUILD, IDENTITY } from '../../e2e/lib/paths.mjs';
import { errorTable } from '../../protocol/lib.mjs';

export const CLI = join(BUILD, 'optwatch');
export const HOST = join(BUILD, 'optwatch-host');
export const FILE = `${IDENTITY.host_name}.json`;
export const ERRORS = errorTable();

/** Folders are searched by name, so that no browser of this machine is found. */
export function makeHome() {
  const path = mkdtempSync(join(tmpdir(), 'optwatch-'));
  const home = join(path, 'home');
  const bin = join(path, 'bin');
  mkdirSync(home, { mode: 0o700 });
  mkdirSync(bin);
  const env = { PATH: bin, HOME: home };
  return { path, home, bin, env, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export const withHome = (body) => async () => {
  const home = makeHome();
  try {
    await body(home);
  } finally {
    home.remove();
  }
};

/** A program in PATH; `text` is a script's. */
export function putProgram(home, name, text = '\x7fELF') {
  writeFileSync(join(home.bin, name), text, { mode: 0o755 });
}

export function putFile(path, text) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text);
}

export function run(home, args, { env = {}, prefix = [] } = {}) {
  const [command, ...all] = [...prefix, CLI, ...args];
  return spawnSync(command, all, { env: { ...home.env, ...env }, encoding: 'utf8', timeout: 30_000 });
}

/** Registers with the built host, which lies in a build folder. */
export const register = (home, args = [], options = {}) =>
  run(home, ['register', '--host', HOST, ...args], options);

export const unregister = (home, args = [], options = {}) => run(home, ['unregister', ...args], options);

/** Everything below a folder: kind, mode and bytes of each entry. */
export function snapshot(folder) {
  const seen = {};
  const walk = (below) => {
    for (const name of readdirSync(join(folder, below)).sort()) {
      const at = join(below, name);
      const { mode } = lstatSync(join(folder, at));
      seen[at] = [mode.toString(8), read(join(folder, at))];
      if (lstatSync(join(folder, at)).isDirectory()) {
        walk(at);
      }
    }
  };
  walk('');
  return seen;
}

function read(path) {
  const file = lstatSync(path);
  if (file.isSymbolicLink()) {
    return readlinkSync(path);
  }
  return file.isFile() ? readFileSync(path, 'latin1') : null;
}
