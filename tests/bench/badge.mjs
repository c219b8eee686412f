// From a visit to the answer: how long after the page was asked for, and after it was loaded, the badge
// says what the host found. Real browsers, the real host, a page of the corpus.
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCase } from '../e2e/lib/case.mjs';
import { FAMILIES, pageCase } from '../e2e/lib/families.mjs';
import { startSession, visit } from '../e2e/lib/session.mjs';

const ROUNDS = 9;
/** So long a page has to stay the same before the host is told: looks.js waits, whatever else costs. */
const STEADY_MS = 1500;
const BLANK_MS = 300;
const LIMIT_MS = 30_000;

/** In the background: when the badge of the tab, empty at first, says something. */
const awaitBadge = async (tabId, limitMs) => {
  const { action } = globalThis.browser ?? globalThis.chrome;
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    if (await action.getBadgeText({ tabId })) return Date.now();
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }
  return null;
};

/** In the page: when it was asked for, and when it was loaded. */
const readTimes = () => {
  const { timeOrigin } = performance;
  return { asked: timeOrigin, loaded: timeOrigin + performance.getEntriesByType('navigation')[0].loadEventEnd };
};

async function measureVisit(session, page, url, tab) {
  await page.goto('about:blank');
  // The badge of the visit before is gone with its page.
  await sleep(BLANK_MS);
  const shown = session.inside(awaitBadge, tab, LIMIT_MS);
  await visit(page, url);
  const at = await shown;
  if (at === null) throw new Error(`${session.family}: no badge in ${LIMIT_MS / 1000} s`);
  const { asked, loaded } = await page.evaluate(readTimes);
  return { visit: at - asked, rest: at - loaded - STEADY_MS };
}

async function measureFamily(family, rounds) {
  const one = pageCase('on');
  const session = await startSession({ family, answer: answerCase(one) });
  try {
    const page = await session.openTarget();
    await visit(page, one.url);
    const { tab } = await session.looks();
    await session.inside(awaitBadge, tab, LIMIT_MS);
    const found = [];
    for (let i = 0; i < rounds; i += 1) found.push(await measureVisit(session, page, one.url, tab));
    return { browser: family, visit_ms: spread(found.map((each) => each.visit)), rest_ms: spread(found.map((each) => each.rest)) };
  } finally {
    await session.close();
  }
}

/** @returns {{median: number, least: number, most: number}} */
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b).map(Math.round);
  return { median: sorted[Math.floor(sorted.length / 2)], least: sorted[0], most: sorted.at(-1) };
}

const cell = ({ median, least, most }) => `${median} (${least} to ${most})`;
const table = (points) => `| browser | asked for to badge, ms | loaded to badge, without the ${STEADY_MS} ms it has to stay the same |
|---|---|---|
${points.map((one) => `| ${one.browser} | ${cell(one.visit_ms)} | ${cell(one.rest_ms)} |`).join('\n')}
`;

export const badge = {
  name: 'badge',
  title: 'From a visit to the badge, median (least to most)',
  /** @param {{rounds?: string, json: boolean}} options @returns {Promise<string>} */
  async run({ rounds, json }) {
    const points = [];
    for (const family of FAMILIES) points.push(await measureFamily(family, Number(rounds ?? ROUNDS)));
    return json ? JSON.stringify(points) : table(points);
  },
};
