// A bench that is a C program of the release build: it measures, and prints a table or JSON.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD } from '../../e2e/lib/paths.mjs';

/**
 * @param {string} name of the bench; its program is bench_NAME
 * @param {string} title of its tables
 */
export function program(name, title) {
  const path = join(BUILD, `bench_${name}`);
  return {
    name,
    title,
    /** @param {{rounds?: string, json: boolean}} options @returns {string} what it prints */
    run({ rounds, json }) {
      if (!existsSync(path)) {
        throw new Error(`${path} is missing: cmake --workflow --preset release`);
      }
      const args = [...(rounds ? ['--rounds', rounds] : []), ...(json ? ['--json'] : [])];
      const { status, stdout, stderr, error } = spawnSync(path, args, { encoding: 'utf8' });
      if (status !== 0) {
        throw new Error(`bench_${name}: ${error ?? stderr}`);
      }
      return stdout;
    },
  };
}
