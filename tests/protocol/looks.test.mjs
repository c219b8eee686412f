// The extension's background as it reports looks, with a browser that is made up around it: what is told late,
// or while another look is on its way.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { join } from 'node:path';
import { PATH, ROOT, makeControl } from './lib.mjs';

const TAB = { id: 1, url: `https://www.linkedin.com${PATH}` };
const kept = new Map();
let skipped = 0;
let answer;

const area = {
  get: async (keys) => Object.fromEntries([keys].flat().filter((key) => kept.has(key)).map((key) => [key, kept.get(key)])),
  set: async (values) => { for (const [key, value] of Object.entries(values)) kept.set(key, structuredClone(value)); },
  remove: async (key) => { kept.delete(key); },
};

/** Anything else a browser offers: can be asked for and called, and gives nothing. */
const nothing = () => new Proxy(() => {}, {
  get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : nothing()),
  apply: async () => ({}),
});

globalThis.chrome = new Proxy({
  storage: { local: area, session: area },
  runtime: { getManifest: () => ({ version: '1' }), sendNativeMessage: (_, message) => answer(message) },
  i18n: { getUILanguage: () => 'en', getMessage: () => '' },
}, { get: (known, name) => known[name] ?? nothing() });

/** Fifteen seconds are over at once. */
const realTimeout = globalThis.setTimeout;
const realNow = performance.now.bind(performance);
performance.now = () => realNow() + skipped;
globalThis.setTimeout = (action, ms, ...rest) => {
  if (ms !== 15_000) {
    return realTimeout(action, ms, ...rest);
  }
  skipped += ms;
  return realTimeout(action, 0, ...rest);
};

const { enter, takeLook } = await import(join(ROOT, 'extension/background/looks.js'));

const look = (page = {}) => ({ rows: [], controls: [makeControl()],
  page: { path: PATH, visit: 'one', load: 'fresh', touched: 'no', steady_ms: 5_000, waited_ms: 5_100, ...page } });

const reply = ({ v, id }, error, state = 'off') => ({ v, id, host: { protocol: [1, 1] }, ok: {
  verdict: { setting: 's', state: 'unknown' }, standings: [], warn: { show: false },
  readings: [{ setting: 's', state }], recorded: !error, error: error && { code: error } } });

const settle = () => new Promise((done) => { realTimeout(done, 20); });

beforeEach(() => { kept.clear(); });

test('a look that is told late tells of a visit that began no later', async () => {
  const told = [];
  answer = async (message) => {
    told.push(message.args.page.waited_ms);
    return reply(message, told.length === 1 ? 'E_BUSY' : undefined);
  };
  assert.equal((await takeLook(look(), TAB)).recorded, true);
  assert.equal(told.length, 2);
  assert.ok(told[0] >= 5_100 && told[0] < 6_000, String(told[0]));
  assert.ok(told[1] >= 20_100 && told[1] < 22_000, String(told[1]));
});

test('a look that says nothing yet is not told again', async () => {
  let times = 0;
  answer = async (message) => {
    times += 1;
    return reply(message, 'E_BUSY', 'loading');
  };
  assert.deepEqual(await takeLook(look(), TAB), { taken: true, recorded: false, loading: true });
  assert.equal(times, 1);
});

test('the looks of a tab are told in their order, those of two tabs side by side', async () => {
  const asked = [];
  answer = (message) => new Promise((done) => {
    asked.push({ touched: message.args.page.touched, visit: message.args.page.visit, done: () => done(reply(message)) });
  });
  const all = [takeLook(look(), TAB), takeLook(look({ touched: 'yes' }), TAB),
    takeLook(look({ visit: 'two' }), { ...TAB, id: 2 })];
  await settle();
  assert.deepEqual(asked.map(({ visit }) => visit).sort(), ['one', 'two'], 'one of each tab');
  asked.forEach(({ done }) => done());
  await settle();
  assert.equal(asked.length, 3);
  assert.deepEqual([asked[2].visit, asked[2].touched], ['one', 'yes']);
  asked[2].done();
  assert.deepEqual((await Promise.all(all)).map(({ recorded }) => recorded), [true, true, true]);
});

test('an older look is not told again once a newer one is on its way', async () => {
  const told = [];
  answer = async (message) => {
    told.push(message.args.page.touched);
    await settle();
    return reply(message, told.length === 1 ? 'E_BUSY' : undefined);
  };
  const older = takeLook(look(), TAB);
  await settle();
  const newer = takeLook(look({ touched: 'yes' }), TAB);
  assert.equal((await newer).recorded, true);
  assert.equal((await older).recorded, false);
  assert.deepEqual(told, ['no', 'yes']);
});

test('a look that had to wait does not bring back the page that the tab has left', async () => {
  const asked = [];
  answer = (message) => new Promise((done) => { asked.push(() => done(reply(message))); });
  const first = takeLook(look(), TAB);
  await settle();
  const second = takeLook(look({ touched: 'yes' }), TAB);
  await settle();
  await enter(TAB.id, PATH, 'next');
  asked[0]();
  await first;
  await settle();
  asked[1]();
  await second;
  assert.deepEqual([kept.get('tab:1').visit, kept.get('tab:1').phase], ['next', 'looking']);
});
