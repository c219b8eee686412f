// Which browsers a test file runs in: both, or those that OPTWATCH_BROWSER names.
import { join } from 'node:path';
import { readCase } from './case.mjs';
import { PAGES } from './paths.mjs';

export const FAMILIES = (process.env.OPTWATCH_BROWSER ?? 'chromium,firefox').split(',');

/** A case of tests/pages by its name; each call gives a fresh one, with the server's state as new. */
export const pageCase = (name) => readCase({ name, folder: join(PAGES, name) });
