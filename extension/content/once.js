// @ts-check
// While one description is made no page changes: what was asked of an element once is known. Nor may it
// last as long as the page likes: the tab is the person's.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.once) return;

  /** A settings page takes a fiftieth of this; what a page makes last longer is told as far as it came. */
  const PATIENCE_MS = 1000;
  let ends = Infinity;

  let making = false;
  /** What was asked, a map for each question. @type {Map<any, any>[]} */
  const memories = [];

  /** @template T @param {() => T} action that makes one description @returns {T} */
  function once(action) {
    making = true;
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

  optwatch.once = { once, remembered, spent };
})();
