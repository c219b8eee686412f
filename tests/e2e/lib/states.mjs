// Every state of the popup, in an order in which each leads to the next. Where a real part can show it,
// a real part does; what none can be brought to show here is pretended, and says so.
import { spawn } from 'node:child_process';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { report } from '../../protocol/lib.mjs';
import { SWITCH } from './looks.mjs';
import { until } from './popup.mjs';

/**
 * @typedef {object} State
 * @property {string} name
 * @property {(stage: any) => Promise<unknown>} reach
 * @property {(stage: any) => Promise<unknown>} [speak] how it is told anew, in another language
 * @property {string} [sees] what the popup shows in this state
 * @property {string[]} [languages] the only ones in which it can be told
 * @property {boolean} [quick] also in a quick run
 */

const OTHER = '5d7c1a2e-8a5e-4f57-9a4e-6d8f1c5f0b22';
const DAY_S = 86_400;
const LONG_AGO_S = 100 * DAY_S;
const CONFIRM_MS = 20_000;
const LOADS_MAX = 3;

const standing = ({ standings }) => standings.find((one) => one.setting === 'data-for-ai-improvement')?.state;
const stands = (state) => (entry, ok) => Boolean(ok) && standing(ok) === state;
const warns = (id) => (entry, ok) => ok?.warn?.id === id;
const verdict = (state) => (entry, ok) => ok?.verdict?.state === state;
const fails = (kind) => ({ failure }) => failure?.kind === kind;

const again = (stage) => stage.again();
const nothing = async () => {};
const ago = (days) => new Date(Date.now() - days * DAY_S * 1000).toISOString().replace(/\.\d+/, '');

async function turn(stage, isGood) {
  await stage.page.bringToFront();
  await stage.page.click(SWITCH);
  await stage.untilEntry('the switch turned', isGood);
}

async function leave(stage) {
  await stage.go('from-feed');
  await until('no page of settings', stage.session.looks, ({ entry }) => !entry);
}

async function signOut(stage) {
  await stage.go('signed-out');
  await stage.untilEntry('signed out', verdict('signed_out'));
}

/** A click in the popup, as a person gives an answer there. */
async function choose(stage, id, isGood) {
  await stage.open();
  await stage.popup.click(`[data-id="${id}"]`);
  await stage.untilEntry(id, isGood);
}

/** Everything that was seen, so much earlier. */
function backdate(rows, seconds) {
  for (const row of rows) {
    for (const key of Object.keys(row).filter((one) => Number.isInteger(row[one]) && `${one}_ms` in row)) {
      row[key] -= seconds;
      row[`${key}_ms`] -= seconds * 1000;
    }
  }
}

/** The history of a machine that was away since: no clock is changed, the dates are. */
async function growOld(stage) {
  const path = join(stage.session.home.path, 'old.json');
  const all = JSON.parse(stage.cli('export', '--json'));
  for (const section of ['accounts', 'instances', 'readings', 'changes', 'standings']) {
    backdate(all[section], LONG_AGO_S);
  }
  Object.assign(all, { reminders: [], deliveries: [], outcomes: [] });
  writeFileSync(path, JSON.stringify(all));
  stage.cli('forget', '--yes');
  stage.cli('import', path);
}

/**
 * As a person would: what the page before told late may be younger than this page, which then confirms
 * nothing, and says that it has to be loaded again.
 */
async function confirm(stage) {
  for (let loads = 1; ; loads += 1) {
    await stage.go('turned-off', { value: false });
    try {
      await stage.untilEntry('confirmed', stands('off_confirmed'), CONFIRM_MS);
      return;
    } catch (error) {
      if (loads === LOADS_MAX) throw error;
    }
  }
}

/** Another program writes, and does not end: the host waits for it for eight seconds. */
async function lock(stage) {
  const code = `import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()`;
  const store = join(stage.session.home.env.XDG_DATA_HOME, 'optwatch/optwatch.db');
  const child = spawn('python3', ['-c', code, store], { stdio: ['pipe', 'pipe', 'inherit'] });
  await new Promise((resolve) => { child.stdout.once('data', resolve); });
  return () => new Promise((resolve) => { child.once('close', resolve); child.stdin.end(); });
}

async function unrecorded(stage) {
  const release = await lock(stage);
  try {
    // What the page's script tells by itself would be told once more, and recorded.
    await sleep(5_000);
    await stage.again();
    await stage.untilEntry('not recorded', (entry, ok) => ok?.recorded === false);
    // It is told once more by itself, and recorded: nobody would see this.
    await stage.pretend({ seq: Number.MAX_SAFE_INTEGER });
  } finally {
    await release();
  }
}

function damage(stage) {
  const store = join(stage.session.home.env.XDG_DATA_HOME, 'optwatch/optwatch.db');
  for (const end of ['-wal', '-shm', '-journal']) rmSync(store + end, { force: true });
  writeFileSync(store, 'no history of ours');
}

/** @type {State[]} what the real host says, from a machine where nothing was ever seen */
export const TOLD = [
  { name: 'elsewhere_unknown', quick: true, reach: nothing, speak: nothing },
  { name: 'looking', speak: nothing,
    reach: async (stage) => { await stage.go('turned-off', { value: true, rests: false });
      await stage.untilEntry('looking', ({ phase }) => phase === 'looking'); } },
  { name: 'on', sees: '#warning', quick: true,
    reach: async (stage) => { await stage.go('turned-off', { value: true });
      await stage.untilEntry('on', warns('on')); } },
  { name: 'off_unconfirmed', quick: true, reach: (stage) => turn(stage, stands('off_unconfirmed')) },
  { name: 'on_own_hand', sees: '#warning', quick: true, reach: (stage) => turn(stage, warns('own_hand')) },
  { name: 'on_did_not_stick', sees: '#warning',
    reach: async (stage) => { await turn(stage, stands('off_unconfirmed'));
      await stage.go('turned-off', { value: true });
      await stage.untilEntry('on again', warns('did_not_stick')); } },
  { name: 'off_confirmed', sees: '#age', quick: true,
    reach: confirm },
  { name: 'turned_back_on', sees: '#ask', quick: true,
    reach: async (stage) => { await stage.go('turned-off', { value: true });
      await stage.untilEntry('the alarm', warns('turned_back_on')); } },
  { name: 'leave_on',
    reach: async (stage) => { await choose(stage, 'ask_mine', stands('on'));
      await choose(stage, 'intent_leave_on', (entry, ok) => ok?.account?.intent === 'leave_on'); } },
  { name: 'two_accounts', sees: '#ask-text',
    reach: async (stage) => { await choose(stage, 'intent_want_off', (entry, ok) => ok?.account?.intent === 'want_off');
      await report(stage.session.home, { instance: OTHER, family: 'firefox' });
      await stage.again();
      await stage.untilEntry('the question', (entry, ok) => Boolean(ok?.question)); } },
  { name: 'reminder_due', sees: '#reminder-done',
    reach: async (stage) => { await choose(stage, 'ask_two', (entry, ok) => ok?.question === null);
      stage.cli('reminders', 'set', '--at', ago(0.5), '--now', ago(1));
      await stage.again();
      await stage.untilEntry('what is due', (entry, ok) => ok?.reminders.some((one) => one.due < Date.now() / 1000)); } },
  { name: 'on_locked',
    reach: async (stage) => { await stage.go('disabled-on');
      await stage.untilEntry('locked', (entry, ok) => ok?.readings.some((one) => one.locked)); } },
  { name: 'on_category',
    reach: async (stage) => { await stage.go('category-row-on'); await stage.untilEntry('the row', verdict('on')); } },
  { name: 'unclear',
    reach: async (stage) => { await stage.go('native-against-word'); await stage.untilEntry('unclear', verdict('unclear')); } },
  { name: 'signed_out', reach: signOut,
    // No script of ours runs there: it is told when the member comes there, and then no more.
    speak: async (stage) => { await leave(stage); await signOut(stage); } },
  { name: 'elsewhere_known', speak: nothing,
    reach: leave },
  { name: 'stale', sees: '#warning', speak: nothing,
    reach: async (stage) => { await stage.go('turned-off', { value: false });
      await stage.untilEntry('confirmed', stands('off_confirmed'));
      await leave(stage);
      await growOld(stage); } },
  { name: 'not_shown',
    reach: async (stage) => { await stage.go('not-shown'); await stage.untilEntry('not shown', verdict('not_shown')); } },
  // The host cannot read the person's language either.
  { name: 'unrecorded', sees: '#unrecorded', languages: ['en'], speak: unrecorded,
    reach: async (stage) => { await stage.go('turned-off', { value: true });
      await stage.untilEntry('an answer', (entry, ok) => ok?.recorded === true); } },
  { name: 'damaged', sees: '#unrecorded', languages: ['en'],
    reach: async (stage) => { await leave(stage); damage(stage); await stage.go('turned-off', { value: true });
      await stage.untilEntry('a history that cannot be read', (entry, ok) => ok?.recorded === false && ok.verdict.state === 'on'); } },
  { name: 'failure_error', languages: ['en'], speak: nothing, reach: leave },
];

/** A program that answers any request in one way. */
function answering(message) {
  const text = JSON.stringify(message);
  const header = [text.length & 255, text.length >> 8, 0, 0];
  const bytes = (endianness() === 'LE' ? header : header.reverse()).map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
  return () => `#!/bin/sh\nprintf '${bytes.join('')}'\nprintf '%s' '${text}'\ncat >/dev/null\n`;
}

const ofProtocol = (range) => answering({ v: 1, id: null,
  error: { code: 'E_PROTOCOL', num: 10, retry: false, hint: '' },
  host: { version: '0.0.1', protocol: range, catalogue: 1, caps: ['hello'], sandbox: 'full' } });

/** The real host, called as by another extension. */
const misnamed = (parts) => `#!/bin/sh
case $1 in
chrome-extension:*) exec "${parts.host}" chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/ ;;
*) exec "${parts.host}" "$1" other@example.org ;;
esac
`;

/** @param {string} name @param {(stage: any) => unknown} change of the host @param {string} kind */
const failing = (name, change, kind, more = {}) => ({ name, sees: '#failure', speak: again, ...more,
  reach: async (stage) => { await change(stage); await stage.again();
    await stage.untilEntry(kind, fails(kind)); } });

const pretended = (kind, detail) => ({ name: `failure_${kind}`, sees: '#failure', speak: nothing,
  reach: (stage) => stage.pretend({ phase: 'failed', reply: null, failure: { kind, detail, hint: '' }, seq: Number.MAX_SAFE_INTEGER }) });

/** Takes away what the browser granted: Firefox's extensions may, in Chromium only the person can. */
async function withhold(stage) {
  if (stage.family === 'firefox') {
    await stage.session.inside(() => globalThis.browser.permissions.remove({ origins: ['https://www.linkedin.com/*'] }));
    return;
  }
  const page = await stage.session.browser.newPage();
  await page.goto('chrome://extensions');
  const id = await stage.session.inside(() => globalThis.chrome.runtime.id);
  await page.evaluate((extensionId) =>
    globalThis.chrome.developerPrivate.updateExtensionConfiguration({ extensionId, hostAccess: 'ON_CLICK' }), id);
  await page.close();
}

/** @type {State[]} what is said where the program is not there, or is not as it should be */
export const FAILED = [
  { ...failing('failure_missing', () => {}, 'missing', { quick: true }),
    reach: async (stage) => { await stage.go('on'); await stage.untilEntry('missing', fails('missing')); } },
  failing('failure_forbidden', (stage) => stage.useHost(misnamed), 'forbidden'),
  failing('failure_older', (stage) => stage.useHost(ofProtocol([0, 0])), 'older', { quick: true }),
  failing('failure_newer', (stage) => stage.useHost(ofProtocol([2, 3])), 'newer'),
  failing('failure_protocol', (stage) => stage.useHost(answering({ hello: 'world' })), 'protocol'),
  failing('failure_crashed', async (stage) => {
    // Firefox tells a program that ended from one that is not there by whether it ever answered.
    stage.useHost();
    await stage.again();
    await stage.untilEntry('an answer', ({ phase }) => phase === 'told');
    stage.useHost(() => '#!/bin/sh\nexit 1\n');
  }, 'crashed', { quick: true }),
  pretended('blocked', 'No such native application optwatch'),
  pretended('timeout', ''),
  pretended('busy', 'E_BUSY'),
  pretended('platform', 'mac'),
  { name: 'no_access', speak: nothing,
    reach: async (stage) => { await withhold(stage);
      await stage.open();
      await stage.untilPopup('no access', ({ phase }) => phase === 'no_access'); } },
];
