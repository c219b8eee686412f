// Reminders in the browser: what is due is shown once, by the browser or by another, and a click leads
// to the setting.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCase } from './lib/case.mjs';
import { familiesToday, pageCase } from './lib/families.mjs';
import { manifestPath, placeManifest, placeScript } from './lib/home.mjs';
import { CATEGORY, SETTING } from './lib/looks.mjs';
import { OWN_WINDOWS, alarms, click, endBackground, press, readNotice, ring, ringOut, shown } from './lib/notice.mjs';
import { ORIGIN } from './lib/paths.mjs';
import { until } from './lib/popup.mjs';
import { startSession } from './lib/session.mjs';
import { tapped } from './lib/tap.mjs';

const FAMILIES = familiesToday('reminders');
const TIMEOUT = { timeout: 120_000 };
const MINUTE_MS = 60_000;
const DAY_S = 86_400;
const ONCE = ['remind'];

const failing = (parts, home) => `#!/bin/sh\necho start >>"${join(home.path, 'starts')}"\nexit 1\n`;

/** A host of before there were claims. */
function older(parts, home) {
  const error = { code: 'E_COMMAND', num: 16, retry: false, hint: '' };
  const host = { version: '0.0.1', protocol: [1, 1], catalogue: 1, caps: ['hello', 'report'], sandbox: 'full' };
  const text = JSON.stringify({ v: 1, id: null, error, host });
  const header = [text.length & 255, text.length >> 8, 0, 0];
  const bytes = (endianness() === 'LE' ? header : header.reverse()).map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
  return `${failing(parts, home).replace('exit 1', `printf '${bytes.join('')}'`)}printf '%s' '${text}'\ncat >/dev/null\n`;
}

/** How often a host that gives no claim was started. */
function starts({ home }) {
  const path = join(home.path, 'starts');
  return existsSync(path) ? readFileSync(path, 'utf8').split('start').length - 1 : 0;
}

function replaceHost({ home, family, parts }, script) {
  placeManifest(home, family, parts.manifest, placeScript(home, 'other.sh', script(parts, home)));
}

async function withBrowser(family, options, body) {
  const session = await startSession({ family, answer: answerCase(pageCase('on')), script: tapped, ...options });
  try {
    await body(session);
  } finally {
    await session.close();
  }
}

const ago = (days) => new Date(Date.now() - days * DAY_S * 1000).toISOString().replace(/\.\d+/, '');

/** What a command prints; one that fails is a fault of the test. */
function run(session, ...args) {
  const { status, stdout, stderr } = session.cli(...args);
  assert.equal(status, 0, stderr);
  return stdout;
}

function setQuiet(session, from, until_) {
  run(session, 'settings', 'quiet_from', String(from));
  run(session, 'settings', 'quiet_until', String(until_));
}

/** As set yesterday for a moment that is over; gives its id. */
const makeDue = (session) => {
  setQuiet(session, 0, 0);
  return JSON.parse(run(session, 'reminders', 'set', '--json', '--at', ago(0.5), '--now', ago(1))).set;
};

const deliveries = (session) => JSON.parse(run(session, 'export', '--json')).deliveries;
const listed = (session, id) =>
  JSON.parse(run(session, 'reminders', 'list', '--json')).reminders.find((one) => one.id === id);
const claimIn = (asked) => asked.find((one) => one.action === 'claim').ok.claim;
const actionsIn = (asked) => asked.map((one) => one.action);
const opened = ({ server }, path = SETTING) => server.requests.filter((one) => one.path === path).length;

/** The addresses of tabs with settings, once a page at this path is among them. */
async function settingsTabs(session, path) {
  const ask = () =>
    session.inside(async (url) => (await (globalThis.browser ?? globalThis.chrome).tabs.query({ url })).map((tab) => tab.url),
      `${ORIGIN}/mypreferences/*`);
  return until(`a tab at ${path}`, ask, (urls) => urls.includes(ORIGIN + path));
}

/** What the background keeps of the notification. */
const kept = (session) =>
  session.inside(async () => (await (globalThis.browser ?? globalThis.chrome).storage.session.get('reminding')).reminding);

/** As if the host had named another address. */
async function pointTo(session, open) {
  const about = { ...await kept(session), open };
  await session.inside((reminding) => (globalThis.browser ?? globalThis.chrome).storage.session.set({ reminding }), about);
}

/** The reminder is on the screen, and everybody knows. */
async function showDue(session) {
  const id = makeDue(session);
  const asked = await ringOut(session);
  assert.deepEqual(claimIn(asked).instances.map((one) => one.reminder), [id]);
  assert.deepEqual(await shown(session), ONCE);
  return id;
}

/** Taken away by us: by itself it goes too, a few seconds later. */
async function isGone(session) {
  await until('nothing kept of it', () => kept(session), (about) => !about);
  await until('the notification gone', () => shown(session), (ids) => ids.length === 0, 2_000);
}

for (const family of FAMILIES) {
  test(`${family}: what is due is shown once, noted, and a click opens the setting`, TIMEOUT, () =>
    withBrowser(family, { prefs: OWN_WINDOWS }, async (session) => {
      const [alarm, ...more] = await alarms(session);
      assert.deepEqual([alarm.name, alarm.periodInMinutes, more.length], ['remind', 24 * 60, 0]);
      assert.ok(alarm.scheduledTime - Date.now() <= 5 * MINUTE_MS);

      assert.equal(claimIn(await ringOut(session)), null);
      assert.deepEqual(await shown(session), [], 'nothing was due');

      const id = makeDue(session);
      const hour = new Date().getHours();
      setQuiet(session, (hour + 23) % 24, (hour + 2) % 24);
      assert.equal(claimIn(await ringOut(session)), null);
      assert.deepEqual(await shown(session), [], 'it is quiet');
      const [next] = await alarms(session);
      assert.ok(next.scheduledTime - Date.now() <= 60 * MINUTE_MS, 'it is tried again before a day is over');

      setQuiet(session, 0, 0);
      const asked = await ringOut(session);
      assert.deepEqual(actionsIn(asked), ['claim', 'delivered', 'list']);
      assert.deepEqual(await shown(session), ONCE);
      const notice = await readNotice(session);
      assert.ok(notice === null || notice.includes(claimIn(asked).text), notice);
      assert.deepEqual(deliveries(session).map((one) => [one.reminder, one.carrier]), [[id, 'browser']]);

      assert.equal(run(session, 'remind', '--deliver=print'), '');
      assert.equal(claimIn(await ringOut(session)), null);
      assert.equal(deliveries(session).length, 1);

      const { scheduledTime } = (await alarms(session)).find((one) => one.name === 'remind');
      await endBackground(session);
      await click(session);
      await until('the setting opened', () => opened(session), (count) => count === 1);
      assert.deepEqual(await settingsTabs(session, SETTING), [ORIGIN + SETTING]);
      await isGone(session);
      const later = (await alarms(session)).find((one) => one.name === 'remind');
      assert.equal(later.scheduledTime, scheduledTime, 'the alarm is as it was');

      await showDue(session);
      await pointTo(session, `${ORIGIN}${CATEGORY}`);
      await click(session);
      await until('what was named, opened', () => opened(session, CATEGORY), (count) => count === 1);
      assert.deepEqual(await settingsTabs(session, CATEGORY), [ORIGIN + CATEGORY], 'in the tab that has settings');
      await isGone(session);

      await showDue(session);
      await pointTo(session, `${ORIGIN}.example${SETTING}`);
      await click(session);
      await until('the setting opened instead', () => opened(session), (count) => count === 2);
      assert.deepEqual(session.server.foreign(), []);
      await isGone(session);
    }));

  test(`${family}: a host that fails, or is older, is asked once an alarm; what no screen shows stays due`, TIMEOUT, () =>
    withBrowser(family, {}, async (session) => {
      for (const script of [failing, older]) {
        replaceHost(session, script);
        const before = starts(session);
        await ring(session);
        await until('a start', () => starts(session), (count) => count > before);
        await sleep(1000);
        assert.equal(starts(session), before + 1);
        assert.deepEqual(await shown(session), []);
      }
      const [alarm] = await alarms(session);
      assert.ok(alarm.scheduledTime - Date.now() > 23 * 60 * MINUTE_MS);

      replaceHost(session, tapped);
      if (family === 'chromium') {
        await session.inside(() => { globalThis.chrome.notifications.create = () => Promise.reject(new Error('no')); });
      }
      const id = makeDue(session);
      assert.deepEqual(actionsIn(await ringOut(session)), ['claim', 'release', 'list']);
      assert.deepEqual(await shown(session), []);
      assert.deepEqual(deliveries(session), []);
      const { instances } = JSON.parse(run(session, 'remind', '--deliver=print'));
      assert.deepEqual(instances.map((one) => one.reminder), [id]);
    }));
}

/** The host cannot be asked meanwhile. */
async function withoutHost({ home, family }, body) {
  const path = manifestPath(home, family);
  renameSync(path, `${path}.away`);
  await body();
  renameSync(`${path}.away`, path);
}

test('chromium: the buttons snooze, tell that it is done, and slow down', { ...TIMEOUT, skip: FAMILIES.includes('chromium') ? false : 'not with Chromium today' }, () =>
  withBrowser('chromium', {}, async (session) => {
    const snoozed = await showDue(session);
    await endBackground(session);
    const pressed = Date.now() / 1000;
    await press(session, 0);
    await isGone(session);
    const moved = listed(session, snoozed).snoozed_until - pressed - DAY_S;
    assert.ok(Math.abs(moved) < 30, `${moved} s beside a day`);

    const done = await showDue(session);
    await withoutHost(session, async () => {
      await press(session, 1);
      await sleep(700);
      assert.deepEqual(await shown(session), ONCE, 'an answer that did not arrive can be given again');
    });
    await press(session, 1);
    await isGone(session);
    assert.equal(listed(session, done).state, 'over');

    const set = ['reminders', 'set', '--json', '--rule', 'monthly', '--at', ago(95), '--now', ago(96)];
    const ignored = JSON.parse(run(session, ...set)).set;
    for (const days of [90, 60]) {
      assert.match(run(session, 'remind', '--deliver=print', '--now', ago(days)), /instances/);
    }
    assert.equal(claimIn(await ringOut(session)).slower, ignored);
    await press(session, 0);
    await isGone(session);
    const { reminders } = JSON.parse(run(session, 'reminders', 'list', '--json'));
    assert.ok(reminders.some((one) => one.rule === 'quarterly') && !reminders.some((one) => one.rule === 'monthly'));

    const next = async () => (await alarms(session)).find((one) => one.name === 'remind').scheduledTime - Date.now();
    assert.ok(await next() > 5 * MINUTE_MS);
    await session.inside(() => { globalThis.chrome.runtime.onStartup.dispatch(); });
    await until('sooner, as the browser starts', next, (ms) => ms <= 5 * MINUTE_MS);
  }));
