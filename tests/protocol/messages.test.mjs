// A bad message inside a good frame: a published error, nothing kept, and the port goes on.
import assert from 'node:assert/strict';
import test from 'node:test';
import { checkError, checkReply } from './check.mjs';
import {
  ARGV, KEY, PATH, exchange, frame, isEmpty, makeControl, makeReport, request, status, withHome,
} from './lib.mjs';

const report = (options) => request('report', makeReport(options));
const withPage = (page) => report({ page });
const withControl = (more) => report({ controls: [makeControl(more)] });
const row = (more) => ({ ref: 4, path: '/mypreferences/d/settings/x', name: 'x', word: 'On', ...more });
const text = (length) => 'x'.repeat(length);

function without(key) {
  const message = report();
  delete message.args[key];
  return message;
}

/** The same JSON with one key said twice. */
const doubled = () => JSON.stringify(report()).replace('"locale":"en"', '"locale":"en","locale":"de"');

const SHAPES = {
  'not JSON': ['{"v":1,', ['E_JSON']],
  'not UTF-8': [Buffer.from([0x22, 0xff, 0xfe, 0x22]), ['E_JSON']],
  'a text after the object': [`${JSON.stringify(request('hello'))}x`, ['E_JSON']],
  'a string': ['"hello"', ['E_MESSAGE']],
  'a number': ['5', ['E_MESSAGE', 'E_JSON']],
  null: ['null', ['E_MESSAGE', 'E_JSON']],
  'an array': ['[1]', ['E_MESSAGE']],
  'an empty object': ['{}', ['E_MESSAGE', 'E_PROTOCOL']],
  'a doubled key': [doubled, ['E_JSON']],
  'a NUL in a text': [() => withPage({ heading: 'a\u0000b' }), ['E_JSON', 'E_ARGS']],
  'a raw NUL': [() => frame('{"v":1,"id":1,"cmd":"hel\0lo","args":{}}').subarray(4), ['E_JSON']],
  'a deep nest': ['['.repeat(5_000) + ']'.repeat(5_000), ['E_JSON', 'E_MESSAGE', 'E_LIMIT']],
};

const MESSAGES = {
  'an unknown command': [() => request('format_disk'), ['E_COMMAND']],
  'a command that is no text': [() => ({ ...request('hello'), cmd: 7 }), ['E_MESSAGE', 'E_COMMAND']],
  'no command': [() => ({ v: 1, id: 9, args: {} }), ['E_MESSAGE', 'E_COMMAND']],
  'an unknown key beside args': [() => ({ ...request('hello'), extra: 1 }), ['E_MESSAGE']],
  'args that are no object': [() => ({ ...request('hello'), args: [] }), ['E_MESSAGE', 'E_ARGS']],
  'another protocol': [() => ({ ...request('hello'), v: 99 }), ['E_PROTOCOL']],
  'a protocol that is text': [() => ({ ...request('hello'), v: '1' }), ['E_PROTOCOL', 'E_MESSAGE']],
  'an id that is text': [() => ({ ...request('hello'), id: 'x' }), ['E_MESSAGE']],
};

const ARGUMENTS = {
  'an unknown key in args': [() => report({ url: 'https://www.linkedin.com/' }), ['E_ARGS']],
  'an unknown key in page': [() => withPage({ query: 'a=b' }), ['E_ARGS']],
  'an unknown key in a control': [() => withControl({ html: '<b>' }), ['E_ARGS']],
  'an unknown key in a row': [() => report({ rows: [row({ href: 'x' })] }), ['E_ARGS']],
  'no page': [() => without('page'), ['E_ARGS']],
  'no instance': [() => without('instance'), ['E_ARGS']],
  'an instance that is no UUID': [() => report({ instance: 'me' }), ['E_ARGS']],
  'a visit that is no UUID': [() => withPage({ visit: '../../x' }), ['E_ARGS']],
  'an unknown family': [() => report({ family: 'opera' }), ['E_ARGS']],
  'an unknown load': [() => withPage({ load: 'maybe' }), ['E_ARGS']],
  'a touched that is a boolean': [() => withPage({ touched: false }), ['E_ARGS']],
  'a checked that is text': [() => withControl({ checked: 'false' }), ['E_ARGS']],
  'a checked that is a number': [() => withControl({ checked: 0 }), ['E_ARGS']],
  'a waited_ms below 0': [() => withPage({ waited_ms: -1 }), ['E_ARGS', 'E_LIMIT']],
  'a waited_ms that is a fraction': [() => withPage({ waited_ms: 1.5 }), ['E_ARGS']],
  'controls that are no list': [() => report({ controls: {} }), ['E_ARGS']],
  'a control that is no object': [() => report({ controls: [null] }), ['E_ARGS']],
  'a path with a query': [() => withPage({ path: '/mypreferences/d/settings/x?member=1' }), ['E_ARGS']],
  'a path with a fragment': [() => withPage({ path: '/mypreferences/d/settings/x#y' }), ['E_ARGS']],
};

const many = (count, make) => Array.from({ length: count }, (_, ref) => make(ref));

/** Each limit: a value at it is taken, one byte or item more is refused. */
const LIMITS = {
  'heading 512': (more) => withPage({ heading: text(512 + more) }),
  'path 512': (more) => withPage({ path: `/${text(511 + more)}` }),
  'lang 35': (more) => withPage({ lang: text(35 + more) }),
  'locale 35': (more) => report({ locale: text(35 + more) }),
  'name 512': (more) => withControl({ name: text(512 + more) }),
  'description 2,048': (more) => withControl({ description: text(2_048 + more) }),
  'word 64': (more) => withControl({ word: text(64 + more) }),
  'role 32': (more) => withControl({ role: text(32 + more) }),
  'key 64': (more) => withControl({ keys: [text(64 + more)] }),
  'eight keys': (more) => withControl({ keys: many(8 + more, (ref) => `${KEY}${ref}`) }),
  'a row name of 512': (more) => report({ rows: [row({ name: text(512 + more) })] }),
  'a row word of 64': (more) => report({ rows: [row({ word: text(64 + more) })] }),
  'a row path of 512': (more) => report({ rows: [row({ path: `/${text(511 + more)}` })] }),
  '64 controls': (more) => report({ controls: many(64 + more, (ref) => makeControl({ ref, keys: [] })) }),
  '64 rows': (more) => report({ rows: many(64 + more, (ref) => row({ ref })) }),
  'bytes, not letters': (more) => withControl({ word: `${'é'.repeat(32)}${text(more)}` }),
};

const build = (message) => (typeof message === 'function' ? message() : message);

/** Sends the bad message, then hello, through one port; nothing may have been kept. */
async function refuse(home, message, codes) {
  const bad = build(message);
  const after = request('hello');
  const { replies, rest } = await exchange(home, Buffer.concat([frame(bad), frame(after)]));
  assert.equal(replies.length, 2, 'the port goes on');
  assert.equal(rest.length, 0);
  checkError(replies[0], codes, replies[0].id);
  assert.ok([null, bad.id].includes(replies[0].id), 'the id of the request, or none');
  checkReply(replies[1], after.id);
  assert.ok(replies[1].ok);
  assert.ok(isEmpty(home), 'nothing is stored');
}

for (const [name, [message, codes]] of Object.entries({ ...SHAPES, ...MESSAGES, ...ARGUMENTS })) {
  test(`S4: ${name} is refused with ${codes.join(' or ')}`, withHome((home) => refuse(home, message, codes)));
}

for (const [name, make] of Object.entries(LIMITS)) {
  test(`S4: ${name}: refused when one longer, taken as it is`, withHome(async (home) => {
    await refuse(home, make(1), ['E_LIMIT', 'E_ARGS']);
    const { replies } = await exchange(home, frame(make(0)));
    assert.ok(replies[0].ok, JSON.stringify(replies[0].error));
  }));
}

for (const [name, argv] of Object.entries({
  'another extension': ['chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/'],
  'a web page': ['https://www.linkedin.com/'],
  'the right id without its slash': [ARGV.chromium[0].slice(0, -1)],
  'another add-on': [ARGV.firefox[0], 'other@example'],
})) {
  test(`S16: ${name} gets E_ORIGIN and changes nothing`, withHome(async (home) => {
    const { replies } = await exchange(home, frame(report()), argv);
    assert.equal(replies.length, 1);
    checkError(replies[0], 'E_ORIGIN', replies[0].id);
    assert.ok(isEmpty(home));
  }));
}

test('S18: text of the page is in no reply', withHome(async (home) => {
  const canary = 'CANARY-7f3a';
  const message = report({
    page: { heading: `${canary}-heading` },
    controls: [makeControl({ name: `${canary}-name`, description: `${canary}-text`, word: canary })],
    rows: [row({ name: `${canary}-row`, word: canary })],
  });
  const { output, stderr } = await exchange(home, frame(message));
  assert.ok(!output.includes(canary));
  assert.ok(!stderr.includes(canary));
  assert.ok(!JSON.stringify(status(home)).includes(canary));
}));

test('redact answers with the report, its words replaced, and keeps nothing', withHome(async (home) => {
  const args = makeReport({ page: { heading: 'Hello Jane' }, controls: [makeControl({ description: 'Jane 日本' })],
    rows: [{ ref: 4, path: PATH, name: 'Jane', word: 'On' }] });
  const message = request('redact', args);
  const { replies } = await exchange(home, frame(message));
  checkReply(replies[0], message.id);
  const { report: redacted } = replies[0].ok;
  assert.deepEqual(Object.keys(replies[0].ok), ['report']);
  const [control] = args.controls;
  const uuid = '00000000-0000-4000-8000-000000000000';
  assert.deepEqual(redacted, { ...args, instance: uuid, page: { ...args.page, visit: uuid, heading: 'x1 x2' },
    controls: [{ ...control, description: 'x2 x3' }], rows: [{ ...args.rows[0], name: 'x2' }] });
  assert.ok(isEmpty(home));
  assert.ok(replies[0].host.caps.includes('redact'));
}));
