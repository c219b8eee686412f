// @ts-check
// What the tests of our words read: the messages of each language, and the catalogue's sentences.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {{message: string, placeholders?: Record<string, {content: string}>}} Entry */
/** @typedef {{folder: string, tag: string, entries: Record<string, Entry>}} Locale */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LOCALES = `${ROOT}extension/_locales`;
const LANGUAGES = `${ROOT}host/catalogue/languages`;

/** @param {string} path below the checkout @returns {string} */
export const textOf = (path) => readFileSync(`${ROOT}${path}`, 'utf8');

/** @param {string} folder such as pt_BR @returns {Locale} */
function localeOf(folder) {
  const entries = JSON.parse(readFileSync(`${LOCALES}/${folder}/messages.json`, 'utf8'));
  return { folder, tag: folder.replace('_', '-'), entries };
}

/** @type {Locale[]} every language that the extension speaks */
export const locales = readdirSync(LOCALES).sort().map(localeOf);

export const english = /** @type {Locale} */ (locales.find(({ tag }) => tag === 'en'));

/** @type {any[]} the catalogue's languages that have sentences of their own */
export const spoken = readdirSync(LANGUAGES)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(`${LANGUAGES}/${name}`, 'utf8')))
  .filter(({ texts }) => Object.keys(texts ?? {}).length > 0);

/** @param {Locale} locale @returns {any} the same language in the catalogue */
export const catalogueOf = ({ tag }) => spoken.find((language) => language.tag === tag.toLowerCase());

const RIGHT_TO_LEFT = ['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'];

/** @param {Locale} locale @returns {boolean} by its script: not every Node tells the direction */
export const isRightToLeft = ({ tag }) => RIGHT_TO_LEFT.includes(new Intl.Locale(tag).maximize().script ?? '');

const SCRIPTS = RIGHT_TO_LEFT.map((script) => `\\p{Script=${script}}`).join('');

/** @param {string} text @returns {boolean} whether its first letter reads from the right, as dir="auto" asks */
export const beginsFromRight = (text) => new RegExp(`^\\P{L}*[${SCRIPTS}]`, 'u').test(text);

/** @param {string} folder below the checkout @param {RegExp} name @returns {string[]} paths of the files in it */
export function filesIn(folder, name) {
  return readdirSync(`${ROOT}${folder}`, { withFileTypes: true }).flatMap((one) => {
    const path = `${folder}/${one.name}`;
    if (one.isDirectory()) return filesIn(path, name);
    return name.test(one.name) ? [path] : [];
  });
}
