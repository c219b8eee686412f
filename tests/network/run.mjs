// @ts-check
// node tests/network/run.mjs PART FILE...: runs tests of a part under strace, and looks at what our two
// programs did there, wherever they were started. The last lines are the sums that tests/run reads.
import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { faultsOf, makeTrace } from './trace.mjs';

const TRACE = 'trace=%network,execve,execveat,clone,clone3,fork,vfork,seccomp';
const OWN = 'it traces a process itself, which only one can';
const EARLY = 'it waits for a filter to be in force, and the tracer\'s is from the beginning';
const RIGHTS = 'who is traced gets no rights from a file';

/** Parts whose tests become somebody else (sudo), which a filter of the tracer's forbids: traced more slowly. */
const WITH_RIGHTS = ['doctor', 'remind'];

/** Whole files: name | why. @type {Record<string, string>} */
const FILES = { 'protocol/network.test.mjs': OWN, 'e2e/host.test.mjs': OWN };
/** Tests, or suites with all that is in them: part | how the name begins | why. @type {[string, string, string][]} */
const TESTS = [
  ['protocol', 'S10: set-', RIGHTS],
  ['protocol', 'S12: no new rights', EARLY],
  ['protocol', 'S17: no text of a message names a file', OWN],
  ['protocol', 'S7: leaked descriptors', EARLY],
  ['register', 'killed', OWN],
  ['register', 'while it does ', OWN],
  ['setup', 'setup and the doctor use sockets of this machine only', OWN],
];

const [part, ...all] = process.argv.slice(2);
const files = all.filter((file) => !FILES[`${part}/${basename(file)}`]);
const names = TESTS.filter(([of]) => of === part);

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

/** What strace is given and node after it. @param {string} pipe */
function command(pipe) {
  const fast = WITH_RIGHTS.includes(part) ? [] : ['--seccomp-bpf'];
  const strace = ['-f', ...fast, '--pidns-translation', '-q', '-e', 'signal=none', '-e', TRACE, '-o', pipe];
  const but = names.map(([, begin]) => begin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  // A test whose parent is asked for runs as well, and the parent of all is called <root>.
  const only = but ? [`--test-name-pattern=/^(?!<root>|(?:${but}))/`] : [];
  return [...strace, process.execPath, '--test', '--test-concurrency=2', '--test-reporter=tap', ...only, ...files];
}

/** @param {AsyncIterable<string>} lines @returns {Promise<{ pass: number, fail: number }>} */
async function readTap(lines) {
  const sums = { pass: 0, fail: 0, cancelled: 0 };
  for await (const line of lines) {
    const [, name, number] = /^# (pass|fail|cancelled) (\d+)$/.exec(line) ?? [];
    if (name) sums[/** @type {keyof typeof sums} */ (name)] = Number(number);
    if (/^\s*(not ok |error: )/.test(line)) say(line);
  }
  return { pass: sums.pass, fail: sums.fail + sums.cancelled };
}

/** @param {string} folder */
async function run(folder) {
  const pipe = join(folder, 'trace');
  spawnSync('mkfifo', [pipe]);
  const child = spawn('strace', command(pipe), { stdio: ['ignore', 'pipe', 'inherit'] });
  const trace = makeTrace();
  const reading = (async () => {
    for await (const line of createInterface({ input: createReadStream(pipe) })) trace.add(line);
  })();
  const [sums] = await Promise.all([readTap(createInterface({ input: child.stdout })), reading]);
  return { sums, seen: trace.end() };
}

/** @param {Record<string, number>} calls */
const list = (calls) => Object.entries(calls).map(([name, count]) => `${name} ${count}`).join(', ') || 'none';

const folder = mkdtempSync(join(tmpdir(), 'optwatch-'));
try {
  const { sums, seen } = await run(folder);
  const faults = faultsOf(seen);
  all.filter((file) => !files.includes(file)).forEach((file) => say(`left out: ${file}: ${FILES[`${part}/${basename(file)}`]}`));
  names.forEach(([, begin, why]) => say(`left out: "${begin}...": ${why}`));
  say(`${part}: ${seen.processes.host} of optwatch-host, ${seen.filtered} of them behind the filter; calls of the network: ${list(seen.calls.host)}`);
  say(`${part}: ${seen.processes.optwatch} of optwatch; calls of the network: ${list(seen.calls.optwatch)}`);
  faults.slice(0, 50).forEach((fault) => say(`fault: ${fault}`));
  if (sums.pass + sums.fail === 0) say('fault: no test ran');
  say(`# pass ${sums.pass + (faults.length === 0 ? 1 : 0)}`);
  say(`# fail ${sums.fail + faults.length + (sums.pass + sums.fail === 0 ? 1 : 0)}`);
} finally {
  rmSync(folder, { recursive: true });
}
