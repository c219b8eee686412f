// Neither program reaches the network: the system calls of each verb, and of the host, are looked at.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ARGV, BUILD, RELEASE, frame, makeReport, report, request, withHome } from './lib.mjs';

const CLI = join(BUILD, 'optwatch');
const HOST = join(BUILD, 'optwatch-host');
const WHY = RELEASE ? false : 'a sanitizer cannot be traced';
const LIMIT_MS = 60_000;

/** The families of the sockets that a program and its children make. */
function sockets(home, command, input) {
  const log = join(home.path, 'network');
  const env = { ...home.env, XDG_CONFIG_HOME: join(home.path, 'config'), DBUS_SESSION_BUS_ADDRESS: `unix:path=${home.path}/bus` };
  const done = spawnSync('strace', ['-f', '-e', 'trace=%network', '-o', log, ...command], { env, cwd: home.path, input, timeout: LIMIT_MS });
  assert.equal(done.error, undefined);
  const lines = readFileSync(log, 'utf8').split('\n');
  return lines.flatMap((line) => /\b(?:socket|socketpair|connect|bind|sendto|sendmsg)\(.*?(AF_\w+)/.exec(line)?.[1] ?? []);
}

for (const args of [['status'], ['history'], ['check', 'report.json'], ['accounts'], ['exits'], ['settings'], ['export'], ['reminders'],
  ['remind', '--deliver=print'], ['remind', '--deliver=desktop'], ['seal'], ['unseal'], ['setup'], ['register', '--dry-run'], ['unregister', '--dry-run'],
  ['doctor'], ['forget'], ['--help'], ['--version']]) {
  test(`optwatch ${args.join(' ')}: a socket of this machine at most`, { skip: WHY }, withHome(async (home) => {
    await report(home, { state: 'on' });
    writeFileSync(join(home.path, 'report.json'), JSON.stringify(makeReport()));
    const families = sockets(home, [CLI, ...args]);
    assert.deepEqual(families.filter((one) => one !== 'AF_UNIX'), []);
  }));
}

test('S30: the host makes no socket, not even of this machine', { skip: WHY }, withHome(async (home) => {
  const input = Buffer.concat(['hello', 'status', 'history'].map((cmd) => frame(request(cmd))).concat(frame(request('report', makeReport()))));
  assert.deepEqual(sockets(home, [HOST, ...ARGV.chromium], input), []);
}));

test('a program that does reach it would be seen', { skip: WHY }, withHome(async (home) => {
  const script = "require('node:net').connect(9, '127.0.0.1').on('error', () => {})";
  assert.ok(sockets(home, [process.execPath, '-e', script]).includes('AF_INET'));
}));
