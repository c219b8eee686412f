// What the popup tells the person, read from its page.
import { setTimeout as sleep } from 'node:timers/promises';

/** Everything a person can see in the popup. An element that is not shown is null. */
export function readPopup(page) {
  return page.evaluate(() => {
    const shown = (element) => Boolean(element) && element.getClientRects().length > 0;
    const text = (selector) => {
      const element = document.querySelector(selector);
      return shown(element) ? element.innerText.trim() : null;
    };
    const items = (selector) =>
      // In a closed <details> an item has no box, but a person can open it.
      [...document.querySelectorAll(selector)].filter((one) => !one.closest('[hidden]')).map((element) => ({
        id: element.dataset.id ?? null,
        status: element.dataset.status ?? null,
        current: element.getAttribute('aria-current') === 'step',
        text: element.textContent.trim(),
      }));
    return {
      phase: document.body.dataset.phase ?? null,
      state: document.querySelector('#verdict')?.dataset.state ?? null,
      verdict: text('#verdict'),
      why: items('#why li').map((item) => item.text),
      steps: items('#steps li'),
      facts: items('.facts li'),
      exits: items('#exits li'),
      reminder: text('#reminder'),
      failure: text('#failure'),
      warning: text('#warning'),
      action: text('#action'),
      question: text('#ask-text'),
      choices: shown(document.querySelector('#ask'))
        ? [...document.querySelectorAll('#ask-choices button')].map((one) => one.dataset.id) : [],
    };
  });
}

/** Asks until the answer is a good one; says what was seen last when the time is over. */
export async function until(what, ask, isGood, limitMs = 20_000) {
  const end = Date.now() + limitMs;
  let last;
  for (;;) {
    last = await ask();
    if (isGood(last)) {
      return last;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${limitMs / 1000} s; last seen ${JSON.stringify(last)}`);
    }
    await sleep(150);
  }
}

/** Waits until the popup shows what is asked for. */
export const untilPopup = (what, page, isGood, limitMs) =>
  until(what, () => readPopup(page), isGood, limitMs);

/** The standing of the AI setting that the last reply told, once it is the one named. */
export function untilStanding(session, wanted, limitMs) {
  const ask = async () => {
    const { entry } = await session.looks();
    const standings = entry?.reply?.ok?.standings ?? [];
    const standing = standings.find((one) => one.setting === 'data-for-ai-improvement')?.state;
    return { phase: entry?.phase, standing, failure: entry?.failure, seq: entry?.seq };
  };
  return until(`standing ${wanted}`, ask, (seen) => seen.standing === wanted, limitMs);
}
