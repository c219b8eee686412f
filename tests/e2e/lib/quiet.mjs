// A settings page that watches for traces of an extension, and what it found, in a form to compare.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCase } from './case.mjs';
import { pageCase } from './families.mjs';
import { FEED, SETTING } from './looks.mjs';
import { ORIGIN, ROOT } from './paths.mjs';
import { until } from './popup.mjs';
import { startSession, visit } from './session.mjs';
import { tapped } from './tap.mjs';

const FOLDER = join(ROOT, 'tests/e2e/quiet');
const FIRST = ['watch.js', 'snapshot.js', 'trap.js', 'pretend.js', 'probe.js'];
const LAST = 'begin.js';
const REPORT = '/quiet/report';
/** A browser asks for it once, whatever it shows. */
const ICON = '/favicon.ico';
/** It blocks nothing, so that what the page tries is not stopped by the page's own policy. */
const POLICY = `default-src 'self' 'unsafe-inline'; report-uri ${REPORT}`;

const tag = (file) => `<script src="/quiet/${file}"></script>`;

function html() {
  const text = readFileSync(join(pageCase('on').folder, 'page.html'), 'utf8');
  return text.replace('<head>', `<head>${FIRST.map(tag).join('')}`).replace('</body>', `${tag(LAST)}</body>`);
}

/** The setting's page, switched on; the same text at /feed/, for those who arrive within the page. */
function answer(request) {
  const { pathname } = request.url;
  if (pathname.startsWith('/quiet/') && pathname !== REPORT) {
    return { type: 'text/javascript', body: readFileSync(join(FOLDER, pathname.slice('/quiet/'.length)), 'utf8') };
  }
  if (pathname === ICON) {
    return { status: 204 };
  }
  if (pathname === SETTING || pathname === FEED) {
    return { body: html(), headers: { 'content-security-policy-report-only': POLICY } };
  }
  return answerCase(pageCase('on'))(request);
}

const TICKS_MS = 700;

/** Shows the page in a tab, and waits until it has built itself and set its traps. */
export async function show(page, path) {
  await visit(page, ORIGIN + path);
  // Not the driver's own way to wait: it leaves timers in the page, which would be counted.
  await until('the page', () => page.evaluate(() => globalThis.quiet.ready === true), Boolean);
}

/** Everything that a page tries to make an extension show itself, and two ticks of ours after it. */
export async function pretend(page) {
  await page.evaluate(() => globalThis.quiet.pretend());
  await sleep(TICKS_MS);
}

/** What comes of messages to an extension by its id. */
export const call = (page, id) => page.evaluate((one) => globalThis.quiet.call(one), id);

/** What the driver and the server see of a page, from now on. */
function listen(session, page) {
  const printed = [];
  page.on('console', (message) => printed.push(`console ${message.text()}`));
  page.on('pageerror', (error) => printed.push(`error ${error}`));
  const { requests } = session.server;
  const known = requests.length;
  const asked = () => requests.slice(known).map(({ method, path }) => `${method} ${path}`);
  return () => ({ printed: [...printed], requests: asked().filter((one) => one !== `GET ${ICON}`) });
}

/** Everything the page saw until now. */
export const finish = async (page) => JSON.parse(await page.evaluate(() => globalThis.quiet.finish()));

/** What the page sees in this browser while it has no extension. */
async function seeBare(session, page, id) {
  const beside = listen(session, page);
  await show(page, SETTING);
  await pretend(page);
  const seen = { ...await finish(page), ...beside() };
  const calls = await call(page, id);
  await page.evaluate(() => { localStorage.clear(); });
  await page.close();
  return { ...seen, calls: [], called: calls };
}

/**
 * Starts a browser, and shows it this page twice: without the extension, then with it. `extension` as
 * for a session; `id` is its address' host.
 */
export async function openQuiet(family, id, extension) {
  let bare;
  const before = async (page, session) => { bare = await seeBare(session, page, id); };
  const session = await startSession({ family, answer, script: tapped, before, ...(extension ? { extension } : {}) });
  try {
    const page = await session.openTarget();
    const beside = listen(session, page);
    await show(page, SETTING);
    return { session, page, bare, beside, close: session.close };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** A line of a stack that is none of the page's own scripts; Firefox does not name an extension's. */
const isForeign = (line) => /@| at /.test(line) && !line.includes(`${ORIGIN}/`);

/** Lines that only one of two has; a line that both have, in another place, is no difference. */
export function unlike(one, other) {
  const [a, b] = [one, other].map((all) => (typeof all === 'string' ? all.split('\n') : all));
  const left = (list, from) => {
    const rest = new Map();
    for (const line of from) rest.set(line, (rest.get(line) ?? 0) + 1);
    return list.filter((line) => {
      const count = rest.get(line) ?? 0;
      rest.set(line, count - 1);
      return count <= 0;
    });
  };
  return [...left(a, b).map((line) => `+ ${line}`), ...left(b, a).map((line) => `- ${line}`)];
}

/** Its second window may be of another size. */
const unstyled = ({ before }) => before.filter((line) => !line.startsWith('style '));

/**
 * The traces of an extension, by the way they were found.
 * @param {any} seen what a page saw that had the extension
 * @param {any} bare what the same page saw in a browser without one
 */
export function traces(seen, bare) {
  return {
    document: [...unlike(seen.after, seen.before), ...unlike(...[seen, bare].map(unstyled))],
    mutations: [...unlike(seen.records, bare.records), ...unlike(seen.built, bare.built)],
    globals: [...unlike(seen.early, bare.early), ...unlike(seen.late, bare.late)],
    stored: [...unlike(seen.storedAfter, seen.storedBefore), ...unlike(seen.storedBefore, bare.storedBefore)],
    calls: seen.calls.map(({ path }) => path),
    origins: seen.calls.flatMap(({ stack }) => stack.split('\n').filter(isForeign)),
    events: seen.heard,
    printed: unlike(seen.printed, bare.printed),
    requests: unlike(seen.requests, bare.requests),
    timeline: unlike(seen.timeline, bare.timeline),
  };
}

/** The names of the ways that found nothing. */
export const silent = (found) => Object.keys(found).filter((name) => found[name].length === 0);
