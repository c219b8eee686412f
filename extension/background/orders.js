// @ts-check
// What the person orders of the host, and what the tab's popup and badge tell after it.
import { showBadge } from './badge.js';
import { ask } from './host.js';
import { asker } from './looks.js';
import { readTab, writeTab } from './state.js';

/**
 * The page was told of before: what it showed stays, what the history says of it is new.
 * @param {any} before
 * @param {any} now
 */
function renewed(before, now) {
  return { ...before, ...now, verdict: { ...now.verdict, why: before.verdict?.why ?? [] } };
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

const COMMANDS = ['accounts', 'remind', 'exit', 'settings', 'forget', 'shown'];

/**
 * @param {{tab: number|null, cmd?: string, args: object}} order
 * @returns {Promise<{reply: any, failure: import('./host.js').Failure|null}>}
 */
export async function giveOrder({ tab, cmd = 'accounts', args }) {
  if (!COMMANDS.includes(cmd)) throw new Error('no such order');
  // It is about everybody: the host refuses who asks.
  const who = cmd === 'forget' ? {} : await asker();
  const answer = await ask(cmd, { ...args, ...who });
  if (!answer.failure && typeof tab === 'number') await refresh(tab);
  return answer;
}
