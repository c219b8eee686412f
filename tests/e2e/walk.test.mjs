// The member's way: told ON, turns it off on LinkedIn's page, and sees that it stayed off, or did not.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCase } from './lib/case.mjs';
import { FAMILIES, familiesToday, pageCase } from './lib/families.mjs';
import { readPopup, untilPopup, untilStanding } from './lib/popup.mjs';
import { startSession, visit } from './lib/session.mjs';

const SWITCH = '[role="switch"]';
const TIMEOUT = { timeout: 120_000 };

/** A browser in front of a case, with the popup in a window of its own beside the page. */
async function withWalk(family, name, body) {
  const one = pageCase(name);
  const session = await startSession({ family, answer: answerCase(one) });
  try {
    const page = await session.openTarget();
    await visit(page, one.url);
    await untilStanding(session, 'on');
    await body(session, page);
  } finally {
    await session.close();
  }
}

async function openPopup(session) {
  const { tab } = await session.looks();
  return session.openPopup(tab);
}

/** Presses the popup's button, and goes back to LinkedIn's page as the person would. */
async function press(popup, page) {
  await popup.bringToFront();
  await popup.click('#action');
  await page.bringToFront();
}

/** The browser that a reminder will open. */
function programOf(session) {
  const code = 'import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute("SELECT program FROM instance").fetchone())';
  const store = join(session.home.env.XDG_DATA_HOME, 'optwatch/optwatch.db');
  return spawnSync('python3', ['-c', code, store], { encoding: 'utf8' }).stdout.trim();
}

const current = (seen) => seen.steps.find((step) => step.current)?.id;

for (const family of FAMILIES) {
  test(`${family}: ON, turned off, not confirmed, confirmed after a reload`, TIMEOUT, () =>
    withWalk(family, 'turned-off', async (session, page) => {
      const popup = await openPopup(session);
      const told = await untilPopup('told on', popup, (seen) => seen.state === 'on');
      assert.equal(told.phase, 'told');
      assert.equal(current(told), 'turn_off');
      assert.ok(told.why.length > 0 && told.exits.length > 0);
      assert.match(programOf(session), new RegExp(`^/.*${family}[^/]*$`));

      await page.bringToFront();
      await page.click(SWITCH);
      await untilStanding(session, 'off_unconfirmed');
      const asked = await untilPopup('asked to confirm', popup, (seen) => current(seen) === 'confirm');
      assert.notEqual(asked.state, 'off_confirmed');

      await press(popup, page);
      await untilStanding(session, 'off_confirmed');
      const { standings, reminders } = JSON.parse(session.cli('status', '--json').stdout);
      assert.deepEqual(standings.filter((one) => one.state === 'off_confirmed').length, 1);
      assert.ok(reminders.some((one) => one.kind === 'recheck'));
      assert.ok(!reminders.some((one) => one.kind === 'opt_out' && one.due));
    }));
}

for (const family of familiesToday('a save refused')) {
  test(`${family}: a save that the server refuses is never confirmed`, TIMEOUT, () =>
    withWalk(family, 'save-refused', async (session, page) => {
      const popup = await openPopup(session);
      await page.bringToFront();
      await page.click(SWITCH);
      await untilStanding(session, 'off_unconfirmed');
      await untilPopup('asked to confirm', popup, (seen) => current(seen) === 'confirm');
      await press(popup, page);
      await untilStanding(session, 'on');
      const { standings } = JSON.parse(session.cli('status', '--json').stdout);
      assert.ok(!standings.some((one) => one.state === 'off_confirmed'));
    }));
}

// Firefox alone restores what a form held.
for (const family of process.env.OPTWATCH_FULL === '1' ? FAMILIES : FAMILIES.filter((one) => one === 'firefox')) {
  test(`${family}: a soft reload that keeps the form's state confirms nothing`, TIMEOUT, () =>
    withWalk(family, 'save-refused', async (session, page) => {
      await page.click(SWITCH);
      await untilStanding(session, 'off_unconfirmed');
      await page.evaluate(() => location.reload());
      // The looks at 1.5 s and at 5 s, and some more.
      await sleep(9_000);
      const { standings } = JSON.parse(session.cli('status', '--json').stdout);
      assert.ok(standings.some((one) => ['on', 'off_unconfirmed'].includes(one.state)));
      assert.ok(!standings.some((one) => one.state === 'off_confirmed'));
      const seen = await readPopup(await openPopup(session));
      assert.notEqual(seen.state, 'off_confirmed');
    }));
}
