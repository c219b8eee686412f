// A program that writes reading after reading and waits for each to be acknowledged.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ARGV, frame, makeReport, parseFrames, request, SLUG } from '../../protocol/lib.mjs';
import { HOST } from './store.mjs';

/** Without any, three writers are mostly caught waiting for each other. */
const PAUSE_MS = 2;

/** What the history has of a profile: visits counted, and when its standing was last seen. */
const ASK = (instance) => `SELECT
  (SELECT coalesce(sum(visits), 0) FROM reading
    WHERE instance = '${instance}' AND setting = '${SLUG}'),
  (SELECT last_seen_ms FROM standing JOIN instance USING (account)
    WHERE uuid = '${instance}' AND setting = '${SLUG}')`;

/** One process of a writer: its input, its replies in order, its end. */
function startProcess(home, family) {
  const child = spawn(HOST, ARGV[family], { env: home.env, stdio: ['pipe', 'pipe', 'inherit'] });
  let waiting = null;
  let dead = false;
  let bytes = Buffer.alloc(0);
  const settle = (reply) => {
    waiting?.(reply);
    waiting = null;
  };
  child.stdin.on('error', () => {});
  child.stdout.on('data', (part) => {
    bytes = Buffer.concat([bytes, part]);
    const { frames, rest } = parseFrames(bytes);
    bytes = rest;
    frames.forEach((one) => settle(JSON.parse(one.toString('utf8'))));
  });
  const ended = new Promise((done) => {
    child.on('close', () => {
      dead = true;
      settle(null);
      done();
    });
  });
  return {
    child,
    ended,
    /** The reply, or null where the process died before it. */
    ask: (message) => new Promise((done) => {
      if (dead) {
        done(null);
        return;
      }
      waiting = done;
      child.stdin.write(frame(message));
    }),
  };
}

/**
 * A browser with a profile of its own, on and off in turn, each in a visit of its own. `acknowledged`
 * counts the replies that said recorded, `unanswered` the reports that a kill cut off.
 */
export class BrowserWriter {
  acknowledged = 0;
  unanswered = 0;
  lastSeen = 0;
  failures = [];

  constructor(home, family) {
    this.home = home;
    this.family = family;
    this.instance = randomUUID();
    this.asks = [ASK(this.instance)];
  }

  start() {
    this.process = startProcess(this.home, this.family);
    this.stopping = false;
    this.running = this.#run(this.process);
  }

  async #run(process) {
    while (!this.stopping) {
      const state = this.acknowledged % 2 ? 'off' : 'on';
      const args = makeReport({ state, instance: this.instance, family: this.family });
      const reply = await process.ask(request('report', args));
      if (!reply) {
        this.unanswered += 1;
        return;
      }
      this.#note(reply);
      await sleep(PAUSE_MS);
    }
    process.child.stdin.end();
    await process.ended;
  }

  #note(reply) {
    if (reply.ok?.recorded !== true) {
      this.failures.push(JSON.stringify(reply.ok?.error ?? reply.error));
      return;
    }
    this.acknowledged += 1;
    this.lastSeen = Math.max(this.lastSeen, ...reply.ok.standings.map((one) => one.last_seen ?? 0));
  }

  async kill() {
    this.process.child.kill('SIGKILL');
    await this.process.ended;
    await this.running;
  }

  /** Waits until the process that runs now has had one more report acknowledged. */
  async progress() {
    const before = this.acknowledged;
    while (this.acknowledged === before && this.failures.length === 0) {
      await sleep(PAUSE_MS);
    }
  }

  async stop() {
    this.stopping = true;
    await this.running;
  }

  told() {
    return { acknowledged: this.acknowledged, lastSeen: this.lastSeen };
  }

  /** The answers to `asks`, against what had been acknowledged when told() was called. */
  assertKept({ acknowledged, lastSeen }, [[[visits, seen]]]) {
    assert.ok(visits >= acknowledged, `${acknowledged} acknowledged, ${visits} kept`);
    assert.ok(Math.floor(seen / 1_000) >= lastSeen);
    // What a kill cut off is there whole or not at all, nothing is there twice; one may be under way.
    const most = this.acknowledged + this.unanswered + Number(!this.stopping);
    assert.ok(visits <= most, `${visits} kept of ${most}`);
  }
}
