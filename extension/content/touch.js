// @ts-check
// Whether the person has used one of the page's controls since the document began.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.touch) return;

  const { CANDIDATE } = optwatch.walk;
  const CONTROL = `${CANDIDATE},input,select,textarea,button,label`;
  /** A drawn pill often stands beside its input, not around it. */
  const NEAR_LEVELS = 3;
  /** A frame that is older than this when first seen may have been used before. */
  const FRAME_AGE_MS = 1000;
  /** Keys that only move about. */
  const MOVES = new Set(['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'Escape']);
  const EVENTS = ['pointerdown', 'keydown', 'input', 'change'];

  let touched = optwatch.late ? 'unknown' : 'no';
  const heard = new WeakSet();

  /** @param {EventTarget} target @returns {boolean} */
  const isElement = (target) => /** @type {Node} */ (target).nodeType === 1;

  /** @param {Event} event @returns {boolean} whether it is at, or right beside, a control */
  function atControl(event) {
    const path = /** @type {Element[]} */ (event.composedPath().filter(isElement));
    const inner = path.filter((at) => !['html', 'body', 'main'].includes(at.localName));
    return path.some((at) => at.matches(CONTROL)) ||
      inner.slice(0, NEAR_LEVELS).some((at) => at.querySelector(CANDIDATE));
  }

  /** @param {Event} event */
  function hear(event) {
    if (touched === 'yes' || !event.isTrusted || !optwatch.rows.isSettings(location.pathname)) return;
    if (event.type === 'keydown' && MOVES.has(/** @type {KeyboardEvent} */ (event).key)) return;
    try {
      if (atControl(event)) touched = 'yes';
    } catch {
      // A form whose fields are called like what it is asked for: it may have been at one of them.
      touched = 'yes';
    }
  }

  /** document.open() drops listeners and doctype; a page that only draws itself anew leaves both. */
  const guard = new MutationObserver((records) => {
    const opened = records.some(({ target, addedNodes, removedNodes }) => !(/** @type {Document} */ (target).doctype) ||
      [...addedNodes, ...removedNodes].some(({ nodeType }) => nodeType === 10));
    if (opened && touched === 'no') touched = 'unknown';
  });

  /** What is there is not added again. @param {Document} target */
  function listen(target) {
    guard.observe(target, { childList: true });
    for (const type of EVENTS) target.defaultView?.addEventListener(type, hear, { capture: true, passive: true });
  }

  /** Events in a frame do not reach the page's window. @param {Document[]} frames */
  function hearFrames(frames) {
    for (const frame of frames) {
      const view = frame.defaultView;
      listen(frame);
      if (!view || heard.has(frame)) continue;
      heard.add(frame);
      if (touched === 'no' && view.performance.now() > FRAME_AGE_MS) touched = 'unknown';
    }
  }

  optwatch.touch = { hearFrames, listen, state: () => touched };
})();
