// What a long history costs: whole processes on 10 and on 100,000 readings, beside the null host.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD } from '../e2e/lib/paths.mjs';
import { ARGV, frame, INSTANCE, makeReport, request } from '../protocol/lib.mjs';
import { makeHistory } from './lib/history.mjs';

const SIZES = [10, 100_000];
const ROUNDS = 31;
const HOST = join(BUILD, 'optwatch-host');
const NULL_HOST = join(BUILD, 'bench_null');

/** A fresh visit each time, as a browser would have it. */
const report = () => request('report', makeReport({ state: 'on' }));
const status = () => request('status', { instance: INSTANCE });
const WORKS = [
  { name: 'report', command: [HOST, ...ARGV.chromium], message: report },
  { name: 'status', command: [HOST, ...ARGV.chromium], message: status },
  { name: 'history', command: [HOST, ...ARGV.chromium], message: () => request('history', {}) },
  { name: 'optwatch status', command: [join(BUILD, 'optwatch'), 'status', '--json'] },
];
const NULL = { name: 'null host', command: [NULL_HOST], message: report };

/** Milliseconds from start to end of one process. */
function time({ name, command: [path, ...args], message }, env) {
  const input = message ? frame(message()) : '';
  const begin = process.hrtime.bigint();
  const { status: code, stdout, stderr } = spawnSync(path, args, { env, input, encoding: 'utf8' });
  const end = process.hrtime.bigint();
  if (code !== 0 || stdout.includes('"code":"E_')) {
    throw new Error(`${name}: exit ${code}: ${stderr}${stdout}`);
  }
  return Number(end - begin) / 1e6;
}

/** The lower quartile: a process waits for others that run, and what it takes itself is wanted. */
const quartile = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)];

/** All points in turn, round after round, so that a slow moment falls on all of them. */
function measure(points, rounds) {
  const samples = points.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    points.forEach(({ work, home }, i) => samples[i].push(time(work, home?.env)));
  }
  return samples.map(quartile);
}

/** @returns {{null_ms: number, bytes: number[], works: object[]}} */
function compare(homes, rounds) {
  const pairs = WORKS.flatMap((work) => homes.map((home) => ({ work, home })));
  const [nullMs, ...times] = measure([{ work: NULL }, ...pairs], rounds);
  const works = WORKS.map(({ name }) => {
    const [small, large] = times.splice(0, homes.length);
    return { name, ms: [small, large], ratio: large / small, null_ratio: [small / nullMs, large / nullMs] };
  });
  return { sizes: SIZES, null_ms: nullMs, bytes: homes.map(({ store }) => statSync(store).size), works };
}

function print({ null_ms: nullMs, bytes, works }) {
  const rows = works.map(({ name, ms, ratio, null_ratio: [small, large] }) =>
    `| ${name} | ${ms.map((one) => one.toFixed(2)).join(' | ')} | ${small.toFixed(2)} | ${large.toFixed(2)} `
    + `| ${ratio.toFixed(2)} |\n`);
  const [few, many] = SIZES.map((size) => size.toLocaleString('en'));
  const files = bytes.map((one) => Math.ceil(one / 1024)).join(' and ');
  return `The null host: ${nullMs.toFixed(2)} ms. The files: ${files} KiB.\n\n`
    + `| process | ${few}, ms | ${many}, ms | ${few} : null | ${many} : null | ${many} : ${few} |\n`
    + `|---|---|---|---|---|---|\n${rows.join('')}`;
}

export const store = {
  name: 'store',
  title: 'One process, by the length of the history',
  /** @param {{rounds?: string, json: boolean}} options @returns {string} */
  run({ rounds, json }) {
    if (!existsSync(NULL_HOST)) {
      throw new Error(`${NULL_HOST} is missing: cmake --workflow --preset release`);
    }
    const homes = [];
    try {
      SIZES.forEach((size) => homes.push(makeHistory(size)));
      const found = compare(homes, Number(rounds ?? ROUNDS));
      return json ? JSON.stringify(found) : print(found);
    } finally {
      homes.forEach(({ path }) => rmSync(path, { recursive: true, force: true }));
    }
  },
};
