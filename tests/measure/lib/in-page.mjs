// What runs inside the page. Each function is sent as text: it uses nothing from outside itself.

/** From now on the page's timers wait in a list: a measured page lives in its own time. */
export function takeTimers() {
  const real = globalThis.setTimeout.bind(globalThis);
  const waiting = [];
  globalThis.setTimeout = (action, ms) => waiting.push({ action, ms: ms ?? 0 });
  globalThis.optwatchMeasure = {
    sleep: (ms) => new Promise((done) => real(done, ms)),
    /** Runs all timers, those that they start too, in their order. */
    play() {
      for (let left = 100; waiting.length > 0 && left > 0; left -= 1) {
        waiting.sort((a, b) => a.ms - b.ms);
        waiting.shift().action();
      }
    },
    clear: () => waiting.splice(0),
    count: () => waiting.length,
  };
}

/** Writes each page into this document at its address, and describes it. */
export async function describeAll(cases) {
  const { sleep, play, clear, count } = globalThis.optwatchMeasure;
  const LIMIT = 500;
  const ready = (frame) => {
    const inner = frame.contentDocument;
    const url = inner?.URL ?? 'about:blank';
    return url !== 'about:blank' && inner.readyState === 'complete';
  };
  const settle = async () => {
    for (let at = 0; at < LIMIT && ![...document.querySelectorAll('iframe')].every(ready); at += 1) {
      await sleep(2);
    }
  };
  const look = () => {
    const { page, controls, rows } = globalThis.optwatch.describe();
    return { page, controls, rows };
  };
  const results = [];
  for (const { path, html } of cases) {
    clear();
    history.replaceState(null, '', path);
    document.open();
    document.write(html);
    document.close();
    await settle();
    const timed = count() > 0;
    const before = timed ? look() : null;
    play();
    await settle();
    results.push({ before, after: look(), url: location.href });
  }
  return results;
}
