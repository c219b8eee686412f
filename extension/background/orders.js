// @ts-check
// What the person orders in one of our pages, and what the tab's popup and badge tell after it.
import { showBadge } from './badge.js';
import { ask } from './host.js';
import { asker } from './profile.js';
import { readTab, writeTab } from './state.js';

/** @typedef {import('./looks.js').Answer} Answer */
/** @typedef {{cmd: string, args: object, tab?: number|null}} Order */

/** What our pages may ask of the host; they report nothing. */
const COMMANDS = ['accounts', 'exit', 'forget', 'remind', 'settings'];

/** What a page says that tells neither on nor off: the history does not know better what it shows. */
const OF_PAGES = ['loading', 'unclear', 'not_shown', 'signed_out'];

/**
 * The page was told of before: what it showed stays, what the history says of it is new.
 * @param {any} before
 * @param {any} now
 */
function renewed(before, now) {
  const verdict = OF_PAGES.includes(before.verdict?.state)
    ? before.verdict : { ...now.verdict, why: before.verdict?.why ?? [] };
  return { ...before, ...now, verdict, guide: { ...now.guide, steps: before.guide?.steps ?? [] } };
}

/** @param {number} tab */
async function refresh(tab) {
  const state = await readTab(tab);
  if (state?.phase !== 'told' || !state.reply) return;
  const { reply } = await ask('status', await asker());
  if (!reply?.ok) return;
  const next = { ...state, reply: { ...state.reply, ok: renewed(state.reply.ok, reply.ok) } };
  await writeTab(tab, next, (old) => old?.seq === state.seq);
  await showBadge(tab, await readTab(tab));
}

/** @param {Order} order @returns {Promise<Answer>} */
export async function giveOrder({ tab, cmd, args }) {
  if (!COMMANDS.includes(cmd)) throw new Error('no order of ours');
  const { action } = /** @type {any} */ (args);
  const answer = await ask(cmd, cmd === 'forget' ? args : { ...args, ...await asker() });
  if (!answer.failure && typeof tab === 'number') await refresh(tab);
  // The language of the answers may have changed: the next one tells.
  if (!answer.failure && cmd === 'settings' && action === 'set') await ask('status', await asker());
  return answer;
}
