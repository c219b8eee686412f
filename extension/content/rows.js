// @ts-check
// Links to settings pages, with the value that the settings lists draw beside them.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.rows) return;

  const { bytes, clip, leaves } = optwatch.text;
  const { parent } = optwatch.walk;
  const NAME_BYTES = 512;
  const PATH_BYTES = 512;
  const WORD_BYTES = 64;
  const LEVELS = 5;

  /** @param {string} path @returns {string} */
  const trim = (path) => path.replace(/(.)\/+$/, '$1');

  /** @param {string} path @returns {boolean} */
  const isSettings = (path) => /^\/(mypreferences|psettings)\//.test(path);

  /** @param {HTMLAnchorElement} link @returns {string|null} the settings path it leads to */
  function target(link) {
    const url = parse(link.href);
    if (url?.origin !== location.origin || !isSettings(url.pathname)) return null;
    return trim(url.pathname);
  }

  /** @param {string} href @returns {URL|null} */
  function parse(href) {
    try {
      return new URL(href);
    } catch {
      return null;
    }
  }

  /** @param {HTMLAnchorElement[]} links @returns {Map<Element, number>} links in each element near one */
  function census(links) {
    const counts = new Map();
    for (const link of links) {
      let at = parent(link);
      for (let level = 0; at && level < LEVELS; level++) {
        counts.set(at, (counts.get(at) ?? 0) + 1);
        at = parent(at);
      }
    }
    return counts;
  }

  /** @param {string|undefined} text @returns {string|null} */
  const asWord = (text) => (text && bytes(text) <= WORD_BYTES ? text : null);

  /**
   * @param {HTMLAnchorElement} link
   * @param {string[]} texts those inside the link
   * @param {Map<Element, number>} counts
   * @returns {string|null}
   */
  function word(link, texts, counts) {
    if (texts.length > 1) return asWord(texts[texts.length - 1]);
    let at = parent(link);
    for (let level = 0; at && level < LEVELS && counts.get(at) === 1; level++) {
      if (at.localName === 'li' || at.localName === 'div') {
        const found = leaves(at, { limit: 200 }).texts;
        if (found.length > texts.length) return beside(found, texts[0]);
      }
      at = parent(at);
    }
    return null;
  }

  /** @param {string[]} texts @param {string|undefined} name @returns {string|null} */
  function beside(texts, name) {
    const last = texts[texts.length - 1];
    return last === name ? null : asWord(last);
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {Map<Element, number>} counts
   * @param {{truncated: boolean}} mark
   * @returns {{path: string, name: string, word: string|null}|null} null where it says nothing
   */
  function row(link, counts, mark) {
    const path = target(link);
    if (path === null) return null;
    if (bytes(path) > PATH_BYTES) {
      mark.truncated = true;
      return null;
    }
    const { texts } = leaves(link, { limit: 100 });
    const value = word(link, texts, counts);
    if (value === null && path === trim(location.pathname)) return null;
    return { path, name: clip(texts[0] ?? '', NAME_BYTES, mark), word: value };
  }

  optwatch.rows = { census, row, trim, isSettings };
})();
