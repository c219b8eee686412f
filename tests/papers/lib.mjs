// What the program says of itself, and what a page of the manual says of it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, ROOT } from '../protocol/lib.mjs';

export { BUILD, ROOT };
export const read = (path) => readFileSync(join(ROOT, path), 'utf8');

/** Whether a program is here: what needs another one is left out, and says so. */
export const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

export const VERSION = read('CMakeLists.txt').match(/project\(optwatch VERSION ([\d.]+)/)[1];

/** @param {string[]} args @returns {string} */
export function optwatch(...args) {
  const env = { PATH: process.env.PATH, HOME: '/nonexistent' };
  const done = spawnSync(join(BUILD, 'optwatch'), args, { encoding: 'utf8', env });
  if (done.status !== 0) throw new Error(`optwatch ${args.join(' ')}: ${done.status} ${done.stderr}`);
  return done.stdout;
}

export const verbs = () => [...optwatch('--help').matchAll(/^ {2}optwatch ([a-z]+)/gm)].map(([, name]) => name);

/** Every verb takes these, and the manual says so once. */
export const COMMON = ['--json', '--help'];

/** @param {string} verb what "VERB --help" lists: the call, and each action and option with what it takes */
export function helpOf(verb) {
  const text = optwatch(verb, '--help');
  return { usage: text.split('\n')[0], entries: [...text.matchAll(/^ {2}(\S.*)$/gm)].map(([, entry]) => entry) };
}

/** A line of the page's source as it is read: no escapes, no macros that only change the type. */
function plain(line) {
  return line.replace(/\\-/g, '-').replace(/\\\(aq/g, "'").replace(/\\&/g, '').replace(/\\e/g, '\\');
}

/** @param {string} line an .It line that names an action or option @returns {string} */
function entryOf(line) {
  return plain(line.slice('.It '.length)).replace(/\bFl Fl /g, '--').replace(/\b(Cm|Ar|Fl) /g, '');
}

/** @param {string} page @param {string} name @returns {string} a section, from its heading to the next */
export function section(page, name) {
  const start = page.indexOf(`.Sh ${name}\n`);
  if (start < 0) throw new Error(`no section ${name}`);
  const end = page.indexOf('\n.Sh ', start + 1);
  return page.slice(start, end < 0 ? page.length : end);
}

/** @param {string} page @returns {Map<string, {usage: string, entries: string[]}>} */
export function manVerbs(page) {
  const parts = section(page, 'VERBS').split(/^\.Ss /m).slice(1);
  return new Map(parts.map((part) => {
    const lines = part.split('\n');
    const usage = plain(lines[lines.findIndex((line) => line.startsWith('.Bd -literal')) + 1]);
    return [lines[0], { usage, entries: lines.filter((line) => /^\.It (Fl|Cm) /.test(line)).map(entryOf) }];
  }));
}

/** @param {string} page @returns {Map<string, {number: number, hint: string}>} */
export function manErrors(page) {
  const found = section(page, 'EXIT STATUS').matchAll(/^\.It (\d+) Pq Dv (E_\w+)\n(.*)$/gm);
  return new Map([...found].map(([, number, name, hint]) => [name, { number: Number(number), hint: plain(hint) }]));
}

/** @returns {Map<string, {number: number, hint: string}>} the table of host/base/error.h */
export function errors() {
  const table = read('host/base/error.h').replace(/\\\n/g, '\n');
  const rows = table.matchAll(/\bX\((\w+),\s*(\d+),\s*(?:true|false),\s*((?:"[^"]*"\s*)+)\)/g);
  const text = (quoted) => [...quoted.matchAll(/"([^"]*)"/g)].map(([, one]) => one).join('');
  return new Map([...rows].map(([, name, number, hint]) => [`E_${name}`, { number: Number(number), hint: text(hint) }]));
}

/** @returns {{id: string, name: string, family: string, tested: boolean}[]} the table of host/desktop/browsers.c */
export function browserTable() {
  const table = read('host/desktop/browsers.c').split('const struct browser browsers[] = {')[1].split('\n};')[0];
  const rows = table.matchAll(/\{"([a-z-]+)",\s*"([^"]+)",\s*(CHROMIUM|FIREFOX),\s*(true,)?/g);
  return [...rows].map(([, id, name, family, tested]) => ({ id, name, family: family.toLowerCase(), tested: Boolean(tested) }));
}
