// @ts-check
// While one description is made no page changes: what was asked of an element once is known. Nor may it
// last as long as the page likes: the tab is the person's.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.once) return;

  /** A settings page takes a fiftieth of this; what a page makes last longer is told as far as it came. */
  const PATIENCE_MS = 1000;
  let ends = Infinity;

  /** By question and element. @type {Map<Function, Map<any, any>>|null} */
  let known = null;

  /** @template T @param {() => T} action that makes one description @returns {T} */
  function once(action) {
    known = new Map();
    ends = performance.now() + PATIENCE_MS;
    try {
      return action();
    } finally {
      known = null;
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
    return (element) => {
      if (!known) return ask(element);
      const answers = known.get(ask) ?? new Map();
      if (answers.size === 0) known.set(ask, answers);
      if (!answers.has(element)) answers.set(element, ask(element));
      return answers.get(element);
    };
  }

  optwatch.once = { once, remembered, spent };
})();
