// A warm host over its pipe: one process for many reports, in a home that is thrown away.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARGV, BUILD, frame, parseFrames } from '../../protocol/lib.mjs';

/** In memory where the machine has that: what is stored does not matter here. */
const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
/** A store that grows gets slower: begin anew after so many reports. */
const REPORTS_MAX = 600;

function start() {
  const path = mkdtempSync(join(SCRATCH, 'optwatch-measure-'));
  const env = { PATH: process.env.PATH, HOME: path, XDG_DATA_HOME: join(path, 'data'), TZ: 'UTC' };
  const child = spawn(join(BUILD, 'optwatch-host'), ARGV.chromium, { env, cwd: path, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [];
  let bytes = Buffer.alloc(0);
  child.stdout.on('data', (part) => {
    const { frames, rest } = parseFrames(Buffer.concat([bytes, part]));
    bytes = rest;
    for (const one of frames) {
      waiting.shift().done(JSON.parse(one.toString('utf8')));
    }
  });
  const fail = (why) => waiting.splice(0).forEach((one) => one.failed(new Error(`the host ended: ${why}`)));
  child.stdin.on('error', () => {});
  child.on('error', fail);
  const ended = new Promise((done) => {
    child.on('close', (code, signal) => {
      fail(code ?? signal);
      rmSync(path, { recursive: true, force: true });
      done();
    });
  });
  const ask = (message) =>
    new Promise((done, failed) => {
      waiting.push({ done, failed });
      child.stdin.write(frame(message));
    });
  return { ask, count: 0, end: () => (child.stdin.end(), ended) };
}

async function ok(host, id, cmd, args) {
  const reply = await host.ask({ v: 1, id, cmd, args });
  if (!reply.ok) {
    throw new Error(`the host refused: ${JSON.stringify(reply.error)}`);
  }
  return reply.ok;
}

/** @param {string} family of the browser that described the pages */
export function openHost(family) {
  let host = start();
  let id = 0;
  const ending = [];
  return {
    /** One look, in a visit and an account of its own: earlier ones must not matter. */
    async readings({ page, controls, rows }, { path, steady, waited }) {
      if (host.count >= REPORTS_MAX) {
        // At once, for there are other askers; the old one still answers what it was asked.
        const old = host;
        host = start();
        ending.push(old.end());
      }
      host.count += 1;
      id += 1;
      const seen = { path, wanted: null, ...page, visit: randomUUID(), load: 'fresh', touched: 'no',
        steady_ms: steady, waited_ms: waited };
      const args = { instance: randomUUID(), family, locale: 'en', page: seen, controls, rows };
      const [{ readings }, { report }] = await Promise.all([ok(host, id, 'report', args), ok(host, id, 'redact', args)]);
      const again = await ok(host, id, 'report', { ...report, instance: randomUUID(), page: { ...report.page, visit: randomUUID() } });
      // What a person would send as a report of a fault has to show that fault.
      assert.deepEqual(again.readings, readings, `redacted, it is read as another page: ${JSON.stringify(args)}`);
      return readings;
    },
    close: () => Promise.all([...ending, host.end()]),
  };
}
