// What is handed out: Mozilla's own check of the Firefox folder finds nothing, and the archives are
// small and the same for everybody who makes them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { removeTree } from './lib/home.mjs';
import { BUILD, ROOT, product } from './lib/paths.mjs';
import { filesOf, makeVariant } from './lib/variant.mjs';

const run = promisify(execFile);
const TIMEOUT = { timeout: 120_000 };
const LINTER = join(ROOT, 'tests/node_modules/addons-linter/bin/addons-linter');
const ZIP = join(ROOT, 'packaging/cmake/zip.py');
const ZIP_MAX_BYTES = 150 * 1024;
const OLD_NODE = join(ROOT, 'tests/e2e/lib/old-node.cjs');

/** What the check says of a folder; it exits with 1 where it found something. */
async function lint(folder) {
  const args = ['--require', OLD_NODE, LINTER, '--output', 'json', '--warnings-as-errors', folder];
  const { stdout } = await run(process.execPath, args).catch((error) => error);
  const { errors, warnings, notices } = JSON.parse(stdout);
  return [...errors, ...warnings, ...notices].map(({ code, file }) => `${code} ${file ?? ''}`.trim());
}

test('Mozilla\'s check of the Firefox folder finds nothing', TIMEOUT, async () => {
  assert.deepEqual(await lint(product('firefox').extension), []);
});

test('and finds faults in a copy that has some', TIMEOUT, async () => {
  const { folder, remove } = makeVariant('firefox', ({ read, write, manifest }) => {
    manifest((all) => { delete all.browser_specific_settings.gecko.data_collection_permissions; });
    write('content/main.js', `${read('content/main.js')}\ndocument.body.innerHTML = location.hash;\n`);
  });
  try {
    const found = await lint(folder);
    assert.ok(found.includes('MISSING_DATA_COLLECTION_PERMISSIONS manifest.json'), found.join());
    assert.ok(found.includes('UNSAFE_VAR_ASSIGNMENT content/main.js'), found.join());
  } finally {
    remove();
  }
});

/** The names in an archive's directory, with all that is told of them beside size and sum. */
function entriesOf(bytes) {
  const entries = [];
  let at = bytes.readUInt32LE(bytes.length - 22 + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    entries.push({ name: bytes.toString('utf8', at + 46, at + 46 + name), extra: extra + comment,
      mode: bytes.readUInt32LE(at + 38) >>> 16, time: bytes.readUInt32LE(at + 12) });
    at += 46 + name + extra + comment;
  }
  return entries;
}

for (const family of ['chromium', 'firefox']) {
  describe(`the archive for ${family}`, () => {
    const place = mkdtempSync(join(tmpdir(), 'optwatch-zip-'));
    const zip = async (name, folder, env = {}) => {
      const out = join(place, name);
      await run('python3', [ZIP, out, folder], { env: { ...process.env, SOURCE_DATE_EPOCH: '', ...env } });
      return readFileSync(out);
    };
    let built;
    before(async () => {
      await run('cmake', ['--build', BUILD, '--target', 'extension-zip'], { env: { ...process.env, SOURCE_DATE_EPOCH: '' } });
      built = readFileSync(join(BUILD, `optwatch-${family}.zip`));
    }, TIMEOUT);
    after(() => removeTree(place));

    test(`${family}: it is small and holds the folder's files, and nothing of who made it`, () => {
      const entries = entriesOf(built);
      assert.ok(built.length <= ZIP_MAX_BYTES, `${built.length} bytes`);
      assert.deepEqual(entries.map(({ name }) => name), filesOf(product(family).extension));
      assert.deepEqual([...new Set(entries.map(({ extra, mode }) => `${extra} ${mode.toString(8)}`))], ['0 100644']);
      assert.equal(new Set(entries.map(({ time }) => time)).size, 1);
    });

    test(`${family}: another's files of another time give the same bytes`, async () => {
      const folder = join(place, 'other');
      cpSync(product(family).extension, folder, { recursive: true });
      for (const name of readdirSync(folder).reverse()) {
        // Written anew, so that the folder lists them in another order.
        renameSync(join(folder, name), join(place, 'moved'));
        cpSync(join(place, 'moved'), join(folder, name), { recursive: true });
        removeTree(join(place, 'moved'));
        utimesSync(join(folder, name), 1, 1);
        assert.ok(statSync(join(folder, name)).mtimeMs < 2000);
      }
      assert.ok((await zip('other.zip', folder)).equals(built));
    });

    test(`${family}: SOURCE_DATE_EPOCH is the time of all files`, async () => {
      const times = async (epoch) => entriesOf(await zip('at.zip', product(family).extension, { SOURCE_DATE_EPOCH: epoch }))
        .map(({ time }) => time);
      // 2026-01-02 03:04:06 UTC, as DOS has it.
      const wanted = (((2026 - 1980) << 25) | (1 << 21) | (2 << 16) | (3 << 11) | (4 << 5) | (6 / 2)) >>> 0;
      assert.deepEqual([...new Set(await times(String(Date.UTC(2026, 0, 2, 3, 4, 6) / 1000)))], [wanted]);
    });
  });
}
