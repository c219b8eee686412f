// What the tests of the store share: chance from a printed seed, and a look at the file from outside.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BUILD } from '../../protocol/lib.mjs';

export const HOST = join(BUILD, 'optwatch-host');
export const CLI = join(BUILD, 'optwatch');
const SQL = join(dirname(fileURLToPath(import.meta.url)), 'sql.py');

/** --full of tests/run: the whole numbers in place of the quick ones. */
export const FULL = process.env.OPTWATCH_FULL === '1';

/** Numbers from a seed (xorshift32): OPTWATCH_SEED=N repeats a run. */
export function makeChance(name) {
  const seed = Number(process.env.OPTWATCH_SEED ?? (Date.now() % 0xffff_ffff) + 1);
  let state = seed >>> 0 || 1;
  console.log(`${name}: seed ${seed}`);
  /** A whole number from 0 to below. */
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

/**
 * The rows of each statement on a home's history, read without writing: a journal that nobody rolled back is an error.
 * @returns {Promise<unknown[][][]>}
 */
export async function query(home, ...statements) {
  const [command, ...args] = [...(home.prefix ?? []), 'python3', SQL, home.store, ...statements];
  const { stdout } = await promisify(execFile)(command, args);
  return JSON.parse(stdout);
}

/** Makes a file of SQL. */
export function makeFile(path, statements) {
  execFileSync('python3', [SQL, '--make', path], { input: statements });
}

/** Keeps the write lock until release() is called. */
export async function holdLock(path) {
  const child = spawn('python3', [SQL, '--hold', path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((done) => child.on('close', done));
  await new Promise((done, failed) => {
    child.stdout.once('data', done);
    child.once('close', () => failed(new Error('the lock could not be taken')));
  });
  return {
    release: () => {
      child.stdin.end();
      return ended;
    },
  };
}

export const INTEGRITY = 'PRAGMA integrity_check';

export async function integrity(home) {
  const [[[said]]] = await query(home, INTEGRITY);
  return said;
}

/** What lies beside a history, but for the journal of a report that is over: its head is zeros. */
export const readNames = (path) => readdirSync(path)
  .filter((name) => name !== 'optwatch.db-journal' || readFileSync(join(path, name))[0] > 0)
  .sort();

/** Every file of a folder with its bytes, to compare before and after. */
export function readFolder(path) {
  return readdirSync(path)
    .sort()
    .map((name) => [name, readFileSync(join(path, name)).toString('base64')]);
}

/** A profile of its own. */
export const makeInstance = () => randomUUID();
