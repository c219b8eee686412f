// Run in a mount namespace with an empty folder over /etc/chromium: for each case of policies, given as
// JSON on standard input, whether a real Chromium lets the extension reach the host, and what the
// doctor makes of the same files. Prints a list of {"answered","told"}.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeHome } from '../../e2e/lib/home.mjs';
import { product } from '../../e2e/lib/paths.mjs';
import { startSession } from '../../e2e/lib/session.mjs';
import { SYSTEM } from './rig.mjs';

const POLICIES = '/etc/chromium/policies/managed';
const PARTS = product('chromium');

async function hello() {
  try {
    const { ok } = await globalThis.chrome.runtime.sendNativeMessage('optwatch', { v: 1, id: 7, cmd: 'hello', args: {} });
    return ok ? 'answered' : 'an odd answer';
  } catch (error) {
    return error.message;
  }
}

function put(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function layDown({ files, system }) {
  rmSync(POLICIES, { recursive: true, force: true });
  rmSync(SYSTEM.chromium, { force: true });
  for (const [name, text] of Object.entries(files)) {
    put(join(POLICIES, name), text);
  }
  if (system) {
    put(SYSTEM.chromium, readFileSync(PARTS.manifest));
  }
}

/** An extension that may not be there cannot even be loaded. */
async function ask() {
  let session;
  try {
    session = await startSession({ family: 'chromium', answer: () => ({ body: '' }) });
    return await session.inside(hello);
  } catch (error) {
    return error.message;
  } finally {
    await session?.close();
  }
}

/** What the doctor says of a home in which all else is well. */
function tell() {
  const home = makeHome();
  const own = join(home.env.XDG_CONFIG_HOME, 'chromium/NativeMessagingHosts/optwatch.json');
  mkdirSync(dirname(own), { recursive: true });
  copyFileSync(PARTS.manifest, own);
  const { stdout } = spawnSync(PARTS.cli, ['doctor', '--json'], { env: home.env, encoding: 'utf8' });
  home.remove();
  return JSON.parse(stdout).checks
    .filter(({ layer, of, state }) => layer === 'policy' && of === 'chromium' && state === 'fault')
    .map(({ found }) => found);
}

const seen = [];
for (const one of JSON.parse(readFileSync(0, 'utf8'))) {
  layDown(one);
  seen.push({ answered: await ask(), told: tell() });
}
console.log(JSON.stringify(seen));
