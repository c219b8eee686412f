// What a whole process costs, from its start to its reply, beside the null host and a peer.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { BUILD } from '../e2e/lib/paths.mjs';
import { ARGV, frame, INSTANCE, makeControl, makeReport, request } from '../protocol/lib.mjs';
import { copyHistory, makeHistory } from './lib/history.mjs';
import { measure, need } from './lib/timed.mjs';

const ROUNDS = 101;
const SIZES = [10, 100_000];
/** What tells entries tells no more than 120: ten readings have fewer. */
const READ_SIZES = [10, 1_000, 100_000];
const PEER = '/usr/lib/browserpass/browserpass-native';
const SYNCS = 5;

/** The build that is named, and the static one beside it. */
const builds = () => [BUILD, join(dirname(BUILD), 'static')]
  .filter((folder, i, all) => existsSync(join(folder, 'optwatch-host')) && all.indexOf(folder) === i)
  .map((folder) => ({ kind: folder.endsWith('/static') ? 'static' : 'shared', folder }));

/**
 * A program as a package brings it: stripped, and written from its beginning to its end. A linker
 * writes here and there, and what it leaves in memory takes longer to map.
 */
function install(path, place) {
  const bare = join(place.folder(), 'bare');
  const { status, stderr, error } = spawnSync('strip', ['-o', bare, need(path)], { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`strip: ${error ?? stderr}`);
  }
  const installed = join(dirname(bare), basename(path));
  writeFileSync(installed, readFileSync(bare), { mode: 0o755 });
  return installed;
}

/** Each a fresh visit, as a browser would have it; with texts of its own, each tells another wording. */
const look = (description) => request('report', makeReport({ controls: [makeControl({ description })] }));

function makeFrames(folder, rounds) {
  const each = (message) => Buffer.concat(Array.from({ length: rounds }, (_, i) => frame(message(i))));
  const files = {
    hello: frame(request('hello')),
    report: each(() => look('')),
    sealed: each((i) => look(`Wording number ${i}`)),
    status: frame(request('status', { instance: INSTANCE })),
    history: frame(request('history', {})),
    echo: frame({ action: 'echo', echoResponse: 'optwatch' }),
  };
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return [name, path];
  }));
}

/** A host's points: each writing one has a history of its own. */
function pointsOf({ kind, folder }, frames, place) {
  const command = [install(join(folder, 'optwatch-host'), place), ...ARGV.chromium];
  const point = (name, file, env) => ({ name: `${kind}: ${name}`, frames: file, env, command });
  const home = (size, sealed) => place.history(size, sealed);
  const label = (size) => size.toLocaleString('en');
  const fresh = place.folder();
  return [
    point('hello', frames.hello, home(10).env),
    point('report, a new history', frames.report, { HOME: fresh, XDG_DATA_HOME: join(fresh, '*'), TZ: 'Europe/Berlin' }),
    ...SIZES.flatMap((size) => [
      point(`report, ${label(size)} readings`, frames.report, home(size).env),
      point(`report that is sealed, ${label(size)}`, frames.sealed, home(size, true).env),
    ]),
    ...READ_SIZES.flatMap((size) => {
      const { env } = home(size);
      return [point(`status, ${label(size)}`, frames.status, env), point(`history, ${label(size)}`, frames.history, env)];
    }),
  ];
}

/** What a person starts. */
function commandsOf(folder, place) {
  const program = install(join(folder, 'optwatch'), place);
  const commands = { status: ['status', '--json'], history: ['history', '--json'], remind: ['remind', '--deliver=print'] };
  return READ_SIZES.flatMap((size) => {
    const { env } = place.history(size);
    return Object.entries(commands).map(([name, args]) =>
      ({ name: `optwatch ${name}, ${size.toLocaleString('en')}`, env, command: [program, ...args] }));
  });
}

/** How often a report waits for the disk, counted where strace is there. */
function countSyncs(place, frames) {
  const { env } = place.history(10);
  const report = () => spawnSync('strace', ['-qq', '-e', 'trace=fsync,fdatasync', join(BUILD, 'optwatch-host'), ...ARGV.chromium],
    { env: { ...env, PATH: process.env.PATH }, input: frame(look('')), encoding: 'utf8' });
  const { status, stderr } = report();
  return status === 0 ? stderr.split('\n').filter((text) => /^fd?a?t?a?sync\(/.test(text)).length : SYNCS;
}

/** Folders that are removed at the end. */
function makePlace() {
  const path = mkdtempSync(join(tmpdir(), 'optwatch-bench-'));
  const homes = [];
  const made = new Map();
  let count = 0;
  return {
    folder() {
      count += 1;
      const folder = join(path, String(count));
      mkdirSync(folder);
      return folder;
    },
    /** Each is filled once, and copied for whoever writes. */
    history(size, sealed = false) {
      const key = `${size} ${sealed}`;
      if (!made.has(key)) {
        made.set(key, makeHistory(size, { sealed }));
        homes.push(made.get(key));
      }
      homes.push(copyHistory(made.get(key)));
      return homes.at(-1);
    },
    remove: () => [{ path }, ...homes].forEach((home) => rmSync(home.path, { recursive: true, force: true })),
  };
}

function run(rounds) {
  const place = makePlace();
  try {
    const folder = place.folder();
    const frames = makeFrames(folder, rounds);
    const nothing = install(join(BUILD, 'bench_null'), place);
    const syncs = countSyncs(place, frames);
    const points = [
      { name: 'null', frames: frames.hello, command: [nothing] },
      { name: `null, ${syncs} syncs`, frames: frames.hello, command: [nothing, join(folder, 'synced'), String(syncs)] },
      ...(existsSync(PEER) ? [{ name: 'browserpass, echo', frames: frames.echo, env: { HOME: folder }, command: [PEER] }] : []),
      ...builds().flatMap((build) => pointsOf(build, frames, place)),
      ...commandsOf(BUILD, place),
    ];
    return { place: tmpdir(), rounds, syncs, points: measure(points, { rounds }) };
  } finally {
    place.remove();
  }
}

function print({ place, rounds, syncs, points }) {
  const durable = points[1].reply_us;
  const rows = points.map(({ name, reply_us: us, spread, ratio, memory }) =>
    `| ${name} | ${(us / 1000).toFixed(2)} | ${(100 * spread).toFixed(0)} % | ${ratio.toFixed(2)} | ${(us / durable).toFixed(2)} `
    + `| ${memory.toFixed(2)} |\n`);
  return `Medians of ${rounds} rounds, histories below ${place}; a report waits ${syncs} times for the disk.\n\n`
    + `| process | reply, ms | spread | : null | : null, ${syncs} syncs | memory : null |\n|---|---|---|---|---|---|\n${rows.join('')}`;
}

export const start = {
  name: 'start',
  title: 'Whole processes, from the start to the reply',
  /** @param {{rounds?: string, json: boolean}} options @returns {string} */
  run({ rounds, json }) {
    const found = run(Number(rounds ?? ROUNDS));
    return json ? JSON.stringify(found) : print(found);
  },
};
