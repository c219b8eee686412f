// In the page, before anything of its own: what the page could see of an extension without looking at
// its document. Everything is kept in `quiet`, the one global of these tests.
'use strict';
globalThis.quiet = { early: '', records: [], built: [], heard: [], sent: [], own: false, paused: (action) => action() };

(() => {
  const { quiet } = globalThis;
  const show = (value) => (typeof value === 'function' ? Function.prototype.toString.call(value) : typeof value);

  /** One line a property: what kind it is, and the text of its functions. */
  function lines(path, object) {
    return Reflect.ownKeys(object).map((key) => {
      const own = Reflect.getOwnPropertyDescriptor(object, key);
      const parts = ['value', 'get', 'set'].filter((part) => part in own).map((part) => `${part} ${show(own[part])}`);
      return `${path}.${String(key)} ${Number(own.enumerable)}${Number(own.configurable)}${Number(own.writable)} ${parts.join(' ')}`;
    });
  }

  /** The objects that a page shares with nobody but its own scripts, by their path. */
  function reachable() {
    const found = new Map([[globalThis, 'window']]);
    const add = (path, value, depth) => {
      if (value === null || !['function', 'object'].includes(typeof value) || found.has(value)) return;
      found.set(value, path);
      if (depth === 0) return;
      for (const key of Reflect.ownKeys(value)) {
        add(`${path}.${String(key)}`, Reflect.getOwnPropertyDescriptor(value, key).value, depth - 1);
      }
    };
    // In a fixed order, since some share functions: Firefox has none of its own.
    for (const name of Object.getOwnPropertyNames(globalThis).sort()) {
      if (name !== 'quiet') add(name, Reflect.getOwnPropertyDescriptor(globalThis, name).value, 2);
    }
    for (const name of ['document', 'navigator', 'history', 'performance', 'screen', 'localStorage', 'customElements']) {
      add(name, globalThis[name], 0);
    }
    return found;
  }

  quiet.fingerprint = () => [...reachable()].flatMap(([object, path]) => lines(path, object)).join('\n');
  quiet.early = quiet.fingerprint();

  /** One line a mutation, so that it does not matter how the parser's are bundled. */
  quiet.tell = (records) => records.flatMap(({ type, target, attributeName, addedNodes, removedNodes }) => [
    ...(type === 'childList' ? [] : [`${type} ${target.nodeName} ${attributeName}`]),
    ...[...addedNodes].map((node) => `added ${node.nodeName} to ${target.nodeName}`),
    ...[...removedNodes].map((node) => `removed ${node.nodeName} from ${target.nodeName}`),
  ]);
  quiet.observer = new MutationObserver((records) => quiet.paused(() => { quiet.records.push(...quiet.tell(records)); }));
  quiet.watch = (root) => quiet.observer.observe(root,
    { subtree: true, childList: true, attributes: true, attributeOldValue: true, characterData: true });
  quiet.watch(document);

  function hear(event) {
    const { type } = event;
    const text = JSON.stringify(type === 'securitypolicyviolation' ? event.blockedURI : event.data ?? event.key ?? event.message);
    const sent = quiet.sent.indexOf(text);
    if (type === 'message' && sent >= 0) quiet.sent.splice(sent, 1);
    else if (!quiet.own) quiet.heard.push(`${type} ${text}`);
  }

  for (const type of ['message', 'messageerror', 'storage', 'error', 'unhandledrejection', 'rejectionhandled',
    'securitypolicyviolation', 'hashchange', 'popstate', 'focusin', 'scroll', 'selectionchange', 'toggle',
    'animationstart', 'transitionrun']) {
    addEventListener(type, (event) => quiet.paused(() => hear(event)), true);
  }
})();
