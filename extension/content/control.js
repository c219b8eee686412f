// @ts-check
// What a control says of itself: its keys and its state. Whether it can be seen is in sight.js, its
// names are in label.js.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.control) return;

  const { clip, fits, tokens } = optwatch.text;
  const { shown } = optwatch.sight;
  const KEYED = ['aria-labelledby', 'id', 'name'];
  const KEYS_MAX = 8;
  const KEY_BYTES = 64;
  const ROLE_BYTES = 32;
  /** An attribute may be as long as the page. */
  const RAW_MAX = 4096;

  /** @param {Element} element @returns {HTMLInputElement|null} a native checkbox or radio button */
  function box(element) {
    if (element.localName !== 'input') return null;
    const input = /** @type {HTMLInputElement} */ (element);
    return input.type === 'checkbox' || input.type === 'radio' ? input : null;
  }

  /** @param {Element} element @returns {HTMLInputElement|null} the box it is, or the one drawn inside it */
  function inner(element) {
    const own = box(element);
    if (own) return own;
    const boxes = element.querySelectorAll('input[type=checkbox]');
    return boxes.length === 1 ? box(boxes[0]) : null;
  }

  /** @param {Element} element @returns {'input'|'button'|'other'} */
  function kind(element) {
    if (element.localName === 'input') return 'input';
    return element.localName === 'button' ? 'button' : 'other';
  }

  /** @param {Element} element @param {{truncated: boolean}} mark @returns {string} */
  function role(element, mark) {
    const [given] = tokens(element, 'role');
    if (given) return clip(given.toLowerCase(), ROLE_BYTES, mark);
    const input = box(element);
    if (input) return input.type;
    if (element.localName === 'select') return 'combobox';
    return element.localName === 'button' ? 'button' : '';
  }

  /** @param {Element} element @param {{truncated: boolean}} mark @returns {string[]} */
  function keys(element, mark) {
    /** @type {Set<string>} */
    const known = new Set();
    for (const name of KEYED) {
      // No key that anybody knows is longer than the limit: leaving such a one out loses nothing.
      for (const key of tokens(element, name)) if (fits(key, KEY_BYTES)) known.add(key);
    }
    if (known.size > KEYS_MAX) mark.truncated = true;
    return [...known].slice(0, KEYS_MAX);
  }

  /** @param {Element} element @param {string} name @returns {'true'|'false'|'mixed'|null} */
  function tristate(element, name) {
    const value = element.getAttribute(name)?.slice(0, RAW_MAX).trim().toLowerCase();
    return value === 'true' || value === 'false' || value === 'mixed' ? value : null;
  }

  /** What it is, and what it is called by. @param {Element} element @param {{truncated: boolean}} mark */
  const identity = (element, mark) => ({ kind: kind(element), role: role(element, mark), keys: keys(element, mark) });

  /** @param {Element} element */
  function state(element) {
    const input = inner(element);
    return {
      checked: input ? input.checked : null,
      default_checked: input ? input.defaultChecked : null,
      // A box drawn as neither is "mixed" to everybody who cannot see it; its property says nothing.
      aria_checked: input?.indeterminate ? 'mixed' : tristate(element, 'aria-checked'),
      pressed: tristate(element, 'aria-pressed'),
      disabled: element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true',
      visible: shown(element),
    };
  }

  /**
   * @param {{element: Element, input: HTMLInputElement|null}} control with the input that it is or holds
   * @returns {string} changes whenever the control's state does
   */
  function pulse({ element, input }) {
    return [input?.checked, input?.defaultChecked, input?.indeterminate, tristate(element, 'aria-checked'),
      tristate(element, 'aria-pressed'), element.matches(':disabled')].join();
  }

  optwatch.control = { identity, inner, keys, pulse, state };
})();
