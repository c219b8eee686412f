// Many hosts at once, and many reports in a row: what was acknowledged is there, what was not says so and
// tells the verdict all the same, nobody stays behind, and no port grows.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { BUILD, SLUG, frame, makeReport, parseFrames, request, startHost, withHome } from '../protocol/lib.mjs';

const FULL = process.env.OPTWATCH_FULL === '1';
const CROWD = FULL ? 600 : 120;
const PORTS = 50;
const IN_A_ROW = FULL ? 200 : 12;
/** Of a port, after this many messages: what it needed once is there by then. */
const WARM = Math.floor(IN_A_ROW / 2);

/** How many visits the history has counted, all rows together. */
function visits(home) {
  const done = spawnSync(join(BUILD, 'optwatch'), ['export', '--json'], { env: home.env, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout).readings.filter((one) => one.setting === SLUG).reduce((sum, { count }) => sum + count, 0);
}

/** @returns {boolean} whether it was recorded */
function judge(reply) {
  assert.equal(reply.ok?.readings.find((one) => one.setting === SLUG)?.state, 'on', JSON.stringify(reply).slice(0, 300));
  assert.equal(reply.ok.verdict.state, 'on');
  if (!reply.ok.recorded) {
    assert.equal(reply.ok.error.code, 'E_BUSY');
    assert.equal(reply.ok.error.retry, true);
  }
  return reply.ok.recorded;
}

const message = () => frame(request('report', makeReport({ state: 'on' })));
const isGone = ({ child }) => child.exitCode !== null || child.signalCode !== null;

test(`${CROWD} hosts at once`, withHome(async (home) => {
  const hosts = Array.from({ length: CROWD }, () => startHost(home));
  for (const host of hosts) {
    host.write(message());
    host.end();
  }
  const ended = await Promise.all(hosts.map((host) => host.ended));
  const recorded = ended.filter(({ replies, code, signal, rest }) => {
    assert.deepEqual([code, signal, rest.length, replies.length], [0, null, 0, 1]);
    return judge(replies[0]);
  });
  assert.ok(recorded.length > 0);
  assert.equal(visits(home), recorded.length, 'each that was acknowledged, and no other');
  assert.ok(hosts.every(isGone));
}));

/** Sends one report after the other, each when the last is answered. */
async function talk(host, count) {
  let held = Buffer.alloc(0);
  let heard = null;
  let failed = null;
  const replies = [];
  const memory = [];
  host.child.stdout.on('data', (part) => {
    const { frames, rest } = parseFrames(Buffer.concat([held, part]));
    held = rest;
    for (const one of frames) heard(JSON.parse(one));
  });
  host.child.once('close', () => failed?.(new Error('ended while it was asked')));
  for (let i = 0; i < count; i += 1) {
    const answer = new Promise((done, fail) => {
      heard = done;
      failed = fail;
    });
    host.write(message());
    replies.push(await answer);
    if (i + 1 === WARM || i + 1 === count) {
      memory.push(Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${host.child.pid}/status`, 'utf8'))[1]));
    }
  }
  host.end();
  const { signal } = await host.ended;
  assert.equal(signal, null);
  return { replies, memory };
}

test(`${PORTS * IN_A_ROW} reports from ${PORTS} hosts, each in a row`, withHome(async (home) => {
  const hosts = Array.from({ length: PORTS }, () => startHost(home, undefined, undefined, 600_000));
  const all = await Promise.all(hosts.map((host) => talk(host, IN_A_ROW)));
  const recorded = all.flatMap(({ replies }) => replies).filter(judge);
  assert.equal(visits(home), recorded.length, 'each that was acknowledged, and no other');
  assert.ok(recorded.length >= PORTS, `${recorded.length} recorded`);
  for (const { memory: [warm, last] } of all) assert.ok(last <= warm * 1.05 + 64, `${warm} kB, then ${last} kB`);
  assert.ok(hosts.every(isGone));
}));
