// @ts-check
// When to look, and when to tell: the rhythm of the looks. See the design of one visit.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.looks) return;

  const { clock, visit, touch, describe } = optwatch;
  const { pulse } = optwatch.control;
  const STEADY_MS = [1500, 5000];
  const WAITED_MS = 20000;
  const BETWEEN_MS = 500;
  const AGAIN_MS = 2000;
  /** A describing dearer than this is done less often. */
  const DEAR_MS = 50;
  const DEAR_MAX_MS = 5000;
  const REST = 20;
  /** A switch that moves is looked at sooner, but it may move a thousand times a second. */
  const MOVED_REST = 4;
  const RETRY_MAX_MS = 60000;
  /** A page whose load never ends is taken as loaded after this much time. */
  const LOAD_MAX_MS = 15000;

  /** @type {(message: object) => Promise<any>} set by main.js */
  let send;
  let dirty = true;
  let enteredAt = -Infinity;
  /** @type {number|null} */
  let loadedAt = null;
  /** @type {ReturnType<typeof fresh>} */
  let look = fresh();

  /** What is known of the current visit. */
  function fresh() {
    return { view: /** @type {any} */ (null), pulses: '', at: -Infinity, cost: 0, changedAt: 0, stage: 0,
      sentAt: -Infinity, asked: 0, any: false, changed: false, late: false, loading: false,
      failures: 0, retryAt: Infinity, elements: /** @type {Element[]} */ ([]) };
  }

  /** @returns {number} */
  function loadedMs() {
    if (loadedAt !== null) return loadedAt;
    return visit.waitedMs() < LOAD_MAX_MS ? Infinity : visit.start() + LOAD_MAX_MS;
  }

  /** @returns {number} visible time since anything last changed; none while the page says it is busy */
  function steadyMs() {
    if (look.view?.busy) return 0;
    const since = Math.max(look.changedAt, loadedMs());
    return Math.max(0, Math.floor(clock.visibleMs() - since));
  }

  /** @returns {string} */
  function pulses() {
    try {
      return look.view.telling.map(pulse).join(';');
    } catch {
      // A form can be made to fail: then the next description tells so.
      return 'unknown';
    }
  }

  /** @returns {number} since the page was last described */
  const ageMs = () => performance.now() - look.at;

  /** @returns {boolean} whether the page may have changed since it was described */
  const old = () => dirty || ageMs() >= AGAIN_MS;

  /** @returns {boolean} whether a control has changed since; then nothing is steady, even if it goes back before it is described */
  function moved() {
    if (pulses() === look.pulses) return false;
    look.changedAt = clock.visibleMs();
    look.stage = 0;
    return true;
  }

  /** @param {number} times @returns {boolean} whether the tab is due a rest, of so many times what describing it took */
  const resting = (times) => look.cost > DEAR_MS && ageMs() < Math.min(look.cost * times, DEAR_MAX_MS);

  /** @returns {boolean} whether to describe the page now */
  function stale() {
    if (!look.view) return !resting(MOVED_REST);
    return moved() ? !resting(MOVED_REST) : old() && !resting(REST);
  }

  function refresh() {
    const begun = performance.now();
    dirty = false;
    const view = describe();
    const changed = view.signature !== look.view?.signature;
    touch.hearFrames(view.frames);
    look.view = view;
    look.pulses = pulses();
    look.at = performance.now();
    look.cost = look.at - begun;
    if (!changed) return;
    look.changedAt = clock.visibleMs();
    look.stage = 0;
    look.late = false;
    look.changed = look.any;
  }

  /** @returns {'steady'|'changed'|'late'|null} why the host should be told now */
  function due() {
    const something = look.view.controls.length + look.view.rows.length > 0;
    if (something && stage() > look.stage) return 'steady';
    if (look.changed || performance.now() >= look.retryAt) return 'changed';
    return overdue(steadyMs()) ? 'late' : null;
  }

  /** @returns {number} how many of the steady times have passed */
  const stage = () => STEADY_MS.filter((ms) => steadyMs() >= ms).length;

  /** @param {number} steady @returns {boolean} whether the page has had its time, and said nothing */
  function overdue(steady) {
    const waited = visit.waitedMs() >= WAITED_MS &&
      (steady >= STEADY_MS[0] || look.view.busy || visit.waitedMs() >= 2 * WAITED_MS);
    return waited && !look.late && (!look.any || look.loading);
  }

  function page() {
    return { path: visit.path(), wanted: null, ...look.view.page, visit: visit.id(), load: visit.load(),
      touched: touch.state(), steady_ms: steadyMs(), waited_ms: visit.waitedMs() };
  }

  /** Tells the background what is seen now. @param {string} why */
  async function tell(why) {
    const mine = look;
    const asked = ++mine.asked;
    const { controls, rows, elements } = mine.view;
    mine.any = true;
    mine.changed = false;
    mine.stage = stage();
    mine.late ||= why === 'late';
    mine.sentAt = performance.now();
    mine.retryAt = Infinity;
    mine.elements = elements;
    const answer = await send({ type: 'look', page: page(), controls, rows });
    if (asked !== mine.asked) return;
    mine.loading = Boolean(answer?.loading);
    if (answer?.recorded && mine === look) visit.acknowledge();
    mine.failures = answer?.taken ? 0 : mine.failures + 1;
    const wait = Math.min(RETRY_MAX_MS, 500 * 2 ** mine.failures);
    mine.retryAt = answer?.taken ? Infinity : performance.now() + wait;
  }

  /** A new visit: what was seen before belongs to the old one. */
  function restart() {
    // A change of address is no reason to be denied the rest.
    look = { ...fresh(), at: look.at, cost: look.cost };
    look.changedAt = clock.visibleMs();
    dirty = true;
    const live = visit.watched() && !(/** @type {any} */ (document).prerendering);
    // A page may change its address as often as it likes; the visit that stays is told with its first look.
    if (!live || performance.now() - enteredAt < BETWEEN_MS) return;
    enteredAt = performance.now();
    send({ type: 'enter', page: { path: visit.path(), visit: visit.id() } });
  }

  /** The address may have changed. */
  function follow() {
    if (visit.follow()) restart();
  }

  function tick() {
    clock.see();
    if (document.readyState === 'complete') loadedAt ??= clock.visibleMs();
    follow();
    if (!visit.watched() || document.visibilityState !== 'visible') return;
    visit.load();
    if (stale()) refresh();
    if (!look.view || performance.now() - look.sentAt < BETWEEN_MS || !due()) return;
    // What is told is what is there now: where looking is dear, it is told later.
    if (old() || moved()) {
      if (resting(MOVED_REST)) return;
      refresh();
    }
    const why = due();
    if (why) tell(why);
  }

  /** Describes and tells at once, for a person who asked to try again. */
  function again() {
    if (!visit.watched()) return;
    refresh();
    tell('again');
  }

  /** @returns {object|null} the page as a look tells it, for a person who wants to see that */
  function described() {
    if (!visit.watched()) return null;
    refresh();
    const { controls, rows } = look.view;
    return { page: page(), controls, rows };
  }

  optwatch.looks = {
    again,
    described,
    follow,
    restart,
    tick,
    /** @param {typeof send} by */
    begin: (by) => { send = by; restart(); },
    mark: () => { dirty = true; },
    /** @param {number} ref @returns {Element|undefined} */
    element: (ref) => look.elements[ref],
  };
})();
