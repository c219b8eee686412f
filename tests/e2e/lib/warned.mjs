// The warning that comes by itself: whether a popup is open, what it says, what the host was told.
import { IDENTITY } from './paths.mjs';
import { inFirefox } from './notice.mjs';
import { until } from './popup.mjs';
import { readAsked } from './tap.mjs';

const POPUP = '/popup/popup.html';
const NOTICE = 'warn';

const PANELS = `[...Services.wm.getEnumerator('navigator:browser')].flatMap((window) =>
  [...window.document.querySelectorAll('browser[webextension-view-type="popup"]')])`;
const PANEL = `${PANELS}.map((one) => one.closest('panel')).find((one) => one?.state === 'open')`;

const popupsOf = (browser) =>
  browser.targets().filter((one) => one.type() !== 'tab' && one.url().startsWith(`chrome-extension://${IDENTITY.chromium_id}${POPUP}`));

/** Whether the popup itself is open now. */
export async function isOpen(session) {
  return session.family === 'chromium'
    ? popupsOf(session.browser).length > 0 : inFirefox(session, `Boolean(${PANEL})`);
}

export const untilOpen = (session) => until('the popup by itself', () => isOpen(session), Boolean, 30_000);

/** As a click beside it does. */
export async function closePopup(session) {
  if (session.family === 'chromium') {
    for (const target of popupsOf(session.browser)) {
      const page = await target.asPage();
      await page.evaluate(() => { window.close(); }).catch(() => {});
    }
  } else {
    await inFirefox(session, `${PANEL}?.hidePopup()`);
  }
  await until('no popup', () => isOpen(session), (open) => !open);
}

/** What the popup that is open says; a driver does not see into Firefox's. */
export async function textOfPopup(session) {
  if (session.family === 'firefox') return null;
  const page = await popupsOf(session.browser)[0].asPage();
  return page.evaluate(() => document.getElementById('warning').innerText);
}

/** What the host was told to have been shown, oldest first: the warning's id and the visit. */
export const shown = (session) =>
  readAsked(session.home, 'shown').map(({ warn, visit, ok }) => ({ warn, visit, taken: Boolean(ok) }));

export const untilShown = (session, count) =>
  until(`${count} shown`, () => shown(session), (all) => all.length >= count, 30_000);

/** Whether the browser shows the warning as a notification. */
export const isNoticed = (session) =>
  session.inside(async (id) => id in await (globalThis.browser ?? globalThis.chrome).notifications.getAll(), NOTICE);

export const clearNotice = (session) =>
  session.inside((id) => (globalThis.browser ?? globalThis.chrome).notifications.clear(id), NOTICE);

/** The mark on the toolbar of the tab with LinkedIn, and the words for those who do not see it. */
export async function badge(session) {
  const { tab } = await session.looks();
  return session.inside(async (tabId) => {
    const { action } = globalThis.browser ?? globalThis.chrome;
    return { text: await action.getBadgeText({ tabId }), title: await action.getTitle({ tabId }) };
  }, tab);
}

/** Makes the browser refuse to open the popup; gives a way back. */
export async function refusePopup(session) {
  if (session.family === 'chromium') {
    await session.inside(() => {
      const { action } = globalThis.browser ?? globalThis.chrome;
      globalThis.optwatchOpens = action.openPopup;
      action.openPopup = () => Promise.reject(new Error('refused'));
    });
    return () => session.inside(() => {
      (globalThis.browser ?? globalThis.chrome).action.openPopup = globalThis.optwatchOpens;
    });
  }
  // Another panel is open: Firefox opens no second one.
  await inFirefox(session, `Services.wm.getMostRecentWindow('navigator:browser').PanelUI.show()`);
  return () => inFirefox(session, `Services.wm.getMostRecentWindow('navigator:browser').PanelUI.hide()`);
}
