// Runs bench_start on a list of programs and sums up what it found: medians, spread and ratios to the first.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD } from '../../e2e/lib/paths.mjs';

const TIMER = join(BUILD, 'bench_start');

/**
 * @typedef {object} Point
 * @property {string} name
 * @property {string} [frames] a file of frames; none for a program that reads none
 * @property {Record<string, string>} [env]
 * @property {string[]} command
 */

const line = ({ frames, env = {}, command }) =>
  [frames ?? '-', ...Object.entries(env).map(([name, value]) => `${name}=${value}`), '--', ...command].join('\t');

const at = (sorted, share) => sorted[Math.floor(sorted.length * share)];

/** The median, and half the distance of the quartiles as a share of it. */
function sum(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const median = at(sorted, 0.5);
  return { median, spread: (at(sorted, 0.75) - at(sorted, 0.25)) / 2 / median };
}

/** The programs that only stand in a build that has tests. */
export function need(path) {
  if (!existsSync(path)) {
    throw new Error(`${path} is missing: cmake --workflow --preset release`);
  }
  return path;
}

/**
 * @param {Point[]} points the first is what the others are compared with
 * @param {{rounds: number, port?: boolean}} how
 */
export function measure(points, { rounds, port = false }) {
  const args = [String(rounds), ...(port ? ['--port'] : [])];
  const input = `${points.map(line).join('\n')}\n`;
  const { status, stdout, stderr, error } = spawnSync(need(TIMER), args, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) {
    throw new Error(`bench_start: ${error ?? stderr}`);
  }
  const found = stdout.trim().split('\n').map((text, i) => {
    const samples = JSON.parse(text);
    const [reply, end] = [0, 1].map((column) => sum(samples.map((sample) => sample[column])));
    const peak = sum(samples.map((sample) => sample[2])).median;
    return { name: points[i].name, reply_us: reply.median, spread: reply.spread, end_us: end.median, peak_kb: peak };
  });
  return found.map((one) => ({ ...one, ratio: one.reply_us / found[0].reply_us, memory: one.peak_kb / found[0].peak_kb }));
}
