// One browser with the extension, the host and a home of its own, in front of a fixture server.
import * as chromium from './chromium.mjs';
import * as firefox from './firefox.mjs';
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeHome, placeManifest, placeScript } from './home.mjs';
import { ORIGIN, product } from './paths.mjs';
import { until } from './popup.mjs';
import { startServer } from './server.mjs';

const FAMILIES = { chromium, firefox };
const CLOSE_MS = 15_000;
const open = new Set();
let stopping = false;

/** A killed test run must leave no browser behind; the browsers are those this process started. */
for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
  process.once(signal, async () => {
    stopping = true;
    await Promise.allSettled([...open].map((held) => held.close()));
    process.exit(status);
  });
}

function refuseWhenStopping() {
  if (stopping) {
    throw new Error('stopped');
  }
}

/** Ends the browser; one that does not answer in time is killed with its own process group. */
export async function closeBrowser(browser) {
  const child = browser.process();
  const asked = browser.close().catch(() => {});
  const done = await Promise.race([asked.then(() => true), sleep(CLOSE_MS, false, { ref: false })]);
  if (!done && child?.pid && child.exitCode === null) {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      child.kill('SIGKILL');
    }
  }
}

/** A file of the extension that does nothing by itself when it is open in a tab. */
const LISTENER = 'popup/popup.css';

function runCli(parts, home, args) {
  const run = spawnSync(parts.cli, args, { env: home.env, encoding: 'utf8', timeout: 20_000 });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** The page that greets would lie over the one that a test is about. */
async function closeWelcome(inside) {
  const close = async () => {
    const api = globalThis.browser ?? globalThis.chrome;
    // Once it is whole: a page that is cut off while it loads may take the next one's files along.
    const greets = (await api.tabs.query({ status: 'complete' })).filter((one) => one.url?.endsWith('/welcome/welcome.html'));
    await api.tabs.remove(greets.map((one) => one.id));
    return greets.length;
  };
  await until('the page that greets', () => inside(close), (count) => count > 0);
}

/** What the background keeps of the tab that shows LinkedIn: the tab's id and its entry. */
export async function readLooks(inside, origin) {
  return inside(async (start) => {
    const api = globalThis.browser ?? globalThis.chrome;
    const tabs = await api.tabs.query({});
    const tab = tabs.find((one) => one.url?.startsWith(`${start}/`));
    if (!tab) {
      return { tab: null, entry: null };
    }
    const stored = await api.storage.session.get(`tab:${tab.id}`);
    return { tab: tab.id, url: tab.url, entry: stored[`tab:${tab.id}`] ?? null };
  }, origin);
}

/** What a session has to give back, whatever of it has been started by then. */
function makeHeld() {
  let closing;
  const held = { home: makeHome(), server: null, launch: null };
  held.close = () => (closing ??= release(held));
  open.add(held);
  return held;
}

async function release(held) {
  const browser = await held.launch?.catch(() => null);
  if (browser) {
    await closeBrowser(browser);
  }
  await held.server?.close();
  held.home.remove();
  open.delete(held);
}

/**
 * Starts everything. `answer` serves the pages; `before(page, held)` is awaited with the target page
 * open and the extension not installed yet; `manifest` false leaves the host unregistered;
 * `script(parts, home)` gives the text of a shell script that the browser starts as the host; `prefs`
 * are settings of Firefox; `extension` is the folder of another extension than the built one;
 * `welcome` true leaves the page open that greets after the installation.
 */
export async function startSession(options) {
  const { family, answer, before, manifest = true, script, headless = true, prefs } = options;
  const parts = product(family);
  const { extension = parts.extension } = options;
  const driver = FAMILIES[family];
  refuseWhenStopping();
  const held = makeHeld();
  const { home } = held;
  try {
    held.server = await startServer(answer);
    if (manifest) {
      const program = script && placeScript(home, 'host.sh', script(parts, home));
      placeManifest(home, family, parts.manifest, program);
    }
    refuseWhenStopping();
    held.launch = driver.launch({ home, port: held.server.port, headless, prefs });
    const browser = await held.launch;
    if (before) {
      await before(await driver.openTarget(browser), held);
    }
    // Not by a list in the settings of the launch: the driver does not wait for those.
    await browser.installExtension(extension);
    const inside = await driver.makeInside(browser, LISTENER);
    if (!options.welcome && extension === parts.extension) {
      await closeWelcome(inside);
    }
    return makeSession(family, parts, { ...held, browser }, driver, inside);
  } catch (error) {
    await held.close();
    throw error;
  }
}

function makeSession(family, parts, { home, server, browser, close }, driver, inside) {
  return {
    family,
    parts,
    home,
    server,
    browser,
    inside,
    openTarget: () => driver.openTarget(browser),
    looks: () => readLooks(inside, ORIGIN),
    // Firefox's own popup cannot be reached by a driver: only Chromium has this one.
    openRealPopup: () => driver.openRealPopup?.(browser, inside),
    // Firefox's background has no target that a driver could close.
    stopWorker: () => driver.stopWorker?.(browser),
    openPage: (path) => driver.openExtensionPage(browser, path),
    openOptions: () => driver.openExtensionPage(browser, 'options/options.html'),
    openPopup: (tab) => driver.openExtensionPage(browser, `popup/popup.html?tab=${tab}`),
    cli: (...args) => runCli(parts, home, args),
    close,
  };
}

/** Goes to an address; an aborted load (a redirect made by the page) is not a failure of the run. */
export async function visit(page, url) {
  try {
    await page.goto(url, { waitUntil: 'load', timeout: 30_000 });
  } catch (error) {
    if (!/ERR_ABORTED|NS_BINDING_ABORTED/.test(String(error))) {
      throw error;
    }
  }
}
