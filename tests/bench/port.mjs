// One round trip on a port that is open, without a history, against jansson's work on the same bytes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILD } from '../e2e/lib/paths.mjs';
import { ARGV, frame, makeControl, makeReport, parseFrames, request } from '../protocol/lib.mjs';
import { measure, need } from './lib/timed.mjs';

const ROUNDS = 1001;
const COUNTS = [1, 2, 4, 8, 16, 32, 64];
const HOST = [join(BUILD, 'optwatch-host'), ...ARGV.chromium];
/** A host that finds no place for a history tells what the page says, and keeps nothing. */
const ENV = { TZ: 'Europe/Berlin' };

/** One switch of the setting, and switches of others, which most pages have too. */
const controls = (count) => Array.from({ length: count }, (_, i) => makeControl(i === 0 ? {}
  : { ref: i, keys: [`otherSetting${i}`], name: `Setting number ${i}` }));
const report = (count) => frame(request('report', makeReport({ controls: controls(count) })));

function replyTo(input) {
  const { stdout } = spawnSync(HOST[0], HOST.slice(1), { env: ENV, input });
  return parseFrames(stdout).frames[0];
}

function pointsOf(count, folder) {
  const [asked, told] = ['asked', 'told'].map((name) => join(folder, `${name}-${count}`));
  const bytes = report(count);
  writeFileSync(asked, bytes);
  writeFileSync(told, replyTo(bytes));
  return [
    { name: 'jansson', frames: asked, command: [need(join(BUILD, 'bench_jansson')), told] },
    { name: 'host', frames: asked, env: ENV, command: HOST },
  ];
}

function compare(rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'optwatch-bench-'));
  try {
    const found = measure(COUNTS.flatMap((count) => pointsOf(count, folder)), { rounds, port: true });
    return COUNTS.map((count, i) => {
      const [jansson, host] = found.slice(2 * i, 2 * i + 2);
      return { controls: count, jansson_us: jansson.reply_us, host_us: host.reply_us, spread: host.spread, ratio: host.reply_us / jansson.reply_us };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const print = (rows) => `| controls | jansson, µs | host, µs | spread | host : jansson | µs a control more |
|---|---|---|---|---|---|
${rows.map(({ controls: count, jansson_us: jansson, host_us: host, spread, ratio }, i) => {
    const before = rows[i - 1];
    const more = before ? ((host - before.host_us) / (count - before.controls)).toFixed(1) : '';
    return `| ${count} | ${jansson.toFixed(1)} | ${host.toFixed(1)} | ${(100 * spread).toFixed(0)} % | ${ratio.toFixed(2)} | ${more} |\n`;
  }).join('')}`;

export const port = {
  name: 'port',
  title: 'A report on an open port, without a history',
  /** @param {{rounds?: string, json: boolean}} options @returns {string} */
  run({ rounds, json }) {
    const rows = compare(Number(rounds ?? ROUNDS));
    return json ? JSON.stringify(rows) : print(rows);
  },
};
