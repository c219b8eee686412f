// @ts-check
// Time in which the page could be seen, in milliseconds since the document's navigation began.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.clock) return;

  let hidden = 0;
  /** Before the first script runs a hidden document has been hidden all along. */
  let since = document.visibilityState === 'hidden' ? 0 : null;

  /** At each tick, too. */
  function see() {
    const now = performance.now();
    if (document.visibilityState === 'hidden') since ??= now;
    else if (since !== null) {
      hidden += now - since;
      since = null;
    }
  }

  /** @returns {number} how long the document has been hidden */
  const hiddenMs = () => hidden + (since === null ? 0 : performance.now() - since);

  /** @returns {number} */
  const visibleMs = () => performance.now() - hiddenMs();

  optwatch.clock = { see, hiddenMs, visibleMs };
})();
