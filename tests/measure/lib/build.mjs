// From a context to a page: the row, when it appears, the card around it, the page around that.
import { row } from './controls.mjs';
import { flipped } from './context.mjs';
import { card, wholePage, wrap } from './page.mjs';

/** A slot that the page's own script fills later; timers are counted in the page's time. */
const later = (first, then, ms) => ({
  html: `<div data-slot>${first}</div><template data-later>${then}</template>`,
  script: `setTimeout(() => {
  const slot = document.querySelector('[data-slot]');
  slot.replaceChildren(document.querySelector('[data-later]').content.cloneNode(true));
  finish();
}, ${ms});`,
});

const SKELETON = '<div class="skeleton" aria-busy="true"><span>&nbsp;</span></div>';

/** How the row comes into the page. Each gives {html, script}; `script` may call finish(). */
const TIMINGS = {
  late: (c, now, ms) => later(SKELETON, now.html, ms),
  placeholder: (c, now, ms) => later(row(flipped(c)).html, now.html, ms),
  disabled: (c, now, ms) => later(row({ ...flipped(c), disabled: 'native' }).html, now.html, ms),
  rerender: (c, now, ms) => later(now.html, now.html, ms),
  twice: (c, now, ms) => ({
    ...later(SKELETON, now.html, ms),
    script: `${later('', '', ms).script}\n${later('', '', ms * 2).script}`,
  }),
};
export const LATE_TIMINGS = Object.keys(TIMINGS);

/** @returns {{html: string, script: string, files: object}} the row as the page brings it */
export function timedRow(c) {
  const now = row(c);
  const timing = TIMINGS[c.timing];
  if (!timing) return now;
  const ms = 400 + c.random.int(5) * 400;
  const { html, script } = timing(c, now, ms);
  const files = now.files;
  return { html, files, script: `const finish = () => { ${now.script} };\nfinish();\n${script}` };
}

/** The setting's page as the context says. `extra` goes into the card, after the row. */
export function settingPage(c, { extra = '', row: given } = {}) {
  const { html, script, files } = given ?? timedRow(c);
  const inCard = wrap(c, html, c.depth);
  const main = `${c.before}\n${card(c, inCard, { how: c.headingHow, foot: c.foot, extra })}\n${c.after}`;
  return { html: wholePage(c, main, { how: c.mainHow, script }), files };
}
