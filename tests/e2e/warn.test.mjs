// The warning that comes by itself: when it does, when it does not, and what the host knows of it.
import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, report, request } from '../protocol/lib.mjs';
import { familiesToday } from './lib/families.mjs';
import { standingIn } from './lib/hand.mjs';
import { SWITCH } from './lib/looks.mjs';
import { OWN_WINDOWS, endBackground } from './lib/notice.mjs';
import { until } from './lib/popup.mjs';
import { startStage } from './lib/stage.mjs';
import { tapped } from './lib/tap.mjs';
import { badge, clearNotice, closePopup, isNoticed, isOpen, refusePopup, shown, textOfPopup, untilOpen,
  untilShown } from './lib/warned.mjs';

const OTHER = '5d7c1a2e-8a5e-4f57-9a4e-6d8f1c5f0b22';
const FAMILIES = familiesToday('warnings');
const TIMEOUT = { timeout: 240_000 };

async function withStage(family, options, body) {
  const stage = await startStage(family, { beside: false, script: tapped, prefs: OWN_WINDOWS, ...options });
  try {
    await body(stage, stage.session);
  } finally {
    await stage.close();
  }
}

const warnIn = (entry) => entry?.reply?.ok?.warn;
const untilWarned = (stage, id) => stage.untilEntry(id, (entry) => warnIn(entry)?.id === id);

/** The page is told of at 1.5 and at 5 seconds: what the first brings about has come by the second. */
const untilNext = (stage, before) =>
  stage.untilEntry('the second answer', ({ phase, seq, visit }) => phase === 'told' && visit === before.visit && seq > before.seq);

/** The look after five seconds has been told, and nothing more is to come of this page. */
async function settle(stage, value) {
  const last = (await stage.entry())?.visit;
  await stage.go('turned-off', { value });
  const before = await stage.untilEntry('an answer', ({ phase, visit }) => phase === 'told' && visit !== last);
  return untilNext(stage, before);
}

async function click(stage) {
  await stage.page.bringToFront();
  await stage.page.click(SWITCH);
}

/** Off, and on again by hand: an event of its own each time. */
async function flip(stage) {
  await click(stage);
  await stage.untilEntry('off', (entry) => standingIn(entry) === 'off_unconfirmed');
  await click(stage);
  return untilWarned(stage, 'own_hand');
}

/**
 * Whether an answer is to the look that follows three seconds and more after the first. On a slow machine
 * the popup tells that it was drawn only after that.
 */
function isSecond({ reply, at }) {
  const [standing] = reply?.ok?.standings ?? [];
  return Boolean(standing) && at - standing.since * 1000 >= 3_000;
}

async function onceADay(stage, session) {
  await stage.go('turned-off', { value: true });
  await untilOpen(session);
  const [first] = await untilShown(session, 1);
  const { visit } = await stage.entry();
  assert.deepEqual(first, { warn: 'on', visit, taken: true });
  await stage.untilEntry('the second look', isSecond);
  await closePopup(session);

  await settle(stage, true);
  assert.equal(warnIn(await stage.entry()).level, 'warning');
  assert.equal(await isOpen(session), false, 'it opened a second time on one day');
  assert.equal(shown(session).length, 1);
}

/** Another profile of the same member is spared, one of somebody else is not. */
async function sparesTheOther({ session }) {
  const { home } = session;
  const told = await report(home, { instance: OTHER });
  assert.equal(told.ok.warn.show, true);
  const [account, other] = told.ok.question.accounts;
  await ask(home, request('accounts', { action: 'join', account, with: other, instance: OTHER }));
  assert.equal((await report(home, { instance: OTHER })).ok.warn.show, false);
}

/** An event since: the same day does not matter. */
async function tellsEvents(stage, session) {
  const { reply } = await flip(stage);
  await untilOpen(session);
  const all = await untilShown(session, 2);
  assert.equal(all[1].warn, 'own_hand');
  const text = await textOfPopup(session);
  assert.ok(text === null || text === reply.ok.warn.text, text);
  await closePopup(session);
}

/** Confirmed off, and on again by itself; the background was stopped meanwhile. */
async function tellsTheAlarm(stage, session) {
  await settle(stage, false);
  await stage.untilEntry('confirmed', (entry) => standingIn(entry) === 'off_confirmed');
  assert.equal(await isOpen(session), false, 'nothing is to be said of an off');
  await endBackground(session);
  await stage.go('turned-off', { value: true });
  await untilOpen(session);
  const all = await untilShown(session, 3);
  assert.equal(all[2].warn, 'turned_back_on');
  assert.equal((await badge(session)).text, '!');
  await closePopup(session);
}

async function byBadge(stage, session) {
  stage.cli('settings', 'warning', 'badge');
  const entry = await settle(stage, true);
  const { text, title } = await badge(session);
  assert.equal(text, 'ON');
  assert.ok(title.includes(entry.reply.ok.verdict.text), title);
}

async function wanted(stage, session, intent) {
  await ask(session.home, request('accounts', { action: 'intent', intent }));
}

async function leftOn(stage, session) {
  stage.cli('settings', 'warning', 'popup');
  await wanted(stage, session, 'leave_on');
  const entry = await settle(stage, true);
  assert.equal(warnIn(entry).level, 'none');
  assert.equal((await badge(session)).text, 'ON');
  await wanted(stage, session, 'want_off');
}

const nothingShown = async (session) =>
  assert.deepEqual([await isOpen(session), await isNoticed(session), shown(session).length], [false, false, 0]);

/** A host that takes its time while the file is there. */
const SLOW = 'slow';
const slowed = (parts, home) =>
  tapped(parts, home).replace('tee "$file.in"', `if [ -e "${home.path}/${SLOW}" ]; then sleep 3; fi\ntee "$file.in"`);

const started = ({ home }) => readdirSync(join(home.path, 'tap')).length;

/** Opens another tab in the window with LinkedIn, before it. */
const openBefore = async (session) =>
  session.inside(async (beside) => {
    const { tabs } = globalThis.browser ?? globalThis.chrome;
    return (await tabs.create({ windowId: (await tabs.get(beside)).windowId, url: 'about:blank' })).id;
  }, (await session.looks()).tab);

/** The person has gone to another tab when the answer comes: it waits until they are back. */
async function whereTheyAre(stage, session) {
  const file = join(session.home.path, SLOW);
  writeFileSync(file, '');
  const before = started(session);
  await stage.go('turned-off', { value: true });
  await until('a request', () => started(session), (count) => count > before);
  const other = await openBefore(session);
  await stage.untilEntry('a warning to show', (entry) => warnIn(entry)?.show === true);
  // Whatever would come now comes at once.
  await sleep(2_000);
  await nothingShown(session);
  rmSync(file);
  await session.inside((tab) => (globalThis.browser ?? globalThis.chrome).tabs.remove(tab), other);
  await untilOpen(session);
  await untilShown(session, 1);
  await closePopup(session);
}

async function byNotification(stage, session, count) {
  await flip(stage);
  await until('a notification', () => isNoticed(session), Boolean, 30_000);
  const all = await untilShown(session, count);
  assert.equal(all.at(-1).warn, 'own_hand');
  await clearNotice(session);
}

for (const family of FAMILIES) {
  test(`${family}: it opens once a day and account, at once for an event, and for the alarm`, TIMEOUT, () =>
    withStage(family, { warning: 'popup' }, async (stage, session) => {
      await onceADay(stage, session);
      await sparesTheOther(stage);
      await tellsEvents(stage, session);
      await tellsTheAlarm(stage, session);
    }));

  test(`${family}: it comes as the person wants it, where they are, and never for what they leave on`, TIMEOUT, () =>
    withStage(family, { warning: 'badge', script: slowed }, async (stage, session) => {
      await byBadge(stage, session);
      await nothingShown(session);
      await leftOn(stage, session);
      await nothingShown(session);
      await whereTheyAre(stage, session);
      const allow = await refusePopup(session);
      await byNotification(stage, session, 2);
      await allow();
      stage.cli('settings', 'warning', 'notification');
      await settle(stage, true);
      await byNotification(stage, session, 3);
      assert.equal(await isOpen(session), false);
    }));
}
