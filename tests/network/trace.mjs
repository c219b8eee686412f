// @ts-check
// Reads what strace wrote of a whole suite (-f, one file) and tells what our two programs did there:
// optwatch-host makes no call of the network at all, optwatch none but within this machine.
// A process is ours from the execve of one of them, forks and threads too, until it becomes another program.

/** next-host is the host of one protocol more. */
const PROGRAMS = new Map([['optwatch-host', 'host'], ['next-host', 'host'], ['optwatch', 'optwatch']]);
/** Where the tests of the doctor put a script in the host's place. */
const STAND_IN = '/opt/old/optwatch-host';
const STARTS = new Set(['clone', 'clone3', 'fork', 'vfork']);
const BECOMES = new Set(['execve', 'execveat']);
/** A reminder's and a keyring's server are other programs: nobody calls on optwatch. */
const SERVES = new Set(['listen', 'accept', 'accept4']);
const HERE = 'AF_UNIX';

/**
 * @typedef {{ program: string, filtered: boolean, open: string, waits: string[] | null }} Process
 * open: a call that has not returned; waits: lines of a process whose parent is not known yet, and then program is
 * who may have made it
 * @typedef {{ processes: Record<string, number>, calls: Record<string, Record<string, number>>, filtered: number,
 *   strays: number, breaches: string[] }} Seen
 */

/** @param {string} program @param {Process} [from] @returns {Process} */
const makeProcess = (program, from) => ({ program, filtered: from?.filtered ?? false, open: '', waits: null });

/** @param {string} text a whole call @returns {string} its result */
const resultOf = (text) => / = (-?\w+[^=]*)$/.exec(text)?.[1] ?? '';

/** The process that a call made, as strace itself counts. @param {string} text */
function childOf(text) {
  const result = resultOf(text);
  return /\/\* (\d+) in strace's PID NS \*\//.exec(result)?.[1] ?? /^(\d+)/.exec(result)?.[1];
}

/** @param {string} text @returns {string} ours by name, else "other" */
function programOf(text) {
  const path = /^execve(?:at)?\((?:\w+, )?"([^"]*)"/.exec(text)?.[1] ?? '';
  return (path !== STAND_IN && PROGRAMS.get(path.slice(path.lastIndexOf('/') + 1))) || 'other';
}

/** Why a call may not be; null where it may. @param {string} program @param {string} name @param {string} text */
function whyNot(program, name, text) {
  // What a message holds is not an address.
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const families = bare.match(/\b[AP]F_\w+/g) ?? [];
  if (program === 'host') return 'the host makes no such call';
  if (SERVES.has(name)) return 'nobody calls on optwatch';
  const foreign = families.find((family) => family !== HERE);
  if (foreign) return `${foreign} leaves this machine`;
  return name.startsWith('socket') && !families.includes(HERE) ? 'a family without a name' : null;
}

export function makeTrace() {
  /** @type {Map<string, Process>} */
  const known = new Map();
  /** @type {Seen} */
  const seen = { processes: { host: 0, optwatch: 0 }, calls: { host: {}, optwatch: {} }, filtered: 0, strays: 0, breaches: [] };

  /** @param {string} pid @param {Process} process @param {string} name @param {string} text */
  function take(pid, process, name, text) {
    if (BECOMES.has(name)) return become(process, text);
    if (STARTS.has(name)) return begin(process, childOf(text));
    if (name === 'seccomp') return filter(process, text);
    if (process.program === 'other') return undefined;
    const calls = seen.calls[process.program];
    calls[name] = (calls[name] ?? 0) + 1;
    const reason = whyNot(process.program, name, text);
    if (reason) seen.breaches.push(`${process.program} ${pid}: ${text}: ${reason}`);
    return undefined;
  }

  /** @param {Process} process @param {string} text */
  function become(process, text) {
    if (!/^0\b/.test(resultOf(text))) return;
    process.program = programOf(text);
    process.filtered = false;
    if (process.program !== 'other') seen.processes[process.program] += 1;
  }

  /** @param {Process} process @param {string} text */
  function filter(process, text) {
    if (process.program !== 'host' || process.filtered) return;
    process.filtered = /SECCOMP_SET_MODE_FILTER, .*\{len=/.test(text) && /^0\b/.test(resultOf(text));
    seen.filtered += process.filtered ? 1 : 0;
  }

  /** @param {Process} parent @param {string} [pid] */
  function begin(parent, pid) {
    if (!pid) return;
    const waiting = known.get(pid)?.waits ?? [];
    known.set(pid, makeProcess(parent.program, parent));
    waiting.forEach((line) => read(pid, line));
  }

  /** Who is making a process just now: one of ours before any other. */
  function guess() {
    const makers = [...known.values()].filter((one) => STARTS.has(/^(\w+)\(/.exec(one.open)?.[1] ?? ''));
    return (makers.find((one) => one.program !== 'other') ?? makers[0])?.program;
  }

  /** @param {string} pid @param {Process} process @param {string} how */
  function end(pid, process, how) {
    const other = /^superseded by execve in pid (\d+)/.exec(how)?.[1];
    if (other) {
      // The thread that calls execve goes on under its leader's number.
      process.open = known.get(other)?.open ?? '';
      known.delete(other);
      return;
    }
    if (process.program !== 'other' && how.includes('SIGSYS')) {
      seen.breaches.push(`${process.program} ${pid}: killed by its filter`);
    }
    // One that is killed may not have come to it.
    if (process.program === 'host' && !process.filtered && how.startsWith('exited')) {
      seen.breaches.push(`host ${pid}: ${how} without its filter`);
    }
    known.delete(pid);
  }

  /** @param {string} pid @param {string} text */
  function read(pid, text) {
    const process = /** @type {Process} */ (known.get(pid));
    const ended = /^\+\+\+ (.*) \+\+\+$/.exec(text)?.[1];
    if (ended) return end(pid, process, ended);
    const rest = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1];
    const open = /^(.*) <unfinished \.\.\.>$/.exec(text)?.[1];
    if (open !== undefined) {
      process.open = open;
      return undefined;
    }
    const whole = rest === undefined ? text : process.open + rest;
    const name = /^(\w+)\(/.exec(whole)?.[1];
    return name ? take(pid, process, name, whole) : undefined;
  }

  return {
    /** @param {string} line */
    add(line) {
      const [, pid, text] = /^(\d+) +(.*)$/.exec(line) ?? [];
      if (!pid) return;
      // The first one is the suite itself.
      if (known.size === 0 && seen.strays === 0) known.set(pid, makeProcess('other'));
      const process = known.get(pid);
      if (process && !process.waits) return read(pid, text);
      if (process?.waits) process.waits.push(text);
      else known.set(pid, { ...makeProcess(guess() ?? 'unknown'), waits: [text] });
      return undefined;
    },
    /**
     * What was seen. A thread in another namespace that ends before its maker goes on is not named to it:
     * it is who may have made it. Without anyone it is a stray. @returns {Seen}
     */
    end() {
      for (const [pid, process] of [...known]) {
        if (process.waits && process.program === 'unknown') seen.strays += 1;
        else if (process.waits) begin(process, pid);
      }
      return seen;
    },
  };
}

/** What is wrong with what was seen. @param {Seen} seen @returns {string[]} */
export function faultsOf(seen) {
  const { host, optwatch } = seen.processes;
  const unseen = host + optwatch === 0 ? ['none of our programs was seen: nothing was traced'] : [];
  const strays = seen.strays > 0 ? [`${seen.strays} processes of unknown parents`] : [];
  return [...seen.breaches, ...unseen, ...strays];
}
