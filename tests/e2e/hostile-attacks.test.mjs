// Pages that attack what watches them: whatever they clear, drop or stop, the switch that turns on by itself
// is told as on, and "untouched" is said of no control that a person has used.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { familiesToday } from './lib/families.mjs';
import { ATTACKS } from './lib/hostile-attacks.mjs';
import { openHostile } from './lib/hostile.mjs';
import { SWITCH, isTold, readingOf } from './lib/looks.mjs';
import { until } from './lib/popup.mjs';

const TIMEOUT = { timeout: 120_000 };
const STOPPED = 'all events stopped';
const SECRET = 'sight kept secret';
/** More than a fresh visit may be out of sight before its first look. */
const HIDDEN_MS = 2_000;

/** In the page: its own script says what the server has now. */
function draw(selector, checked) {
  const input = document.querySelector(selector);
  input.checked = checked;
  input.previousElementSibling.textContent = checked ? 'On' : 'Off';
}

const told = (state) => (all) => all.some((look) => isTold(look) && readingOf(look) === state);

/** The page alone has moved the switch, and then a person does. */
async function turnsAndIsUsed(open, [alone, used]) {
  const { visit } = open.looks().find(isTold).page;
  await open.page.evaluate(draw, SWITCH, true);
  const turned = await open.until('the switch on', told('on'));
  const on = turned.find((look) => isTold(look) && readingOf(look) === 'on').page;
  assert.deepEqual([on.visit, on.touched], [visit, alone]);
  await open.page.click(SWITCH);
  const isUsed = (all) => all.findLast(isTold)?.controls.every(({ checked }) => checked === false) && all.length > turned.length;
  const last = (await open.until('the switch used', isUsed)).findLast(isTold);
  assert.deepEqual([last.page.visit, last.page.touched], [visit, used]);
}

async function withstands(open, name) {
  const { attack, touched } = ATTACKS[name];
  await open.go(name);
  await open.until('off', told('off'));
  if (attack) await open.page.evaluate(attack);
  await turnsAndIsUsed(open, touched);
}

/** The page that the browser kept is another visit when it comes back. */
async function comesBack(open) {
  await open.go(STOPPED);
  const { visit } = (await open.until('off', told('off'))).find(isTold).page;
  await open.leave();
  await open.page.evaluate(() => { history.back(); }).catch(() => {});
  const isNew = (look) => isTold(look) && look.page.visit !== visit;
  const look = (await open.until('another visit', (all) => all.some(isNew))).find(isNew);
  assert.equal(look.page.load, 'same_document');
  assert.equal(await open.page.evaluate(() => globalThis.kept), true, 'the browser did not keep the page');
}

/** What was out of sight before the first look is old. */
async function isOld(open) {
  await open.go(SECRET);
  const show = await open.hide();
  const state = () => open.page.evaluate(() => ({ sight: document.visibilityState, at: performance.now() }));
  const { at } = await until('out of sight', state, ({ sight }) => sight === 'hidden');
  await until('a while out of sight', state, (now) => now.at > at + HIDDEN_MS);
  await show();
  await open.page.evaluate(() => clearInterval(globalThis.fidgets));
  const looks = await open.until('a look', told('off'));
  assert.equal(looks.find(isTold).page.load, 'same_document');
}

for (const family of familiesToday('attacks')) {
  describe(`${family}: attacks`, { concurrency: 1 }, () => {
    let open;
    before(async () => { open = await openHostile(family); }, TIMEOUT);
    after(() => open?.close());
    for (const name of Object.keys(ATTACKS).filter((one) => ATTACKS[one].touched)) {
      test(`${family}: ${name}`, TIMEOUT, () => withstands(open, name));
    }
    test(`${family}: ${SECRET}`, TIMEOUT, () => isOld(open));
    // The last one: Firefox's driver tells of no further load after it.
    test(`${family}: ${STOPPED}, and back again`, TIMEOUT, () => comesBack(open));
  });
}
