// Where the states of the popup are brought about: a browser, a small LinkedIn that can be changed, and
// the popup in a page as narrow as the popup itself.
import { rmSync } from 'node:fs';
import { answerCase } from './case.mjs';
import { pageCase } from './families.mjs';
import { manifestPath, placeManifest, placeScript } from './home.mjs';
import { readPopup, until } from './popup.mjs';
import { startSession, visit } from './session.mjs';

const SAVED = '/mypreferences/d/saved/data-for-ai-improvement';
/** No tab has this number: the popup beside no page of LinkedIn's. */
const NOWHERE = 1_000_000;
const HEIGHT_PX = 600;
const LIMIT_MS = 60_000;

/** The page goes on being built: it is never the same for long enough to be looked at. */
const FIDGET = `<script>
setInterval(() => { document.querySelector('#main h4').append('.'); }, 300);
</script>`;

/**
 * What the server shows: any case of tests/pages, whether that page ever rests, and at the setting's
 * address, where the case has nothing to say, the setting itself.
 */
function makeSite() {
  const site = { one: pageCase('on'), setting: pageCase('turned-off'), rests: true };
  site.answer = (request) => {
    const reply = answerCase(site.one)(request) ?? answerCase(site.setting)(request);
    return site.rests || !reply?.body ? reply : { ...reply, body: reply.body.replace('</body>', `${FIDGET}</body>`) };
  };
  return site;
}

const inExtension = {
  again: (tab) => (globalThis.browser ?? globalThis.chrome).runtime.sendMessage({ type: 'again', tab }),
  remember: (language) => (globalThis.browser ?? globalThis.chrome).storage.local.set({ language }),
  pretend: async (tab, change) => {
    const { session } = (globalThis.browser ?? globalThis.chrome).storage;
    const key = `tab:${tab}`;
    return session.set({ [key]: { ...(await session.get(key))[key], ...change } });
  },
};

/** The popup anew, as each click on the toolbar opens it anew. */
async function reopen(popup, tab, turn) {
  await popup.evaluate((to) => { location.replace(to); }, `?tab=${tab}&turn=${turn}`).catch(() => {});
  const isThere = () => popup.evaluate((part) => location.search.endsWith(part) && document.readyState === 'complete' &&
    document.body.dataset.phase !== 'opening', `turn=${turn}`).catch(() => false);
  await until('the popup', isThere, Boolean);
}

function makeStage(session, site, page, popup) {
  let turns = 0;
  const stage = { session, site, page, popup, family: session.family };
  stage.entry = async () => (await session.looks()).entry;
  stage.untilEntry = (what, isGood, limitMs = LIMIT_MS) =>
    until(what, stage.entry, (entry) => Boolean(entry) && isGood(entry, entry.reply?.ok), limitMs);
  stage.untilPopup = (what, isGood) => until(what, () => readPopup(popup), isGood, LIMIT_MS);
  /** Goes to a case's page; `value` is how its switch stands on the server. */
  stage.go = async (name, { value, rests = true } = {}) => {
    Object.assign(site, { one: pageCase(name), rests });
    if (value !== undefined) site.one.switches[SAVED].value = value;
    await page.bringToFront();
    await visit(page, site.one.url);
  };
  /** As the popup's own button asks. */
  stage.again = async () => popup.evaluate(inExtension.again, (await session.looks()).tab);
  stage.open = async () => reopen(popup, (await session.looks()).tab ?? NOWHERE, turns += 1);
  /** What the real parts cannot be brought to show here. */
  stage.pretend = async (change) => session.inside(inExtension.pretend, (await session.looks()).tab, change);
  stage.remember = (language) => session.inside(inExtension.remember, language);
  stage.cli = (...args) => {
    const { status, stdout, stderr } = session.cli(...args);
    if (status !== 0) throw new Error(`optwatch ${args.join(' ')}: ${status} ${stderr}`);
    return stdout;
  };
  stage.useHost = (script) => {
    const program = script && placeScript(session.home, 'other.sh', script(session.parts, session.home));
    placeManifest(session.home, session.family, session.parts.manifest, program);
  };
  stage.removeHost = () => rmSync(manifestPath(session.home, session.family), { force: true });
  return stage;
}

/**
 * `warning` is how the person is warned; `beside` false leaves out the popup's page, where the popup
 * itself is looked at.
 */
export async function startStage(family, { warning = 'badge', width = 360, beside = true, ...how } = {}) {
  const site = makeSite();
  const session = await startSession({ family, answer: site.answer, ...how });
  try {
    // Unless asked for, nothing opens by itself over what is looked at.
    session.cli('settings', 'warning', warning);
    const page = await session.openTarget();
    const popup = beside ? await session.openPopup(NOWHERE) : null;
    await popup?.setViewport({ width, height: HEIGHT_PX });
    const stage = makeStage(session, site, page, popup);
    return { ...stage, close: session.close };
  } catch (error) {
    await session.close();
    throw error;
  }
}
