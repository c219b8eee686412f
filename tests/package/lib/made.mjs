// What is built and packed, once in a run.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../e2e/lib/paths.mjs';

export const PACKED = join(ROOT, 'build/package');

/** Runs a program that has to go well. */
export function must(file, args, options = {}) {
  const done = spawnSync(file, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options });
  if (done.error || done.status !== 0) {
    throw new Error(`${file} ${args.join(' ')}: ${done.error ?? done.status}\n${done.stdout}${done.stderr}`);
  }
  return done.stdout;
}

const debOf = (folder) => join(folder, readdirSync(folder).find((name) => name.endsWith('.deb')) ?? 'none.deb');

/** Packs anew from a built folder; gives the package's path. */
export function pack(folder, env = {}, umask = 0o022) {
  rmSync(debOf(folder), { force: true });
  rmSync(join(folder, '_CPack_Packages'), { recursive: true, force: true });
  const before = process.umask(umask);
  try {
    must('cpack', ['--config', 'CPackConfig.cmake'], { cwd: folder, env: { ...process.env, ...env } });
  } finally {
    process.umask(before);
  }
  return debOf(folder);
}

let built;
/** The package of this checkout. */
export function buildPackage() {
  if (!built) {
    must('cmake', ['--preset', 'package'], { cwd: ROOT });
    must('cmake', ['--build', '--preset', 'package'], { cwd: ROOT });
    built = pack(PACKED);
  }
  return built;
}
