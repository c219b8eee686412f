// @ts-check
// While one description is made no page changes: what was asked of an element once is known.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.once) return;

  /** By question and element. @type {Map<Function, Map<any, any>>|null} */
  let known = null;

  /** @template T @param {() => T} action that makes one description @returns {T} */
  function once(action) {
    known = new Map();
    try {
      return action();
    } finally {
      known = null;
    }
  }

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

  optwatch.once = { once, remembered };
})();
