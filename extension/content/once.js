// @ts-check
// While one description is made no page changes: what was asked of an element once is known. Nor may it
// last as long as the page likes: the tab is the person's.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.once) return;

  /** A settings page takes a fiftieth of this; what a page makes last longer is told as far as it came. */
  const PATIENCE_MS = 1000;
  /** Asking for the time costs as much as a link or a heading does. */
  const SPENT_EACH = 8;
  let ends = Infinity;
  let asked = 0;
  let over = false;

  let making = false;
  /** What was asked, a map for each question. @type {Map<any, any>[]} */
  const memories = [];

  /** @template T @param {() => T} action that makes one description @returns {T} */
  function once(action) {
    making = true;
    asked = 0;
    over = false;
    ends = performance.now() + PATIENCE_MS;
    try {
      return action();
    } finally {
      making = false;
      for (const answers of memories) answers.clear();
      ends = Infinity;
    }
  }

  /** @returns {boolean} whether this description has had its time */
  const spent = () => performance.now() > ends;

  /** @returns {boolean} the same, for what there are many of: the time is asked for each few of them */
  function nearlySpent() {
    if (!over && asked++ % SPENT_EACH === 0) over = spent();
    return over;
  }

  /**
   * @template E, T
   * @param {(element: E) => T} ask
   * @returns {(element: E) => T} the same, asked of each element once in a description
   */
  function remembered(ask) {
    const answers = new Map();
    memories.push(answers);
    return (element) => {
      if (!making) return ask(element);
      const known = answers.get(element);
      if (known !== undefined) return known;
      const answer = ask(element);
      answers.set(element, answer);
      return answer;
    };
  }

  /**
   * @template E
   * @param {(element: E) => boolean} ask
   * @param {(element: E) => E|null} above
   * @returns {(element: E) => boolean} whether it holds of an element or of any above it; what is above many is
   *   asked once in a description. No function that calls itself: a tree may be thousands of levels deep.
   */
  function upward(ask, above) {
    const answers = new Map();
    memories.push(answers);
    return (element) => {
      /** @type {E[]} */
      const passed = [];
      let answer = false;
      for (let at = /** @type {E|null} */ (element); at; at = above(at)) {
        const known = answers.get(at);
        if (known === undefined) passed.push(at);
        answer = known ?? ask(at);
        if (answer || known !== undefined) break;
      }
      if (making) for (const at of passed) answers.set(at, answer);
      return answer;
    };
  }

  optwatch.once = { nearlySpent, once, remembered, spent, upward };
})();
