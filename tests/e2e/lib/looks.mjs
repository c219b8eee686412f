// Words for what a look says, and what a member does that brings one about.
import assert from 'node:assert/strict';

const SLUG = 'data-for-ai-improvement';
export const SETTING = `/mypreferences/d/settings/${SLUG}`;
export const CATEGORY = '/mypreferences/d/categories/privacy';
export const FEED = '/feed/';
export const SWITCH = '[role="switch"]';

/** The standing of the setting that matters, as the answer to one look told it. */
export const standingOf = (look) => look.ok?.standings?.find((one) => one.setting === SLUG)?.state;

/** What the answer to one look read of the setting that matters. */
export const readingOf = (look) => look.ok?.readings?.find((one) => one.setting === SLUG)?.state;

export const visitOf = ({ page: { load, touched } }) => ({ load, touched });

export const isTold = ({ page }) => page.steady_ms >= 1500;

/** The look that confirms an "off", where anything does. */
export const isSettled = ({ page }) => page.path === SETTING && page.steady_ms >= 5000;

export const reads = (state) => (look) => isTold(look) && readingOf(look) === state;

/** Nothing that was told of this visit, by whatever look, confirmed it. */
export function assertUnconfirmed(member, look) {
  const told = member.ofVisit(look.page.visit).map(standingOf);
  assert.equal(standingOf(look), 'off_unconfirmed');
  assert.ok(!told.includes('off_confirmed'), told.join());
}

/** Goes to the setting's page while the server's switch stands so. */
export async function goWhile(member, value) {
  member.site.state.value = value;
  await member.go(SETTING);
}

/** While it is in sight the page changes before it has been the same for 5 s: nothing can settle. */
function fidget() {
  const timer = setInterval(() => document.querySelector('#main h4').append('.'), 2500);
  document.addEventListener('visibilitychange', () => clearInterval(timer), { once: true });
}

/** Sees the switch off in a visit that confirms nothing, however slow the machine is. */
export async function passBy(member) {
  await goWhile(member, false);
  await member.run(fidget);
  return member.look('off in passing', reads('off'));
}

/** A soft reload, as by the browser's button; the page may be gone before it can answer. */
export async function reload(member) {
  member.turn();
  await member.run(() => { location.reload(); }).catch(() => {});
}

/** The page's own script draws the switch anew, as one does that had shown a placeholder. */
export function draw(member, checked) {
  return member.run((selector, value) => {
    const input = document.querySelector(selector);
    input.checked = value;
    input.previousElementSibling.textContent = value ? 'On' : 'Off';
  }, SWITCH, checked);
}

/** In the page: events such as its script can make, at the switch. */
export function pretend(selector) {
  const target = document.querySelector(selector);
  const init = { bubbles: true, composed: true };
  target.dispatchEvent(new PointerEvent('pointerdown', init));
  target.dispatchEvent(new KeyboardEvent('keydown', { ...init, key: ' ' }));
  target.dispatchEvent(new Event('input', init));
  target.dispatchEvent(new Event('change', init));
}
