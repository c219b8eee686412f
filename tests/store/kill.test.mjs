// kill -9 at random instants of three writers: whatever was acknowledged is there, the file intact.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SLUG, status, withHome } from '../protocol/lib.mjs';
import { CLI, FULL, INTEGRITY, makeChance, query } from './lib/store.mjs';
import { BrowserWriter, makeCommandLine } from './lib/writer.mjs';

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

/** What the history has of a profile: visits counted, and when its standing was last seen. */
const ASK = (instance) => `SELECT
  (SELECT coalesce(sum(visits), 0) FROM reading
    WHERE instance = '${instance}' AND setting = '${SLUG}'),
  (SELECT last_seen_ms FROM standing JOIN instance USING (account)
    WHERE uuid = '${instance}' AND setting = '${SLUG}')`;

/** Counts are taken before the look: what is acknowledged during it may or may not be there. */
async function assertKept(home, writers) {
  const told = writers.map(({ acknowledged, lastSeen }) => ({ acknowledged, lastSeen }));
  const asked = writers.map(({ instance }) => ASK(instance));
  const [[[whole]], ...kept] = await query(home, INTEGRITY, ...asked);
  assert.equal(whole, 'ok');
  kept.forEach(([[visits, seen]], i) => {
    const { acknowledged, lastSeen } = told[i];
    assert.ok(visits >= acknowledged, `${acknowledged} acknowledged, ${visits} kept`);
    assert.ok(Math.floor(seen / 1_000) >= lastSeen);
  });
  return kept.map(([[visits]]) => visits);
}

test(`${KILLS} kills of three writers lose nothing`, withHome(async (home) => {
  const chance = makeChance('kill');
  const writers = [
    new BrowserWriter(home, 'chromium'),
    new BrowserWriter(home, 'firefox'),
    makeCommandLine(home),
  ];
  writers.forEach((writer) => writer.start());
  await Promise.all(writers.map((writer) => writer.progress()));
  const reader = startReader(home);
  for (let i = 0; i < KILLS; i += 1) {
    const victim = writers[chance(writers.length)];
    await sleep(chance(SPAN_MS));
    await victim.kill();
    victim.start();
    // Only a process of ours may have rolled back what the dead one left: the look cannot.
    await victim.progress();
    await assertKept(home, writers);
  }
  reader.stopping = true;
  await reader.running;
  await Promise.all(writers.map((writer) => writer.stop()));
  const kept = await assertKept(home, writers);
  writers.forEach(({ acknowledged, unanswered, failures }, i) => {
    assert.deepEqual(failures, []);
    // What a kill cut off is there whole or not at all, and nothing is there twice.
    const most = acknowledged + unanswered;
    assert.ok(kept[i] <= most, `${kept[i]} kept of ${acknowledged} + ${unanswered}`);
  });
  assert.deepEqual(reader.failures, []);
  assert.ok(status(home).standings.length > 0);
  const sum = writers.reduce((all, writer) => all + writer.acknowledged, 0);
  const cut = writers.reduce((all, writer) => all + writer.unanswered, 0);
  console.log(`kill: ${KILLS} kills, ${sum} acknowledged, ${cut} cut off, ${reader.asked} asked`);
}));
