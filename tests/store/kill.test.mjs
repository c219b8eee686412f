// kill -9 at random instants of three writers, two browsers and the command line: whatever was
// acknowledged is there, the file intact.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { status, withHome } from '../protocol/lib.mjs';
import { CLI, FULL, INTEGRITY, makeChance, query } from './lib/store.mjs';
import { CommandLine } from './lib/orders.mjs';
import { BrowserWriter } from './lib/writer.mjs';

const KILLS = FULL ? 1_000 : 60;
/** A report takes some milliseconds: this spans several of them. */
const SPAN_MS = 40;

/** The command line asks on and on beside the writers; every answer has to be one. */
function startReader(home) {
  const reader = { asked: 0, failures: [], stopping: false };
  const once = () => new Promise((done) => {
    const child = spawn(CLI, ['status', '--json'], { env: home.env });
    let said = '';
    child.stdout.on('data', (part) => (said += part));
    child.stderr.on('data', (part) => (said += part));
    child.on('close', (code) => done({ code, said }));
  });
  reader.running = (async () => {
    while (!reader.stopping) {
      const { code, said } = await once();
      reader.asked += 1;
      if (code !== 0) {
        reader.failures.push(`exit ${code}: ${said}`);
      }
    }
  })();
  return reader;
}

/** Counts are taken before the look: what is acknowledged during it may or may not be there. */
async function assertKept(home, writers) {
  const told = writers.map((writer) => writer.told());
  const [[[whole]], ...answers] = await query(home, INTEGRITY, ...writers.flatMap(({ asks }) => asks));
  assert.equal(whole, 'ok');
  writers.forEach((writer, i) => {
    writer.assertKept(told[i], answers.splice(0, writer.asks.length));
  });
}

async function killAtRandom(home, writers) {
  const chance = makeChance('kill');
  for (let i = 0; i < KILLS; i += 1) {
    const victim = writers[chance(writers.length)];
    await sleep(chance(SPAN_MS));
    await victim.kill();
    victim.start();
    // Only a process of ours may have rolled back what the dead one left: the look cannot.
    await victim.progress();
    await assertKept(home, writers);
  }
}

test(`${KILLS} kills of three writers lose nothing`, withHome(async (home) => {
  const browsers = [new BrowserWriter(home, 'chromium'), new BrowserWriter(home, 'firefox')];
  const writers = [...browsers, new CommandLine(home)];
  // One after the other: what the command line orders is of the account that a browser made.
  for (const writer of writers) {
    writer.start();
    await writer.progress();
  }
  const reader = startReader(home);
  try {
    await killAtRandom(home, writers);
  } finally {
    reader.stopping = true;
    await reader.running;
    await Promise.all(writers.map((writer) => writer.stop()));
  }
  await assertKept(home, writers);
  writers.forEach(({ failures }) => assert.deepEqual(failures, []));
  assert.deepEqual(reader.failures, []);
  assert.ok(status(home).standings.length > 0);
  const counts = writers.map((one) => `${one.acknowledged} + ${one.unanswered}`).join(', ');
  console.log(`kill: ${KILLS} kills; acknowledged + cut off by writer: ${counts}; `
    + `${reader.asked} times asked`);
}));
