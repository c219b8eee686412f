// In the page: its whole document and what is stored for it, a line a thing, to be compared.
'use strict';
(() => {
  const { quiet } = globalThis;
  const STYLED = ['html', 'body', 'main', '[role="switch"]', 'h4'];

  const rules = (sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join(' ');

  function sheets(path, root) {
    return [...root.adoptedStyleSheets].map((sheet) => `${path} adopted ${rules(sheet)}`)
      .concat([...root.styleSheets].map((sheet) => `${path} sheet ${sheet.href} ${sheet.disabled} ${rules(sheet)}`));
  }

  function attributes(element) {
    return [...element.attributes].map(({ name, value }) => `${name}=${JSON.stringify(value)}`).join(' ');
  }

  /** What is not an attribute, and still the element's own. */
  function state(element) {
    const { checked, value, indeterminate, open, scrollTop, scrollLeft } = element;
    return JSON.stringify([checked, element.localName === 'input' ? value : 0, indeterminate, open, scrollTop, scrollLeft]);
  }

  function serialise(node, path, list) {
    if (node.nodeType === Node.ELEMENT_NODE) list.push(`${path} ${attributes(node)} ${state(node)}`);
    else list.push(`${path} ${node.nodeType} ${JSON.stringify(node.nodeValue)}`);
    if (node.adoptedStyleSheets) list.push(...sheets(path, node));
    if (node.shadowRoot) serialise(node.shadowRoot, `${path}/shadow`, list);
    let at = 0;
    for (const child of node.childNodes) serialise(child, `${path}/${(at += 1)}${child.nodeName}`, list);
  }

  function place(node) {
    const names = [];
    for (let at = node; at; at = at.parentNode) names.push(`${at.nodeName}${[...(at.parentNode?.childNodes ?? [])].indexOf(at)}`);
    return names.join('<');
  }

  function styles(selector) {
    const element = document.querySelector(selector);
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return `style ${selector} ${JSON.stringify(box)} ${[...style].map((name) => `${name}:${style.getPropertyValue(name)}`).join(';')}`;
  }

  quiet.document = () => {
    const list = [];
    serialise(document, '', list);
    const at = getSelection();
    return [...list, ...STYLED.map(styles), `focus ${place(document.activeElement)}`, `scroll ${scrollX} ${scrollY}`,
      `selection ${place(at.anchorNode)} ${at.anchorOffset} ${place(at.focusNode)} ${at.focusOffset}`,
      `title ${document.title}`, `address ${location.href} ${history.length} ${JSON.stringify(history.state)}`,
      `animations ${document.getAnimations().length}`, `fonts ${document.fonts.size}`,
      `top ${document.fullscreenElement} ${document.querySelectorAll(':modal,:popover-open').length}`,
      `frames ${window.length} ${document.designMode}`];
  };

  const entries = (storage) => JSON.stringify(Object.entries(storage).sort());

  quiet.stored = async () => [
    `cookie ${document.cookie}`, `local ${entries(localStorage)}`, `session ${entries(sessionStorage)}`,
    `databases ${JSON.stringify((await indexedDB.databases()).map(({ name }) => name).sort())}`,
    `caches ${(await caches.keys()).sort()}`,
    `workers ${(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope)}`,
  ];

  quiet.timeline = () => performance.getEntries()
    .filter(({ entryType }) => ['resource', 'mark', 'measure', 'event'].includes(entryType))
    .map(({ entryType, name }) => `${entryType} ${name}`).filter((line) => !line.endsWith('/favicon.ico'));
})();
