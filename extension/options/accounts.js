// @ts-check
// The accounts, and the question whether two of them are one.
import { make, part } from '../shared/elements.js';
import { showFailure } from '../shared/failure.js';
import { giveOrder } from '../shared/orders.js';
import { message } from '../shared/words.js';
import { makeCard } from './account.js';

/** @typedef {import('../shared/orders.js').Answer} Answer */
/** @typedef {{accounts: [number, number], text: string}} Question */

/** @param {string} id of its message @param {object} args of the order it gives @returns {HTMLElement} */
function choice(id, args) {
  const button = make('button', { type: 'button', 'data-id': id }, message(id));
  button.addEventListener('click', async () => {
    draw(await giveOrder('accounts', args));
    // The buttons are gone with the question.
    part('accounts-heading').focus();
  });
  return button;
}

/** @param {Question|null|undefined} question */
function ask(question) {
  const [account, other] = question?.accounts ?? [];
  const choices = question
    ? [choice('ask_one', { action: 'join', account, with: other }),
      choice('ask_two', { action: 'separate', account, with: other })]
    : [];
  part('accounts-question').hidden = !question;
  part('accounts-question-text').textContent = question?.text ?? '';
  part('accounts-choices').replaceChildren(...choices);
}

/** @param {Answer} answer */
function draw({ reply, failure }) {
  showFailure(part('accounts-failure'), failure);
  if (failure || !reply?.ok) return;
  const { accounts, question } = reply.ok;
  part('accounts-note').textContent = accounts.length > 0 ? '' : message('account_none');
  part('accounts-list').replaceChildren(...accounts.map(makeCard));
  ask(question);
}

/** Draws them anew. @param {boolean} answered whether the program answers */
export async function drawAccounts(answered) {
  if (answered) {
    draw(await giveOrder('accounts', { action: 'list' }));
    return;
  }
  showFailure(part('accounts-failure'), null);
  part('accounts-note').textContent = message('options_needs_program');
  part('accounts-list').replaceChildren();
  ask(null);
}
