// The options: what a person sets is stored by the host, and what it refuses is said and not lost.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { answerCase } from './lib/case.mjs';
import { familiesToday, pageCase } from './lib/families.mjs';
import { manifestPath, placeManifest } from './lib/home.mjs';
import { until } from './lib/popup.mjs';
import { startSession } from './lib/session.mjs';

const FAMILIES = familiesToday('options');
const TIMEOUT = { timeout: 120_000 };
const NAMES = ['hour', 'language', 'quiet_from', 'quiet_until', 'region', 'rule', 'stale_days', 'warning'];

/** Every row as a person, or a screen reader, has it. */
const readRows = (page) =>
  page.evaluate(() => [...document.querySelectorAll('.setting')].map((row) => {
    const input = row.querySelector('input, select');
    const described = input.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id));
    const texts = described.filter((one) => one && !one.hidden).map((one) => one.textContent);
    return { name: input.id.replace('setting-', ''), label: input.labels[0]?.textContent, value: input.value,
      chosen: input.selectedOptions?.[0].textContent, about: texts.join(' '), said: row.querySelector('.said').textContent,
      invalid: input.getAttribute('aria-invalid'), live: row.querySelector('.failure').closest('[aria-live]')?.ariaLive };
  }));

const readRow = async (page, name) => (await readRows(page)).find((one) => one.name === name);
const untilRow = (what, page, name, isGood) => until(what, () => readRow(page, name), isGood);
const untilRows = (page) => until('the rows', () => readRows(page), (rows) => rows.length > 0);
const readFailure = (page) =>
  page.evaluate(() => {
    const place = document.getElementById('settings-failure');
    return { kind: place.dataset.kind ?? '', text: place.innerText, again: !document.getElementById('settings-again').hidden };
  });

/** By the keyboard alone. */
async function type(page, name, text) {
  await page.focus(`#setting-${name}`);
  await page.evaluate((id) => document.getElementById(id).select(), `setting-${name}`);
  await page.keyboard.type(text);
  await page.keyboard.press('Tab');
}

const stored = (session) => JSON.parse(session.cli('settings', '--json').stdout).settings;

async function reload(page) {
  await page.evaluate(() => { document.body.dataset.old = 'yes'; location.reload(); }).catch(() => {});
  await until('the page anew', () => page.evaluate(() => document.body?.dataset.old).catch(() => 'yes'), (old) => !old);
}

/** Before the host is registered. */
async function seeNoHost(session, page) {
  const failure = await until('the failure', () => readFailure(page), (seen) => seen.text !== '');
  assert.deepEqual([failure.kind, failure.again, (await readRows(page)).length], ['missing', true, 0]);
  assert.match(failure.text, /packaging\/install/);
  placeManifest(session.home, session.family, session.parts.manifest);
  await page.click('#settings-again');
  await untilRows(page);
  assert.deepEqual(await readFailure(page), { kind: '', text: '', again: false });
}

async function seeNames(page) {
  const rows = await readRows(page);
  assert.deepEqual(rows.map((row) => row.name), NAMES);
  for (const { name, label, about, live } of rows) {
    assert.ok(label && label !== name, `${name} has a name of its own`);
    assert.ok(about.length > 10, `${name} has help`);
    assert.equal(live, 'assertive');
  }
}

async function setSome(session, page) {
  await type(page, 'hour', '7');
  await untilRow('the hour stored', page, 'hour', (row) => row.said !== '');
  await page.select('#setting-region', 'eea');
  const region = await untilRow('the region stored', page, 'region', (row) => row.said !== '');
  assert.equal(region.chosen, 'European Economic Area');
  const { hour, region: where } = stored(session);
  assert.deepEqual([hour, where], [7, 'eea']);
}

async function setWrongly(session, page) {
  await type(page, 'stale_days', '0');
  const refused = await untilRow('why not', page, 'stale_days', (row) => row.invalid === 'true');
  assert.match(refused.about, /does not take this value/);
  assert.match(refused.about, /Still set: 90 days/);
  assert.deepEqual([refused.value, refused.said, stored(session).stale_days], ['0', '', 90]);
  await type(page, 'stale_days', '30');
  const taken = await untilRow('30 days', page, 'stale_days', (row) => row.said !== '');
  assert.ok(taken.invalid === null && !taken.about.includes('Still set'), taken.about);
}

for (const family of FAMILIES) {
  test(`${family}: what is set is stored and survives a reload; what cannot be stored is said, and kept in sight`, TIMEOUT, async () => {
    const session = await startSession({ family, answer: answerCase(pageCase('on')), manifest: false });
    try {
      const page = await session.openOptions();
      await seeNoHost(session, page);
      await seeNames(page);
      await setSome(session, page);
      await setWrongly(session, page);

      await reload(page);
      await untilRows(page);
      assert.equal((await readRow(page, 'hour')).value, '7');
      assert.equal((await readRow(page, 'stale_days')).value, '30');
      await page.select('#setting-language', 'de');
      const german = await untilRow('help in German', page, 'hour', (row) => /Stunde/.test(row.about));
      assert.equal(german.value, '7');

      rmSync(manifestPath(session.home, family));
      await page.select('#setting-rule', 'monthly');
      const lost = await untilRow('no host', page, 'rule', (row) => row.invalid === 'true');
      assert.match(lost.about, /not installed/);
      assert.deepEqual([lost.value, stored(session).rule], ['monthly', 'decaying']);
    } finally {
      await session.close();
    }
  });
}
