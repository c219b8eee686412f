// @ts-check
// A visit: one document at one settings path. Only a visit that began with a load of its own path,
// seen from its start, is fresh; only a fresh one can confirm anything.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.visit) return;

  const { clock } = optwatch;
  const { trim, isSettings } = optwatch.rows;
  /** A tab that was out of sight for longer before its first look shows an old page. */
  const HIDDEN_MAX_MS = 1000;

  const prerendered = Boolean(/** @type {any} */ (document).prerendering);
  /** @type {{id: string, path: string, raw: string, start: number, first: boolean, acknowledged: boolean}} */
  let current = begin(!optwatch.late);

  /** @param {boolean} first whether it is the one the document was loaded for */
  function begin(first) {
    const { pathname } = location;
    return { id: crypto.randomUUID(), path: trim(pathname), raw: pathname,
      start: first ? 0 : clock.visibleMs(), first, acknowledged: false };
  }

  /** @returns {boolean} whether this document came by a navigation or reload, not by history */
  function loaded() {
    const entry = /** @type {any} */ (performance.getEntriesByType('navigation')[0]);
    return ['navigate', 'reload'].includes(entry?.type) && !(entry.activationStart > 0) && !prerendered;
  }

  /** @returns {'fresh'|'same_document'} */
  function load() {
    if (!current.acknowledged && clock.hiddenMs() > HIDDEN_MAX_MS) current.first = false;
    return current.first && loaded() ? 'fresh' : 'same_document';
  }

  /** Begins a new visit when the page has changed its address. @returns {boolean} whether it has */
  function follow() {
    if (location.pathname === current.raw) return false;
    current = begin(false);
    return true;
  }

  optwatch.visit = {
    follow,
    load,
    restart: () => { current = begin(false); },
    acknowledge: () => { current.acknowledged = true; },
    watched: () => isSettings(location.pathname),
    id: () => current.id,
    path: () => current.path,
    waitedMs: () => Math.max(0, Math.floor(clock.visibleMs() - current.start)),
    start: () => current.start,
  };
})();
