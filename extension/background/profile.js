// @ts-check
// Who asks: this browser profile, by a random id that is kept in storage.local and made once.
import { browser, family, locale } from '../shared/browser.js';
import { inTurn } from './state.js';

/** @returns {Promise<string>} */
function instanceId() {
  return inTurn(async () => {
    const { instance } = await browser.storage.local.get('instance');
    if (typeof instance === 'string') return instance;
    const made = crypto.randomUUID();
    await browser.storage.local.set({ instance: made });
    return made;
  });
}

/** @returns {Promise<{instance: string, family: string, locale: string}>} */
export async function asker() {
  return { instance: await instanceId(), family, locale: locale() };
}
