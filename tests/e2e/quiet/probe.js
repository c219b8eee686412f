// In the page: every way to ask for a file of an extension, and what the page learns of it.
'use strict';
(() => {
  const { quiet } = globalThis;
  const LIMIT_MS = 4000;
  /** Frames one after the other in a few lanes: each costs the browser a navigation. */
  const LANES = 24;

  function element(name, set, inPlace = true) {
    return (url) => new Promise((resolve) => {
      const made = document.createElement(name);
      const end = (what) => () => {
        const { naturalWidth, duration, sheet } = made;
        resolve(`${what} ${naturalWidth} ${duration} ${Boolean(sheet)} ${frame(made)}`);
        made.remove();
      };
      for (const type of ['load', 'error', 'loadedmetadata']) made.addEventListener(type, end(type));
      set(made, url);
      if (inPlace) document.body.append(made);
      setTimeout(end('nothing'), LIMIT_MS);
    });
  }

  /** What a page can ask of a frame that it holds. */
  function frame(made) {
    const view = made.contentWindow;
    if (!view) return '';
    const ask = (action) => { try { return String(action()); } catch (error) { return error.name; } };
    return [ask(() => view.length), ask(() => view.closed), ask(() => view.location.href), ask(() => view.document?.title),
      ask(() => made.contentDocument === null)].join();
  }

  function worker(Kind) {
    return (url) => new Promise((resolve) => {
      const made = new Kind(url);
      const port = made.port ?? made;
      made.onerror = (event) => resolve(`error ${event.type} ${event.message}`);
      port.onmessage = () => resolve('message');
      setTimeout(resolve, LIMIT_MS, 'nothing');
    });
  }

  function request(url) {
    return new Promise((resolve) => {
      const made = new XMLHttpRequest();
      made.onloadend = () => resolve(`${made.status} ${made.statusText} ${made.getAllResponseHeaders()} ${made.responseURL}`);
      made.open('GET', url);
      made.send();
    });
  }

  const answer = async (got) => { const it = await got; return `${it.type} ${it.status} ${it.url}`; };
  const WAYS = {
    fetch: (url) => answer(fetch(url)),
    head: (url) => answer(fetch(url, { method: 'HEAD', mode: 'no-cors' })),
    opaque: (url) => answer(fetch(url, { mode: 'no-cors', credentials: 'include' })),
    request,
    import: async (url) => Object.keys(await import(url)).join(),
    image: element('img', (made, url) => { made.src = url; }, false),
    script: element('script', (made, url) => { made.src = url; }),
    style: element('link', (made, url) => { made.rel = 'stylesheet'; made.href = url; }),
    preload: element('link', (made, url) => { made.rel = 'preload'; made.as = 'script'; made.href = url; }),
    frame: element('iframe', (made, url) => { made.src = url; }),
    object: element('object', (made, url) => { made.data = url; }),
    audio: element('audio', (made, url) => { made.src = url; }),
    worker: worker(Worker),
    shared: worker(SharedWorker),
  };

  async function outcome(way, url) {
    try {
      return `found ${await WAYS[way](url)}`;
    } catch (error) {
      return `thrown ${error.name}: ${error.message}`;
    }
  }

  /** What is left of it in the page's own records, without the times. */
  function left(known) {
    const entries = performance.getEntries().slice(known).filter(({ entryType }) => entryType === 'resource');
    const lines = entries.map(({ name, duration, transferSize, responseStatus }) =>
      `entry ${name} ${duration === 0} ${transferSize} ${responseStatus}`);
    return [...lines.sort(), ...[...new Set(quiet.heard)].sort()];
  }

  /** A line for each file and way, with the address of the extension taken out, and what is left of it. */
  quiet.probe = async (base, files, ways) => {
    const jobs = files.flatMap((file) => ways.map((way) => [way, file]));
    const lines = jobs.map(() => '');
    const known = performance.getEntries().length;
    quiet.heard.length = 0;
    quiet.own = false;
    let next = 0;
    const lane = async () => {
      while (next < jobs.length) {
        const at = next++;
        const [way, file] = jobs[at];
        lines[at] = `${way} ${file}: ${await outcome(way, `${base}/${file}`)}`;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    // Reports come a moment later.
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    return JSON.stringify([...lines, ...left(known)].map((line) => line.replaceAll(base, 'BASE')));
  };
})();
