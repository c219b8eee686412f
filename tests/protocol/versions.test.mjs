// Each side may be older than the other: the host answers in the protocol it was asked in, serves the one
// before its own, and tells its range to whom it cannot serve.
import assert from 'node:assert/strict';
import test from 'node:test';
import { checkError, checkReply } from './check.mjs';
import { exchange, frame, makeReport, nextExchange, request, withHome } from './lib.mjs';

/** The host as it is, and as it is built with one protocol more. */
const HOSTS = { 'the host': [exchange, [1, 1]], 'the host of one protocol more': [nextExchange, [1, 2]] };

/** @param {number} wanted @param {number[]} range the protocol in which an answer comes */
const nearest = (wanted, [least, most]) => Math.min(Math.max(wanted, least), most);

for (const [name, [ask, range]] of Object.entries(HOSTS)) {
  for (const wanted of [-1, 0, 1, 2, 3, 99]) {
    const served = wanted >= range[0] && wanted <= range[1];
    test(`${name}: protocol ${wanted} is ${served ? 'served' : 'refused'}`, withHome(async (home) => {
      const message = { ...request('hello'), v: wanted };
      const { replies, code } = await ask(home, frame(message));
      assert.equal(code, 0);
      assert.deepEqual(replies[0].host.protocol, range);
      assert.equal(replies[0].v, nearest(wanted, range));
      if (served) {
        checkReply({ ...replies[0], v: 1 }, message.id);
      } else {
        checkError({ ...replies[0], v: 1 }, 'E_PROTOCOL', message.id);
      }
    }));
  }

  test(`${name}: several protocols in one port, each answered in its own`, withHome(async (home) => {
    const asked = [1, range[1], 99, 1].map((v) => ({ ...request('report', makeReport()), v }));
    const { replies } = await ask(home, Buffer.concat(asked.map((one) => frame(one))));
    assert.deepEqual(replies.map(({ v, id }) => [v, id]), asked.map(({ v, id }) => [nearest(v, range), id]));
    assert.deepEqual(replies.map((one) => Boolean(one.ok)), [true, true, false, true]);
  }));

  test(`${name}: what cannot be read is answered in its oldest protocol`, withHome(async (home) => {
    const { replies } = await ask(home, frame('{"v":'));
    assert.deepEqual([replies[0].v, replies[0].id, replies[0].error.code], [range[0], null, 'E_JSON']);
  }));
}
