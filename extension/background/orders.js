// @ts-check
// What the person says about accounts, and what the tab's popup and badge tell after it.
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

/**
 * @param {{tab: number, args: object}} order of the command accounts
 * @returns {Promise<{failure: import('./host.js').Failure|null}>}
 */
export async function giveOrder({ tab, args }) {
  const { failure } = await ask('accounts', { ...args, ...await asker() });
  if (!failure) await refresh(tab);
  return { failure };
}
