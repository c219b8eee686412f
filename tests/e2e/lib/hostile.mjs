// A browser in front of pages that are against it: each at the setting's own address, one after the other.
import { answerCase } from './case.mjs';
import { pageCase } from './families.mjs';
import { ATTACKS } from './hostile-attacks.mjs';
import { HOSTILE } from './hostile-pages.mjs';
import { FEED, SETTING } from './looks.mjs';
import { ORIGIN } from './paths.mjs';
import { until } from './popup.mjs';
import { startSession, visit } from './session.mjs';
import { readAsked, readLooks, tapped } from './tap.mjs';
import { counting, makeVariant } from './variant.mjs';

const LIMIT_MS = 60_000;
const ALL = { ...HOSTILE, ...ATTACKS };

/** In the page, before its own scripts: how often its timer came, and how many turns in a row it missed. */
function tick() {
  const TICK_MS = 50;
  const beat = globalThis.beat = { ticks: 0, missed: 0 };
  const now = performance.now.bind(performance);
  addEventListener('load', () => setTimeout(() => {
    let last = now();
    setInterval(() => {
      beat.ticks += 1;
      beat.missed = Math.max(beat.missed, Math.floor((now() - last) / TICK_MS) - 1);
      last = now();
    }, TICK_MS);
  }));
}

const called = (one) => (Array.isArray(one) ? `(${one[0]})(${JSON.stringify(one[1])});` : `(${one})();`);
const script = (...all) => `<script>${all.map(called).join('\n').replaceAll('</', '<\\/')}</script>`;

/** The setting's page as the one that is named, at whatever settings address it goes on to. */
function answerHostile({ url }, name) {
  const { from = 'on', head = [], build = [] } = ALL[name] ?? {};
  const reply = answerCase({ ...pageCase(from), url: ORIGIN + url.pathname })({ url });
  if (!reply?.body || !url.pathname.startsWith('/mypreferences/')) return undefined;
  const body = reply.body.replace('<head>', () => `<head>${script(tick, ...head)}`).replace('</body>', () => `${script(...build)}</body>`);
  return { ...reply, body };
}

/** What the content scripts' own world counted. */
const counted = (session) => session.inside(async (start) => {
  const api = globalThis.browser ?? globalThis.chrome;
  const tab = (await api.tabs.query({})).find((one) => one.url?.startsWith(`${start}/`));
  const [{ result }] = await api.scripting.executeScript({ target: { tabId: tab.id }, func: () => globalThis.counts });
  return result;
}, ORIGIN);

/** Another tab before the one that shows LinkedIn. Gives back how that comes to sight again. */
async function hide(session) {
  const { tab } = await session.looks();
  const over = await session.inside(async (id) => {
    const { tabs } = globalThis.browser ?? globalThis.chrome;
    const { windowId } = await tabs.get(id);
    return (await tabs.create({ url: 'about:blank', active: true, windowId })).id;
  }, tab);
  return () => session.inside((id) => (globalThis.browser ?? globalThis.chrome).tabs.remove(id), over);
}

/** `extension` is made from the built one by a further change, if any. */
export async function openHostile(family, { before, change = () => {} } = {}) {
  const site = { name: '' };
  const { folder, remove } = makeVariant(family, (files) => {
    counting(files);
    change(files);
  });
  try {
    const answer = (request) => answerHostile(request, site.name);
    const session = await startSession({ family, answer, script: tapped, extension: folder, before });
    // Nothing opens by itself over what is looked at.
    session.cli('settings', 'warning', 'badge');
    return makeOpen(session, site, await session.openTarget(), remove);
  } catch (error) {
    remove();
    throw error;
  }
}

function makeOpen(session, site, page, remove) {
  let known = new Set();
  const beat = () => page.evaluate(() => ({ ...globalThis.beat, at: performance.now() }));
  const all = () => readLooks(session.home);
  const looks = () => all().filter((one) => !known.has(one.page.visit));
  return {
    session,
    page,
    looks,
    all,
    asked: (cmd) => readAsked(session.home, cmd),
    beat,
    counted: () => counted(session),
    changes: () => page.evaluate(() => globalThis.changes),
    /** How much the background had to number: looks, and pages that were entered. */
    steps: () => session.inside(async () => {
      const { seq } = await (globalThis.browser ?? globalThis.chrome).storage.session.get('seq');
      return seq ?? 0;
    }),
    rage: (name) => page.evaluate(HOSTILE[name].rage),
    go: async (name) => {
      known = new Set(all().map((one) => one.page.visit));
      site.name = name;
      await page.bringToFront();
      await visit(page, ORIGIN + SETTING);
    },
    leave: () => visit(page, ORIGIN + FEED),
    hide: () => hide(session),
    untilBeat: (what, isGood) => until(what, beat, isGood, LIMIT_MS),
    untilPopup: (popup) => until('the popup', () => popup.evaluate(() => document.documentElement.outerHTML),
      (html) => /data-phase="(told|failed)"/.test(html)),
    until: (what, isGood) => until(what, looks, isGood, LIMIT_MS),
    close: async () => {
      await session.close();
      remove();
    },
  };
}
