// A real Chromium under managed policies: what the doctor calls a fault is what keeps the extension
// from the host, and nothing else. The policies lie in a folder that no other program sees.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BUILD } from '../protocol/lib.mjs';
import { manifest } from './lib/make.mjs';
import { whyNoRig } from './lib/rig.mjs';

const HELPER = fileURLToPath(new URL('lib/policies.mjs', import.meta.url));
const APART = 'mount -t tmpfs none /etc/chromium && exec "$0" "$@"';
const skip = whyNoRig() ?? (existsSync('/etc/chromium') ? false : 'there is no /etc/chromium to cover');

const ID = new URL(manifest('chromium').allowed_origins[0]).host;
const UNPACKED = /Loading of unpacked extensions is disabled/;
const rules = (content) => ({ files: { 'a.json': typeof content === 'string' ? content : JSON.stringify(content) } });

/** What is laid down, whether Chromium lets the extension through, and that the doctor agrees. */
const CASES = [
  ['nothing', { files: {} }, true],
  ['the host is on the blocklist', rules({ NativeMessagingBlocklist: ['optwatch'] }), false],
  ['all are, and it is on the allowlist', rules({ NativeMessagingBlocklist: ['*'], NativeMessagingAllowlist: ['optwatch'] }), true],
  ['all are, and the allowlist has a wildcard', rules({ NativeMessagingBlocklist: ['*'], NativeMessagingAllowlist: ['*'] }), false],
  ['a list that is none', rules({ NativeMessagingBlocklist: '*' }), true],
  ['comments and trailing commas', rules('// by IT\n{"NativeMessagingBlocklist":["*",],}'), false],
  ['no JSON', rules('{"NativeMessagingBlocklist":["*"]'), true],
  ['the last name holds, whatever it ends in', { files: { 'a.json': '{"NativeMessagingBlocklist":["*"]}', b: '{"NativeMessagingBlocklist":[]}' } }, true],
  ['hosts of the person are off', rules({ NativeMessagingUserLevelHosts: false }), false],
  ['they are off, and the system has one', { ...rules({ NativeMessagingUserLevelHosts: false }), system: true }, true],
  ['they are off by a number', rules({ NativeMessagingUserLevelHosts: 0 }), true],
  ['no extension may talk to hosts', rules({ ExtensionSettings: { '*': { blocked_permissions: ['nativeMessaging'] } } }), false],
  ['they may by their own settings', rules({ ExtensionSettings: { '*': { blocked_permissions: ['nativeMessaging'] }, [ID]: { allowed_permissions: ['nativeMessaging'] } } }), true],
  ['it has settings of its own beside those of all', rules({ ExtensionSettings: { '*': { blocked_permissions: ['nativeMessaging'] }, [ID]: {} } }), true],
  ['no extension may be installed', rules({ ExtensionInstallBlocklist: ['*'] }), false],
  ['none but this one', rules({ ExtensionInstallBlocklist: ['*'], ExtensionInstallAllowlist: [ID] }), true],
  ['none but this one, by its settings', rules({ ExtensionInstallBlocklist: ['*'], ExtensionSettings: { [ID]: { installation_mode: 'allowed' } } }), true],
  ['this one on both lists', rules({ ExtensionInstallBlocklist: [ID], ExtensionInstallAllowlist: [ID] }), false],
  ['none by the settings of all', rules({ ExtensionSettings: { '*': { installation_mode: 'blocked' } } }), false],
  ['none by the settings of all, with others of its own', rules({ ExtensionSettings: { '*': { installation_mode: 'blocked' }, [ID]: { minimum_version_required: '0.0.1' } } }), false],
  ['none by the settings of all, but on the allowlist', rules({ ExtensionInstallAllowlist: [ID], ExtensionSettings: { '*': { installation_mode: 'blocked' } } }), true],
];

/** A quick run takes a third of them, others each day: each starts a browser. */
const chosen = CASES.filter((_, i) => process.env.OPTWATCH_FULL === '1' || i % 3 === Math.floor(Date.now() / 86_400_000) % 3);

test('the doctor reads policies as Chromium does', { skip, timeout: 300_000 }, () => {
  const input = JSON.stringify(chosen.map(([, one]) => one));
  const run = spawnSync('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', APART, process.execPath, HELPER],
    { input, encoding: 'utf8', env: { ...process.env, OPTWATCH_BUILD: BUILD } });
  assert.equal(run.status, 0, run.stderr);
  const seen = JSON.parse(run.stdout.trim().split('\n').pop());
  const wrong = chosen.flatMap(([name, , open], i) => {
    const { answered, told } = seen[i];
    // Where most extensions are forbidden, one that is allowed still may not be loaded from a folder.
    const allowed = answered === 'answered' || (open && UNPACKED.test(answered));
    const right = allowed === open && (told.length === 0) === open;
    return right ? [] : [`${name}: Chromium says ${answered}, the doctor ${told.join() || 'nothing'}`];
  });
  assert.deepEqual(wrong, []);
});
