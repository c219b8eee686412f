// In the page: whoever calls a function of the page's own world from now on is counted, and where the
// call came from is kept. An extension's scripts have a world of their own and are not seen here.
'use strict';
(() => {
  const { quiet } = globalThis;
  const LANGUAGE = { JSON: ['stringify', 'parse'], Object: ['keys', 'hasOwn'], URL: [], Set: [], Map: [],
    Array: ['flatMap', 'findLast', 'includes', 'some', 'every'], String: ['replace', 'trim', 'split'], Promise: ['then'] };
  const undo = [];
  quiet.calls = [];
  let counting = false;

  function note(path) {
    if (!counting) return;
    counting = false;
    quiet.calls.push({ path, stack: String(new Error().stack) });
    counting = true;
  }

  function counted(path, action) {
    return function call(...args) {
      note(path);
      return new.target ? Reflect.construct(action, args) : Reflect.apply(action, this, args);
    };
  }

  function replace(object, key, own) {
    const before = Reflect.getOwnPropertyDescriptor(object, key);
    if (!Reflect.defineProperty(object, key, own)) return;
    undo.push(() => (before ? Reflect.defineProperty(object, key, before) : Reflect.deleteProperty(object, key)));
  }

  function hook(path, object, key) {
    const own = Reflect.getOwnPropertyDescriptor(object, key);
    if (!own?.configurable || key === 'constructor') return;
    const parts = ['value', 'get', 'set'].filter((part) => typeof own[part] === 'function');
    const changed = parts.map((part) => [part, counted(`${path}.${String(key)}`, own[part])]);
    if (changed.length > 0) replace(object, key, { ...own, ...Object.fromEntries(changed) });
  }

  /** The interfaces of the page's document, and the window's own functions; not the language's. */
  function hookWindow() {
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      const { value } = Reflect.getOwnPropertyDescriptor(globalThis, name);
      if (typeof value !== 'function') continue;
      const { prototype } = value;
      if (!prototype) hook('window', globalThis, name);
      else if (!Object.hasOwn(LANGUAGE, name) && Object.hasOwn(prototype, Symbol.toStringTag)) {
        for (const key of Reflect.ownKeys(prototype)) hook(name, prototype, key);
      }
    }
    for (const name of ['MutationObserver', 'URL', 'TextEncoder', 'Set', 'Map', 'WeakSet']) hook('new', globalThis, name);
    for (const [name, keys] of Object.entries(LANGUAGE)) {
      for (const key of keys) hook(name, globalThis[name]?.prototype?.[key] ? globalThis[name].prototype : globalThis[name], key);
    }
  }

  /** Every name that an object has of its ancestors becomes a trap on the object itself. */
  function trap(path, object) {
    const names = new Set();
    for (let at = object; at; at = Reflect.getPrototypeOf(at)) Reflect.ownKeys(at).forEach((key) => names.add(key));
    const above = Reflect.getPrototypeOf(object);
    for (const key of names) {
      if (Object.hasOwn(object, key)) continue;
      replace(object, key, {
        configurable: true,
        get() { note(`${path}.${String(key)}`); return Reflect.get(above, key, object); },
        set(value) { note(`${path}.${String(key)}=`); Reflect.set(above, key, value, object); },
      });
    }
  }

  quiet.trap = () => {
    trap('switch', document.querySelector('[role="switch"]'));
    trap('label', document.querySelector('main p'));
    trap('body', document.body);
    trap('root', document.documentElement);
    trap('document', document);
    hookWindow();
    counting = true;
  };

  quiet.untrap = () => {
    counting = false;
    undo.reverse().forEach((back) => back());
    undo.length = 0;
  };

  quiet.paused = (action) => {
    const was = counting;
    counting = false;
    try { return action(); } finally { counting = was; }
  };

  /** What the page does itself is neither counted nor heard. */
  quiet.mine = (action) => quiet.paused(() => {
    quiet.own = true;
    try { return action(); } finally { quiet.own = false; }
  });
})();
