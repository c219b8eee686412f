// Shows one case to a browser and waits until Optwatch has said its last word on it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCase } from './case.mjs';
import { startSession, visit } from './session.mjs';

const POLL_MS = 150;
const QUIET_MS = 5_000;
const LIMIT_MS = 30_000;
const BETWEEN_MS = 2_000;
const CLICK_MS = 10_000;
/** Each start of a browser is tried once more: on a loaded machine one in many does not come up. */
const STARTS = 2;

/** The setting that matters, and every other of which the page says something. */
const MATTERS = 'data-for-ai-improvement';

function readings(entry) {
  const all = entry?.reply?.ok?.readings ?? [];
  const list = all.filter(({ setting, state }) => setting === MATTERS || state !== 'elsewhere');
  return Object.fromEntries(
    list.map(({ setting, state, locked, reasons }) => [setting, { state, locked, reasons }]),
  );
}

/** What the last look said, in the form of observe.mjs' output line. */
export function summarise(entry) {
  const steps = entry?.reply?.ok?.guide?.steps ?? [];
  return {
    readings: readings(entry),
    current_step: steps.find((step) => step.status === 'current')?.id ?? null,
    warn: entry?.reply?.ok?.warn?.level ?? null,
  };
}

/**
 * Settled: the host has answered for the page that is shown now, and none of the expected settings
 * is still loading.
 */
export function isSettled({ entry, url }, expected) {
  if (entry?.phase !== 'told' || !entry.reply?.ok) {
    return false;
  }
  const path = new URL(url).pathname.replace(/(.)\/+$/, '$1');
  if (isWatched(url) && entry.path !== undefined && entry.path !== path) {
    return false;
  }
  const seen = readings(entry);
  return expected.every((setting) => seen[setting]?.state !== 'loading');
}

/**
 * Clicks wait for their element: a row may be drawn only after the click before. A real click where
 * the element has a place on the page; else the page's own, as for a control drawn by its label.
 */
async function click(page, selector) {
  const handle = await page.waitForSelector(selector, { timeout: CLICK_MS });
  const box = await handle.boundingBox();
  if (box && box.width > 0 && box.height > 0) {
    await handle.scrollIntoView();
    await handle.click();
  } else {
    await handle.evaluate((element) => element.click());
  }
  await handle.dispose().catch(() => {});
}

/** At such an address nothing of the extension runs: no look will come, and a click need not wait. */
function isWatched(url) {
  return /^\/(mypreferences|psettings)\//.test(new URL(url).pathname);
}

/**
 * Follows the looks until nothing has changed for 5 s, or until 30 s after the load. A click takes
 * its turn when what came before it has been looked at.
 */
async function follow(session, page, one) {
  const expected = Object.keys(one.expect);
  const clicks = [...one.click];
  const began = Date.now();
  let last = '';
  let quietSince = began;
  let entry = null;
  while (Date.now() - began < LIMIT_MS) {
    const looks = await session.looks();
    const url = looks.url ?? one.url;
    entry = looks.entry;
    const told = JSON.stringify(summarise(entry));
    if (told !== last) {
      last = told;
      quietSince = Date.now();
    }
    const settled = isSettled({ entry, url }, expected);
    const quiet = Date.now() - quietSince;
    const first = clicks.length === one.click.length && settled;
    const ready = (settled || !isWatched(url)) && quiet >= BETWEEN_MS;
    if (clicks.length > 0 && (first || ready)) {
      await click(page, clicks.shift());
      quietSince = Date.now();
    } else if (settled && clicks.length === 0 && quiet >= QUIET_MS) {
      break;
    }
    await sleep(POLL_MS);
  }
  if (clicks.length > 0) {
    throw new Error(`never got to click ${clicks[0]}`);
  }
  return entry;
}

async function takePictures(session, page, one, folder) {
  mkdirSync(folder, { recursive: true });
  const name = one.name.replaceAll('/', '_');
  await page.screenshot({ path: join(folder, `${name}-page.png`) });
  const { tab } = await session.looks();
  const popup = await session.openPopup(tab);
  await popup.setViewport({ width: 380, height: 600 });
  await sleep(500);
  await popup.screenshot({ path: join(folder, `${name}-popup.png`), fullPage: true });
}

function checkRequests(session) {
  const foreign = session.server.foreign();
  if (foreign.length > 0) {
    const names = [...new Set(foreign.map((entry) => `${entry.method} ${entry.host}${entry.path}`))];
    throw new Error(`requests for other hosts: ${names.join(', ')}`);
  }
}

async function startOften(settings) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startSession(settings);
    } catch (error) {
      if (attempt >= STARTS || /^not built|^no (Chromium|Firefox) found/.test(error.message)) {
        throw error;
      }
    }
  }
}

/** Observes one case in a browser, a home and a store of its own. */
export async function observeCase(one, { family, picture }) {
  const session = await startOften({ family, answer: answerCase(one) });
  try {
    const page = await session.openTarget();
    await visit(page, one.url);
    const entry = await follow(session, page, one);
    checkRequests(session);
    if (picture) {
      await takePictures(session, page, one, picture);
    }
    if (entry?.phase === 'failed' || entry?.reply?.error) {
      const why = entry.failure ?? entry.reply.error;
      throw new Error(`the extension failed: ${JSON.stringify(why)}`);
    }
    return { case: one.name, ...summarise(entry) };
  } finally {
    await session.close();
  }
}

/** The settings of a case whose reading is not among the expected ones, in words. */
export function unexpected(one, result) {
  const wrong = [];
  for (const [setting, states] of Object.entries(one.expect)) {
    // A page of which the host says nothing is a page that is elsewhere.
    const state = result.readings[setting]?.state ?? 'elsewhere';
    if (!states.includes(state)) {
      wrong.push(`${setting} is ${state}, expected ${states.join(' or ')}`);
    }
  }
  for (const [setting, locked] of Object.entries(one.locked)) {
    if (result.readings[setting]?.locked !== locked) {
      wrong.push(`${setting} is ${locked ? 'not ' : ''}locked`);
    }
  }
  return wrong;
}
