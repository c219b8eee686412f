// @ts-check
// What a person may set, pause, name and erase; what Optwatch can see, so that nobody has to guess at
// the permissions; and what to send with a report of a fault.
import { part } from '../shared/elements.js';
import { speak } from '../shared/i18n.js';
import { drawAccounts } from './accounts.js';
import { startCapture } from './capture.js';
import { drawErased, isErased, startErase } from './erase.js';
import { drawPause, startPause } from './pause.js';
import { drawSettings } from './settings.js';

async function draw() {
  const answered = await drawSettings();
  await Promise.all([drawAccounts(answered), drawPause(answered)]);
}

async function drawAgain() {
  await draw();
  // The button is gone where the program answers.
  if (part('settings-again').hidden) part('settings-heading').focus();
}

/** In another language. Who changed it by the keyboard goes on from there. */
async function redraw() {
  if (isErased()) {
    drawErased();
    return;
  }
  const id = document.activeElement?.id;
  await draw();
  if (id) part(id)?.focus();
}

// Before anything is waited for: a button that is seen can be pressed.
part('settings-again').addEventListener('click', drawAgain);
startPause();
startErase();
startCapture();
await speak(document, redraw);
await draw();
// The page was empty when the browser looked for the place.
if (location.hash) part(location.hash.slice(1))?.scrollIntoView();
