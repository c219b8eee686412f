// @ts-check
// The one name of the content scripts, in the extension's own world: the page cannot see it.
// Each file adds its part once, so that a second injection does nothing.
(() => {
  const scope = /** @type {any} */ (globalThis);
  scope.optwatch ??= { late: document.readyState !== 'loading' };
})();
