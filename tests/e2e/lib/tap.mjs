// What passes between browser and host, copied to files of the session's home as it passes.
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';

const HEADER_BYTES = 4;
const folder = (home) => join(home.path, 'tap');

/** The script that the browser starts as the host: one pair of files a start, named by its time. */
export function tapped(parts, home) {
  mkdirSync(folder(home), { recursive: true });
  return `#!/bin/sh
file="${folder(home)}/$(date +%s%N)-$$"
: >"$file.in" >"$file.out"
tee "$file.in" | "${parts.host}" "$@" | tee "$file.out"
`;
}

/** The first message of a file; null where it has not come whole yet. */
function message(path) {
  const bytes = readFileSync(path);
  if (bytes.length < HEADER_BYTES) {
    return null;
  }
  const size = endianness() === 'LE' ? bytes.readUInt32LE() : bytes.readUInt32BE();
  const body = bytes.subarray(HEADER_BYTES, HEADER_BYTES + size);
  return body.length < size ? null : JSON.parse(body.toString('utf8'));
}

function exchange(home, name) {
  const request = message(join(folder(home), `${name}.in`));
  const reply = request && message(join(folder(home), `${name}.out`));
  return reply ? { request, reply } : null;
}

/** Every request of one command that the host has answered, oldest first, with what it said. */
export function readAsked(home, cmd) {
  const names = readdirSync(folder(home)).filter((name) => name.endsWith('.out')).sort();
  const all = names.map((name) => exchange(home, name.slice(0, -'.out'.length)));
  return all
    .filter((one) => one?.request.cmd === cmd)
    .map(({ request, reply }) => ({ ...request.args, ok: reply.ok, error: reply.error }));
}

/** Every look that the host has answered, oldest first: what was told, and what it said to that. */
export const readLooks = (home) => readAsked(home, 'report');
