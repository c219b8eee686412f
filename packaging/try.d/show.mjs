// Shows Optwatch at work: a real browser, the extension, the host and the store, in a home of its
// own, on a page of tests/pages that poses as www.linkedin.com on this machine alone.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { answerCase } from '../../tests/e2e/lib/case.mjs';
import { pageCase } from '../../tests/e2e/lib/families.mjs';
import { ROOT } from '../../tests/e2e/lib/paths.mjs';
import { until, untilPopup } from '../../tests/e2e/lib/popup.mjs';
import { startSession, visit } from '../../tests/e2e/lib/session.mjs';

/** The server of this page keeps the switch's state, so that a person can play it through. */
const CASE = 'turned-off';
const SLUG = 'data-for-ai-improvement';
const PICTURES = join(ROOT, 'build/try');

const { values } = parseArgs({ options: { browser: { type: 'string', default: 'chromium' } } });
const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

const column = (name, lines) =>
  lines.map((line, at) => `${(at === 0 ? name : '').padEnd(10)}${line}`).join('\n');

/** The reply of the host to the look at the page, once the switch has been read. */
async function waitForReply(session) {
  const ask = async () => (await session.looks()).entry;
  const isRead = (entry) =>
    entry?.reply?.ok?.readings?.some((one) => one.setting === SLUG && one.state !== 'loading');
  const entry = await until('an answer of the host', ask, isRead, 40_000);
  return entry.reply;
}

/** The page, and the popup as the browser opens it where a driver can reach that. */
async function takePictures(session, page, tab) {
  mkdirSync(PICTURES, { recursive: true });
  const files = { page: join(PICTURES, 'page.png'), popup: join(PICTURES, 'popup.png') };
  await page.bringToFront();
  await page.screenshot({ path: files.page });
  const popup = (await session.openRealPopup()) ?? (await session.openPopup(tab));
  const seen = await untilPopup('the popup', popup, (one) => one.phase === 'told' && one.verdict);
  // As large as the browser makes it, a moment after it is drawn: a longer one scrolls.
  await popup.waitForFunction(() => innerHeight >= Math.min(600, document.body.scrollHeight),
    { timeout: 3_000 }).catch(() => {});
  await popup.screenshot({ path: files.popup, captureBeyondViewport: false });
  return { files, seen };
}

function describeStep(step, at) {
  const marks = { done: '[x]', current: '[>]', todo: '[ ]' };
  const now = step.status === 'current' ? '   <- now' : '';
  return `${marks[step.status]} ${at + 1}. ${step.text}${now}`;
}

function describeReminder(one) {
  const due = new Date(one.due * 1000).toISOString().replace('T', ' ').slice(0, 16);
  return `${one.kind}, due ${due} UTC: ${one.text}`;
}

/** The reminders as the store gives them to another program, not as the popup says. */
function storedReminders(session) {
  const run = session.cli('status', '--json');
  if (run.status !== 0) {
    throw new Error(`optwatch status ended with ${run.status}: ${run.stderr}`);
  }
  const { reminders } = JSON.parse(run.stdout);
  if (reminders.length === 0) {
    throw new Error('no reminder was stored');
  }
  return reminders;
}

function print(reply, reminders, files) {
  const { ok, host } = reply;
  const { state, locked } = ok.readings.find((one) => one.setting === SLUG);
  const parts = [
    column('Verdict', [`${state.toUpperCase()}${locked ? ' (locked)' : ''}`, ok.verdict.text]),
    column('Why', ok.verdict.why.map((reason) => `- ${reason}`)),
    column('Steps', ok.guide.steps.map(describeStep)),
    column('Reminder', reminders.map(describeReminder)),
    column('Pictures', [files.page, files.popup]),
    column('Host', [`optwatch-host ${host.version}, sandbox: ${JSON.stringify(host.sandbox)}`]),
  ];
  console.log(`\n${parts.join('\n\n')}\n`);
}

async function waitForPerson() {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  await lines.question('The browser stays open: turn the switch off and look. Enter closes it. ');
  lines.close();
}

async function main() {
  const one = pageCase(CASE);
  const headless = !hasDisplay;
  console.log(`Starting ${values.browser}${headless ? ' without a window (no display)' : ''} ...`);
  const session = await startSession({ family: values.browser, answer: answerCase(one), headless });
  try {
    const page = await session.openTarget();
    await visit(page, one.url);
    console.log(`Showing ${one.url} (served from this machine) ...`);
    const reply = await waitForReply(session);
    if (!reply.ok.recorded) {
      throw new Error('the host did not record what it saw');
    }
    const { tab } = await session.looks();
    const { files, seen } = await takePictures(session, page, tab);
    print(reply, storedReminders(session), files);
    if (seen.state === null || session.server.foreign().length > 0) {
      throw new Error('the popup has no verdict, or a request was for another host');
    }
    if (!headless && process.stdin.isTTY) {
      await waitForPerson();
    }
  } finally {
    await session.close();
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(`packaging/try: ${error.message}`);
  process.exit(1);
}
