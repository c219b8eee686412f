// @ts-check
// Links to settings pages, with the value that the settings lists draw beside them.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.rows) return;

  const { clip, fits, isWord, leaves, lines } = optwatch.text;
  const { parent } = optwatch.walk;
  const NAME_BYTES = 512;
  const PATH_BYTES = 512;
  /** A browser reads an address anew each time it is asked for a part of it. */
  const HREF_MAX = 8192;
  const LEVELS = 5;
  /** What a row is made of; a list or a section is more than a row. */
  const ROW = new Set(['li', 'div', 'p', 'span', 'tr', 'td', 'dd', 'dt']);
  const CONTROL = 'a,button,input,select,li,[role=button],[role=switch],[role=link],[role=listitem]';

  const SETTINGS = /\/(mypreferences|psettings)\//;

  /** @param {string} path @returns {string} */
  const trim = (path) => path.replace(/(.)\/+$/, '$1');

  /** @param {string} path @returns {boolean} */
  const isSettings = (path) => /^\/(mypreferences|psettings)\//.test(path);

  /** @param {HTMLAnchorElement} link @returns {string|null} the settings path it leads to */
  function target(link) {
    // The link's own reading of its address, which it makes anew for each part: most lead elsewhere.
    if (!SETTINGS.test(link.href)) return null;
    if (link.origin !== location.origin || !isSettings(link.pathname)) return null;
    return trim(link.pathname);
  }

  /** @param {HTMLAnchorElement} link @param {{truncated: boolean}} mark @returns {string|null} the same, if it can be told */
  function fitting(link, mark) {
    const href = link.getAttribute('href') ?? '';
    const isLong = href.length > HREF_MAX;
    const path = isLong ? null : target(link);
    const isLost = isLong ? SETTINGS.test(href.slice(0, HREF_MAX)) : path !== null && !fits(path, PATH_BYTES);
    mark.truncated ||= isLost;
    return isLost ? null : path;
  }

  const BUTTONS_MAX = 256;
  /** @returns {Set<string>} what the page's buttons are called: a button may be the row proper */
  function buttonNames() {
    const buttons = [...document.querySelectorAll('button,[role=button]')].slice(0, BUTTONS_MAX);
    return new Set(buttons.map((button) => nameOf(leaves(button, { limit: 20 }).texts)));
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

  /** @param {string[]} texts those of a link @returns {string} its name: the first, unless that is a value */
  function nameOf(texts) {
    const sentence = texts.find((text) => !isWord(text));
    return (isWord(texts[0] ?? '') && sentence) || (texts[0] ?? '');
  }

  /**
   * The values of a row: the short texts in the link beside its name, else those beside the link.
   * More than one is told as more than one: which of them counts is not for us to say.
   * @param {HTMLAnchorElement} link
   * @param {string[]} texts those inside the link
   * @param {Map<Element, number>} counts
   * @returns {string|null}
   */
  function word(link, texts, counts) {
    const name = nameOf(texts);
    return lines(texts.filter((text) => isWord(text) && text !== name)) ?? outside(link, texts, counts);
  }

  /**
   * The short texts beside the link, within its own row: what holds another control, or is more than
   * one list item, is no row, and a text there may be another row's value. Nor is what holds a sentence
   * beside the link: it is about something else, and so may be the value.
   * @param {HTMLAnchorElement} link
   * @param {string[]} texts
   * @param {Map<Element, number>} counts
   * @returns {string|null}
   */
  function outside(link, texts, counts) {
    let at = parent(link);
    for (let level = 0; at && level < LEVELS && counts.get(at) === 1; level++) {
      if (!ROW.has(at.localName) || holdsMore(at, link)) return null;
      const found = leaves(at, { limit: 200, around: link });
      if (found.texts.length > texts.length) {
        // A link inside a sentence is no row: what follows belongs to the sentence.
        if (found.texts[found.before] !== texts[0]) return null;
        const beside = found.texts.toSpliced(found.before, texts.length);
        return beside.every(isWord) ? lines(beside) : null;
      }
      at = at.localName === 'li' ? null : parent(at);
    }
    return null;
  }

  /** @param {Element} row @param {Element} link @returns {boolean} whether it holds another control */
  const holdsMore = (row, link) => [...row.querySelectorAll(CONTROL)].some((at) => !link.contains(at));

  /**
   * @param {HTMLAnchorElement} link
   * @param {Map<Element, number>} counts
   * @param {() => Set<string>} buttons
   * @param {{truncated: boolean}} mark
   * @returns {{path: string, name: string, word: string|null}|null} null where it says nothing
   */
  function row(link, counts, buttons, mark) {
    const path = fitting(link, mark);
    if (path === null) return null;
    const { texts } = leaves(link, { limit: 100 });
    const name = nameOf(texts);
    const said = word(link, texts, counts);
    const value = said !== null && buttons().has(name) ? null : said;
    if (value === null && path === trim(location.pathname)) return null;
    return { path, name: clip(name, NAME_BYTES, mark), word: value };
  }

  optwatch.rows = { buttonNames, census, row, trim, isSettings };
})();
