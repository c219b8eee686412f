// What every reply has to be.
import assert from 'node:assert/strict';
import { errorTable } from './lib.mjs';

const ERRORS = errorTable();

export function checkReply(reply, id) {
  assert.equal(reply.v, 1);
  assert.equal(reply.id, id);
  assert.equal(typeof reply.host.version, 'string');
  assert.equal(reply.host.protocol.length, 2);
  assert.ok(Array.isArray(reply.host.caps));
  assert.ok('catalogue' in reply.host);
  assert.ok('sandbox' in reply.host);
  assert.notEqual('ok' in reply, 'error' in reply, 'either an answer or an error');
}

/** A published error: name and number agree with the host's own table. */
export function checkError(reply, codes, id) {
  checkReply(reply, id);
  const { code, num, retry, hint } = reply.error ?? {};
  assert.ok([codes].flat().includes(code), `${code} instead of ${codes}: ${JSON.stringify(reply)}`);
  assert.equal(num, ERRORS.get(code));
  assert.equal(typeof retry, 'boolean');
  assert.ok(hint.length > 0);
}
