// A whole opt-out with the keyboard alone, and one with as few clicks as we promise.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { familiesToday } from './lib/families.mjs';
import { goOn, leavePopup, offering, openOffering, pressMain, standingIn, walkThrough } from './lib/hand.mjs';
import { SETTING, SWITCH } from './lib/looks.mjs';
import { BUILD } from './lib/paths.mjs';
import { until } from './lib/popup.mjs';
import { startStage } from './lib/stage.mjs';

const FAMILIES = familiesToday('the keyboard');
const TIMEOUT = { timeout: 180_000 };
const SHORTCUT = 'Alt+Shift+O';
const CLICKS_MAX = 3;
const STEPS_MAX = 8;

async function withStage(family, body) {
  const stage = await startStage(family, { beside: false });
  try {
    await body(stage);
  } finally {
    await stage.close();
  }
}

const untilStands = (stage, state) =>
  stage.untilEntry(state, (entry) => standingIn(entry) === state);

const atSwitch = (page) =>
  page.evaluate((one) => {
    const element = document.activeElement;
    return { isSwitch: element.matches(one), isSeen: element.matches(':focus-visible'), top: element.getBoundingClientRect().top };
  }, SWITCH);

async function press(stage, id) {
  const popup = await openOffering(stage, id);
  await pressMain(popup);
  return popup;
}

/** The real popup is open still, and the keyboard is on its main button. */
async function pressShow(stage, opener) {
  if (stage.family === 'firefox') return press(stage, 'show');
  await offering(opener, 'show');
  assert.equal(await opener.evaluate(() => document.activeElement.id), 'action');
  await opener.keyboard.press('Enter').catch(() => {});
  return opener;
}

/** From a page that lists the setting to the switch, Space, and the reload that confirms. */
async function optOut(stage) {
  await stage.go('category-row-on');
  await untilStands(stage, 'on');
  const opener = await press(stage, 'open');
  await goOn(stage, opener);
  await stage.untilEntry('the setting itself', ({ path, reply }) => path.includes('/settings/') && Boolean(reply));

  await leavePopup(stage, await pressShow(stage, opener));
  const focus = await until('the focus on the switch', () => atSwitch(stage.page), (one) => one.isSwitch);
  assert.ok(focus.isSeen, 'the focus is not shown');
  assert.ok(focus.top >= 0);

  await stage.page.keyboard.press(' ');
  await untilStands(stage, 'off_unconfirmed');
  await press(stage, 'confirm');
  await stage.page.bringToFront();
  await untilStands(stage, 'off_confirmed');
}

/** What a screen reader tells of by itself, and how. */
const readLive = (popup) =>
  popup.evaluate(() => Object.fromEntries(['verdict', 'warning', 'unrecorded', 'order-failure'].map((id) => {
    const element = document.getElementById(id);
    return [id, element.getAttribute('aria-live') ?? element.getAttribute('role')];
  })));

/** As it is read, from top to bottom, and each stop is seen. */
async function seeOrder(stage) {
  const popup = await openOffering(stage, 'show');
  await popup.evaluate(() => { for (const one of document.querySelectorAll('details')) one.open = true; });
  const stops = await walkThrough(popup);
  assert.ok(stops.length > 8, stops.map((one) => one.name).join());
  stops.forEach((stop, index) => {
    assert.ok(stop.outline >= 2, `${stop.name}: no outline`);
    const before = stops[index - 1];
    assert.ok(!before || (before.at < stop.at && before.top <= stop.bottom), `${before?.name} comes before ${stop.name}`);
  });
  assert.deepEqual([stops.at(-2).name, stops.at(-1).name], ['options', 'help']);
  assert.deepEqual(await readLive(popup),
    { verdict: 'polite', warning: 'status', unrecorded: 'status', 'order-failure': 'alert' });
}

/** Whatever the main button offers; gives what it was. */
async function follow(stage) {
  const popup = await openOffering(stage);
  const id = await popup.evaluate(() => document.getElementById('action').dataset.id);
  await popup.click('#action').catch(() => {});
  if (id === 'open') await leavePopup(stage, popup, true);
  else await stage.page.bringToFront();
  return id;
}

/** What the member does next: at the switch LinkedIn's own click, else the toolbar and our button. */
async function step(stage) {
  const state = standingIn(await stage.entry());
  if (state === 'on' && await stage.page.$(SWITCH) && stage.page.url().endsWith(SETTING)) {
    await stage.page.click(SWITCH);
    await untilStands(stage, 'off_unconfirmed');
    return 'switch';
  }
  return follow(stage);
}

const atSetting = (entry) => entry.path === SETTING && standingIn(entry) === 'on';

/** Nothing opens by itself here: each time the toolbar is a click, too. The reload is not one of ours. */
async function count(stage, name) {
  const way = [];
  const isOver = async () => standingIn(await stage.entry()) === 'off_confirmed';
  await stage.go(name);
  await stage.untilEntry('an answer', ({ phase }) => phase === 'told');
  while (!await isOver() && way.length < STEPS_MAX) {
    way.push(await step(stage));
    if (way.at(-1) === 'open') await stage.untilEntry('the setting', atSetting);
    if (way.at(-1) === 'confirm') await untilStands(stage, 'off_confirmed');
  }
  const ours = way.filter((one) => one !== 'switch');
  return { way, clicks: ours.length * 2 - ours.filter((one) => one === 'confirm').length };
}

for (const family of FAMILIES) {
  test(`${family}: an opt-out with the keyboard alone`, TIMEOUT, () => withStage(family, optOut));

  test(`${family}: the focus goes as one reads, and is always seen; what changes is told`, TIMEOUT, () =>
    withStage(family, async (stage) => {
      await stage.go('on');
      await untilStands(stage, 'on');
      await seeOrder(stage);
      const { commands } = JSON.parse(readFileSync(join(BUILD, 'extension', family, 'manifest.json'), 'utf8'));
      assert.equal(commands._execute_action.suggested_key.default, SHORTCUT);
      const known = await stage.session.inside(async () => (await (globalThis.browser ?? globalThis.chrome).commands.getAll())
        .find((one) => one.name === '_execute_action').shortcut);
      assert.equal(known, SHORTCUT);
    }));

  for (const name of process.env.OPTWATCH_FULL === '1' ? ['category-row-on', 'promotions-page'] : ['category-row-on']) {
    test(`${family}: from ${name} to a confirmed off with three clicks and the reload`, TIMEOUT, () =>
      withStage(family, async (stage) => {
        const { way, clicks } = await count(stage, name);
        assert.equal(way.at(-1), 'confirm', way.join());
        assert.ok(clicks <= CLICKS_MAX, `${clicks} clicks: ${way.join()}`);
      }));
  }
}
