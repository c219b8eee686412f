// Light and dark, as the person's system would say it.
import { inFirefox } from './notice.mjs';
import { until } from './popup.mjs';

export const SCHEMES = ['light', 'dark'];
const FIREFOX = { dark: 0, light: 1 };

/** @param {any} session @param {any} page @param {string} scheme */
export async function setScheme(session, page, scheme) {
  if (session.family === 'chromium') {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  } else {
    await inFirefox(session,
      `Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${FIREFOX[scheme]})`);
  }
  const ask = () => page.evaluate((value) => matchMedia(`(prefers-color-scheme: ${value})`).matches, scheme);
  await until(`the ${scheme} scheme`, ask, Boolean);
}
