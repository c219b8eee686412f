// One browser with the extension, the host and a home of its own, in front of a fixture server.
import * as chromium from './chromium.mjs';
import * as firefox from './firefox.mjs';
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeHome, placeManifest, placeScript } from './home.mjs';
import { ORIGIN, product } from './paths.mjs';
import { startServer } from './server.mjs';

const FAMILIES = { chromium, firefox };
const CLOSE_MS = 15_000;
const open = new Set();

/** A killed test run must leave no browser behind; the browsers are those this process started. */
for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
  process.once(signal, async () => {
    await Promise.allSettled([...open].map((session) => session.close()));
    process.exit(status);
  });
}

/** Ends the browser; one that does not answer in time is killed with its own process group. */
async function closeBrowser(browser) {
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

async function start(family, parts, home, server, headless) {
  const driver = FAMILIES[family];
  const settings = { home, port: server.port, extension: parts.extension, headless };
  const browser = await driver.launch(settings);
  try {
    return { driver, browser, inside: await driver.makeInside(browser, LISTENER) };
  } catch (error) {
    await closeBrowser(browser);
    throw error;
  }
}

function runCli(parts, home, args) {
  const run = spawnSync(parts.cli, args, { env: home.env, encoding: 'utf8', timeout: 20_000 });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** What the background keeps of the tab that shows LinkedIn: the tab's id and its entry. */
async function readLooks(inside, origin) {
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

/**
 * Starts everything. `answer` serves the pages; `manifest` false leaves the host unregistered;
 * `script(parts, home)` gives the text of a shell script that the browser starts as the host.
 */
export async function startSession(options) {
  const { family, answer, manifest = true, script, headless = true } = options;
  const parts = product(family);
  const home = makeHome();
  let server;
  let started;
  try {
    server = await startServer(answer);
    if (manifest) {
      const program = script && placeScript(home, 'host.sh', script(parts, home));
      placeManifest(home, family, parts.manifest, program);
    }
    started = await start(family, parts, home, server, headless);
  } catch (error) {
    await server?.close();
    home.remove();
    throw error;
  }
  return makeSession(family, parts, home, server, started);
}

function makeSession(family, parts, home, server, { driver, browser, inside }) {
  let closing;
  const session = {
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
    openPopup: (tab) => driver.openExtensionPage(browser, `popup/popup.html?tab=${tab}`),
    cli: (...args) => runCli(parts, home, args),
    close: () => (closing ??= close()),
  };
  async function close() {
    await closeBrowser(browser);
    await server.close();
    home.remove();
    open.delete(session);
  }
  open.add(session);
  return session;
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
