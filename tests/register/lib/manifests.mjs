// Manifests that are sound, and each way in which one can be wrong.
import { IDENTITY } from '../../e2e/lib/paths.mjs';

const ORIGIN = `chrome-extension://${IDENTITY.chromium_id}/`;
const OTHER = `chrome-extension://${'a'.repeat(32)}/`;

/** What manifest_read calls it, by its number. */
export const FAULTS = [
  'sound', 'not JSON', 'no object', 'unknown key', 'name', 'description', 'type', 'no path',
  'relative path', 'entry', 'not listed',
];

const json = (change) => (base) => JSON.stringify({ ...base, ...change });
const text = (change) => (base) => change(JSON.stringify(base));
/** The list is called otherwise in each family. */
const list = (entries) => (base) => {
  const key = base.allowed_origins ? 'allowed_origins' : 'allowed_extensions';
  return JSON.stringify({ ...base, [key]: entries });
};
const without = (key) => json({ [key]: undefined });

/** What | how it is made of a sound one. What a browser says of it decides. */
export const BOTH = [
  ['as it is', json({})],
  ['a mark of byte order', text((all) => `\uFEFF${all}`)],
  ['spaces around', text((all) => `\n\t ${all} \r\n`)],
  ['empty', () => ''],
  ['cut off', text((all) => all.slice(0, -2))],
  ['a comma too many', text((all) => all.replace(/}$/, ',}'))],
  ['a comment', text((all) => all.replace('{', '{ // where the host is\n'))],
  ['a comment of lines', text((all) => `/* where\n the host " is */${all}/**/`)],
  ['a comment that does not end', text((all) => `${all}/* here`)],
  ['a comment that ends the file', text((all) => `${all}// here`)],
  ['half a comment', text((all) => `/${all}`)],
  ['a comment inside a text', text((all) => all.replace('Optwatch reads', 'Optwatch // reads /*'))],
  ['a tab in a text', text((all) => all.replace('Optwatch reads', 'Optwatch\treads'))],
  ['a bell in a text', text((all) => all.replace('Optwatch reads', 'Optwatch\x07reads'))],
  ['\\v in a text', text((all) => all.replace('Optwatch reads', 'Optwatch\\vreads'))],
  ['\\x41 in a text', text((all) => all.replace('Optwatch reads', 'Optwatch\\x41reads'))],
  ['\\x4 in a text', text((all) => all.replace('Optwatch reads', 'Optwatch\\x4 reads'))],
  ['\\q in a text', text((all) => all.replace('Optwatch reads', 'Optwatch\\qreads'))],
  ['a form feed between', text((all) => all.replace('{', '{\f'))],
  ['a vertical tab between', text((all) => all.replace('{', '{\v'))],
  ['a name in quotes of escapes', text((all) => all.replace('"optwatch"', '"\\u006fptwatch"'))],
  ['single quotes', text((all) => all.replaceAll('"', "'"))],
  ['something behind it', text((all) => `${all} x`)],
  ['a line end in a text', text((all) => all.replace('Optwatch reads', 'Optwatch\nreads'))],
  ['bytes that are no UTF-8', (base) => Buffer.from(JSON.stringify(base).replace('Optwatch reads', 'Optwatch\xff reads'), 'latin1')],
  ['a NUL in a text', text((all) => all.replace('Optwatch reads', 'Optwatch\\u0000 reads'))],
  ['a pair', text((all) => all.replace('Optwatch reads', 'Optwatch \\ud83d\\ude00 reads'))],
  ['a pair the wrong way round', text((all) => all.replace('Optwatch reads', 'Optwatch \\ude00\\ud83d reads'))],
  ['half a pair', text((all) => all.replace('Optwatch reads', 'Optwatch \\ud800 reads'))],
  ['a list', text((all) => `[${all}]`)],
  ['a text', () => '"optwatch"'],
  ['null', () => 'null'],
  ['a number', () => '5'],
  ['a key more', json({ more: 1 })],
  ['a key more, a great number', text((all) => all.replace('{', '{"more":123456789012345678901234567890,'))],
  ['both lists', json({ allowed_origins: [ORIGIN], allowed_extensions: [IDENTITY.firefox_id] })],
  ['a schema', json({ $schema: 'https://example.org/schema.json' })],
  ['name missing', without('name')],
  ['name another', json({ name: 'optwatch2' })],
  ['name in capitals', json({ name: 'Optwatch' })],
  ['name a number', json({ name: 5 })],
  ['name twice, the last one sound', text((all) => all.replace('{', '{"name":"other",'))],
  ['name twice, the first one sound', text((all) => all.replace(/}$/, ',"name":"other"}'))],
  ['description missing', without('description')],
  ['description empty', json({ description: '' })],
  ['description a number', json({ description: 1 })],
  ['description null', json({ description: null })],
  ['type missing', without('type')],
  ['type another', json({ type: 'pipe' })],
  ['type in capitals', json({ type: 'STDIO' })],
  ['path missing', without('path')],
  ['path empty', json({ path: '' })],
  ['path a number', json({ path: 1 })],
  ['path relative', json({ path: 'optwatch-host' })],
  ['path from here', json({ path: './optwatch-host' })],
  ['path from home', json({ path: '~/.local/libexec/optwatch/optwatch-host' })],
  ['list missing', (base) => JSON.stringify({ ...base, allowed_origins: undefined, allowed_extensions: undefined })],
  ['list empty', list([])],
  ['list null', list(null)],
  ['list a number in it', list([1])],
  ['list with an empty text', list([''])],
];

export const CHROMIUM = [
  ['origin of another', list([OTHER])],
  ['origin of another, then ours', list([OTHER, ORIGIN])],
  ['origin of Firefox', list([IDENTITY.firefox_id])],
  ['origin without a slash', list([ORIGIN.slice(0, -1)])],
  ['origin without a slash, beside ours', list([ORIGIN, OTHER.slice(0, -1)])],
  ['origin with a path', list([`${ORIGIN}popup`])],
  ['origin with a star as path', list([`${ORIGIN}*`])],
  ['origin: a star', list(['chrome-extension://*/'])],
  ['origin: a star and a dot', list([`chrome-extension://*.${IDENTITY.chromium_id}/`])],
  ['origin: a star inside', list(['chrome-extension://cefo*/'])],
  ['origin: a star beside ours', list([ORIGIN, 'chrome-extension://*/'])],
  ['origin in capitals', list([ORIGIN.toUpperCase()])],
  ['origin: the scheme in capitals', list([ORIGIN.replace('chrome', 'Chrome')])],
  ['origin: the id in capitals', list([`chrome-extension://${IDENTITY.chromium_id.toUpperCase()}/`])],
  ['origin of a page', list(['https://www.linkedin.com/'])],
  ['origin of a page beside ours', list([ORIGIN, 'https://www.linkedin.com/'])],
  ['origin: all addresses', list(['<all_urls>'])],
  ['origin: an id alone', list([IDENTITY.chromium_id])],
  ['origin with a port', list([ORIGIN.replace(/\/$/, ':1/')])],
  ['origin with a space, beside ours', list([ORIGIN, 'chrome-extension://a b/'])],
  ['origin with a query, beside ours', list([ORIGIN, 'chrome-extension://abc?d/'])],
  ['origin with an at, beside ours', list([ORIGIN, 'chrome-extension://a@b/'])],
  ['origin with a percent sign, beside ours', list([ORIGIN, 'chrome-extension://a%b/'])],
  ...['#', '\\', '[', ']', '<', '>', '^', '|', '!', '$', '&', '(', ',', ';', '=', '_', '~', '`', '{', '"', "'", 'ü', '..']
    .map((mark) => [`origin with ${mark}, beside ours`, list([ORIGIN, `chrome-extension://a${mark}b/`])]),
  ['origin that is short, beside ours', list([ORIGIN, 'chrome-extension://abc/'])],
  ['origin with a NUL', list([`${ORIGIN}\0`])],
  ['origin without a host', list(['chrome-extension:///'])],
  ['origin: spaces around', list([` ${ORIGIN} `])],
];

export const FIREFOX = [
  ['id of another', list(['other@optwatch'])],
  ['id of another, then ours', list(['other@optwatch', IDENTITY.firefox_id])],
  ['id of Chromium', list([ORIGIN])],
  ['id of Chromium, beside ours', list([IDENTITY.firefox_id, ORIGIN])],
  ['id without an at, beside ours', list([IDENTITY.firefox_id, 'extension'])],
  ['id with a space, beside ours', list([IDENTITY.firefox_id, 'ex tension@optwatch'])],
  ['id: nothing before the at, beside ours', list([IDENTITY.firefox_id, '@optwatch'])],
  ['id: nothing behind the at, beside ours', list([IDENTITY.firefox_id, 'extension@'])],
  ['id: a number in braces, beside ours', list([IDENTITY.firefox_id, '{ec8030f7-c20a-464f-9b0e-13a3a9e97384}'])],
  ['id: a bad number in braces, beside ours', list([IDENTITY.firefox_id, '{ec8030f7}'])],
  ['id: two ats, beside ours', list([IDENTITY.firefox_id, 'a@b@c'])],
  ['id in capitals', list([IDENTITY.firefox_id.toUpperCase()])],
  ['id: a star', list(['*'])],
  ['id: a plus, beside ours', list([IDENTITY.firefox_id, 'a+b@c'])],
];
