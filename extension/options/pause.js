// @ts-check
// A pause of the reminders, and until when it lasts.
import { dayOf } from '../shared/dates.js';
import { part } from '../shared/elements.js';
import { showFailure } from '../shared/failure.js';
import { giveOrder } from '../shared/orders.js';
import { message } from '../shared/words.js';

/** @typedef {import('../shared/orders.js').Answer} Answer */

/** @param {number|null} until seconds UTC */
function show(until) {
  const lasts = until !== null && until * 1000 > Date.now();
  part('pause-now').textContent =
    lasts ? message('options_pause_until', [dayOf(until)]) : message('options_pause_none');
  part('pause-end').hidden = !lasts;
}

/** @param {string} text */
function refuse(text) {
  part('pause-failure').hidden = false;
  part('pause-failure').textContent = text;
  part('pause-weeks').setAttribute('aria-invalid', 'true');
}

/** @param {Answer} answer */
function draw({ reply, failure }) {
  part('pause-weeks').removeAttribute('aria-invalid');
  if (failure?.kind === 'error' && failure.hint) {
    refuse(failure.hint);
    return;
  }
  showFailure(part('pause-failure'), failure);
  if (reply?.ok) show(reply.ok.paused_until);
}

/** @param {Event} event */
async function pause(event) {
  event.preventDefault();
  const weeks = Number(part('pause-weeks').value);
  // To the host no weeks are the end of a pause.
  if (!Number.isInteger(weeks) || weeks < 1) refuse(message('options_pause_range'));
  else draw(await giveOrder('remind', { action: 'pause', weeks }));
}

async function end() {
  draw(await giveOrder('remind', { action: 'pause', weeks: 0 }));
  // The button is gone with the pause.
  part('pause-weeks').focus();
}

/** Draws it anew. @param {boolean} answered whether the program answers */
export async function drawPause(answered) {
  part('pause-form').hidden = !answered;
  if (answered) {
    draw(await giveOrder('remind', { action: 'list' }));
    return;
  }
  showFailure(part('pause-failure'), null);
  part('pause-now').textContent = message('options_needs_program');
}

export function startPause() {
  part('pause-form').addEventListener('submit', pause);
  part('pause-end').addEventListener('click', end);
}
