// What comes before meaning: lengths, ends, splits, and what may stand on the wire.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  ARGV, LIMIT, ask, exchange, frame, header, isEmpty, makeReport, report, request, startHost, standing, withHome,
} from './lib.mjs';
import { checkError, checkReply } from './check.mjs';

test('hello is answered, from either browser', withHome(async (home) => {
  for (const argv of Object.values(ARGV)) {
    const message = request('hello');
    const reply = await ask(home, message, argv);
    checkReply(reply, message.id);
    assert.ok(reply.ok);
    assert.ok(reply.host.caps.includes('report'));
  }
}));

for (const [name, bytes, code] of [
  ['65,537 bytes', Buffer.concat([header(LIMIT + 1), Buffer.alloc(LIMIT + 1, 0x20)]), 'E_TOO_LARGE'],
  ['a length of 0xffffffff', header(0xffffffff), 'E_TOO_LARGE'],
  ['a length that spells text', Buffer.from('usage: optwatch'), 'E_TOO_LARGE'],
  ['a length of 0', header(0), 'E_EMPTY_FRAME'],
]) {
  test(`S1: ${name}: answered once with id null, and the host ends`, withHome(async (home) => {
    const host = startHost(home);
    host.write(Buffer.concat([bytes, frame(request('hello'))]));
    const { replies, rest, signal } = await host.ended;
    assert.equal(signal, null);
    assert.equal(replies.length, 1);
    assert.equal(rest.length, 0);
    checkError(replies[0], code, null);
    assert.ok(isEmpty(home));
  }));
}

test('a frame of exactly 65,536 bytes is read', withHome(async (home) => {
  const message = JSON.stringify(request('hello'));
  const reply = await exchange(home, frame(message + ' '.repeat(LIMIT - message.length)));
  assert.ok(reply.replies[0].ok);
}));

const whole = () => frame(request('report', makeReport()));

for (const [name, cut] of [
  ['nothing at all', () => Buffer.alloc(0)],
  ['the end inside the header', () => whole().subarray(0, 3)],
  ['the end right after the header', () => whole().subarray(0, 4)],
  ['the end inside the body', () => whole().subarray(0, -1)],
]) {
  test(`S2: ${name}: no answer, nothing stored`, withHome(async (home) => {
    const { output, signal } = await exchange(home, cut());
    assert.equal(output.length, 0);
    assert.equal(signal, null);
    assert.ok(isEmpty(home));
  }));
}

test('an end inside the second frame keeps the first answer', withHome(async (home) => {
  const first = request('hello');
  const bytes = Buffer.concat([frame(first), whole().subarray(0, -5)]);
  const { replies } = await exchange(home, bytes);
  assert.deepEqual(replies.map((reply) => reply.id), [first.id]);
}));

test('S3: two requests in one write, and in one port', withHome(async (home) => {
  const [first, second] = [request('hello'), request('status')];
  const { replies, rest } = await exchange(home, Buffer.concat([frame(first), frame(second)]));
  assert.deepEqual(replies.map((reply) => reply.id), [first.id, second.id]);
  assert.equal(rest.length, 0);
}));

/** Each half is a write of its own, and the pause lets the host read it as one. */
async function split(home, bytes, at) {
  const host = startHost(home);
  host.write(bytes.subarray(0, at));
  await new Promise((resolve) => setTimeout(resolve, 15));
  host.write(bytes.subarray(at));
  host.end();
  return host.ended;
}

test('S3: a request split at every byte gives the same answer', withHome(async (home) => {
  const message = request('hello');
  const bytes = frame(message);
  for (let at = 1; at < bytes.length; at += 1) {
    const { replies } = await split(home, bytes, at);
    assert.equal(replies.length, 1, `split at ${at}`);
    assert.equal(replies[0].id, message.id, `split at ${at}`);
    assert.ok(replies[0].ok, `split at ${at}`);
  }
}));

test('a report sent byte by byte is read and kept', withHome(async (home) => {
  const host = startHost(home);
  for (const byte of whole()) {
    host.write(Buffer.from([byte]));
  }
  host.end();
  const { replies } = await host.ended;
  assert.equal(standing(replies[0]), 'on');
}));

test('S5: every reply is one ASCII frame of at most 65,536 bytes', withHome(async (home) => {
  const messages = [
    request('hello'),
    request('report', makeReport({ locale: 'de', page: { lang: 'de', heading: 'Größe \u202e ünïcödé' } })),
    request('status'),
    request('nonsense'),
  ];
  const { frames, rest, output } = await exchange(home, Buffer.concat(messages.map(frame)));
  assert.equal(frames.length, messages.length);
  assert.equal(rest.length, 0);
  for (const bytes of frames) {
    assert.ok(bytes.length <= LIMIT);
    assert.ok(bytes.every((byte) => byte >= 0x20 && byte < 0x7f), 'a byte that is not printable ASCII');
  }
  const framed = frames.reduce((sum, bytes) => sum + bytes.length + 4, 0);
  assert.equal(output.length, framed, 'the wire carries nothing but frames');
}));

test('S9: the host ends with status 0 when the browser is gone', withHome(async (home) => {
  const { code, signal } = await exchange(home, frame(request('hello')));
  assert.equal(signal, null);
  assert.equal(code, 0);
}));

test('S8: the reader gone in mid-reply: no noise, no signal', withHome(async (home) => {
  const host = startHost(home);
  host.child.stdout.destroy();
  for (let i = 0; i < 10; i += 1) {
    host.write(frame(request('status')));
  }
  host.end();
  const { signal, stderr } = await host.ended;
  assert.equal(signal, null);
  assert.equal(stderr, '');
}));

test('a kept report is on disk when its answer says so', withHome(async (home) => {
  const reply = await report(home);
  assert.equal(reply.ok.recorded, true);
  assert.ok(!isEmpty(home));
}));
