// @ts-check
// Whether a control can be seen and used as a part of the settings page. An input is often drawn over
// by a pill of the page's own, so what counts is the row it stands in, not its own box.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.sight) return;

  const { remembered, upward } = optwatch.once;
  const { VISIBLE, isText } = optwatch.text;
  const { parent, outer } = optwatch.walk;
  const ROW_LEVELS = 5;
  const LABELS_MAX = 4;
  const SCROLLERS_MAX = 8;
  const OPAQUE = /** @type {any} */ ({ __proto__: null, ...VISIBLE, opacityProperty: true, checkOpacity: true });
  /**
   * Parts that are not the settings page itself: a post with a picture of the switch, a hint, an
   * alert, and what the page has put out of everybody's reach.
   */
  const APART = 'article,aside,nav,footer,figure,[role=article],[role=complementary],[role=navigation],' +
    '[role=contentinfo],[role=banner],[role=feed],[role=alertdialog],[role=alert],[role=tooltip],' +
    '[role=note],[role=figure],[role=img],[inert],[aria-hidden=true]';

  /** @param {Element} element @returns {boolean} without a copy of all its text, which may be the whole page's */
  const holdsText = remembered((element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (isText(texts.currentNode)) return true;
    return false;
  });

  /** @param {Element} element @returns {HTMLLabelElement[]} its first labels */
  const labels = remembered((element) => {
    const all = /** @type {HTMLInputElement} */ (element).labels ?? [];
    return all.length ? Array.from({ length: Math.min(all.length, LABELS_MAX) }, (_, i) => all[i]) : [];
  });

  /** @param {Element} element @returns {Element} the nearest element above it that holds text */
  function row(element) {
    let at = parent(element);
    for (let level = 0; at && level < ROW_LEVELS; level++) {
      if (holdsText(at)) return at;
      at = parent(at);
    }
    return element;
  }

  /**
   * How far scrolling leads sideways and up, from where the view is now.
   * @param {Document} of
   * @returns {{start: number, end: number, top: number}|null} null for a document that nobody sees
   */
  const extent = remembered((of) => {
    const view = of.defaultView;
    const root = of.documentElement;
    if (!view) return null;
    const rtl = getComputedStyle(root).direction === 'rtl';
    const start = rtl ? Math.min(0, root.clientWidth - root.scrollWidth) : 0;
    const end = rtl ? root.clientWidth : Math.max(root.clientWidth, root.scrollWidth);
    return { start: start - view.scrollX, end: end - view.scrollX, top: -view.scrollY };
  });

  /** @param {Element} element @returns {DOMRect} the dearest thing to ask for */
  const place = remembered((element) => element.getBoundingClientRect());

  /** @param {Element} element @returns {boolean} whether it can be scrolled */
  function scrolls(element) {
    const { overflowX, overflowY } = getComputedStyle(element);
    return [overflowX, overflowY].some((overflow) => overflow === 'auto' || overflow === 'scroll');
  }

  /** @param {Element} element @returns {Element|null} the nearest around it that moves it when scrolled */
  function scroller(element) {
    for (let at = /** @type {Element|null} */ (element); at; at = parent(at)) {
      if (at !== element && scrolls(at)) return at;
      if (getComputedStyle(at).position === 'fixed') return null;
    }
    return null;
  }

  /** @param {Element} element @param {Element} box around it @returns {boolean} whether scrolling the box does not lead to it */
  function offBox(element, box) {
    const own = place(element);
    const { left, top } = place(box);
    const rtl = getComputedStyle(box).direction === 'rtl';
    const start = left - box.scrollLeft + (rtl ? box.clientWidth - box.scrollWidth : 0);
    return own.right <= start || own.left >= start + box.scrollWidth || own.bottom <= top - box.scrollTop;
  }

  /** @param {Element} element @returns {boolean} whether it lies where no scrolling leads, or too many have to be scrolled */
  function offPage(element) {
    let at = element;
    for (let boxes = 0; boxes <= SCROLLERS_MAX; boxes += 1) {
      const view = extent(at.ownerDocument);
      if (!view) return true;
      const { left, right, bottom } = place(at);
      if (right > view.start && left < view.end && bottom > view.top) return false;
      const box = scroller(at);
      if (!box || offBox(at, box)) return true;
      at = box;
    }
    return true;
  }

  /** @param {Element} element @returns {boolean} whether it is folded away, as a closed drawer is */
  function folded(element) {
    const { width, height } = place(element);
    if (width >= 2 && height >= 2) return false;
    const { overflowX, overflowY } = getComputedStyle(element);
    return overflowX !== 'visible' || overflowY !== 'visible';
  }

  /** @param {Element} element @returns {boolean} whether it stands in what is no part of the settings page, or put away */
  const apart = upward((element) => element.matches(APART) || folded(element), outer);

  /** @param {Document} of @returns {Element[]} the frames that it is drawn in, the nearest first */
  const frames = remembered((of) => {
    const frame = of.defaultView?.frameElement;
    return frame ? [frame, ...frames(frame.ownerDocument)] : [];
  });

  /** @param {Element} element @returns {boolean} */
  function inSight(element) {
    return element.checkVisibility(OPAQUE) && !offPage(element);
  }

  /** @param {Element} element @returns {boolean} whether it, or a label of it, is drawn */
  function drawnAtAll(element) {
    return element.checkVisibility(VISIBLE) ||
      labels(element).some((/** @type {Element} */ at) => at.checkVisibility(VISIBLE));
  }

  /** @param {Element} element @returns {boolean} */
  function shown(element) {
    if (!drawnAtAll(element)) return false;
    const own = row(element);
    if (element.matches('[inert]') || apart(own)) return false;
    return [own, ...frames(own.ownerDocument)].every((at) => inSight(at) || getComputedStyle(at).display === 'contents');
  }

  optwatch.sight = { inSight, labels, shown };
})();
