// What Chromium's own page about extensions lists of ours.
import { IDENTITY } from './paths.mjs';

const { chromium_id: ID } = IDENTITY;

/** Faults are kept only in the developer's mode: it is set before the extension comes. */
export async function develop(page) {
  await page.goto('chrome://extensions');
  await page.evaluate(() => globalThis.chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }));
}

export const readFaults = (list) => list.evaluate(async (id) => {
  const all = await globalThis.chrome.developerPrivate.getExtensionsInfo({ includeDisabled: true });
  const { manifestErrors, runtimeErrors, installWarnings = [], state } = all.find((one) => one.id === id);
  return { state, manifest: manifestErrors.map(({ message }) => message),
    running: runtimeErrors.map(({ message }) => message), warnings: installWarnings };
}, ID);
