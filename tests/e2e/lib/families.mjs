// Which browsers a test file runs in: both, or those that OPTWATCH_BROWSER names.
import { join } from 'node:path';
import { readCase } from './case.mjs';
import { PAGES } from './paths.mjs';

export const FAMILIES = (process.env.OPTWATCH_BROWSER ?? 'chromium,firefox').split(',');

/**
 * What hardly differs between browsers a quick run shows to one of them, and to the other tomorrow.
 * @param {string} what is shown
 */
export function familiesToday(what) {
  // Not the same browser for all: one of them is slower.
  const turn = Math.floor(Date.now() / 86_400_000) + what.length;
  const today = process.env.OPTWATCH_FULL === '1' ? FAMILIES : [FAMILIES[turn % FAMILIES.length]];
  if (today.length < FAMILIES.length) {
    console.log(`${what}: ${today} today; tests/run --full shows it to all`);
  }
  return today;
}

/** A case of tests/pages by its name; each call gives a fresh one, with the server's state as new. */
export const pageCase = (name) => readCase({ name, folder: join(PAGES, name) });
