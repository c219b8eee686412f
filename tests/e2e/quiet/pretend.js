// In the page: what a page would try to make an extension show itself, without knowing its address.
'use strict';
(() => {
  const { quiet } = globalThis;
  const WORDS = ['optwatch', 'look', 'enter', 'show', 'again', 'describe', 'status', 'hello', 'ping', 'order', 'capture'];

  function send(message, ports = []) {
    quiet.sent.push(JSON.stringify(message));
    postMessage(message, '*', ports);
  }

  function guess() {
    for (const type of WORDS) {
      for (const message of [type, { type, ref: 0 }, JSON.stringify({ type })]) send(message);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => quiet.heard.push(`port ${JSON.stringify(data)}`);
      send({ type, ref: 0 }, [port2]);
      const room = new BroadcastChannel(type);
      room.onmessage = ({ data }) => quiet.heard.push(`broadcast ${JSON.stringify(data)}`);
      room.postMessage({ type, ref: 0 });
    }
  }

  function events(target) {
    const init = { bubbles: true, cancelable: true, composed: true };
    return [
      new PageTransitionEvent('pageshow', { persisted: true }), new PageTransitionEvent('pagehide', { persisted: true }),
      new PopStateEvent('popstate'), new Event('visibilitychange', init), new Event('load', init), new Event('focus', init),
      new Event('navigatesuccess', init), new PointerEvent('pointerdown', init), new KeyboardEvent('keydown', { ...init, key: ' ' }),
      new Event('input', init), new Event('change', init), new Event('DOMContentLoaded', init), new Event('beforeunload', init),
      ...WORDS.map((type) => new CustomEvent(type, { ...init, detail: { type, ref: 0 } })),
    ].map((event) => (target.dispatchEvent(event) ? [] : `${event.type} was cancelled at ${target.constructor.name}`)).flat();
  }

  /** Nothing may come of it but the page's own messages, which are not counted. */
  quiet.pretend = () => quiet.mine(() => {
    guess();
    const targets = [window, document, document.documentElement, document.querySelector('[role="switch"]'), globalThis.navigation];
    quiet.heard.push(...targets.filter(Boolean).flatMap(events));
  });

  const silent = (action) => { try { return String(action()); } catch (error) { return String(error); } };

  /** What an extension's id is good for in a page; a list of what came of it, without the id. */
  quiet.call = async (id) => {
    const { runtime } = globalThis.chrome ?? globalThis.browser ?? {};
    const answered = (action) => Promise.race([
      new Promise((resolve) => { action(resolve); }).then((value) => `answer ${JSON.stringify(value)}`),
      new Promise((resolve) => { setTimeout(resolve, 300, 'silence'); }),
    ]).catch((error) => String(error));
    const list = [`runtime ${typeof runtime}`, `connect ${silent(() => runtime.connect(id))}`];
    for (const type of ['hello', 'status', 'look']) {
      list.push(await answered((resolve) => runtime.sendMessage(id, { type }, resolve)));
    }
    return list.map((text) => text.replaceAll(id, 'ID'));
  };
})();
