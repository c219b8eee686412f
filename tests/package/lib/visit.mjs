// A real browser inside the house, driven from outside, with whatever extension and host it finds by
// itself; and one visit to the bundled settings page in the name of www.linkedin.com.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as chromium from '../../e2e/lib/chromium.mjs';
import * as firefox from '../../e2e/lib/firefox.mjs';
import { answerCase } from '../../e2e/lib/case.mjs';
import { pageCase } from '../../e2e/lib/families.mjs';
import { ORIGIN } from '../../e2e/lib/paths.mjs';
import { untilStanding } from '../../e2e/lib/popup.mjs';
import { startServer } from '../../e2e/lib/server.mjs';
import { closeBrowser, readLooks, visit } from '../../e2e/lib/session.mjs';

const BROWSERS = {
  chromium: { driver: chromium, program: '/usr/bin/chromium', named: 'OPTWATCH_CHROMIUM' },
  firefox: { driver: firefox, program: '/usr/bin/firefox-esr', named: 'OPTWATCH_FIREFOX' },
};
/** A file of the extension that does nothing by itself when it is open in a tab. */
const LISTENER = 'popup/popup.css';

/** What the browsers need to be told so that nothing leaves this machine. */
const OFFLINE = { MOZ_REMOTE_SETTINGS_DEVTOOLS: '1', MOZ_DISABLE_NONLOCAL_CONNECTIONS: '1' };

/** The driver's own settings look for no extension of the system: these are Debian's again. */
const DEBIAN = { 'extensions.enabledScopes': 15, 'extensions.autoDisableScopes': 3, 'xpinstall.signatures.required': true };

/**
 * Starts the browser as the person would, with a profile by that name; `extension` is a folder inside
 * the house that the person loads by hand, nothing where the browser is to find it by itself.
 */
export async function withBrowser(house, family, { profile = family, extension, env = {} }, body) {
  const { driver, program, named } = BROWSERS[family];
  const one = pageCase('on');
  const server = await startServer(answerCase(one));
  const folder = join(house.home, profile);
  mkdirSync(folder, { recursive: true });
  process.env[named] = house.door(program);
  let browser;
  try {
    const home = { profile: folder, env: { ...house.env, ...OFFLINE, ...env } };
    browser = await driver.launch({ home, port: server.port, headless: true, prefs: DEBIAN });
    if (extension) {
      await browser.installExtension(extension);
    }
    await body({ browser, driver, one, server });
  } finally {
    if (browser) {
      await closeBrowser(browser);
    }
    await server.close();
    delete process.env[named];
  }
}

/** The extension answers, sees the page, and the host's reply says on. */
export async function visitPage({ browser, driver, one }) {
  const inside = await driver.makeInside(browser, LISTENER);
  const page = await driver.openTarget(browser);
  await visit(page, one.url);
  return untilStanding({ looks: () => readLooks(inside, ORIGIN) }, 'on', 60_000);
}
