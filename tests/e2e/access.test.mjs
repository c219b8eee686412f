// The other pages of the extension, with and without the program: pictured, and looked at by machine
// for what a person would stumble over.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { familiesToday } from './lib/families.mjs';
import { linesOf, misfits, unfold, untranslated } from './lib/layout.mjs';
import { reload } from './lib/options.mjs';
import { directionOf, languages, picture, tell } from './lib/pictures.mjs';
import { until } from './lib/popup.mjs';
import { SCHEMES, setScheme } from './lib/scheme.mjs';
import { startStage } from './lib/stage.mjs';

/** A window on a desk, the narrowest reflow of WCAG 1.4.10, and a small window at 200 %. */
const WIDTHS = [900, 320, 240];
const FAMILIES = familiesToday('pages of the extension');

const count = (selector) => (page) => page.evaluate((one) => document.querySelectorAll(one).length, selector);
const shows = (selector) => (page) => page.evaluate((one) => document.querySelector(one)?.checkVisibility() ?? false, selector);

/** Each page, and when it has drawn all it will. */
const WITH_HOST = {
  options: ['options/options.html', count('#settings-rows .setting')],
  welcome: ['welcome/welcome.html', count('#defaults-rows select:enabled')],
  help: ['help/help.html', count('article')],
};
const WITHOUT_HOST = {
  'options-missing': ['options/options.html', shows('#settings-failure')],
  'welcome-missing': ['welcome/welcome.html', shows('#program-failure')],
};

async function speak(stage, page, language, isDrawn) {
  stage.session.cli('settings', 'language', language);
  await stage.remember(language);
  await reload(page);
  const isSaid = async () =>
    await page.evaluate(() => document.documentElement.lang).catch(() => '') === language && isDrawn(page);
  await until(`the page in ${language}`, isSaid, Boolean);
}

async function look(stage, page, name, language) {
  const faults = [];
  assert.equal(await page.evaluate(() => document.documentElement.dir), directionOf(language));
  await unfold(page);
  faults.push(...await misfits(page, WIDTHS));
  for (const scheme of SCHEMES) {
    await setScheme(stage.session, page, scheme);
    await picture(page, `${name}-${stage.family}-${scheme}-${language}`);
    faults.push(...(await violations(page)).map((fault) => `${scheme}: ${fault}`));
  }
  return faults.map((fault) => `${language}: ${fault}`);
}

async function lookAt(stage, name, [path, isDrawn]) {
  const page = await stage.session.openPage(path);
  const faults = [];
  let english = [];
  for (const language of languages(stage.family)) {
    await speak(stage, page, language, isDrawn);
    faults.push(...await look(stage, page, name, language));
    const lines = await linesOf(page);
    if (language === 'en') english = lines;
    else faults.push(...untranslated(lines, english));
  }
  await page.close();
  assert.deepEqual(faults, []);
}

// What takes time here is the waiting.
describe('the pages', { concurrency: 2 }, () => FAMILIES.forEach((family) => {
  for (const [manifest, pages] of [[true, WITH_HOST], [false, WITHOUT_HOST]]) {
    test(`${family}: pages, ${manifest ? 'with' : 'without'} the program`, { timeout: 240_000 }, async (t) => {
      const stage = await startStage(family, { manifest });
      try {
        for (const [name, what] of Object.entries(pages)) {
          await t.test(name, () => lookAt(stage, name, what));
        }
      } finally {
        await stage.close();
      }
      tell();
    });
  }
}));
