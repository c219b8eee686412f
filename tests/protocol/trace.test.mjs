// What tests/run network reads of strace's log of a whole suite, on logs of a few lines.
import assert from 'node:assert/strict';
import test from 'node:test';
import { faultsOf, makeTrace } from '../network/trace.mjs';

const SUITE = '100 execve("/usr/bin/node", ["node", "--test"], 0x1 /* 9 vars */) = 0';
const UNIX = 'socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 5';
const INTERNET = 'socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 5';
const FILTER = 'seccomp(SECCOMP_SET_MODE_FILTER, 0, {len=107, filter=0x55f3}) = 0';
const starts = (pid) => `100 clone(child_stack=NULL, flags=SIGCHLD) = ${pid}`;
const becomes = (pid, path) => `${pid} execve("${path}", ["${path}", "--x"], 0x1 /* 4 vars */) = 0`;
/** A process of the suite that becomes a program, and what it does then. */
const of = (pid, path, ...calls) => [starts(pid), becomes(pid, path), ...calls.map((call) => `${pid} ${call}`)];
const cli = (...calls) => [SUITE, ...of(7, '/usr/bin/optwatch', ...calls)];
const host = (...calls) => [SUITE, ...of(7, '/x/build/optwatch-host', ...calls)];

function see(lines) {
  const trace = makeTrace();
  lines.forEach((line) => trace.add(line));
  return trace.end();
}

for (const [what, lines] of [
  ['a socket of this machine, of optwatch', cli(UNIX, 'connect(5, {sa_family=AF_UNIX, sun_path="/run/bus"}, 110) = 0', 'sendto(5, "\\1", 1, 0, NULL, 0) = 1')],
  ['another program on the network', [...cli(UNIX), ...of(8, '/usr/bin/chromium', INTERNET)]],
  ['a program of another name that begins alike', [...cli(), ...of(8, '/usr/bin/optwatch-server', INTERNET)]],
  ['a script in the place of the host', [...cli(), ...of(8, '/opt/old/optwatch-host', UNIX)]],
  ['what optwatch started', [...cli('vfork() = 8'), becomes(8, '/usr/bin/xdg-open'), `8 ${INTERNET}`]],
  ['a host that could not be started', [SUITE, ...of(9, '/usr/bin/optwatch'), starts(7), '7 execve("/x/optwatch-host", ["x"], 0x1 /* 4 vars */) = -1 ENOENT (No such file or directory)', `7 ${INTERNET}`]],
  ['a message that speaks of it', cli('sendmsg(5, {msg_name=NULL, msg_iov=[{iov_base="\\"AF_INET, listen", iov_len=15}], msg_iovlen=1}, 0) = 15')],
  ['a number that is used again', [...cli(), '7 +++ exited with 0 +++', starts(7), `7 ${INTERNET}`]],
  ['a host behind its filter', host(FILTER, '+++ exited with 0 +++')],
  ['a host that is killed at once', host('+++ killed by SIGKILL +++')],
]) {
  test(`no fault: ${what}`, () => assert.deepEqual(faultsOf(see(lines)), []));
}

for (const [what, lines, reason] of [
  ['optwatch on the network', cli(INTERNET), /optwatch 7: socket\(AF_INET.*AF_INET leaves/],
  ['a call that another process came into', [...cli(), '7 connect(5, {sa_family=AF_INET6, sin6_port=htons(53)} <unfinished ...>', '100 brk(NULL) = 0', '7 <... connect resumed>, 28) = 0'], /AF_INET6/],
  ['an address that is told at the end', [...cli(), '7 recvfrom(5,  <unfinished ...>', '7 <... recvfrom resumed>"x", 1, 0, {sa_family=AF_INET, sin_port=htons(1)}, [16]) = 1'], /AF_INET/],
  ['a thread of it', [...cli('clone3({flags=CLONE_THREAD, stack=0x1} => {parent_tid=[8]}, 88) = 8'), `8 ${INTERNET}`], /optwatch 8/],
  ['a fork of a thread of it', [...cli('clone3({flags=CLONE_THREAD} => {parent_tid=[8]}, 88) = 8'), '8 fork() = 9', `9 ${INTERNET}`], /optwatch 9/],
  ['a thread that is there before its maker goes on', [...cli('clone3({flags=CLONE_THREAD} <unfinished ...>'), `8 ${INTERNET}`, '7 <... clone3 resumed> => {parent_tid=[8]}, 88) = 8'], /optwatch 8/],
  ['one in another namespace', [...cli('clone(child_stack=NULL, flags=SIGCHLD) = 3 /* 8 in strace\'s PID NS */'), `8 ${INTERNET}`], /optwatch 8/],
  ['one whose number there was never told', [...cli('clone3({flags=CLONE_THREAD} <unfinished ...>'), `8 ${INTERNET}`, '7 <... clone3 resumed> => {parent_tid=[0]}, 88) = 3'], /optwatch 8/],
  ['the kernel\'s own messages', cli('socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 5'), /AF_NETLINK/],
  ['a family that has no name', cli('socket(0x2d /* AF_??? */, SOCK_STREAM, 0) = 5'), /AF_/],
  ['optwatch as a server', cli('listen(5, 1) = 0'), /nobody calls/],
  ['the host, within this machine too', host(FILTER, UNIX), /host 7: socket\(AF_UNIX/],
  ['the host, asking about a descriptor', host('getsockopt(0, SOL_SOCKET, SO_TYPE, [1], [4]) = 0'), /host 7: getsockopt/],
  ['the next host', [SUITE, ...of(7, '/x/tests/next-host', UNIX)], /host 7/],
  ['a host that its filter killed', host(FILTER, '+++ killed by SIGSYS +++'), /killed by its filter/],
  ['a host without a filter', host('seccomp(SECCOMP_SET_MODE_FILTER, 1, NULL) = -1 EFAULT (Bad address)', '+++ exited with 0 +++'), /without its filter/],
  ['a process of nobody', [...cli(), `8 ${INTERNET}`], /unknown parents/],
  ['nothing at all', [SUITE, `100 ${UNIX}`], /nothing was traced/],
  ['an empty log', [], /nothing was traced/],
]) {
  test(`a fault: ${what}`, () => {
    const faults = faultsOf(see(lines));
    assert.equal(faults.length, 1, faults.join('\n'));
    assert.match(faults[0], reason);
  });
}

test('processes, filters and calls are counted', () => {
  const { processes, calls, filtered } = see([...cli(UNIX, UNIX), ...of(8, '/x/optwatch-host', FILTER), ...of(9, '/x/optwatch-host')]);
  assert.deepEqual([processes, calls, filtered], [{ host: 2, optwatch: 1 }, { host: {}, optwatch: { socket: 2 } }, 1]);
});
