// @ts-check
// One bounded pass over the page: document, open shadow roots, frames of the same origin.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.walk) return;

  const { remembered, spent } = optwatch.once;
  const ELEMENTS_MAX = 20000;
  /** More than this of one kind is not a settings page; what is left out is told. */
  const FOUND_MAX = 512;
  const DEPTH_MAX = 8;
  /** Asking for the time costs as much as an element. */
  const SPENT_EACH = 64;
  /** A list to choose from has no state we read, but a page that holds one has more than one control. */
  const CANDIDATE = 'input[type=checkbox],input[type=radio],[role=switch],[role=checkbox],' +
    '[role=radio],[aria-pressed],[aria-checked],select,[aria-haspopup=listbox]';
  const HEADING = 'h1,h2,h3,h4,h5,h6,[role=heading]';
  const LINK = 'a[href]';
  /** Where one of these is inside a block, the block is no single card of the page. */
  const LANDMARK = 'nav,footer,main,[role=navigation],[role=contentinfo],[role=main]';
  /** All that may be one of these, or a frame: what a browser finds without a look at each element. */
  const NAMES = ['a', 'footer', 'frame', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'iframe', 'input', 'main', 'nav',
    'select'];
  const MARKED = '[role],[aria-pressed],[aria-checked],[aria-haspopup]';
  const SPECIAL = [...NAMES, MARKED].join();

  /**
   * A form gives its fields by their names before its own properties, to every script:
   * `<input name="parentElement">` would lead round in a circle.
   */
  const above = /** @type {() => Element|null} */ (
    Object.getOwnPropertyDescriptor(Node.prototype, 'parentElement')?.get);

  /** @param {Element} element @returns {Element|null} its parent, out of a shadow root if need be */
  function parent(element) {
    const own = above.call(element);
    if (own) return own;
    const root = element.getRootNode();
    return /** @type {ShadowRoot} */ (root).host ?? null;
  }

  /** @param {Element} element @returns {Element|null} what is around it: its parent, or the frame of its page */
  const outer = (element) => parent(element) ?? element.ownerDocument.defaultView?.frameElement ?? null;

  /** @param {Element} element @returns {Element[]} the element and all around it */
  function follow(element) {
    const list = [];
    for (let at = /** @type {Element|null} */ (element); at; at = outer(at)) list.push(at);
    return list;
  }

  const chain = remembered(follow);

  /** @param {Element} element @returns {Document|null} of a frame of the same origin */
  function frameDocument(element) {
    if (element.localName !== 'iframe' && element.localName !== 'frame') return null;
    try {
      return /** @type {HTMLIFrameElement} */ (element).contentDocument;
    } catch {
      return null;
    }
  }

  /** @param {Document|ShadowRoot} root @returns {ArrayLike<Element>[]} the elements worth a look */
  function lists(root) {
    // A page has one document, but may have thousands of shadow roots.
    if (root.nodeType !== Node.DOCUMENT_NODE) return [root.querySelectorAll(SPECIAL)];
    const named = NAMES.map((name) => /** @type {Document} */ (root).getElementsByTagNameNS('*', name));
    return [root.querySelectorAll(MARKED), ...named];
  }

  /** @param {Document|ShadowRoot} root @returns {Set<Element>} those that the pass can come to */
  function special(root) {
    const found = new Set();
    for (const list of lists(root)) {
      const count = Math.min(list.length, ELEMENTS_MAX);
      for (let i = 0; i < count; i += 1) found.add(list[i]);
    }
    return found;
  }

  /**
   * @param {Document} top
   * @returns {{candidates: Element[], headings: Element[], links: HTMLAnchorElement[],
   *   landmarks: Element[], frames: Document[], truncated: boolean}} each in the order of the page
   */
  function walk(top) {
    const found = { candidates: /** @type {Element[]} */ ([]), headings: /** @type {Element[]} */ ([]),
      links: /** @type {HTMLAnchorElement[]} */ ([]), frames: /** @type {Document[]} */ ([]),
      landmarks: /** @type {Element[]} */ ([]), truncated: false };
    let left = ELEMENTS_MAX;
    /** @param {Element[]} list @param {Element} element */
    const keep = (list, element) => {
      if (list.length < FOUND_MAX) list.push(element);
      else found.truncated = true;
    };
    /** @param {Element} element */
    const sort = (element) => {
      if (element.localName === 'a') {
        if (element.matches(LINK)) keep(found.links, element);
        // Most of what a page has here are mere links.
        if (!element.matches(MARKED)) return;
      }
      if (element.matches(CANDIDATE)) keep(found.candidates, element);
      else if (element.matches(HEADING)) keep(found.headings, element);
      if (element.matches(LANDMARK)) keep(found.landmarks, element);
    };
    /** @param {Document|ShadowRoot} root @param {number} depth */
    const pass = (root, depth) => {
      const wanted = special(root);
      // Twice as quick as a list of all, which is made first.
      const all = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
      for (let next; (next = all.nextNode()); ) {
        const element = /** @type {Element} */ (next);
        if (left-- <= 0 || (left % SPENT_EACH === 0 && spent())) {
          found.truncated = true;
          return;
        }
        const known = wanted.has(element);
        if (known) sort(element);
        const frame = known ? frameDocument(element) : null;
        const inner = element.shadowRoot ?? frame;
        if (!inner) continue;
        if (frame) found.frames.push(frame);
        if (depth < DEPTH_MAX) pass(inner, depth + 1);
        else found.truncated = true;
      }
    };
    pass(top, 0);
    return found;
  }

  optwatch.walk = { walk, parent, outer, chain, CANDIDATE, HEADING };
})();
