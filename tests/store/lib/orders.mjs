// The command line as a writer: a process for each order, acknowledged when its exit status is 0.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI } from './store.mjs';

const ACCOUNT = 1;
const EXIT = 'copy';
const DAYS_MAX = 3_650;
const done = (n) => n % 2 === 1;

/** What is ordered the nth time, n from 1 on, and what the history then has of it. */
const SUBJECTS = [
  {
    order: (n) => ['accounts', 'name', String(ACCOUNT), `name ${n}`],
    value: (n) => (n > 0 ? `name ${n}` : ''),
    ask: `SELECT (SELECT name FROM account WHERE id = ${ACCOUNT})`,
  },
  {
    order: (n) => ['settings', 'stale_days', String((n % DAYS_MAX) + 1)],
    value: (n) => (n > 0 ? String((n % DAYS_MAX) + 1) : null),
    ask: "SELECT (SELECT value FROM preference WHERE name = 'stale_days')",
  },
  {
    order: (n) => ['exits', ...(done(n) ? ['done', EXIT, '--note', `note ${n}`] : ['undo', EXIT]),
      '--account', String(ACCOUNT)],
    value: (n) => Number(done(n)),
    ask: `SELECT count(*) FROM tick WHERE account = ${ACCOUNT} AND exit = '${EXIT}'`,
  },
];
const TICKING = 2;
const NOTES = 'SELECT count(*) FROM note';

/** How many of the first n orders to tick bring a note. */
const countNotes = (n) => Math.ceil(n / 2);

/**
 * Orders of three kinds in turn, of the account that the first browser made. Of each kind it keeps
 * the last that was acknowledged and the last that was tried: the history has to hold what one of
 * them, or one between, says. Each note is a row of its own, and there may be none twice.
 */
export class CommandLine {
  asks = [...SUBJECTS.map(({ ask }) => ask), NOTES];
  acknowledged = 0;
  unanswered = 0;
  failures = [];
  /** Of each kind. */
  kept = SUBJECTS.map(() => 0);
  tried = SUBJECTS.map(() => 0);
  notes = 0;

  constructor(home) {
    this.home = home;
  }

  start() {
    this.stopping = false;
    this.running = this.#run();
  }

  async #run() {
    for (let at = this.acknowledged; !this.stopping; at += 1) {
      await this.#give(at % SUBJECTS.length);
    }
  }

  async #give(kind) {
    const n = (this.tried[kind] += 1);
    const { code, signal, said } = await this.#spawn(SUBJECTS[kind].order(n));
    if (signal === 'SIGKILL') {
      this.unanswered += 1;
    } else if (code !== 0) {
      this.failures.push(`exit ${code}: ${said}`);
    } else {
      this.acknowledged += 1;
      this.kept[kind] = n;
      this.notes += Number(kind === TICKING && done(n));
    }
  }

  #spawn(args) {
    const child = spawn(CLI, args, { env: this.home.env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.process = child;
    let said = '';
    child.stderr.on('data', (part) => (said += part));
    return new Promise((ended) => {
      child.on('close', (code, signal) => ended({ code, signal, said }));
    });
  }

  async kill() {
    // Between two processes there is none: the next is meant.
    while (!this.process.kill('SIGKILL')) {
      await sleep(1);
    }
    this.stopping = true;
    await this.running;
  }

  /** Waits until one more order has been acknowledged. */
  async progress() {
    const before = this.acknowledged;
    while (this.acknowledged === before && this.failures.length === 0) {
      await sleep(1);
    }
  }

  async stop() {
    this.stopping = true;
    await this.running;
  }

  told() {
    return { kept: [...this.kept], notes: this.notes };
  }

  /** The answers to `asks`, against what had been acknowledged when told() was called. */
  assertKept(told, answers) {
    const values = answers.map(([[value]]) => value);
    SUBJECTS.forEach(({ value }, kind) => {
      const from = told.kept[kind];
      const may = Array.from({ length: this.tried[kind] - from + 1 }, (_, i) => value(from + i));
      assert.ok(may.includes(values[kind]), `${values[kind]} is none of ${may}`);
    });
    const notes = values[SUBJECTS.length];
    const most = countNotes(this.tried[TICKING]);
    assert.ok(notes >= told.notes && notes <= most, `${notes} notes of ${told.notes} to ${most}`);
  }
}
