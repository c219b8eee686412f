// Every state of the popup: pictured in light and dark and in three languages, and looked at by
// machine for what a person would stumble over.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violations } from './lib/axe.mjs';
import { familiesToday } from './lib/families.mjs';
import { beyondFirstScreen, farFromKeyboard, linesOf, misfits, unfold, untranslated } from './lib/layout.mjs';
import { FULL, directionOf, languages, picture, tell } from './lib/pictures.mjs';
import { until } from './lib/popup.mjs';
import { SCHEMES, setScheme } from './lib/scheme.mjs';
import { startStage } from './lib/stage.mjs';
import { FAILED, TOLD } from './lib/states.mjs';

const FAMILIES = familiesToday('pictures');

async function speak(stage, state, language) {
  // A history that is damaged takes no order: there it is the extension alone that speaks.
  stage.session.cli('settings', 'language', language);
  await stage.remember(language);
  await (state.speak ?? stage.again)(stage);
  const isSaid = async () => {
    const entry = await stage.entry();
    return entry?.phase !== 'told' || entry.reply.ok.language === language;
  };
  await until(`an answer in ${language}`, isSaid, Boolean);
  await stage.open();
  await until(`the popup in ${language}`, () => stage.popup.evaluate(() => document.documentElement.lang), (lang) => lang === language);
}

/** Folded as it comes, in both schemes: the pictures, and what does not fit. */
async function seeFolded(stage, state, language) {
  const { popup, session } = stage;
  for (const scheme of SCHEMES) {
    await setScheme(session, popup, scheme);
    await picture(popup, `popup-${state.name}-${stage.family}-${scheme}-${language}`);
  }
  return [...await beyondFirstScreen(popup), ...await farFromKeyboard(popup), ...await misfits(popup)];
}

/** With all there is to read: what can be heard, told apart and reached. */
async function seeUnfolded({ popup, session }) {
  const faults = await misfits(popup);
  for (const scheme of SCHEMES) {
    await setScheme(session, popup, scheme);
    faults.push(...(await violations(popup)).map((fault) => `${scheme}: ${fault}`));
  }
  return faults;
}

/** One state in one language: what is wrong with it, and what it says. */
async function look(stage, state, language) {
  await speak(stage, state, language);
  const { popup } = stage;
  assert.equal(await popup.evaluate(() => document.documentElement.dir), directionOf(language));
  const isSeen = (selector) => popup.evaluate((one) => document.querySelector(one).checkVisibility(), selector);
  await until(`${state.sees} of ${state.name}`, () => isSeen(state.sees ?? '#verdict'), Boolean);
  const folded = await seeFolded(stage, state, language);
  await unfold(popup);
  const faults = new Set([...folded, ...await seeUnfolded(stage)]);
  return { faults: [...faults].map((fault) => `${language}: ${fault}`), lines: await linesOf(popup) };
}

async function lookAt(stage, state) {
  await state.reach(stage);
  const faults = [];
  let english = [];
  for (const language of state.languages ?? languages(stage.family)) {
    const seen = await look(stage, state, language);
    if (language === 'en') english = seen.lines;
    faults.push(...seen.faults, ...language === 'en' ? [] : untranslated(seen.lines, english));
  }
  assert.deepEqual(faults, []);
}

const GROUPS = { told: [{ manifest: true }, TOLD], failed: [{ manifest: false }, FAILED] };

// What takes time here is the waiting.
describe('the popup', { concurrency: 2 }, () => FAMILIES.forEach((family) => {
  for (const [group, [options, states]] of Object.entries(GROUPS)) {
    test(`${family}: the popup, ${group}`, { timeout: 1_200_000 }, async (t) => {
      const stage = await startStage(family, options);
      try {
        for (const state of states.filter((one) => FULL || one.quick)) {
          await t.test(state.name, () => lookAt(stage, state));
        }
      } finally {
        await stage.close();
      }
      tell();
    });
  }
}));
