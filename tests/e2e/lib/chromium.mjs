// Chromium with the unpacked extension. The program itself is started, not Debian's wrapper script,
// whose own flags would change what is tested.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';
import { NO_SIGNALS } from './home.mjs';
import { IDENTITY } from './paths.mjs';

const PROGRAMS = ['/usr/lib/chromium/chromium', '/usr/lib64/chromium-browser/chromium-browser'];
const QUIET = [
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--lang=en-US'],
];

export const BASE = `chrome-extension://${IDENTITY.chromium_id}`;

function program() {
  const named = process.env.OPTWATCH_CHROMIUM;
  const found = named ?? PROGRAMS.find((path) => existsSync(path));
  if (!found) {
    throw new Error('no Chromium found: run packaging/deps --test, or set OPTWATCH_CHROMIUM');
  }
  return found;
}

/**
 * Chromium's own sandbox refuses root, and needs user namespaces, which containers often lack. What
 * is shown here comes from this repository alone.
 */
function sandboxFlags() {
  const works =
    process.getuid() !== 0 && spawnSync('unshare', ['--user', '--map-root-user', 'true']).status === 0;
  return works ? [] : ['--no-sandbox'];
}

export function launch({ home, port, headless }) {
  return puppeteer.launch({
    executablePath: program(),
    headless,
    pipe: true,
    enableExtensions: true,
    userDataDir: home.profile,
    acceptInsecureCerts: true,
    defaultViewport: headless ? { width: 1100, height: 800 } : null,
    env: home.env,
    ...NO_SIGNALS,
    protocolTimeout: 60_000,
    args: [
      ...sandboxFlags(),
      ...QUIET,
      // Only the posed host resolves, to the fixture server: nothing can leave the machine.
      `--host-resolver-rules=MAP www.linkedin.com:443 127.0.0.1:${port},MAP * ~NOTFOUND`,
    ],
  });
}

/** The extension's worker; one that is just starting has no API yet. */
async function findWorker(browser) {
  const isOurs = (one) => one.type() === 'service_worker' && one.url().startsWith(BASE);
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const target = await browser.waitForTarget(isOurs, { timeout: 15_000 });
    const worker = await target.worker();
    if (await worker.evaluate(() => Boolean(globalThis.chrome?.tabs))) {
      return worker;
    }
    await sleep(50);
  }
  throw new Error('the extension did not start');
}

/** Runs a function inside the extension, through its service worker. */
export async function makeInside(browser) {
  await findWorker(browser);
  return async (action, ...args) => (await findWorker(browser)).evaluate(action, ...args);
}

/** Ends the worker; an event starts it again, with nothing of what it knew. */
export async function stopWorker(browser) {
  await (await findWorker(browser)).close();
}

export async function openTarget(browser) {
  const page = await browser.newPage();
  await page.bringToFront();
  return page;
}

/** In a window of its own: in one window, either tab would hide the other. */
export async function openExtensionPage(browser, path) {
  const page = await browser.newPage({ type: 'window' });
  await page.goto(`${BASE}/${path}`);
  return page;
}

/** The popup as the browser itself opens it; it may have opened by itself already. */
export async function openRealPopup(browser, inside) {
  const isPopup = (target) => target.url().startsWith(`${BASE}/popup/`) && target.type() !== 'tab';
  if (!browser.targets().some(isPopup)) {
    // Refused where the warning is just opening it by itself: then that one comes.
    await inside(() => globalThis.chrome.action.openPopup()).catch(() => {});
  }
  const target = await browser.waitForTarget(isPopup, { timeout: 10_000 });
  return target.asPage();
}
