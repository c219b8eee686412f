// The notification of a reminder: how it comes, and what a person does with it. Chromium has no window
// that a driver could click, so its event is given to the worker; Firefox's own window is clicked.
import { setTimeout as sleep } from 'node:timers/promises';
import { IDENTITY } from './paths.mjs';
import { until } from './popup.mjs';
import { readAsked } from './tap.mjs';

/** Firefox shows notifications in windows of its own, where no desktop does. */
export const OWN_WINDOWS = { 'alerts.useSystemBackend': false };
const ALARM = 'remind';

export const alarms = (session) =>
  session.inside(() => (globalThis.browser ?? globalThis.chrome).alarms.getAll());

export const shown = (session) =>
  session.inside(async () => Object.keys(await (globalThis.browser ?? globalThis.chrome).notifications.getAll()));

/** The browser's own alarm, now instead of later. */
export const ring = (session) =>
  session.inside((name) => (globalThis.browser ?? globalThis.chrome).alarms.create(name,
    { when: Date.now() + 20, periodInMinutes: 24 * 60 }), ALARM);

/** Rings, and waits until the background has done all of it; gives what the host was asked meanwhile. */
export async function ringOut(session) {
  const asked = () => readAsked(session.home, 'remind');
  const before = asked().length;
  await ring(session);
  const isDone = (all) => all.slice(before).some((one) => one.action === 'list');
  return (await until('the end of the alarm', asked, isDone)).slice(before);
}

/** Runs in the browser itself, outside of the extension. */
export async function inFirefox({ browser }, expression) {
  const { connection } = browser;
  const { result: { contexts } } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const { result } = await connection.send('script.evaluate',
    { expression, target: { context: contexts[0].context }, awaitPromise: true });
  if (result.type !== 'success') {
    throw new Error(`in Firefox: ${JSON.stringify(result.exceptionDetails?.text)}`);
  }
  return result.result.value;
}

const ALERT = `[...Services.wm.getEnumerator('alert:alert')].at(-1)`;

/** What stands on the screen; null where a driver cannot see it. */
export const readNotice = (session) =>
  session.family === 'chromium' ? null : inFirefox(session, `${ALERT}.document.documentElement.textContent`);

export const click = (session) =>
  session.family === 'chromium'
    ? session.inside(() => { globalThis.chrome.notifications.onClicked.dispatch('remind'); })
    : inFirefox(session, `${ALERT}.document.getElementById('alertBox').click()`);

/** Chromium's buttons. */
export const press = (session, index) =>
  session.inside((at) => { globalThis.chrome.notifications.onButtonClicked.dispatch('remind', at); }, index);

/** Ends the background, as a browser does that wants its memory back; Chromium's is started again. */
export async function endBackground(session) {
  if (session.family === 'firefox') {
    const extension = `WebExtensionPolicy.getByID(${JSON.stringify(IDENTITY.firefox_id)}).extension`;
    await inFirefox(session, `${extension}.terminateBackground()`);
    await until('its end', () => inFirefox(session, `${extension}.backgroundState`), (state) => state === 'stopped');
    return;
  }
  await session.inside(() => {
    globalThis.optwatchTestMark = 1;
    // More than once: the first may still find the old worker.
    return globalThis.chrome.alarms.create('wake', { when: Date.now() + 700, periodInMinutes: 1 / 60 });
  });
  await session.stopWorker();
  await sleep(700);
  const isOld = () => session.inside(() => globalThis.optwatchTestMark === 1).catch(() => true);
  await until('a new worker', isOld, (old) => !old);
  await session.inside(() => globalThis.chrome.alarms.clear('wake'));
}
