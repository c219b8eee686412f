// A member in front of a small LinkedIn: a list of settings, the setting's page, another page, and
// a server that keeps the switch. Every look that reached the host can be asked for.
import { answerCase } from './case.mjs';
import { pageCase } from './families.mjs';
import { CATEGORY, FEED, readingOf, standingOf } from './looks.mjs';
import { ORIGIN } from './paths.mjs';
import { until } from './popup.mjs';
import { startSession, visit } from './session.mjs';
import { readLooks, tapped } from './tap.mjs';

const SAVED = '/mypreferences/d/saved/data-for-ai-improvement';
const SHOWN = '/shown';
const LIMIT_MS = 40_000;

/** Tells the server how the page came to be shown, so that no driver has to ask a page that moves. */
const SHOWN_SCRIPT = `<script>
addEventListener('pageshow', ({ persisted }) => {
  fetch('${SHOWN}?' + new URLSearchParams({ path: location.pathname, persisted }));
});
</script>`;
/** Both, because each browser keeps a page back for other reasons. */
const UNKEPT_SCRIPT = '<script>addEventListener("unload", () => {});</script>';

/** `state` is the server's switch; with `kept` false the browser may keep no page that is left. */
function makeSite() {
  const state = { value: false, saves: true };
  const own = pageCase('turned-off');
  own.switches[SAVED] = state;
  const pages = {
    [CATEGORY]: answerCase(pageCase('from-category')),
    [FEED]: answerCase(pageCase('from-feed')),
  };
  const site = { state, kept: true };
  site.answer = (request) => {
    const { pathname } = request.url;
    if (pathname === SHOWN) {
      return { status: 204 };
    }
    const reply = (pages[pathname] ?? answerCase(own))(request);
    if (!reply?.body?.includes('</body>')) {
      return reply;
    }
    const word = `item__value">${state.value ? 'On' : 'Off'}<`;
    const script = site.kept ? SHOWN_SCRIPT : SHOWN_SCRIPT + UNKEPT_SCRIPT;
    const body = reply.body.replaceAll('item__value">On<', word).replace('</body>', `${script}</body>`);
    return { ...reply, body, headers: site.kept ? {} : { 'cache-control': 'no-store' } };
  };
  return site;
}

/** A browser, its page and the site before it; `close` ends all. */
export async function startMember(family) {
  const site = makeSite();
  const session = await startSession({ family, answer: site.answer, script: tapped });
  try {
    return makeMember(session, site, await session.openTarget());
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** The looks of a session; `turn` says that only visits that are not known yet count from here on. */
function makeWatch(session) {
  let known = new Set();
  const looks = () => readLooks(session.home);
  const wait = (what, isGood) => {
    const ask = () => looks().find(isGood) ?? { all: looks().map(brief) };
    return until(what, ask, (one) => !one.all, LIMIT_MS);
  };
  return {
    turn: () => { known = new Set(looks().map((one) => one.page.visit)); },
    /** The first look of a new visit that is as asked. */
    look: (what, isGood) => wait(what, (one) => !known.has(one.page.visit) && isGood(one)),
    lookOf: (id, what, isGood) => wait(what, (one) => one.page.visit === id && isGood(one)),
    /** All looks of one visit so far. */
    ofVisit: (id) => looks().filter((one) => one.page.visit === id),
  };
}

/** Tabs beside the first one, in its window, where only one is in sight. */
function makeTabs(session, shown) {
  const own = async () => (await session.looks()).tab;
  const change = (tab, what) =>
    session.inside((id, to) => (globalThis.browser ?? globalThis.chrome).tabs.update(id, to), tab, what);
  const create = async (beside, url) => {
    const api = globalThis.browser ?? globalThis.chrome;
    const { windowId } = await api.tabs.get(beside);
    return (await api.tabs.create({ url, active: false, windowId })).id;
  };
  return {
    own,
    show: (tab) => change(tab, { active: true }),
    move: (tab, path) => change(tab, { url: ORIGIN + path }),
    openBehind: async (path) => {
      const before = shown(path).length;
      const tab = await session.inside(create, await own(), ORIGIN + path);
      await until('the tab behind', () => shown(path).length, (count) => count > before);
      return tab;
    },
  };
}

function makeMember(session, site, page) {
  /** How the pages at a path came to be shown, in order. */
  const shown = (path) =>
    session.server.requests
      .filter((one) => one.path === SHOWN)
      .map(({ search }) => Object.fromEntries(new URLSearchParams(search)))
      .filter((one) => one.path === path);
  const watch = makeWatch(session);
  return {
    ...watch,
    family: session.family,
    site,
    page,
    shown,
    tabs: makeTabs(session, shown),
    run: (action, ...args) => page.evaluate(action, ...args),
    go: (path) => {
      watch.turn();
      return visit(page, ORIGIN + path);
    },
    /** The same, and looks of the page that is left go on counting. */
    leave: (path) => visit(page, ORIGIN + path),
    close: session.close,
  };
}

/** One look in a line, for the message of a wait that ends without it. */
function brief(look) {
  const { path, visit: id, load, touched, steady_ms: steady } = look.page;
  const control = look.controls[0];
  return [path.slice(-12), id.slice(0, 4), load, touched, steady, control?.checked, control?.default_checked,
    readingOf(look), standingOf(look)].join(' ');
}
