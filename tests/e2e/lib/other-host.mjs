// A program in the host's place that is older or newer than the extension: the real host answers, and
// what another version would not have known is taken away.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const HEARD = 'heard.jsonl';
const LIB = join(ROOT, 'tests/protocol/lib.mjs');

/**
 * @param {{range: [number, number], without?: string[], forgets?: string[]}} version the protocols it serves,
 *   the capabilities and the fields of an answer that it lacks
 */
export const otherHost = ({ range, without = [], forgets = [] }) => (parts, home) => `#!${process.execPath}
const { spawnSync } = require('node:child_process');
const { appendFileSync, readSync, writeSync } = require('node:fs');
const [least, most] = ${JSON.stringify(range)};
import(${JSON.stringify(LIB)}).then(({ frame, parseFrames }) => {
  // The browser leaves the input open until it has an answer.
  const bytes = Buffer.alloc(1 << 17);
  let count = 0;
  do {
    count += readSync(0, bytes, count, bytes.length - count, null);
  } while (parseFrames(bytes.subarray(0, count)).frames.length === 0);
  const request = JSON.parse(parseFrames(bytes.subarray(0, count)).frames[0]);
  appendFileSync(${JSON.stringify(join(home.path, HEARD))}, JSON.stringify({ v: request.v, cmd: request.cmd }) + '\\n');
  const served = request.v >= least && request.v <= most;
  const known = !${JSON.stringify(without)}.includes(request.cmd);
  const asked = served ? { ...request, v: 1, ...known ? {} : { cmd: 'no_such' } } : { ...request, v: 99 };
  const { stdout } = spawnSync(${JSON.stringify(parts.host)}, process.argv.slice(2), { input: frame(asked) });
  const reply = JSON.parse(parseFrames(stdout).frames[0]);
  reply.v = Math.min(Math.max(request.v, least), most);
  reply.host.protocol = [least, most];
  reply.host.version = '0.0.1';
  reply.host.caps = reply.host.caps.filter((one) => !${JSON.stringify(without)}.includes(one));
  for (const field of ${JSON.stringify(forgets)}) delete reply.ok?.[field];
  writeSync(1, frame(reply));
});
`;

/** @returns {{v: number, cmd: string}[]} what it was asked, oldest first */
export function heardBy(home) {
  const path = join(home.path, HEARD);
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line)) : [];
}

/** A copy of the extension that speaks one protocol more. */
export function nextExtension({ read, write }) {
  const path = 'background/protocol.js';
  const text = read(path);
  const next = text.replace('OWN = [1, 1]', 'OWN = [1, 2]');
  if (next === text) throw new Error('protocol.js has no range of that form');
  write(path, next);
}
