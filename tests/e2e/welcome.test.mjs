// The page after installation: without the host it says what to do, with it three settings are taken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerCase } from './lib/case.mjs';
import { familiesToday, pageCase } from './lib/families.mjs';
import { placeManifest } from './lib/home.mjs';
import { textOf, untilText } from './lib/options.mjs';
import { until } from './lib/popup.mjs';
import { startSession } from './lib/session.mjs';

const TIMEOUT = { timeout: 120_000 };
const PAGE = 'welcome/welcome.html';
const SETTING = 'https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement';

const readDefaults = (page) =>
  page.evaluate(() => [...document.querySelectorAll('#defaults-rows select')].map((select) => ({
    name: select.id.slice(8), value: select.value, off: select.disabled, choices: select.options.length,
    about: select.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent).join(' '),
    said: select.closest('.setting').querySelector('.said').textContent,
  })));

const addresses = (session) =>
  session.inside(async () => (await (globalThis.browser ?? globalThis.chrome).tabs.query({})).map((tab) => tab.url ?? ''));

const stored = (session) => JSON.parse(session.cli('settings', '--json').stdout).settings;

/** The page that the browser opened by itself: a driver can hold one of its own only. */
async function isOpened(session) {
  await until('the page after installation', () => addresses(session), (all) => all.some((one) => one.includes(PAGE)));
  await session.inside(async (path) => {
    const api = globalThis.browser ?? globalThis.chrome;
    const tabs = await api.tabs.query({});
    await api.tabs.remove(tabs.filter((tab) => tab.url?.includes(path)).map((tab) => tab.id));
  }, PAGE);
}

async function withoutHost(page) {
  await untilText(page, 'program-failure', /packaging\/install --user/);
  const defaults = await readDefaults(page);
  assert.deepEqual(defaults.map(({ name, value, off }) => [name, value, off]),
    [['region', '', true], ['rule', 'decaying', true], ['warning', 'popup', true]]);
  for (const { about } of defaults) {
    assert.match(about, /cannot be changed yet/);
  }
}

async function withHost(session, page) {
  placeManifest(session.home, session.family, session.parts.manifest);
  await page.click('#program-again');
  const found = await untilText(page, 'program-note', /Found/);
  const version = session.cli('--version').stdout.match(/\d+\.\d+\.\d+/)[0];
  assert.ok(found.includes(version), found);
  assert.deepEqual([await textOf(page, 'program-failure'), await textOf(page, 'program-again')], [null, null]);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'program');
  const defaults = await readDefaults(page);
  assert.deepEqual(defaults.map(({ name, off }) => [name, off]), [['region', false], ['rule', false], ['warning', false]]);
  await page.select('#setting-region', 'uk');
  await until('the region stored', () => readDefaults(page), ([region]) => region.said !== '');
  assert.deepEqual(stored(session), { ...stored(session), region: 'uk', rule: 'decaying', warning: 'popup' });
}

async function skip(session, page) {
  await page.click('#skip').catch(() => {});
  await until('no such tab', () => addresses(session), (all) => !all.some((one) => one.includes(PAGE)));
  assert.equal(stored(session).rule, 'decaying');
}

async function goOn(session) {
  const page = await session.openPage(PAGE);
  await untilText(page, 'program-note', /Found/);
  await page.click('#open').catch(() => {});
  await until('the setting in its place', () => addresses(session),
    (all) => all.includes(SETTING) && !all.some((one) => one.includes(PAGE)));
}

for (const family of familiesToday('welcome')) {
  test(`${family}: welcome`, TIMEOUT, async (t) => {
    const session = await startSession({ family, answer: answerCase(pageCase('on')), manifest: false, welcome: true });
    const part = (name, body, ...args) => t.test(`${family}: ${name}`, () => body(...args));
    try {
      await part('it opens by itself after the installation', isOpened, session);
      const page = await session.openPage(PAGE);
      await part('without the host it says how to get it, and why nothing can be set', withoutHost, page);
      await part('looked for again, the host is found, and a default is stored', withHost, session, page);
      await part('Skip closes the page and keeps the defaults', skip, session, page);
      await part('the main button leads to the setting', goOn, session);
    } finally {
      await session.close();
    }
  });
}
