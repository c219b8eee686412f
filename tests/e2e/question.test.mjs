// What only the person can tell, asked in the popup: whether two profiles are one account, and who
// turned the switch back on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeControl, report } from '../protocol/lib.mjs';
import { answerCase } from './lib/case.mjs';
import { familiesToday, pageCase } from './lib/families.mjs';
import { untilPopup, untilStanding } from './lib/popup.mjs';
import { startSession, visit } from './lib/session.mjs';

const OTHER = '5d7c1a2e-8a5e-4f57-9a4e-6d8f1c5f0b22';
const FAMILIES = familiesToday('questions');
const TIMEOUT = { timeout: 120_000 };

const told = (session, ...args) => JSON.parse(session.cli(...args, '--json').stdout);
const choose = (popup, id) => popup.click(`#ask-choices [data-id="${id}"]`);

/** A browser that has read "on" once. */
async function withOn(family, body) {
  const one = pageCase('on');
  const session = await startSession({ family, answer: answerCase(one) });
  try {
    const page = await session.openTarget();
    await visit(page, one.url);
    await untilStanding(session, 'on');
    await body(session, page, one);
  } finally {
    await session.close();
  }
}

async function openPopup(session) {
  const { tab } = await session.looks();
  const popup = await session.openPopup(tab);
  await popup.bringToFront();
  return popup;
}

/** Tells the popup again what it knows, under another verdict, and waits until that is drawn. */
async function tellAgain(popup) {
  await popup.evaluate(async () => {
    const { session } = (globalThis.browser ?? globalThis.chrome).storage;
    const key = `tab:${new URLSearchParams(location.search).get('tab')}`;
    const { [key]: state } = await session.get(key);
    state.reply.ok.verdict.text = 'Told again';
    await session.set({ [key]: state });
  });
  await popup.waitForFunction(() => document.getElementById('verdict').textContent === 'Told again');
}

for (const family of FAMILIES) {
  test(`${family}: a button that is being pressed stays while the page is looked at again`, TIMEOUT, () =>
    withOn(family, async (session, page, { url }) => {
      await report(session.home, { instance: OTHER, family: 'firefox' });
      await visit(page, url);
      const popup = await openPopup(session);
      await untilPopup('the question', popup, (seen) => seen.choices.length === 2, 30_000);
      const own = await popup.evaluateHandle(() =>
        [...document.querySelectorAll('#ask-choices button, #beside button, #reminder-rule option, #sealing-do code')]);
      await popup.focus('#ask-choices [data-id="ask_two"]');
      await tellAgain(popup);
      assert.deepEqual(await own.evaluate((all) => [all.length > 5, all.every((one) => one.isConnected)]), [true, true]);
      assert.equal(await popup.evaluate(() => document.activeElement.dataset.id), 'ask_two');
    }));

  test(`${family}: a second profile is asked about once, and the answer holds`, TIMEOUT, () =>
    withOn(family, async (session, page, { url }) => {
      await report(session.home, { instance: OTHER, family: 'firefox' });
      await visit(page, url);
      const popup = await openPopup(session);
      const asked = await untilPopup('the question', popup, (seen) => seen.choices.length === 2, 30_000);
      assert.deepEqual(asked.choices, ['ask_one', 'ask_two']);
      assert.match(asked.question, /two browser profiles/);
      await choose(popup, 'ask_two');
      await untilPopup('no question', popup, (seen) => seen.choices.length === 0 && seen.state === 'on');
      assert.equal(told(session, 'accounts').question, null);
      assert.equal(told(session, 'accounts').accounts.length, 2);
    }));

  test(`${family}: the alarm ends with the person's word, and leaves "on"`, TIMEOUT, () =>
    withOn(family, async (session, page, { url }) => {
      const [{ instance }] = told(session, 'export').instances;
      const controls = [makeControl({ checked: false })];
      // The page is read as on once more after five seconds; a visit of five seconds has to begin later.
      await sleep(9_500);
      await report(session.home, { instance, family, controls });
      assert.equal(told(session, 'status').standings[0].state, 'off_confirmed');
      await visit(page, url);
      await untilStanding(session, 'turned_back_on');
      const popup = await openPopup(session);
      const asked = await untilPopup('the alarm', popup, (seen) => seen.choices.length === 2);
      assert.deepEqual(asked.choices, ['ask_mine', 'ask_other']);
      assert.ok(asked.why.length > 0);
      await choose(popup, 'ask_mine');
      const after = await untilPopup('no alarm', popup, (seen) => seen.choices.length === 0);
      assert.equal(after.state, 'on');
      assert.deepEqual(after.why, asked.why);
      assert.equal(told(session, 'status').standings[0].state, 'on');
    }));
}
