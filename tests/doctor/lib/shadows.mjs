// Run in a mount namespace with empty folders over the system's manifests: for each case of a user's
// and a system's file, given as JSON on standard input, what the real browser says to a hello, and
// what the doctor says of the manifest. Prints a list of {"answered","faults"}.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manifestPath } from '../../e2e/lib/home.mjs';
import { product } from '../../e2e/lib/paths.mjs';
import { startSession } from '../../e2e/lib/session.mjs';
import { SYSTEM } from './rig.mjs';

const [, , family] = process.argv;
const PARTS = product(family);
const GOOD = readFileSync(PARTS.manifest, 'utf8');

async function hello() {
  const api = globalThis.browser ?? globalThis.chrome;
  try {
    const { ok } = await api.runtime.sendNativeMessage('optwatch', { v: 1, id: 7, cmd: 'hello', args: {} });
    return ok ? 'answered' : 'an odd answer';
  } catch (error) {
    return error.message;
  }
}

/** null: nothing; "good"; a link; or an object that changes the good one; else the text itself. */
function place(path, what) {
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { recursive: true, force: true });
  if (what === 'link') {
    symlinkSync('/nonexistent/optwatch.json', path);
  } else if (what === 'folder') {
    mkdirSync(path);
  } else if (what !== null) {
    const changed = typeof what === 'object' ? JSON.stringify({ ...JSON.parse(GOOD), ...what }) : what;
    writeFileSync(path, what === 'good' ? GOOD : changed);
  }
}

/** A Chromium's profile of its own reads its own folder: the doctor looks into the usual one. */
const users = (home) => family === 'firefox'
  ? [manifestPath(home, family)]
  : [manifestPath(home, family), join(home.env.XDG_CONFIG_HOME, 'chromium/NativeMessagingHosts/optwatch.json')];

function tell(home) {
  const { stdout } = spawnSync(PARTS.cli, ['doctor', '--json'], { env: home.env, encoding: 'utf8' });
  return JSON.parse(stdout).checks
    .filter(({ layer, of, state }) => layer === 'manifest' && of === family && state === 'fault')
    .map(({ found }) => found);
}

const session = await startSession({ family, answer: () => ({ body: '' }), manifest: false });
const seen = [];
try {
  for (const { user, system } of JSON.parse(readFileSync(0, 'utf8'))) {
    users(session.home).forEach((path) => place(path, user));
    place(SYSTEM[family], system);
    seen.push({ answered: await session.inside(hello), faults: tell(session.home) });
  }
} finally {
  await session.close();
}
console.log(JSON.stringify(seen));
