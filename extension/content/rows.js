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
  const WORD_PARTS = 3;
  const LEVELS = 5;
  /** What a row is made of; a list or a section is more than a row. */
  const ROW = new Set(['li', 'div', 'p', 'span', 'tr', 'td', 'dd', 'dt']);
  const CONTROL = 'a,button,input,select,li,[role=button],[role=switch],[role=link],[role=listitem]';

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
   * The value of a row: the last text in the link, unless that is the row's description and the
   * value stands beside the link.
   * @param {HTMLAnchorElement} link
   * @param {string[]} texts those inside the link
   * @param {Map<Element, number>} counts
   * @returns {string|null}
   */
  function word(link, texts, counts) {
    const last = texts.length > 1 ? asWord(texts[texts.length - 1]) : null;
    if (last !== null && last.split(' ').length <= WORD_PARTS) return last;
    return outside(link, texts, counts) ?? last;
  }

  /**
   * The last text beside the link, within its own row: what holds another control, or is more than
   * one list item, is no row, and a text there may be another row's value.
   * @param {HTMLAnchorElement} link
   * @param {string[]} texts
   * @param {Map<Element, number>} counts
   * @returns {string|null}
   */
  function outside(link, texts, counts) {
    let at = parent(link);
    for (let level = 0; at && level < LEVELS && counts.get(at) === 1; level++) {
      if (!ROW.has(at.localName) || holdsMore(at, link)) return null;
      const found = leaves(at, { limit: 200 }).texts;
      if (found.length > texts.length) return beside(found, texts[0]);
      at = at.localName === 'li' ? null : parent(at);
    }
    return null;
  }

  /** @param {Element} row @param {Element} link @returns {boolean} whether it holds another control */
  const holdsMore = (row, link) => [...row.querySelectorAll(CONTROL)].some((at) => !link.contains(at));

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
