#!/usr/bin/env node
// Runs case folders through a real browser, the extension and the host; one JSON line a case.
import { parseArgs } from 'node:util';
import { findCases, readCase } from './lib/case.mjs';
import { observeCase, unexpected } from './lib/observe-case.mjs';

const USAGE = `usage: observe.mjs [--browser chromium|firefox] [--check] [--jobs N] [--picture FOLDER] DIR...

Runs each case folder at or below DIR through a real browser and prints one JSON line a case:
  {"case":"on","readings":{"data-for-ai-improvement":{"state":"on","locked":false,"reasons":[...]}},
   "current_step":"turn_off","warn":"warning"}
A case that could not be observed prints {"case","error"} and makes the exit status 1.

  --browser NAME    chromium (default) or firefox
  --check           exit 1 where a reading is not among the case's expected ones
  --jobs N          browsers at a time (default 2)
  --picture FOLDER  keep a picture of the page and of the popup of each case
`;

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      browser: { type: 'string', default: 'chromium' },
      check: { type: 'boolean', default: false },
      jobs: { type: 'string', default: '2' },
      picture: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const jobs = Number(values.jobs);
  if (values.help) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  if (!['chromium', 'firefox'].includes(values.browser)) {
    throw new Error(`unknown browser: ${values.browser}`);
  }
  if (!Number.isInteger(jobs) || jobs < 1 || positionals.length === 0) {
    throw new Error(positionals.length === 0 ? 'name at least one folder' : '--jobs: a whole number');
  }
  return { ...values, jobs, folders: positionals };
}

/** Observes one case; prints its line; says whether all went as it should. */
async function run(found, settings) {
  try {
    const one = readCase(found);
    const result = await observeCase(one, { family: settings.browser, picture: settings.picture });
    console.log(JSON.stringify(result));
    const wrong = settings.check ? unexpected(one, result) : [];
    for (const line of wrong) {
      console.error(`${found.name}: ${line}`);
    }
    return wrong.length === 0;
  } catch (error) {
    console.log(JSON.stringify({ case: found.name, error: error.message }));
    return false;
  }
}

async function runAll(cases, settings) {
  const waiting = [...cases];
  let allWell = true;
  const worker = async () => {
    while (waiting.length > 0) {
      const well = await run(waiting.shift(), settings);
      allWell &&= well;
    }
  };
  await Promise.all(Array.from({ length: settings.jobs }, worker));
  return allWell;
}

let settings;
let cases;
try {
  settings = readArguments();
  cases = settings.folders.flatMap(findCases);
  if (cases.length === 0) {
    throw new Error(`no case.json at or below ${settings.folders.join(', ')}`);
  }
} catch (error) {
  console.error(`observe.mjs: ${error.message}\n${USAGE}`);
  process.exit(2);
}
process.exitCode = (await runAll(cases, settings)) ? 0 : 1;
