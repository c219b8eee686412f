// What can be wrong with a page without anybody looking at it: text that is missing, cut, beyond the
// edge or in another language than the rest.
/** A browser's popup is 600 high at most: what counts has to be there without scrolling. */
const SCREEN_PX = 600;
const POPUP_PX = 360;
/** The popup's own width; the narrowest reflow of WCAG 1.4.10; the popup's width seen at 200 %. */
const WIDTHS = [POPUP_PX, 320, POPUP_PX / 2];

/** In the page: everything that is wrong at this width. */
function findFaults() {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const all = [...document.body.querySelectorAll('*')].filter(shown);
  const name = (element) => `${element.localName}${element.id ? `#${element.id}` : ''} "${element.textContent.slice(0, 40)}"`;
  const speaks = 'h1,h2,h3,p,li,button,summary,label,option,dt,dd,a,code';
  // A live region waits for its first word.
  const isLive = (element) => element.matches('[role="status"],[role="alert"],[aria-live]');
  const isEmpty = (element) => element.matches(speaks) && !isLive(element) && !element.textContent.trim() && !element.ariaLabel;
  const isRaw = (element) => element.children.length === 0 && /\$\w+\$|\bundefined\b|\bnull\b|\bNaN\b|\[object/.test(element.textContent);
  const { clientWidth, scrollWidth } = document.documentElement;
  const isBeyond = (element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < -1 || right > clientWidth + 1;
  };
  const isCut = (element) => getComputedStyle(element).overflowX === 'visible' && element.clientWidth > 0 &&
    element.scrollWidth > element.clientWidth + 1;
  const found = (what, is) => all.filter(is).map((element) => `${what}: ${name(element)}`);
  const wide = scrollWidth > clientWidth ? [`scrolls sideways: ${scrollWidth} in ${clientWidth}`] : [];
  return [...wide, ...found('empty', isEmpty), ...found('raw', isRaw), ...found('beyond the edge', isBeyond), ...found('wider than its box', isCut)];
}

/** In the page: the lines a person reads, without commands, errors of the browser and names. */
function readLines() {
  const own = [...document.querySelectorAll('h1,h2,h3,p,li,button,summary,label,dt,dd,option')];
  const texts = own.filter((one) => one.checkVisibility() && !one.closest('.detail,code,[translate="no"]'))
    .map((one) => [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join(' ').trim());
  return texts.filter((text) => text.split(/\s+/).length >= 3);
}

export const linesOf = (page) => page.evaluate(readLines);

/** @param {string[]} lines @param {string[]} english the same page's, in English */
export const untranslated = (lines, english) =>
  lines.filter((line) => english.includes(line)).map((line) => `still English: ${line}`);

/** In the page: with everything unfolded that can be. */
export const unfold = (page) => page.evaluate(() => {
  for (const one of document.querySelectorAll('details')) one.open = true;
});

/** What does not fit, at every width; the page has the first of them afterwards. */
export async function misfits(page, widths = WIDTHS) {
  const faults = [];
  for (const width of widths) {
    await page.setViewport({ width, height: SCREEN_PX });
    const found = await page.evaluate(findFaults);
    faults.push(...found.map((fault) => `${width} wide: ${fault}`));
  }
  await page.setViewport({ width: widths[0], height: SCREEN_PX });
  return faults;
}

/** The verdict and the main button are on the first screen. */
export async function beyondFirstScreen(page) {
  const bottoms = await page.evaluate(() => ['verdict', 'action'].map((id) =>
    [id, Math.ceil(document.getElementById(id).getBoundingClientRect().bottom)]));
  return bottoms.filter(([, bottom]) => bottom > SCREEN_PX).map(([id, bottom]) => `${id} ends at ${bottom} px`);
}

/** The main button, where there is one, is reached with three strokes at most. */
export async function farFromKeyboard(page) {
  const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.localName);
  const wanted = await page.evaluate(() => document.getElementById('action').checkVisibility());
  const way = [];
  while (wanted && way.at(-1) !== 'action' && way.length < 3) {
    await page.keyboard.press('Tab');
    way.push(await focused());
  }
  return !wanted || way.at(-1) === 'action' ? [] : [`Tab leads to ${way.join(', ')}`];
}
