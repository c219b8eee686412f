// One tab of a real browser at LinkedIn's address, served from this machine: pages are written into
// it one after the other, described by the extension's own content scripts, which are not changed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { makeHome } from '../../e2e/lib/home.mjs';
import { ORIGIN, product } from '../../e2e/lib/paths.mjs';
import { startServer } from '../../e2e/lib/server.mjs';
import { describeAll, takeTimers } from './in-page.mjs';

const PROGRAMS = {
  chromium: [process.env.OPTWATCH_CHROMIUM, '/usr/lib/chromium/chromium', '/usr/lib64/chromium-browser/chromium-browser'],
  firefox: [process.env.OPTWATCH_FIREFOX, '/usr/bin/firefox-esr', '/usr/lib/firefox/firefox', '/usr/bin/firefox'],
};
const BLANK = { body: '<!doctype html><title>blank</title>' };

/** The built content scripts that describe a page, as the manifest orders them: those after it act. */
function scripts(family) {
  const { extension } = product(family);
  const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
  const files = manifest.content_scripts[0].js;
  const describers = files.slice(0, files.indexOf('content/describe.js') + 1);
  return describers.map((file) => readFileSync(join(extension, file), 'utf8'));
}

/** Only the posed host resolves, to the server of this process: nothing can leave the machine. */
const SETTINGS = {
  chromium: (port) => ({
    pipe: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync',
      '--disable-features=BackForwardCache',
      `--host-resolver-rules=MAP www.linkedin.com:443 127.0.0.1:${port},MAP * ~NOTFOUND`],
  }),
  firefox: (port) => ({
    extraPrefsFirefox: {
      'network.dns.forceResolve': '127.0.0.1', 'network.socket.forcePort': `443=${port}`,
      'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false,
      'services.settings.server': 'data:,#remote-settings-dummy/v1',
    },
  }),
};

function launch(browser, home, port) {
  const executablePath = PROGRAMS[browser].find((path) => path && existsSync(path));
  if (!executablePath) {
    throw new Error(`no ${browser} found: run packaging/deps --test`);
  }
  return puppeteer.launch({
    browser: browser === 'firefox' ? 'firefox' : 'chrome', executablePath, headless: true,
    acceptInsecureCerts: true, env: home.env, userDataDir: home.profile,
    defaultViewport: browser === 'chromium' ? { width: 1100, height: 800 } : null, protocolTimeout: 120_000,
    ...SETTINGS[browser](port),
  });
}

/** A tab of its own for one batch: nothing of earlier pages piles up. */
async function describeBatch(instance, files, list) {
  const page = await instance.newPage();
  try {
    await page.goto(`${ORIGIN}/mypreferences/d`, { waitUntil: 'load' });
    await page.evaluate(takeTimers);
    for (const script of files) {
      await page.evaluate(script);
    }
    return await page.evaluate(describeAll, list);
  } finally {
    await page.close().catch(() => {});
  }
}

/**
 * @param {'chromium'|'firefox'} browser
 * @returns {Promise<{describe: Function, close: Function}>} describe takes a list of generated pages
 *   and gives for each the descriptions before and after its own timers
 */
export async function openTab(browser) {
  const home = makeHome();
  const files = new Map();
  const server = await startServer(({ url }) =>
    files.has(url.pathname + url.search) ? { body: files.get(url.pathname + url.search) } : BLANK);
  const scriptTexts = scripts(browser);
  let instance = await launch(browser, home, server.port);
  return {
    async describe(cases) {
      const list = cases.map((one, at) => ({ path: one.path, html: serveFrames(one, at, files) }));
      try {
        return await describeBatch(instance, scriptTexts, list);
      } catch {
        // On a loaded machine a browser gives up now and then: once more, with a new one.
        await instance.close().catch(() => {});
        instance = await launch(browser, home, server.port);
        return describeBatch(instance, scriptTexts, list);
      }
    },
    async close() {
      await instance.close().catch(() => {});
      await server.close();
      home.remove();
    },
  };
}

/** Frames of different pages share a path: a query tells them apart, and nothing else of them. */
function serveFrames({ html, files }, at, served) {
  let text = html;
  for (const [path, body] of Object.entries(files)) {
    served.set(`${path}?case=${at}`, body);
    text = text.replaceAll(`src="${path}"`, `src="${path}?case=${at}"`);
  }
  return text;
}
