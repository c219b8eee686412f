// @ts-check
// What a control says of itself: its keys, its state, whether it is drawn. Names are in label.js.
(() => {
  const optwatch = /** @type {any} */ (globalThis).optwatch;
  if (optwatch.control) return;

  const { bytes, clean, clip, drawn } = optwatch.text;
  const KEYS_MAX = 8;
  const KEY_BYTES = 64;
  const ROLE_BYTES = 32;

  /** @param {Element} element @returns {HTMLInputElement|null} a native checkbox or radio button */
  function box(element) {
    if (element.localName !== 'input') return null;
    const input = /** @type {HTMLInputElement} */ (element);
    return input.type === 'checkbox' || input.type === 'radio' ? input : null;
  }

  /** @param {Element} element @returns {'input'|'button'|'other'} */
  function kind(element) {
    if (element.localName === 'input') return 'input';
    return element.localName === 'button' ? 'button' : 'other';
  }

  /** @param {Element} element @param {{truncated: boolean}} mark @returns {string} */
  function role(element, mark) {
    const given = clean(element.getAttribute('role') ?? '').split(' ')[0].toLowerCase();
    if (given) return clip(given, ROLE_BYTES, mark);
    const input = box(element);
    if (input) return input.type;
    return element.localName === 'button' ? 'button' : '';
  }

  /** @param {Element} element @param {{truncated: boolean}} mark @returns {string[]} */
  function keys(element, mark) {
    const all = ['aria-labelledby', 'id', 'name'].flatMap(
      (name) => clean((element.getAttribute(name) ?? '').slice(0, 4096)).split(' '));
    const unique = [...new Set(all.filter(Boolean))];
    const kept = unique.filter((key) => bytes(key) <= KEY_BYTES).slice(0, KEYS_MAX);
    if (kept.length < unique.length) mark.truncated = true;
    return kept;
  }

  /** @param {Element} element @param {string} name @returns {'true'|'false'|'mixed'|null} */
  function tristate(element, name) {
    const value = element.getAttribute(name)?.trim().toLowerCase();
    return value === 'true' || value === 'false' || value === 'mixed' ? value : null;
  }

  /** @param {Element} element @returns {boolean} */
  function visible(element) {
    const labels = [.../** @type {HTMLInputElement} */ (element).labels ?? []];
    return [element, ...labels].some((at) => drawn(at) && at.getClientRects().length > 0);
  }

  /** @param {Element} element @param {{truncated: boolean}} mark */
  function facts(element, mark) {
    const input = box(element);
    return {
      kind: kind(element),
      role: role(element, mark),
      keys: keys(element, mark),
      checked: input ? input.checked : null,
      default_checked: input ? input.defaultChecked : null,
      // A box drawn as neither is "mixed" to everybody who cannot see it; its property says nothing.
      aria_checked: input?.indeterminate ? 'mixed' : tristate(element, 'aria-checked'),
      pressed: tristate(element, 'aria-pressed'),
      disabled: element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true',
      visible: visible(element),
    };
  }

  /** @param {Element} element @returns {string} changes whenever the element's state does */
  function pulse(element) {
    const input = box(element);
    return [input?.checked, input?.defaultChecked, input?.indeterminate, element.getAttribute('aria-checked'),
      element.getAttribute('aria-pressed'), element.matches(':disabled')].join();
  }

  optwatch.control = { facts, pulse };
})();
