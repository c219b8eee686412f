// The help: every place that is linked to is there and says something, and nothing comes from outside.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerCase } from './lib/case.mjs';
import { familiesToday, pageCase } from './lib/families.mjs';
import { until } from './lib/popup.mjs';
import { startSession } from './lib/session.mjs';

const TIMEOUT = { timeout: 120_000 };
const PLACES = ['missing', 'forbidden', 'crashed', 'timeout', 'protocol', 'error', 'busy', 'blocked', 'platform',
  'no_access', 'unclear', 'not_shown', 'sealing', 'on', 'off_unconfirmed', 'off_confirmed', 'turned_back_on', 'stale'];
const PAGES = ['help/help.html', 'options/options.html', 'welcome/welcome.html'];

const ready = (page) => until('words', () => page.evaluate(() => document.querySelector('h1')?.innerText ?? ''), Boolean);

/** What each place says beside its heading. */
const readPlaces = (page, ids) =>
  page.evaluate((all) => all.map((id) => {
    const place = document.getElementById(id);
    const heading = place?.querySelector('h2, h3')?.innerText ?? '';
    return { id, heading, text: place ? place.innerText.replace(heading, '').trim() : '' };
  }), ids);

const silent = (page) =>
  page.evaluate(() => [...document.querySelectorAll('[data-i18n], [data-i18n-label]')]
    .filter((one) => !(one.dataset.i18nLabel ? one.ariaLabel : one.textContent))
    .map((one) => one.dataset.i18n ?? one.dataset.i18nLabel));

/** Links of our pages that lead nowhere. */
const broken = (page) =>
  page.evaluate(async () => {
    const isGood = async ({ href, origin, hash }) => {
      const reply = origin === location.origin ? await fetch(href).catch(() => null) : null;
      const there = reply?.ok ? new DOMParser().parseFromString(await reply.text(), 'text/html') : null;
      return Boolean(there && (!hash || there.getElementById(hash.slice(1))));
    };
    const links = [...document.querySelectorAll('a')];
    const good = await Promise.all(links.map(isGood));
    return { count: links.length, bad: links.filter((_, index) => !good[index]).map((link) => link.href) };
  });

const addTo = (page) => page.evaluate(() => { const link = document.createElement('a'); link.href = '#nowhere'; document.body.append(link); });

for (const family of familiesToday('help')) {
  test(`${family}: every place of the help says something, without the host; links of our pages lead somewhere`, TIMEOUT, async () => {
    const session = await startSession({ family, answer: answerCase(pageCase('on')), manifest: false });
    try {
      const page = await session.openPage('help/help.html#sealing');
      await ready(page);
      for (const { id, heading, text } of await readPlaces(page, PLACES)) {
        assert.ok(heading.length > 1 && text.length > 30, `${id}: ${heading}: ${text}`);
      }
      const top = () => page.evaluate(() => document.getElementById('sealing').getBoundingClientRect().top);
      await until('the place asked for', top, (at) => at >= 0 && at < 500);
      for (const path of PAGES) {
        const one = path === PAGES[0] ? page : await session.openPage(path);
        await ready(one);
        assert.deepEqual(await silent(one), [], path);
        const { count, bad } = await broken(one);
        assert.ok(count > 1, path);
        assert.deepEqual(bad, [], path);
      }
      await addTo(page);
      assert.equal((await broken(page)).bad.length, 1, 'it would have said so');
    } finally {
      await session.close();
    }
  });
}
