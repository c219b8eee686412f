// @ts-check
// LinkedIn's own names for the switches of these settings. The build fills the list in, from
// host/catalogue/settings.json: it decides nothing, only which controls are told first.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.keys) return;

  optwatch.keys = new Set([
    @OPTWATCH_KEYS@,
  ]);
})();
