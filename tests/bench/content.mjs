// What one look at a page costs, beside one pass over its elements that reads their own texts: in the
// content scripts' own world of a real browser, where each touch of the page costs most.
import { setTimeout as sleep } from 'node:timers/promises';
import { startSession, visit } from '../e2e/lib/session.mjs';
import { FAMILIES } from '../e2e/lib/families.mjs';
import { SETTING } from '../e2e/lib/looks.mjs';
import { ORIGIN } from '../e2e/lib/paths.mjs';
import { ELEMENTS, SHAPES, makePage } from './lib/settings-page.mjs';

const ROUNDS = 31;
/** Shorter and longer pages, with one switch: the longest is the most that a look goes through. */
const OTHERS = [500, 20_000];
const PAGES = [...SHAPES.map((shape) => ({ shape, size: ELEMENTS })), ...OTHERS.map((size) => ({ shape: SHAPES[0], size }))];
/** A sample is at least this long: browsers tell the time in steps. */
const SAMPLE_MS = 20;

/** In the content scripts' world: the times of both, each sample of the one beside one of the other. */
function measure(rounds, sampleMs) {
  const { looks } = globalThis.optwatch;
  const pass = () => {
    let length = 0;
    for (const element of document.querySelectorAll('*')) {
      for (let node = element.firstChild; node; node = node.nextSibling) {
        if (node.nodeType === 3) length += node.data.length;
      }
    }
    return length;
  };
  const time = (work, times) => {
    const begin = performance.now();
    for (let i = 0; i < times; i += 1) work();
    return (performance.now() - begin) / times;
  };
  const repeats = (work) => {
    let times = 1;
    while (time(work, times) * times < sampleMs) times *= 2;
    return times;
  };
  const works = [pass, looks.described].map((work) => ({ work, times: repeats(work), samples: [] }));
  for (let i = 0; i < rounds; i += 1) {
    for (const one of works) one.samples.push(time(one.work, one.times));
  }
  const { controls, rows } = looks.described();
  return { elements: document.querySelectorAll('*').length, controls: controls.length, rows: rows.length,
    samples: works.map(({ samples }) => samples) };
}

/** A function for the background that runs another in the tab: browsers take no function as a value. */
const inTab = (action) => new Function('start', 'args', `
  const api = globalThis.browser ?? globalThis.chrome;
  return api.tabs.query({})
    .then((tabs) => tabs.find((one) => one.url?.startsWith(start + '/')))
    .then((tab) => api.scripting.executeScript({ target: { tabId: tab.id }, args, func: ${action} }))
    .then(([{ result }]) => result);
`);

/** The lower quartile: a browser waits for others that run, and what it takes itself is wanted. */
const quartile = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)];

async function measureIn(session, page, { shape, size }, rounds) {
  await visit(page, `${ORIGIN}${SETTING}?shape=${shape}&size=${size}`);
  // The first layout is the page's own.
  await sleep(500);
  const found = await session.inside(inTab(measure), ORIGIN, [rounds, SAMPLE_MS]);
  const [pass, look] = found.samples.map(quartile);
  const { elements, controls, rows } = found;
  return { browser: session.family, shape, elements, controls, rows, pass_ms: pass, look_ms: look, ratio: look / pass };
}

async function measureFamily(family, rounds) {
  const answer = ({ url: { pathname, searchParams: asked } }) =>
    pathname === SETTING ? { body: makePage(asked.get('shape'), Number(asked.get('size'))) } : { status: 204 };
  // Firefox rounds the time it tells, and not by little.
  const prefs = { 'privacy.reduceTimerPrecision': false };
  const session = await startSession({ family, answer, prefs, manifest: false });
  try {
    const page = await session.openTarget();
    const points = [];
    for (const one of PAGES) points.push(await measureIn(session, page, one, rounds));
    return points;
  } finally {
    await session.close();
  }
}

const row = ({ browser, shape, elements, controls, rows, pass_ms: pass, look_ms: look, ratio }) =>
  `| ${browser} | ${shape} | ${elements} | ${controls} | ${rows} | ${pass.toFixed(2)} | ${look.toFixed(2)} | ${ratio.toFixed(2)} |`;
const table = (points) => `| browser | page | elements | controls | rows | pass, ms | look, ms | look : pass |
|---|---|---|---|---|---|---|---|
${points.map(row).join('\n')}
`;

export const content = {
  name: 'content',
  title: 'One look at a page, by its size',
  /** @param {{rounds?: string, json: boolean}} options @returns {Promise<string>} */
  async run({ rounds, json }) {
    const points = [];
    for (const family of FAMILIES) points.push(...await measureFamily(family, Number(rounds ?? ROUNDS)));
    return json ? JSON.stringify(points) : table(points);
  },
};
