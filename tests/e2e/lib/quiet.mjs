// A settings page that watches for traces of an extension, and what it found, in a form to compare.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
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
  if (pathname === SETTING || pathname === FEED) {
    return { body: html(), headers: { 'content-security-policy-report-only': POLICY } };
  }
  return answerCase(pageCase('on'))(request);
}

/** Every file of the extension, as a page would ask for it. */
export function filesOf(folder) {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return all.filter((path) => statSync(path).isFile()).map((path) => relative(folder, path)).sort();
}

/** Starts a browser with this page in it. `extension` as for a session: null is none. */
export async function openQuiet(family, { extension, path = SETTING } = {}) {
  const session = await startSession({ family, answer, script: tapped, ...(extension === undefined ? {} : { extension }) });
  try {
    const page = await session.openTarget();
    const printed = [];
    page.on('console', (message) => printed.push(`console ${message.text()}`));
    page.on('pageerror', (error) => printed.push(`error ${error}`));
    await visit(page, ORIGIN + path);
    // Not the driver's own way to wait: it leaves timers in the page, which would be counted.
    await until('the page', () => page.evaluate(() => globalThis.quiet.ready === true), Boolean);
    return { session, page, printed, close: session.close };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** Everything the page saw until now. */
export async function finish({ session, page, printed }) {
  const seen = JSON.parse(await page.evaluate(() => globalThis.quiet.finish()));
  const requests = session.server.requests.map(({ method, path }) => `${method} ${path}`);
  return { ...seen, printed: [...printed], requests: requests.filter((one) => one !== 'GET /favicon.ico') };
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

/**
 * The traces of an extension, by the way they were found.
 * @param {any} seen what a page saw that had the extension
 * @param {any} bare what the same page saw in a browser without one
 */
export function traces(seen, bare) {
  return {
    document: [...unlike(seen.after, seen.before), ...unlike(seen.before, bare.before)],
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
