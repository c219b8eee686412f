// Where the built product lies. OPTWATCH_BUILD names another build folder than the release one.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const BUILD = resolve(process.env.OPTWATCH_BUILD ?? join(ROOT, 'build/release'));
export const PAGES = join(ROOT, 'tests/pages');
export const IDENTITY = JSON.parse(readFileSync(join(ROOT, 'manifest/identity.json'), 'utf8'));
export const ORIGIN = 'https://www.linkedin.com';

/** The built files that a run in a browser needs; says what to do when they are missing. */
export function product(family) {
  const parts = {
    host: join(BUILD, 'optwatch-host'),
    cli: join(BUILD, 'optwatch'),
    extension: join(BUILD, 'extension', family),
    manifest: join(BUILD, 'manifest', family, `${IDENTITY.host_name}.json`),
  };
  const missing = Object.values(parts).filter((path) => !existsSync(path));
  if (missing.length > 0) {
    throw new Error(`not built: ${missing.join(', ')} (run cmake --workflow --preset release)`);
  }
  return parts;
}
