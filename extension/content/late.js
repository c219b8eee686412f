// @ts-check
// Listed first only when the background injects the scripts into a page that is already there:
// what happened in the page before is then not known, and nothing seen in it can confirm anything.
(() => {
  const scope = /** @type {any} */ (globalThis);
  scope.optwatch ??= { late: true };
})();
