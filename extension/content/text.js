// @ts-check
// Text of the page, made fit for the wire: one line, well-formed, never longer than the limit.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.text) return;

  const { remembered } = optwatch.once;
  const encoder = new TextEncoder();
  /** Nothing on the wire is longer than this; more is not even looked at. */
  const RAW_MAX = 8192;
  /** An attribute may be as long as the page. */
  const TOKENS_MAX = 4096;
  const WORD_BYTES = 64;
  /** A name of the page's window is as dear to ask for as an element: in Firefox a fifth of a look. */
  const { TEXT_NODE: TEXT, ELEMENT_NODE: ELEMENT } = Node;
  const WORD_PARTS = 3;
  /** A long text counts as a node for each of these: a limit of nodes bounds what is read, too. */
  const NODE_CHARS = 256;
  /** More boxless elements around one another than a page has: what is in them is not drawn. */
  const CONTENTS_MAX = 64;
  /** Most texts are clean already. */
  const CLEAN = /^(?:[!-~]+(?: [!-~]+)*)?$/;
  /** Without a prototype, which would be asked for each setting that is not here. */
  const VISIBLE = { __proto__: null, visibilityProperty: true, checkVisibilityCSS: true };
  /** Tags that only format a part of a sentence; between others a new text begins. */
  const FORMAT = new Set(['A', 'ABBR', 'B', 'BDI', 'BDO', 'EM', 'I', 'MARK', 'Q', 'S', 'SMALL',
    'STRONG', 'SUB', 'SUP', 'U', 'WBR']);
  const SKIP = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA', 'SELECT', 'CODE',
    'OBJECT']);

  /** An array made anew for each word costs more than all the rest of a look. */
  const room = new Uint8Array(3 * RAW_MAX);

  /** @param {string} text @returns {number} */
  const bytes = (text) => (text.length <= RAW_MAX ? encoder.encodeInto(text, room).written : encoder.encode(text).length);

  /** @param {string} text @param {number} limit bytes of UTF-8 @returns {boolean} */
  const fits = (text, limit) => text.length <= limit && (3 * text.length <= limit || bytes(text) <= limit);

  /** @param {string} text @returns {string} without control characters and runs of spaces */
  function clean(text) {
    if (CLEAN.test(text)) return text;
    const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f\ufeff]+/g, ' ').trim();
    return line.replace(/[\ud800-\udfff]/gu, '\ufffd');
  }

  /** @param {Element} element @param {string} attribute that lists names @returns {string[]} */
  function tokens(element, attribute) {
    const text = clean((element.getAttribute(attribute) ?? '').slice(0, TOKENS_MAX));
    return text ? text.split(' ') : [];
  }

  /**
   * The longest head of a text that fits, cut between characters.
   * @param {string} text
   * @param {number} limit bytes of UTF-8
   * @param {{truncated: boolean}} mark told when something was cut
   * @returns {string}
   */
  function clip(text, limit, mark) {
    const head = clean(text.slice(0, RAW_MAX));
    if (text.length <= RAW_MAX && fits(head, limit)) return head;
    mark.truncated = true;
    const { read } = encoder.encodeInto(head, room.subarray(0, limit));
    return head.slice(0, read).trim();
  }

  /** @param {string} text @returns {boolean} short enough to be a word like "On" */
  function isWord(text) {
    return text.length > 0 && fits(text, WORD_BYTES) && text.split(' ').length <= WORD_PARTS;
  }

  /** @param {string[]} words @returns {string|null} a line each, as many as the wire's word holds */
  function lines(words) {
    const fitting = words.filter((_, i) => fits(words.slice(0, i + 1).join('\n'), WORD_BYTES));
    return fitting.length ? fitting.join('\n') : null;
  }

  /**
   * Whether an element is drawn. An ancient trick draws a switch beside an invisible input, so
   * opacity and clipping say nothing here.
   * @param {Element|null} element
   * @returns {boolean}
   */
  function isDrawn(element) {
    let at = element;
    for (let left = CONTENTS_MAX; at && left > 0; left -= 1) {
      if (at.checkVisibility(VISIBLE)) return true;
      if (getComputedStyle(at).display !== 'contents') return false;
      at = at.parentElement;
    }
    return false;
  }

  const drawn = remembered(isDrawn);

  /** A text may be as long as the page: no more of it is copied than can be told. @param {Node} node */
  const head = (node) => {
    const text = /** @type {Text} */ (node);
    return text.length <= RAW_MAX ? text.data : text.substringData(0, RAW_MAX);
  };

  /** @param {Node|null} node @returns {boolean} */
  const isText = (node) => node?.nodeType === TEXT && /\S/.test(head(node));

  /** @param {Element} element @returns {boolean} whether it formats words of its parent's sentence */
  function formats(element) {
    return FORMAT.has(element.tagName) &&
      (isText(element.previousSibling) || isText(element.nextSibling));
  }

  /** @param {Node} text @returns {boolean} whether it is drawn; in a shadow root's own there is nothing to ask */
  const isRead = ({ parentElement }) => !parentElement || drawn(parentElement);

  /**
   * The texts below an element, in order: a heading, a label, a word, a sentence with its links.
   * @param {Element} root
   * @param {{hidden?: boolean, around?: Element, limit?: number}} [options] hidden: also what is not
   *   drawn; around: notes which texts come before this element
   * @returns {{texts: string[], before: number, whole: boolean}} before: texts before `around`;
   *   whole: false when the limit of nodes was met
   */
  function leaves(root, options = {}) {
    // Most controls hold nothing.
    return root.firstChild || root.shadowRoot ? gather(root, options) : { texts: [], before: 0, whole: true };
  }

  /** @type {typeof leaves} */
  function gather(root, { hidden = false, around, limit = 400 } = {}) {
    const result = { texts: /** @type {string[]} */ ([]), before: 0, whole: true };
    let run = '';
    let left = limit;
    const end = () => {
      // Most of what stands between elements is blank.
      const text = run.trim() && clean(run);
      if (text) result.texts.push(text);
      run = '';
    };
    /** @param {Node} node */
    const add = (node) => {
      const text = head(node);
      if (!/\S/.test(text)) {
        run += ' ';
      } else if (run.length < RAW_MAX && (hidden || isRead(node))) {
        left -= Math.floor(text.length / NODE_CHARS);
        run += text;
      }
    };
    /** @param {Node} node */
    const visit = (node) => {
      if (left-- <= 0) result.whole = false;
      else if (node.nodeType === TEXT) add(node);
      else if (node.nodeType === ELEMENT) enter(/** @type {Element} */ (node));
    };
    /** @param {Node|null} at */
    const children = (at) => {
      for (let child = at?.firstChild; child && left > 0; child = child.nextSibling) visit(child);
    };
    /** @param {Element} element */
    const enter = (element) => {
      if (SKIP.has(element.tagName)) return;
      const breaks = element !== root && !formats(element);
      if (breaks) end();
      if (element === around) result.before = result.texts.length;
      children(element.shadowRoot);
      children(element);
      if (breaks) end();
    };
    enter(root);
    end();
    result.whole &&= left > 0;
    return result;
  }

  optwatch.text = { VISIBLE, bytes, clean, clip, drawn, fits, isText, isWord, leaves, lines, tokens };
})();
