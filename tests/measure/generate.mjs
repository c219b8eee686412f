#!/usr/bin/env node
// Generates settings pages with known truth from a seed: in pairs, the same page in both states.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LANGUAGES, SLUG } from './lib/catalogue.mjs';
import { address, makeContext } from './lib/context.mjs';
import { KNOWN } from './lib/known.mjs';
import { MUTATED } from './lib/mutated.mjs';
import { makeRandom } from './lib/random.mjs';
import { ROW_TRAPS } from './lib/row-traps.mjs';
import { TRAPS } from './lib/traps.mjs';

export const SEED = 'optwatch-1';
/** Enough for 3,000 pages of each state whose state can be read. */
export const CASES = 7800;
export const GROUPS = { ...KNOWN, ...MUTATED, ...TRAPS, ...ROW_TRAPS };

/** One page. The seed of its draws names everything but the state, so a pair differs in that alone. */
export function makeCase({ seed, group, index, state }) {
  const { kind, make, languages } = GROUPS[group];
  const random = makeRandom(`${seed}/${group}/${index}`);
  const allowed = LANGUAGES.filter(languages);
  // Each group begins at a language of its own, so that small ones together cover them all.
  const language = allowed[(index + group.length * 7) % allowed.length];
  const made = make(makeContext(random, language, state));
  return {
    name: `${group}-${index}-${state ? 'on' : 'off'}`, group, kind, language: language.tag,
    state: state ? 'on' : 'off', measured: SLUG, ...made,
  };
}

/** Traps are many: most of the pages are to be ones whose state can be read. */
const PARTS = { known: 2, mutated: 2, trap: 1 };
const weight = (name) => GROUPS[name].weight * PARTS[GROUPS[name].kind];

/** How many pairs each group gets: by weight, at least one. */
function shares(pairs, names) {
  const total = names.reduce((sum, name) => sum + weight(name), 0);
  return names.map((name) => [name, Math.max(1, Math.round((pairs * weight(name)) / total))]);
}

/** @param {{seed?: string, cases: number, only?: string}} options; cases is a number of pages */
export function* generate({ seed = SEED, cases, only }) {
  const fits = (name) => !only || name === only || GROUPS[name].kind === only;
  const names = Object.keys(GROUPS).filter((name) => fits(name) && LANGUAGES.some(GROUPS[name].languages));
  for (const [group, count] of shares(cases / 2, names)) {
    for (let index = 0; index < count; index += 1) {
      yield makeCase({ seed, group, index, state: true });
      yield makeCase({ seed, group, index, state: false });
    }
  }
}

/** Writes one page as a case folder that observe.mjs can run. */
export function writeCase(folder, one) {
  const target = join(folder, one.name);
  mkdirSync(target, { recursive: true });
  const files = Object.entries(one.files).map(([path, text], at) => ({ path, file: `frame-${at}.html`, text }));
  const routes = Object.fromEntries(files.map(({ path, file }) => [path, file]));
  const json = { url: address(one.path), expect: one.expect, ...(files.length > 0 ? { routes } : {}) };
  writeFileSync(join(target, 'case.json'), `${JSON.stringify(json, null, 2)}\n`);
  writeFileSync(join(target, 'page.html'), one.html);
  for (const { file, text } of files) {
    writeFileSync(join(target, file), text);
  }
}

const USAGE = `usage: generate.mjs [--seed S] [--cases N] [--only GROUP|known|mutated|trap] DIR

Writes generated pages as case folders below DIR, for: node tests/e2e/observe.mjs --check DIR
`;

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: SEED }, cases: { type: 'string', default: '160' }, only: { type: 'string' } },
  });
  if (positionals.length !== 1 || !(Number(values.cases) > 0)) {
    process.stderr.write(USAGE);
    process.exit(2);
  }
  let count = 0;
  for (const one of generate({ ...values, cases: Number(values.cases) })) {
    writeCase(positionals[0], one);
    count += 1;
  }
  console.log(`${count} case folders in ${positionals[0]}`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main();
}
