// The host as the browsers start it: missing, and watched for what it does to the network.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { answerCase } from './lib/case.mjs';
import { FAMILIES, pageCase } from './lib/families.mjs';
import { until, untilPopup, untilStanding } from './lib/popup.mjs';
import { startSession, visit } from './lib/session.mjs';

const TIMEOUT = { timeout: 120_000 };

async function withSession(options, body) {
  const one = pageCase('on');
  const session = await startSession({ ...options, answer: answerCase(one) });
  try {
    const page = await session.openTarget();
    await visit(page, one.url);
    await body(session, page);
  } finally {
    await session.close();
  }
}

/** Starts the host under strace; one trace a start, beside the browser's other files. */
const traced = (parts, home) => `#!/bin/sh
exec strace -f -qq -e trace=%network,execve -o "${home.path}/trace.$$" "${parts.host}" "$@"
`;

function traces(home) {
  const names = readdirSync(home.path).filter((name) => name.startsWith('trace.'));
  return names.map((name) => readFileSync(join(home.path, name), 'utf8'));
}

function seeTraces(session) {
  const texts = traces(session.home);
  assert.ok(texts.length > 0, 'no trace was written');
  for (const text of texts) {
    assert.match(text, /^\d+ +execve\("[^"]*optwatch-host"/);
    assert.equal(text.match(/execve\(/g).length, 1, text);
    assert.doesNotMatch(text, /\b(socket|socketpair|connect|bind|sendto|sendmsg)\(/);
  }
}

function seeRequests(session) {
  assert.deepEqual(session.server.foreign(), []);
  const own = new URL(pageCase('on').url).pathname;
  for (const { method, path, headers } of session.server.requests) {
    assert.ok([own, '/favicon.ico'].includes(path), `${method} ${path}`);
    assert.equal(method, 'GET');
    assert.doesNotMatch(headers.origin ?? '', /-extension:/);
    assert.doesNotMatch(headers.referer ?? '', /-extension:/);
  }
  assert.equal(session.server.requests.filter(({ path }) => path === own).length, 1);
}

function seeStored(session) {
  const run = session.cli('status', '--json');
  assert.equal(run.status, 0, run.stderr);
  const { standings, reminders } = JSON.parse(run.stdout);
  const ours = standings.find((one) => one.setting === 'data-for-ai-improvement');
  assert.equal(ours.state, 'on');
  assert.ok(ours.last_seen > 0);
  assert.ok(reminders.some((one) => one.kind === 'opt_out' && one.due > 0));
}

for (const family of FAMILIES) {
  test(`${family}: without the host the popup says so and claims nothing`, TIMEOUT, () =>
    withSession({ family, manifest: false }, async (session) => {
      const ask = async () => (await session.looks()).entry?.phase;
      await until('phase failed', ask, (phase) => phase === 'failed', 40_000);
      const { tab } = await session.looks();
      const popup = await session.openPopup(tab);
      const seen = await untilPopup('a failure', popup, (one) => Boolean(one.failure));
      assert.equal(seen.phase, 'failed');
      assert.ok(!['on', 'off', 'off_confirmed'].includes(seen.state), seen.state);
      assert.equal(seen.steps.length, 0);
      assert.ok(!existsSync(join(session.home.env.XDG_DATA_HOME, 'optwatch')));
    }));

  test(`${family}: a host that is watched`, TIMEOUT, (t) =>
    withSession({ family, script: traced }, async (session) => {
      await untilStanding(session, 'on');
      await t.test(`${family}: it opens no socket and starts no program`, () => seeTraces(session));
      await t.test(`${family}: every request was the page's own`, () => seeRequests(session));
      await t.test(`${family}: reading, standing and reminder are stored`, () => seeStored(session));
    }));
}
