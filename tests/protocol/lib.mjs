// A client of the built host over pipes: it speaks as a browser does, or badly on purpose.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { endianness, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const BUILD = resolve(process.env.OPTWATCH_BUILD ?? join(ROOT, 'build/release'));
/** What people run, with all of the sandbox; the static one looks for no library, not even one of a test's. */
export const STATIC = BUILD.endsWith('/static');
export const RELEASE = STATIC || BUILD.endsWith('/release');
const HOST = join(BUILD, 'optwatch-host');
const CLI = join(BUILD, 'optwatch');
const IDENTITY = JSON.parse(readFileSync(join(ROOT, 'manifest/identity.json'), 'utf8'));

export const LIMIT = 65_536;
export const SLUG = 'data-for-ai-improvement';
export const PATH = `/mypreferences/d/settings/${SLUG}`;
export const KEY = 'allowDataForGenerativeAI';
const WAIT_MS = 15_000;

/** What each browser passes to the host it starts. */
export const ARGV = {
  chromium: [`chrome-extension://${IDENTITY.chromium_id}/`],
  firefox: ['/usr/lib/mozilla/native-messaging-hosts/optwatch.json', IDENTITY.firefox_id],
};

export function makeHome() {
  const path = mkdtempSync(join(tmpdir(), 'optwatch-'));
  const data = join(path, 'data');
  const env = { PATH: process.env.PATH, HOME: path, XDG_DATA_HOME: data, TZ: 'Europe/Berlin' };
  return {
    path,
    env,
    store: join(data, 'optwatch/optwatch.db'),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Runs a test's body with a home of its own. */
export const withHome = (body) => async () => {
  const home = makeHome();
  try {
    await body(home);
  } finally {
    home.remove();
  }
};

const little = endianness() === 'LE';

export function header(length) {
  const bytes = Buffer.alloc(4);
  if (little) {
    bytes.writeUInt32LE(length);
  } else {
    bytes.writeUInt32BE(length);
  }
  return bytes;
}

/** A frame of any bytes: text is sent as it is, anything else as JSON. */
export function frame(message) {
  const text = typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message);
  const body = Buffer.from(text);
  return Buffer.concat([header(body.length), body]);
}

/** Cuts the host's output into its frames; `rest` is what is no whole frame. */
export function parseFrames(bytes) {
  const frames = [];
  let at = 0;
  while (bytes.length - at >= 4) {
    const length = little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    if (bytes.length - at - 4 < length) {
      break;
    }
    frames.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { frames, rest: bytes.subarray(at) };
}

/** Starts a host; the caller writes, ends and waits. */
export function startHost(home, argv = ARGV.chromium, program = HOST, limitMs = WAIT_MS) {
  const child = spawn(program, argv, { env: home.env, cwd: home.path, stdio: 'pipe' });
  const out = [];
  let stderr = '';
  child.stdout.on('data', (part) => out.push(part));
  child.stderr.on('data', (part) => (stderr += part));
  // A host that has ended does not read on: what it said before that is what counts.
  child.stdin.on('error', () => {});
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  const ended = new Promise((done) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const output = Buffer.concat(out);
      const { frames, rest } = parseFrames(output);
      const replies = frames.map((bytes) => JSON.parse(bytes.toString('utf8')));
      done({ code, signal, stderr, output, frames, replies, rest });
    });
  });
  return { child, write: (bytes) => child.stdin.write(bytes), end: () => child.stdin.end(), ended };
}

/** Sends bytes, closes the input, and gives all that the host answered. */
export async function exchange(home, bytes, argv, program) {
  const host = startHost(home, argv, program);
  host.write(bytes);
  host.end();
  return host.ended;
}

/** The same with a host that is built with one protocol more. */
export const nextExchange = (home, bytes) => exchange(home, bytes, undefined, join(BUILD, 'tests/next-host'));

let lastId = 0;

export function request(cmd, args = {}) {
  lastId += 1;
  return { v: 1, id: lastId, cmd, args };
}

/** One request and its one reply. */
export async function ask(home, message, argv) {
  const { replies } = await exchange(home, frame(message), argv);
  if (replies.length !== 1) {
    throw new Error(`expected one reply, got ${replies.length}`);
  }
  return replies[0];
}

export const INSTANCE = '3f8d5f0a-8a5e-4f57-9a4e-6d8f1c5f0b21';

export function makeControl(more = {}) {
  return {
    ...{ ref: 0, kind: 'input', role: 'switch', keys: [KEY] },
    ...{ name: 'Use my data for training content creation AI models', description: '' },
    ...{ checked: true, default_checked: false, aria_checked: null, pressed: null },
    ...{ word: null, disabled: false, visible: true },
    ...more,
  };
}

/**
 * args of a report: a fresh, untouched, settled look at the setting's page. `state` is what its
 * switch shows; `page`, `controls` and `rows` replace parts.
 */
export function makeReport({ state = 'on', page = {}, controls, rows = [], ...more } = {}) {
  return {
    instance: INSTANCE,
    family: 'chromium',
    locale: 'en',
    page: {
      ...{ path: PATH, wanted: null, lang: 'en', heading: 'Data for Generative AI Improvement' },
      ...{ visit: randomUUID(), load: 'fresh', touched: 'no' },
      ...{ steady_ms: 5_000, waited_ms: 5_100, truncated: false },
      ...page,
    },
    controls: controls ?? [makeControl({ checked: state === 'on' })],
    rows,
    ...more,
  };
}

/** One report as a browser sends it: a host of its own for one message. */
export const report = (home, options) => ask(home, request('report', makeReport(options)));

/** The standing of the AI setting after a reply. */
export function standing(reply) {
  return reply.ok?.standings?.find((one) => one.setting === SLUG)?.state;
}

export function reading(reply, setting = SLUG) {
  return reply.ok?.readings?.find((one) => one.setting === setting)?.state;
}

/** What the store holds, as the command line tells it. */
export function status(home) {
  const run = spawnSync(CLI, ['status', '--json'], { env: home.env, encoding: 'utf8' });
  if (run.status !== 0) {
    throw new Error(`optwatch status: exit ${run.status}: ${run.stderr}`);
  }
  return JSON.parse(run.stdout);
}

/** True while nothing has been recorded: no file, or a store that says nothing of the setting. */
export function isEmpty(home) {
  if (!existsSync(home.store)) {
    return true;
  }
  const known = status(home).standings.filter((one) => one.setting === SLUG);
  return known.every((one) => one.state === 'unknown');
}

/** The published errors, from the host's own table. */
export function errorTable() {
  const text = readFileSync(join(ROOT, 'host/base/error.h'), 'utf8');
  const rows = text.matchAll(/^\s*X\((\w+), (\d+), (true|false),/gm);
  return new Map([...rows].map(([, name, num]) => [`E_${name}`, Number(num)]));
}
