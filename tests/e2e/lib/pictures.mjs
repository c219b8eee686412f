// Where the pictures go, and in which languages they are made.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD } from './paths.mjs';
import { rulesRun } from './axe.mjs';

/** All states, languages and browsers; a quick run takes some of them. */
export const FULL = process.env.OPTWATCH_FULL === '1';
const FOLDER = process.env.OPTWATCH_PICTURES ?? join(BUILD, 'pictures');
const LANGUAGES = ['en', 'de', 'ar'];
const DAY_MS = 86_400_000;

let pictures = 0;

const isSpoken = (family, language) =>
  existsSync(join(BUILD, 'extension', family, '_locales', language, 'messages.json'));

/** English comes first: the others are compared with it. A quick run has one of them, each day another. */
export function languages(family) {
  const spoken = LANGUAGES.filter((one) => isSpoken(family, one));
  return FULL ? spoken : [spoken[Math.floor(Date.now() / DAY_MS) % spoken.length]];
}

/** The direction in which a language is written. */
export const directionOf = (language) => (language === 'ar' ? 'rtl' : 'ltr');

export async function picture(page, name) {
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true });
  pictures += 1;
}

/** What has been done in this process so far. */
export function tell() {
  console.log(`pictures: ${pictures} in ${FOLDER}; axe: ${rulesRun.size} rules had something to look at`);
}
