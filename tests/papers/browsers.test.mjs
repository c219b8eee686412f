// The page on browsers and what the stores are told say what is in the tables of the program.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VERSION, browserTable, read } from './lib.mjs';

const page = read('packaging/BROWSERS.md');
const listing = read('packaging/store/listing.md');
const privacy = read('packaging/store/privacy.md');
const identity = JSON.parse(read('manifest/identity.json'));
const manifest = JSON.parse(read('extension/manifest.json'));

/** @param {string} text @param {string} heading @returns {string[][]} the rows of the table below a heading */
function rows(text, heading) {
  const below = text.split(new RegExp(`^#+ ${heading}$`, 'm'))[1].split(/^#+ /m)[0];
  return below.split('\n').filter((line) => line.startsWith('| ')).slice(1)
    .map((line) => line.slice(2, -2).split(' | ').map((cell) => cell.trim()));
}

const bare = (text) => text.replaceAll('`', '');

test('each browser of the table is listed, tested or not', () => {
  const told = rows(page, 'The table').map(([id, name, family, tested]) => ({ id: bare(id), name, family: family.toLowerCase(), tested: tested === 'tested' }));
  assert.ok(told.length > 20);
  assert.deepEqual(told, browserTable());
});

test('the ids are those of the manifests', () => {
  const told = rows(page, "The extension's id").map(([, id]) => bare(id));
  assert.deepEqual(told, [identity.chromium_id, identity.firefox_id]);
});

test('the least versions are those of the manifests', () => {
  const chromium = read('extension/manifest.chromium.json').match(/"minimum_chrome_version": "(\d+)"/)[1];
  const firefox = read('extension/manifest.firefox.json').match(/"strict_min_version": "(\d+)/)[1];
  assert.match(page, new RegExp(`Chromium ${chromium} and Firefox ${firefox}\\.`));
});

test('every text that the extension knows of a browser is explained, and none that it would take for another', () => {
  const source = read('extension/background/host.js').split('const TEXTS')[1].split(']);')[0];
  const known = [...source.matchAll(/\[\/(.+)\/i, '(\w+)'\]/g)].map(([, text, kind]) => ({ text: new RegExp(text, 'i'), kind }));
  const told = rows(page, 'What the browser says, and what it means').flatMap(([one, other]) => [one, other]).map(bare).filter((text) => text !== '–');
  assert.ok(known.length >= 6);
  for (const { text } of known) assert.ok(told.some((one) => text.test(one)), String(text));
  const unknown = told.filter((one) => !known.some(({ text }) => text.test(one)));
  assert.deepEqual([...new Set(unknown)].sort(), ['An unexpected error occurred', 'Invalid native messaging host name specified.']);
});

test('a length spells the letters that are told beside it', () => {
  const lengths = rows(page, 'A length that is a text');
  assert.ok(lengths.length >= 6);
  for (const [length, letters] of lengths) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(Number(length));
    assert.equal(JSON.stringify(bytes.toString('latin1')).slice(1, -1), bare(letters));
  }
});

test('the listing gives the reason of each permission, and of no other', () => {
  const told = rows(listing, 'Permissions, each with its reason').map(([name]) => bare(name));
  assert.deepEqual(told.sort(), [...manifest.permissions, ...manifest.host_permissions].sort());
});

test('the short descriptions are the extension’s own, in each language', () => {
  const told = rows(listing, 'Short description');
  assert.equal(told.length, 8);
  for (const [language, text] of told) {
    assert.equal(text, JSON.parse(read(`extension/_locales/${language}/messages.json`)).description.message, language);
    assert.ok([...text].length <= 132);
  }
});

test('what Firefox is told of data is what both papers say', () => {
  const { gecko } = JSON.parse(read('extension/manifest.firefox.json')).browser_specific_settings;
  assert.deepEqual(rows(privacy, 'What Firefox asks you').map(([name]) => bare(name)).sort(), gecko.data_collection_permissions.required.sort());
  for (const name of gecko.data_collection_permissions.required) assert.match(listing, new RegExp(`\`${name}\``));
});

test('the papers are of this version', () => {
  assert.match(privacy, new RegExp(`version ${VERSION.replaceAll('.', '\\.')},`));
  assert.match(page, new RegExp(`optwatch_${VERSION.replaceAll('.', '\\.')}_`));
});
