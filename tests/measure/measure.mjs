#!/usr/bin/env node
// Measures the detection: thousands of generated pages in a real browser, described by the content
// scripts, judged by the built host. Prints tables; exit 1 where a goal is missed.
import { parseArgs } from 'node:util';
import { CASES, GROUPS, SEED, generate, writeCase } from './generate.mjs';
import { openHost } from './lib/host.mjs';
import { makeTally, print, shortfalls } from './lib/tally.mjs';
import { openTab } from './lib/tab.mjs';

const USAGE = `usage: measure.mjs [--seed S] [--cases N] [--only GROUP|known|mutated|trap] [--browser chromium|firefox]
                   [--json] [--keep DIR] [--verbose]

  --seed S         another set of pages (default ${SEED})
  --cases N        about how many pages (default ${CASES}); half of them in each state
  --only NAME      one group or one kind
  --browser NAME   chromium (default) or firefox
  --json           the sums as JSON instead of tables
  --keep DIR       write the pages that were read wrong as case folders, for observe.mjs
  --verbose        one line for each page that was not read right
`;
const BATCH = 100;
/** The looks of one visit, as the extension sends them; the last only while nothing is certain. */
const LOOKS = [{ steady: 1500, waited: 1700 }, { steady: 5000, waited: 5200 }];
const LAST = { steady: 19_000, waited: 20_000 };
const SOON = { steady: 300, waited: 900 };

function readArguments() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: SEED }, cases: { type: 'string', default: String(CASES) }, only: { type: 'string' },
      browser: { type: 'string', default: 'chromium' }, json: { type: 'boolean', default: false },
      keep: { type: 'string' }, verbose: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
    },
  });
  const kinds = new Set(['known', 'mutated', 'trap']);
  const fits = !values.only || kinds.has(values.only) || Object.hasOwn(GROUPS, values.only);
  if (values.help || !fits || !(Number(values.cases) > 0) || !['chromium', 'firefox'].includes(values.browser)) {
    process.stderr.write(USAGE);
    process.exit(values.help ? 0 : 2);
  }
  return { ...values, cases: Number(values.cases) };
}

const find = (readings, setting) => readings.find((one) => one.setting === setting) ?? { state: 'elsewhere', reasons: [] };

/** Asks the host as a visit would; an early look that claims a state counts as the reading. */
async function read(host, one, { before, after }) {
  const asked = [];
  const ask = async (look, when) => {
    const readings = await host.readings(look, { path: one.path, ...when });
    asked.push(find(readings, one.measured));
    return readings;
  };
  if (before) await ask(before, SOON);
  let readings;
  for (const when of LOOKS) {
    readings = await ask(after, when);
  }
  if (find(readings, one.measured).state === 'loading') readings = await ask(after, LAST);
  const early = asked.find(({ state }) => (state === 'on' || state === 'off') && state !== one.truth);
  return { reading: early ?? find(readings, one.measured), readings };
}

/** Settings that the page is not about, read as something it does not say. */
function strays(one, readings) {
  return Object.entries(one.expect)
    .filter(([slug, states]) => slug !== one.measured && !states.includes(find(readings, slug).state))
    .map(([slug]) => `${slug} is ${find(readings, slug).state}`);
}

async function measureBatch(batch, { tab, host, tally, settings }) {
  const looks = await tab.describe(batch);
  const wrong = [];
  const answers = await Promise.all(batch.map((one, at) => read(host, one, looks[at])));
  for (const [at, one] of batch.entries()) {
    const { reading, readings } = answers[at];
    const { outcome } = tally.add(one, reading.state);
    const stray = strays(one, readings);
    if (stray.length > 0) wrong.push(`${one.name}: ${stray.join(', ')}`);
    if (outcome !== 'right' && settings.verbose) {
      console.error(`${outcome} ${one.name} (${one.language}): ${reading.state} [${reading.reasons}], right is ${one.expect[one.measured][0]}`);
    }
    if ((outcome === 'wrong' || stray.length > 0) && settings.keep) writeCase(settings.keep, one);
  }
  return wrong;
}

async function measure(settings) {
  const tab = await openTab(settings.browser);
  const host = openHost(settings.browser);
  const tally = makeTally();
  const wrong = [];
  try {
    const pages = [...generate(settings)];
    for (let at = 0; at < pages.length; at += BATCH) {
      wrong.push(...await measureBatch(pages.slice(at, at + BATCH), { tab, host, tally, settings }));
    }
  } finally {
    await Promise.all([tab.close(), host.close()]);
  }
  return { tally, wrong };
}

const settings = readArguments();
const began = Date.now();
const { tally, wrong } = await measure(settings);
const missed = [...shortfalls(tally), ...wrong];
if (settings.json) {
  console.log(JSON.stringify({ seed: settings.seed, browser: settings.browser, ...tally.tables, counts: tally.counts, missed }, null, 2));
} else {
  console.log(print(tally));
  console.log(`\nseed ${settings.seed}, ${settings.browser}, ${Math.round((Date.now() - began) / 1000)} s`);
  console.log(missed.length === 0 ? 'all goals reached' : missed.map((line) => `missed: ${line}`).join('\n'));
}
process.exitCode = missed.length === 0 ? 0 : 1;
