// Firefox with the extension as a temporary add-on, over WebDriver BiDi.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { NO_SIGNALS } from './home.mjs';
import { IDENTITY } from './paths.mjs';

const PROGRAMS = ['/usr/bin/firefox-esr', '/usr/lib/firefox/firefox', '/usr/bin/firefox'];
const UUID = '6f70a3d2-1d0c-4b43-9a52-0f1cbd7a0e11';

export const BASE = `moz-extension://${UUID}`;

function program() {
  const named = process.env.OPTWATCH_FIREFOX;
  const found = named ?? PROGRAMS.find((path) => existsSync(path));
  if (!found) {
    throw new Error('no Firefox found: run packaging/deps --test, or set OPTWATCH_FIREFOX');
  }
  return found;
}

function preferences(port) {
  return {
    // Every name resolves to this machine, and port 443 is the fixture server's.
    'network.dns.forceResolve': '127.0.0.1',
    'network.socket.forcePort': `443=${port}`,
    'extensions.webextensions.uuids': JSON.stringify({ [IDENTITY.firefox_id]: UUID }),
    'services.settings.server': 'data:,#remote-settings-dummy/v1',
    'extensions.webextOptionalPermissionPrompts': false,
    'browser.aboutwelcome.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.page': 0,
    'datareporting.policy.dataSubmissionEnabled': false,
    'media.gmp-manager.updateEnabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
  };
}

export function launch({ home, port, headless, prefs = {} }) {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: program(),
    headless,
    userDataDir: home.profile,
    acceptInsecureCerts: true,
    defaultViewport: null,
    env: home.env,
    ...NO_SIGNALS,
    protocolTimeout: 60_000,
    args: ['--remote-allow-system-access', '--width=1100', '--height=860'],
    extraPrefsFirefox: { ...preferences(port), ...prefs },
  });
}

/** The load event of an extension page never comes over BiDi: go, then ask the page itself. */
async function visit(page, path) {
  await page.goto(`${BASE}/${path}`, { timeout: 300 }).catch(() => {});
  await page.waitForFunction(
    () => location.protocol === 'moz-extension:' && document.readyState === 'complete',
    { timeout: 15_000 },
  );
  return page;
}

/**
 * Runs a function inside the extension, through a page of it. The page has a window of its own, made
 * before the target's: in one window, either tab would hide the other.
 */
export async function makeInside(browser, listener) {
  const [page] = await browser.pages();
  await visit(page, listener);
  return (action, ...args) => page.evaluate(action, ...args);
}

export async function openTarget(browser) {
  const page = await browser.newPage({ type: 'window' });
  await page.bringToFront();
  return page;
}

export async function openExtensionPage(browser, path) {
  return visit(await browser.newPage({ type: 'window' }), path);
}
