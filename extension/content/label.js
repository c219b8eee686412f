// @ts-check
// The words at a control: its name, the short word drawn beside it, the text around it.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.label) return;

  const { clean, clip, drawn, fits, isWord, leaves, lines, tokens } = optwatch.text;
  const { parent, CANDIDATE, HEADING } = optwatch.walk;
  const { remembered } = optwatch.once;
  const { labels } = optwatch.sight;
  /** Whoever refers to a text of the page's size eight times gets no more of it than can be told. */
  const RAW_MAX = 8192;
  const NAME_BYTES = 512;
  const DESCRIPTION_BYTES = 2048;
  const WORD_LINES = 3;
  const NAME_LEVELS = 5;
  /** A label, and a note on it. */
  const ROW_TEXTS = 2;
  const WORD_LEVELS = 4;

  /** @typedef {{texts: string[], before: number, whole: boolean, headed: boolean}} Leaves */

  /**
   * How many controls each element near one holds. Controls inside a control count as that one.
   * @param {Element[]} candidates
   * @returns {Map<Element, number>}
   */
  function census(candidates) {
    const known = new Set(candidates);
    const counts = new Map();
    for (const element of candidates) {
      let at = parent(element);
      for (let level = 0; at && level < NAME_LEVELS && !known.has(at); level++) {
        counts.set(at, (counts.get(at) ?? 0) + 1);
        at = parent(at);
      }
    }
    return counts;
  }

  /**
   * The texts of each element above a control that holds no other control, nearest first.
   * @param {Element} element
   * @param {Map<Element, number>} counts
   * @returns {Leaves[]}
   */
  function surroundings(element, counts) {
    const list = [];
    let at = parent(element);
    for (let level = 0; at && level < NAME_LEVELS; level++) {
      if ((counts.get(at) ?? 1) > 1) break;
      const found = leaves(at, { around: element });
      list.push({ ...found, headed: list.length > 0 && Boolean(at.querySelector?.(HEADING)) });
      if (!found.whole) break;
      at = parent(at);
    }
    return list;
  }

  /** @param {Element} element @param {string} attribute @returns {Element[]} */
  function referred(element, attribute) {
    const root = /** @type {Document|ShadowRoot} */ (element.getRootNode());
    const ids = tokens(element, attribute).slice(0, 8);
    return ids.flatMap((/** @type {string} */ id) => root.getElementById?.(id) ?? []);
  }

  /** @param {Element} label @returns {string[]} */
  const hiddenTexts = remembered((label) => leaves(label, { hidden: true }).texts);

  /** @param {Element} label @returns {boolean} */
  const holdsControl = remembered((label) => Boolean(label.querySelector(CANDIDATE)));

  /** @param {Element} label @param {Element} element @returns {string} */
  function referredText(label, element) {
    const texts = hiddenTexts(label);
    // A label that holds the control is the whole row: its first text is the title.
    return label.contains(element) || holdsControl(label) ? texts[0] ?? '' : texts.join(' ');
  }

  /**
   * The short texts nearest to the control, in the smallest surroundings that have one: a line each,
   * since a badge may stand between the word and the control.
   * @param {Leaves[]} around
   * @param {(text: string) => boolean} wanted
   * @returns {string[]}
   */
  function nearest(around, wanted) {
    for (const { texts, before } of around.slice(0, WORD_LEVELS)) {
      const order = texts.map((text, i) => ({ text, far: i < before ? before - 1 - i : i - before }));
      const best = order.filter(({ text }) => wanted(text)).sort((a, b) => a.far - b.far);
      if (best.length) return best.slice(0, WORD_LINES).map(({ text }) => text);
    }
    return [];
  }

  /** @param {Element} element @returns {string} the name the page gives outright */
  function given(element) {
    const texts = referred(element, 'aria-labelledby').map((label) => referredText(label, element));
    return clean(texts.join(' ').slice(0, RAW_MAX)) || clean((element.getAttribute('aria-label') ?? '').slice(0, RAW_MAX));
  }

  /** @param {Element} element @returns {string[]} the texts of its <label>s, which name it drawn or not */
  function labelTexts(element) {
    return labels(element).flatMap((/** @type {Element} */ label) => (drawn(label) ? leaves(label).texts : hiddenTexts(label)));
  }

  /**
   * The surroundings that can be the control's row: beyond the nearest text, what stands under a
   * heading or among more texts is the card, and its title or its links are not about this control.
   * @param {Leaves[]} around
   * @returns {Leaves[]}
   */
  function rowLevels(around) {
    const told = around.filter(({ texts }) => texts.length);
    const end = told.findIndex(({ texts, headed }, i) =>
      i > 0 && (headed || texts.length > told[0].texts.length + ROW_TEXTS));
    return end < 0 ? told : told.slice(0, end);
  }

  /**
   * The first text of what looks like the control's row: the nearest that is no mere word.
   * @param {Leaves[]} row
   * @returns {string}
   */
  function guessed(row) {
    const said = row.flatMap(({ texts }) => texts.find((text) => !isWord(text)) ?? []);
    const full = row.find(({ texts }) => texts.length > 1) ?? row[0];
    return said[0] ?? full?.texts[0] ?? '';
  }

  /**
   * @param {Element} element
   * @param {Leaves[]} around
   * @returns {{name: string, near: string[]}}
   */
  function nameAndWord(element, around) {
    const own = leaves(element);
    const row = rowLevels(around);
    const near = own.texts.length ? [own, ...row] : row;
    const told = given(element);
    if (told) return { name: told, near: nearest(near, (text) => isWord(text) && text !== told) };
    const texts = labelTexts(element);
    const title = clean(element.getAttribute('title')?.slice(0, RAW_MAX) ?? '');
    const first = texts[0] ?? (title || guessed(row));
    // A lone "On" may be all there is: then it is reported as both, and the host sees through it.
    const beside = nearest(near, (text) => isWord(text) && text !== first);
    const words = beside.length ? beside : nearest(near, (text) => isWord(text) && text !== title);
    const name = texts.filter((text) => !words.includes(text)).join(' ') || first;
    return { name, near: words };
  }

  /**
   * @param {Element} element
   * @param {Leaves[]} around
   * @param {string[]} said what name and word hold already
   * @param {{truncated: boolean}} mark
   * @returns {string}
   */
  function description(element, around, said, mark) {
    const texts = referred(element, 'aria-describedby').flatMap(hiddenTexts);
    if (texts.length) return clip(texts.join(' '), DESCRIPTION_BYTES, mark);
    const rows = around.filter(({ whole }) => whole)
      .map((row) => row.texts.filter((text) => !said.includes(text)).join(' '));
    // The widest that fits: a page without structure is no description, and no reason to cut.
    return rows.findLast((text) => fits(text, DESCRIPTION_BYTES)) ??
      clip(rows[0] ?? '', DESCRIPTION_BYTES, mark);
  }

  /**
   * @param {Element} element
   * @param {Map<Element, number>} counts
   * @param {{truncated: boolean}} mark
   * @returns {{name: string, word: string|null, description: string}}
   */
  function words(element, counts, mark) {
    const around = surroundings(element, counts);
    const { name, near } = nameAndWord(element, around);
    return {
      name: clip(name, NAME_BYTES, mark),
      word: lines(near),
      description: description(element, around, [name, ...near], mark),
    };
  }

  optwatch.label = { census, words };
})();
