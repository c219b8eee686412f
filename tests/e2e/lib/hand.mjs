// A member's hand at our popup: the real one where a driver reaches it, else its page; by the keyboard
// or by clicks, which are counted.
import assert from 'node:assert/strict';
import { until } from './popup.mjs';

const NEAR = 3;

const focusedId = (popup) => popup.evaluate(() => document.activeElement?.id ?? '');
const isClosed = (popup) => popup.evaluate(() => false).catch(() => true);

/** Opens the popup as the toolbar or the shortcut does, and waits until it offers something, or what is asked for. */
export async function openOffering(stage, id) {
  const { tab } = await stage.session.looks();
  const popup = await (stage.session.openRealPopup() ?? stage.session.openPopup(tab));
  // A popup has the keyboard when it is open.
  if (stage.family === 'firefox') await popup.bringToFront();
  return offering(popup, id);
}

/** Waits until a popup that is open offers something, or what is asked for. */
export async function offering(popup, id) {
  const offered = () => popup.evaluate(() => document.getElementById('action').dataset.id);
  await until(`the popup offers ${id ?? 'anything'}`, offered, (one) => (id ? one === id : Boolean(one)));
  return popup;
}

/** Tab to the main button, and Enter. */
export async function pressMain(popup) {
  const way = [];
  while (way.at(-1) !== 'action' && way.length < NEAR) {
    await popup.keyboard.press('Tab');
    way.push(await focusedId(popup));
  }
  assert.equal(way.at(-1), 'action', `Tab leads to ${way.join(', ')}`);
  // The popup may close before it can answer.
  await popup.keyboard.press('Enter').catch(() => {});
}

/** The popup that opened the setting stays; a popup in a window of its own would hide the page. */
export async function goOn(stage, popup) {
  if (stage.family === 'chromium') return;
  await popup.close();
  await stage.page.bringToFront();
}

/** The person is back at the page, and the popup is gone: by itself, or where it stays, by theirs. */
export async function leavePopup(stage, popup, stays = false) {
  if (stays || stage.family === 'firefox') await popup.evaluate(() => window.close()).catch(() => {});
  await until('the popup closed', () => isClosed(popup), Boolean);
  await stage.page.bringToFront();
}

/** Tab through all there is: what has the focus, where it is, and how it shows that. */
export async function walkThrough(popup) {
  const stops = [];
  for (;;) {
    await popup.keyboard.press('Tab');
    const stop = await popup.evaluate(() => {
      const element = document.activeElement;
      const all = [...document.querySelectorAll('*')];
      const box = element.getBoundingClientRect();
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { at: all.indexOf(element), name: element.id || element.dataset.id || element.textContent.trim().slice(0, 40),
        isBody: element === document.body, top: box.top + scrollY, bottom: box.bottom + scrollY, outline: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth) };
    });
    if (stop.isBody || stops.some((one) => one.at === stop.at) || stops.length > 60) return stops;
    stops.push(stop);
  }
}

export const standingIn = (entry) =>
  entry?.reply?.ok?.standings?.find((one) => one.setting === 'data-for-ai-improvement')?.state;

