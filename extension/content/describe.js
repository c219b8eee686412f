// @ts-check
// One description of the page, within the limits of the wire. It judges nothing.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.describe) return;

  const { bytes, clip, drawn, fits, leaves } = optwatch.text;
  const { nearlySpent, once, remembered, spent, upward } = optwatch.once;
  const { walk, outer, chain } = optwatch.walk;
  const { identity, inner, keys, state } = optwatch.control;
  const { inSight } = optwatch.sight;
  const label = optwatch.label;
  const rows = optwatch.rows;
  const CONTROLS_MAX = 64;
  const ROWS_MAX = 64;
  const HEADING_BYTES = 512;
  const LANG_BYTES = 35;
  /** The frame holds 65,536 bytes; the rest of the request has to fit beside the description. */
  const WHOLE_BYTES = 60000;
  /** A part without its texts, but for the short ones. */
  const BARE_BYTES = 400;

  /** @typedef {{element: Element, said: any}} Part */

  /** @param {Element} element @returns {number} which controls stay when there are too many */
  const rank = remembered((element) => {
    const known = keys(element, { truncated: false }).some((/** @type {string} */ key) => optwatch.keys.has(key));
    return (known ? 2 : 0) + (element.getAttribute('role') === 'switch' ? 1 : 0);
  });

  /** @param {Element[]} candidates @param {{truncated: boolean}} mark @returns {Part[]} */
  function controls(candidates, mark) {
    const counts = label.census(candidates);
    const kept = candidates.length <= CONTROLS_MAX ? candidates
      : [...candidates].sort((a, b) => rank(b) - rank(a)).slice(0, CONTROLS_MAX);
    mark.truncated ||= kept.length < candidates.length;
    return kept.flatMap((element) => {
      if (spent()) return [];
      return [{ element, said: { ...identity(element, mark), ...label.words(element, counts, mark), ...state(element) } }];
    });
  }

  /** @param {HTMLAnchorElement[]} links @param {{truncated: boolean}} mark @returns {Part[]} */
  function rowParts(links, mark) {
    const counts = rows.census(links);
    /** @type {Set<string>|undefined} most pages have no row that asks for them */
    let known;
    const buttons = () => (known ??= rows.buttonNames());
    const parts = links.flatMap((element) => {
      const said = nearlySpent() ? null : rows.row(element, counts, buttons, mark);
      return said ? [{ element, said }] : [];
    });
    mark.truncated ||= parts.length > ROWS_MAX;
    return parts.slice(0, ROWS_MAX);
  }

  /** @param {Element} element @returns {Set<Element>} to ask of a tree thousands of levels deep */
  const aboveSet = remembered((element) => new Set(chain(element)));

  /** @param {Element} a @param {Element} b @returns {number} how far above a is what holds both; -1 where nothing does */
  const meeting = (a, b) => chain(a).findIndex((/** @type {Element} */ at) => aboveSet(b).has(at));

  /** @param {Element} a @param {Element} b @param {number} meet @returns {boolean} whether a comes first, frames and all */
  function precedes(a, b, meet) {
    if (meet === 0) return true;
    const above = /** @type {Element[]} */ (chain(b));
    const own = /** @type {Element[]} */ (chain(a));
    const there = above.indexOf(own[meet]);
    if (there === 0) return false;
    const order = own[meet - 1].compareDocumentPosition(above[there - 1]);
    return Boolean(order & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  const MAIN = 'main,[role=main],#main';
  /**
   * Whether a heading stands over a control in one block: what holds both is smaller than the page,
   * so that a dialog or banner at its edge does not come under the heading of its main part.
   * @param {Element} title
   * @param {Element} control
   * @param {Element[]} landmarks of the page: what holds one is no card of it
   * @returns {boolean}
   */
  function heads(title, control, landmarks) {
    // Most of a long page comes after it.
    if (title.compareDocumentPosition(control) === Node.DOCUMENT_POSITION_PRECEDING) return false;
    const meet = meeting(title, control);
    const isCard = (/** @type {Element} */ block) => !landmarks.some((at) => at !== block && block.contains(at));
    return meet >= 0 && precedes(title, control, meet) && isCard(chain(title)[meet]);
  }

  /**
   * The heading over the first control that is drawn; the first of the main part where there is none.
   * @param {{headings: Element[], landmarks: Element[]}} found
   * @param {Part[]} parts
   * @param {{truncated: boolean}} mark
   * @returns {string}
   */
  function heading({ headings, landmarks }, parts, mark) {
    const main = document.querySelector(MAIN);
    const within = (/** @type {Element} */ at) => !main || chain(at).includes(main);
    const text = (/** @type {Element} */ at) => leaves(at, { limit: 50 }).texts.join(' ');
    const says = (/** @type {Element} */ at) => !spent() && within(at) && drawn(at) && Boolean(text(at));
    const visible = parts.filter((part) => part.said.visible).map((part) => part.element);
    const first = visible.find(within) ?? visible[0];
    const best = first ? headings.findLast((at) => !nearlySpent() && heads(at, first, landmarks) && says(at)) : headings.find(says);
    return best ? clip(text(best), HEADING_BYTES, mark) : '';
  }

  /** @param {Part} part @returns {number} at least its bytes as JSON: what is clean takes three a character */
  const atMost = ({ said: { name, description = '', path = '', keys: own = [] } }) =>
    BARE_BYTES + 3 * (name.length + description.length + path.length + own.join().length);

  /**
   * Takes the longest texts away until the whole fits in one message.
   * @param {Part[]} parts
   * @param {{truncated: boolean}} mark
   */
  function fit(parts, mark) {
    if (parts.reduce((sum, part) => sum + atMost(part), 0) <= WHOLE_BYTES) return;
    const whole = JSON.stringify(parts.map((part) => part.said));
    if (fits(whole, WHOLE_BYTES)) return;
    let size = bytes(whole);
    for (let i = parts.length - 1; i >= 0 && size > WHOLE_BYTES; i--) {
      const { said } = parts[i];
      size -= bytes(said.description ?? '');
      if ('description' in said) said.description = '';
      mark.truncated = true;
    }
    while (size > WHOLE_BYTES && parts.length) {
      const gone = /** @type {Part} */ (parts.pop());
      size -= bytes(JSON.stringify(gone.said)) + 1;
      mark.truncated = true;
    }
  }

  /** @param {Element} element @returns {boolean} whether it stands in a part that is marked as busy */
  const isBusy = upward((element) => element.getAttribute('aria-busy') === 'true', outer);

  /** @param {Part} part */
  const inBusy = ({ element, said }) => said.visible !== false && isBusy(element);

  const MODAL = 'dialog:modal,[role=dialog][aria-modal=true],[role=alertdialog][aria-modal=true]';
  /**
   * Whether a dialog has to be answered first, "Are you sure?", and is not what holds the setting.
   * @param {Part[]} parts
   */
  function asks(parts) {
    let open = false;
    for (const modal of document.querySelectorAll(MODAL)) {
      if (spent()) return true;
      if (!inSight(modal)) continue;
      if (parts.some(({ element, said }) => said.visible && rank(element) > 0 && aboveSet(element).has(modal))) return false;
      open = true;
    }
    return open;
  }

  /**
   * Whether the page itself says that what it shows is not its last word yet: a control or row in a
   * part marked aria-busy, a dialog that has to be answered, or a sign-in form drawn in place of the page.
   * @param {Part[]} parts
   * @returns {boolean}
   */
  function busy(parts) {
    const password = document.querySelector('input[type=password]');
    return parts.some(inBusy) || Boolean(password && drawn(password)) || asks(parts);
  }

  /** Radio buttons have no state that anybody reads: the dots of a carousel keep moving. @param {Part} part */
  const tells = ({ said }) => !['radio', 'menuitemradio'].includes(said.role);

  /** @param {string} key */
  const isKnown = (key) => optwatch.keys.has(key);

  /**
   * What has to last: a text around the switch may count the seconds, and one that is made anew has another id.
   * @param {Part} part
   */
  const lasting = ({ said }) => ({ ...said, description: undefined, keys: said.keys?.filter(isKnown) });

  /** @param {Part} part @param {number} ref */
  const numbered = ({ said }, ref) => ({ ref, ...said });

  /**
   * @returns {{page: {lang: string, heading: string, truncated: boolean}, controls: any[], rows: any[],
   *   elements: Element[], telling: {element: Element, input: HTMLInputElement|null}[],
   *   frames: Document[], busy: boolean, signature: string}} a ref is a place in elements; telling: those
   *   with a state, and the input that each is or holds; busy: the page says that it is still at work
   */
  function describe() {
    const found = walk(document);
    const mark = { truncated: found.truncated };
    const parts = controls(found.candidates, mark);
    const count = parts.length;
    const all = [...parts, ...rowParts(found.links, mark)];
    const page = { lang: clip(document.documentElement.lang, LANG_BYTES, mark),
      heading: heading(found, parts, mark), truncated: false };
    fit(all, mark);
    const working = busy(all);
    page.truncated = mark.truncated || spent();
    return {
      page,
      controls: all.slice(0, count).map(numbered),
      rows: all.slice(count).map((part, i) => numbered(part, count + i)),
      elements: all.map((part) => part.element),
      telling: all.filter(tells).map(({ element }) => ({ element, input: inner(element) })),
      frames: found.frames,
      busy: working,
      signature: JSON.stringify([page, working, all.filter(tells).map(lasting)]),
    };
  }

  /** What is left to tell of a page on which describing fails: that something was left out. */
  const nothing = () => ({ page: { lang: '', heading: '', truncated: true }, controls: [], rows: [], elements: [],
    telling: [], frames: [], busy: false, signature: '' });

  optwatch.describe = () => {
    try {
      return once(describe);
    } catch {
      // A page without a root, or whose fields are called like what we ask its forms and document for.
      return nothing();
    }
  };
})();
