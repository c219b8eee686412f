// Which of two manifests a real browser uses: the doctor calls a fault what keeps the browser from the
// host, whichever file is the good one. The system's files lie in a folder that no other program sees.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FAMILIES } from '../e2e/lib/families.mjs';
import { BUILD } from '../protocol/lib.mjs';
import { SYSTEM, whyNoRig } from './lib/rig.mjs';

const HELPER = fileURLToPath(new URL('lib/shadows.mjs', import.meta.url));
const USER_FILES = ['good', null, '{', 'link', 'folder', { path: 'optwatch-host' }, { path: '/nonexistent/optwatch-host' },
  { description: 7 }, { name: 'com.optwatch' }, { allowed_origins: [], allowed_extensions: [] }];
const CASES = USER_FILES.flatMap((user) => [{ user, system: 'good' }, { user, system: null }, { user, system: '{' }]);

function look(family) {
  const folder = dirname(dirname(SYSTEM[family]));
  const apart = `mount -t tmpfs none ${folder} && exec "$0" "$@"`;
  const run = spawnSync('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', apart, process.execPath, HELPER, family],
    { input: JSON.stringify(CASES), encoding: 'utf8', env: { ...process.env, OPTWATCH_BUILD: BUILD } });
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout.trim().split('\n').pop());
}

for (const family of FAMILIES) {
  const skip = whyNoRig() ?? (existsSync(dirname(dirname(SYSTEM[family]))) ? false : 'no folder of the system to cover');
  test(`${family}: a fault is what keeps it from the host`, { skip, timeout: 300_000 }, () => {
    const seen = look(family);
    const wrong = CASES.flatMap((one, i) => {
      const { answered, faults } = seen[i];
      return (answered === 'answered') === (faults.length === 0)
        ? []
        : [`${JSON.stringify(one)}: the browser says ${answered}, the doctor ${faults.join() || 'nothing'}`];
    });
    assert.deepEqual(wrong, []);
    assert.ok(seen.some(({ answered }) => answered === 'answered'));
  });
}
