// The options: what a person sets, names, pauses and erases is done by the host, and what it refuses
// is said and not lost.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { report } from '../protocol/lib.mjs';
import { answerCase } from './lib/case.mjs';
import { familiesToday, pageCase } from './lib/families.mjs';
import { manifestPath, placeManifest } from './lib/home.mjs';
import { readKept, readRow, readRows, reload, textOf, type, untilRow, untilRows, untilText } from './lib/options.mjs';
import { until } from './lib/popup.mjs';
import { startSession } from './lib/session.mjs';

const FAMILIES = familiesToday('options');
const TIMEOUT = { timeout: 120_000 };
const NAMES = ['hour', 'language', 'quiet_from', 'quiet_until', 'region', 'rule', 'stale_days', 'warning'];
const PROFILES = ['5d7c1a2e-8a5e-4f57-9a4e-6d8f1c5f0b22', '5d7c1a2e-8a5e-4f57-9a4e-6d8f1c5f0b23'];

const told = (session, ...args) => JSON.parse(session.cli(...args, '--json').stdout);
const stored = (session) => told(session, 'settings').settings;
const register = ({ home, family, parts }) => placeManifest(home, family, parts.manifest);
const unregister = ({ home, family }) => rmSync(manifestPath(home, family));
const press = (page, id) => page.click(`#${id}`);

/** Before the host is registered: each part says so, and erasing erases nothing. */
async function seeNoHost(session, page) {
  await untilText(page, 'settings-failure', /packaging\/install/);
  assert.equal((await readRows(page)).length, 0);
  await untilText(page, 'accounts-note', /needs the Optwatch program/);
  await untilText(page, 'pause-now', /needs the Optwatch program/);
  assert.equal(await textOf(page, 'pause-form'), null);
  await press(page, 'erase-sure');
  await page.click('#erase-form [type="submit"]');
  await untilText(page, 'erase-failure', /not installed/);
  assert.equal(await textOf(page, 'erase-note'), 'Nothing was erased.');
  assert.ok((await readKept(page)).instance, 'what the browser keeps is still there');
  await press(page, 'erase-sure');
  register(session);
  await press(page, 'settings-again');
  await untilRows(page);
  await until('the place', () => page.evaluate(() => document.activeElement?.id), (id) => id === 'settings-heading');
  assert.deepEqual([await textOf(page, 'settings-failure'), await textOf(page, 'settings-again')], [null, null]);
}

async function seeSettings(session, page) {
  const rows = (await readRows(page)).filter(({ id }) => id.startsWith('setting-'));
  assert.deepEqual(rows.map((row) => row.id.slice(8)), NAMES);
  for (const { id, label, about, live } of rows) {
    assert.ok(label && label !== id.slice(8), `${id} has a name of its own`);
    assert.ok(about.length > 10, `${id} has help`);
    assert.equal(live, 'assertive');
  }
  assert.match(rows[0].chosen, /^0?9:00/);
  await page.select('#setting-hour', '7');
  await untilRow('the hour stored', page, 'setting-hour', (row) => row.said !== '');
  await page.select('#setting-region', 'eea');
  const region = await untilRow('the region stored', page, 'setting-region', (row) => row.said !== '');
  assert.equal(region.chosen, 'European Economic Area');
  const { hour, region: where } = stored(session);
  assert.deepEqual([hour, where], [7, 'eea']);
}

async function setWrongly(session, page) {
  await type(page, 'setting-stale_days', '0');
  const refused = await untilRow('why not', page, 'setting-stale_days', (row) => row.invalid === 'true');
  assert.match(refused.about, /does not take this value/);
  assert.match(refused.about, /Still set: 90 days/);
  assert.deepEqual([refused.value, refused.said, stored(session).stale_days], ['0', '', 90]);
  await type(page, 'setting-stale_days', '30');
  const taken = await untilRow('30 days', page, 'setting-stale_days', (row) => row.said !== '');
  assert.ok(taken.invalid === null && !taken.about.includes('Still set'), taken.about);
}

async function changeLanguage(session, page) {
  await reload(page);
  await untilRows(page);
  assert.equal((await readRow(page, 'setting-hour')).value, '7');
  assert.equal((await readRow(page, 'setting-stale_days')).value, '30');
  await page.focus('#setting-language');
  await page.select('#setting-language', 'de');
  await untilRow('help in German', page, 'setting-hour', (row) => /Stunde/.test(row?.about));
  const german = await untilRow('German words', page, 'setting-hour', (row) => /^0?7:00$/.test(row?.chosen));
  assert.equal(german.label, 'Stunde der Erinnerungen');
  const active = () => page.evaluate(() => document.activeElement?.id);
  await until('the same place', active, (id) => id === 'setting-language');
  await page.select('#setting-language', 'en');
  await until('English stored', () => stored(session).language, (language) => language === 'en');
  await untilRow('English', page, 'setting-hour', (row) => /^7:00.AM$/.test(row?.chosen));
  // The keyboard comes back when all of the page is drawn.
  await until('the same place again', active, (id) => id === 'setting-language');
}

/** Older hosts say nothing of it; then nothing is marked. */
async function seeReviewed(page) {
  const names = (reviewed) => page.evaluate(async (known) => {
    const { makeRow } = await import('/options/row.js');
    const { input } = makeRow({ name: 'language', type: 'choice', choices: ['', 'de', 'en'], reviewed: known, help: '' });
    return [...input.options].map((option) => option.textContent);
  }, reviewed);
  assert.deepEqual(await names(['en']), ['As the browser', 'Deutsch – not yet reviewed by a speaker', 'English']);
  assert.deepEqual(await names(undefined), ['As the browser', 'Deutsch', 'English']);
}

async function loseHost(session, page) {
  unregister(session);
  await page.select('#setting-rule', 'monthly');
  const lost = await untilRow('no host', page, 'setting-rule', (row) => row.invalid === 'true');
  assert.match(lost.about, /not installed/);
  assert.deepEqual([lost.value, stored(session).rule], ['monthly', 'decaying']);
  register(session);
}

async function nameAccounts(session, page) {
  const accounts = () => told(session, 'accounts').accounts;
  const [{ id }] = accounts();
  await untilRow('a card', page, `account-${id}-name`, (row) => row?.label === 'Name');
  const card = await page.evaluate(() => document.querySelector('.card article, article.card').innerText);
  assert.match(card, /Last known: On[^]*(Chromium|Firefox), first seen/);
  await type(page, `account-${id}-name`, 'work');
  await untilRow('the name stored', page, `account-${id}-name`, (row) => row.said !== '');
  assert.deepEqual([accounts()[0].name, await textOf(page, `account-${id}-title`)], ['work', 'work']);
  await type(page, `account-${id}-name`, 'x'.repeat(65));
  const refused = await untilRow('why not', page, `account-${id}-name`, (row) => row.invalid === 'true');
  assert.match(refused.about, /at most 64 bytes.*Still set: work/);
  assert.deepEqual([accounts()[0].name, refused.said], ['work', '']);
  await page.select(`#account-${id}-intent`, 'leave_on');
  const intent = await untilRow('the intent stored', page, `account-${id}-intent`, (row) => row.said !== '');
  assert.match(intent.chosen, /On is fine/);
  assert.equal(accounts()[0].intent, 'leave_on');
}

async function tellAccounts(session, page) {
  await untilText(page, 'accounts-question-text', /two browser profiles/);
  await page.click('#accounts-choices [data-id="ask_two"]');
  await until('no question', () => textOf(page, 'accounts-question'), (text) => text === null);
  const { accounts, question } = told(session, 'accounts');
  assert.deepEqual([accounts.length, question], [2, null]);
}

async function pauseReminders(session, page) {
  const until = () => told(session, 'reminders').paused_until;
  const submit = () => page.click('#pause-form [type="submit"]');
  assert.match(await textOf(page, 'pause-now'), /not paused/);
  for (const [weeks, why] of [['0', /1 to 52/], ['53', /lasts 1 to 52 weeks/]]) {
    await type(page, 'pause-weeks', weeks);
    await submit();
    await untilText(page, 'pause-failure', why);
    assert.equal(until(), null);
  }
  await type(page, 'pause-weeks', '3');
  await submit();
  await untilText(page, 'pause-now', /paused until .*20/);
  assert.equal(await textOf(page, 'pause-failure'), null);
  assert.ok(until() > Date.now() / 1000 + 20 * 86_400, String(until()));
  await press(page, 'pause-end');
  await untilText(page, 'pause-now', /not paused/);
  assert.equal(until(), null);
}

/** No keyring is here that could hold a key: the host's answer is put in its place. */
async function leaveKey(page) {
  await page.evaluate(() => {
    const { runtime } = globalThis.browser ?? globalThis.chrome;
    const send = runtime.sendMessage.bind(runtime);
    runtime.sendMessage = async (order) => order.cmd === 'forget'
      ? { reply: { ok: { forgotten: true, key_remains: true } }, failure: null } : send(order);
  });
  await press(page, 'erase-sure');
  await page.click('#erase-form [type="submit"]');
  await untilText(page, 'erase-rest', /key in your keyring[^]*optwatch forget --yes/);
  await press(page, 'erase-anew');
  await until('the page anew', () => textOf(page, 'settings-rows').catch(() => null), Boolean);
}

async function eraseAll(session, page) {
  const submit = () => page.click('#erase-form [type="submit"]');
  await submit();
  await untilText(page, 'erase-note', /Tick the box first/);
  assert.equal(told(session, 'accounts').accounts.length, 2);
  assert.ok((await readKept(page)).answered);
  await press(page, 'erase-sure');
  await submit();
  await untilText(page, 'erase-rest', /optwatch forget --yes/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'erase-result');
  assert.equal(await textOf(page, 'settings'), null);
  const { readings, accounts } = told(session, 'export');
  assert.deepEqual([readings, accounts, stored(session).hour], [[], [], 9]);
  assert.deepEqual(await readKept(page), {});
  await press(page, 'erase-anew');
  const hour = await untilRow('the page anew', page, 'setting-hour', (row) => row?.value === '9');
  assert.match(hour.chosen, /9:00/);
}

for (const family of FAMILIES) {
  test(`${family}: options`, TIMEOUT, async (t) => {
    const session = await startSession({ family, answer: answerCase(pageCase('on')), manifest: false });
    const part = (name, body, ...args) => t.test(`${family}: ${name}`, () => body(...args));
    try {
      for (const [index, instance] of PROFILES.entries()) {
        await report(session.home, { instance, family: ['chromium', 'firefox'][index] });
      }
      const page = await session.openOptions();
      await part('without the host each part says so, and nothing is erased', seeNoHost, session, page);
      await part('what is set is stored', seeSettings, session, page);
      await part('what cannot be stored is said, and kept in sight', setWrongly, session, page);
      await part('what is set survives a reload, and another language keeps the place', changeLanguage, session, page);
      await part('a language that nobody has reviewed is marked', seeReviewed, page);
      await part('accounts are named and told what is wanted; a refusal is said', nameAccounts, session, page);
      await part('two profiles are one account or two', tellAccounts, session, page);
      await part('reminders are paused, and a wrong number of weeks is refused', pauseReminders, session, page);
      await part('a host that is lost is said beside what it did not store', loseHost, session, page);
      await part('a key that remains is named, and what removes it', leaveKey, page);
      await part('erasing takes two steps, and empties the history and what the browser keeps', eraseAll, session, page);
    } finally {
      await session.close();
    }
  });
}
