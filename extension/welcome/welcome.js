// @ts-check
// The page after installation: what Optwatch sees, whether its program answers, and three settings
// that hold as they are until the person changes them.
import { settingRows } from '../options/settings.js';
import { browser } from '../shared/browser.js';
import { part } from '../shared/elements.js';
import { showFailure } from '../shared/failure.js';
import { speak } from '../shared/i18n.js';
import { orderSettings } from '../shared/orders.js';
import { SETTING_URL } from '../shared/pages.js';
import { message } from '../shared/words.js';

const NAMES = ['region', 'rule', 'warning'];

/** What holds where no program has said anything yet: to be seen, not to be changed. */
const PRESET = {
  settings: { region: '', rule: 'decaying', warning: 'popup' },
  table: [
    { name: 'region', type: 'choice', choices: [''], help: '' },
    { name: 'rule', type: 'choice', choices: ['decaying'], help: '' },
    { name: 'warning', type: 'choice', choices: ['popup'], help: '' },
  ],
};

/** @param {any} ok the host's answer, or null */
function drawDefaults(ok) {
  const rows = settingRows(ok ?? PRESET, NAMES);
  for (const { input } of ok ? [] : rows) {
    input.disabled = true;
    input.setAttribute('aria-describedby', 'defaults-note');
  }
  part('defaults-note').textContent = message(ok ? 'welcome_defaults' : 'welcome_defaults_off');
  part('defaults-rows').replaceChildren(...rows.map((row) => row.element));
}

async function look() {
  part('program-note').textContent = message('opening');
  const { reply, failure } = await orderSettings({ action: 'get' });
  const ok = failure ? null : reply?.ok;
  part('program-note').textContent = ok ? message('welcome_found', [String(reply.host?.version ?? '')]) : '';
  showFailure(part('program-failure'), failure);
  part('program-again').hidden = Boolean(ok);
  drawDefaults(ok);
}

async function lookAgain() {
  await look();
  // The button is gone where the program was found.
  if (part('program-again').hidden) part('program').focus();
}

/** Who changed the language elsewhere goes on here where they were. */
async function redraw() {
  const id = document.activeElement?.id;
  await look();
  if (id) part(id)?.focus();
}

/** @returns {Promise<number>} of the tab that shows this page */
const ownTab = async () => (await browser.tabs.getCurrent())?.id ?? -1;

part('program-again').addEventListener('click', lookAgain);
// As the person's own step, not as a link of ours that the page could be told of.
part('open').addEventListener('click', async () => browser.tabs.update(await ownTab(), { url: SETTING_URL }));
part('skip').addEventListener('click', async () => browser.tabs.remove(await ownTab()));
await speak(document, redraw);
await look();
