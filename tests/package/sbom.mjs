// What the list of components says is what the programs link.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { BUILD, product } from '../e2e/lib/paths.mjs';
import { must } from './lib/made.mjs';

const { host, cli } = product('chromium');
const PROGRAMS = { 'SPDXRef-optwatch': cli, 'SPDXRef-optwatch-host': host };
/** The C library and its loader are the system's own. */
const OF_THE_SYSTEM = /^(libc|libm|ld-linux.*)\.so/;

const sbom = JSON.parse(readFileSync(join(BUILD, 'packaging/optwatch.spdx.json'), 'utf8'));

/** The libraries that a program names as needed, as a linker is told them: jansson for libjansson.so.4. */
function neededBy(program) {
  const lines = must('readelf', ['--dynamic', '--wide', program]).matchAll(/\(NEEDED\).*\[(.+)\]/g);
  const names = [...lines].map(([, name]) => name).filter((name) => !OF_THE_SYSTEM.test(name));
  return names.map((name) => name.replace(/^lib(.+)\.so.*$/, '$1'));
}

/** What linking against a module brings, by pkg-config: glib-2.0's own name covers its three libraries. */
function linkedBy(module) {
  const modules = module === 'glib-2.0' ? ['glib-2.0', 'gio-2.0', 'gobject-2.0'] : [module];
  return modules.flatMap((name) => must('pkg-config', ['--libs-only-l', name]).trim().split(/\s+/).map((flag) => flag.slice(2)));
}

const modulesOf = (program, type) => sbom.relationships
  .filter((one) => one.spdxElementId === program && one.relationshipType === type)
  .map((one) => one.relatedSpdxElement.replace('SPDXRef-', ''));

for (const [id, path] of Object.entries(PROGRAMS)) {
  test(`the list of components has what ${id.replace('SPDXRef-', '')} links, and no more`, () => {
    const needed = neededBy(path);
    const modules = modulesOf(id, 'DYNAMIC_LINK');
    assert.ok(needed.length >= 3);
    assert.deepEqual(needed.filter((name) => !modules.some((module) => linkedBy(module).includes(name))), []);
    assert.deepEqual(modules.filter((module) => !linkedBy(module).some((name) => needed.includes(name))), []);
    assert.deepEqual(modulesOf(id, 'STATIC_LINK'), ['libutf8proc']);
    assert.match(must('nm', [path]), / [Tt] utf8proc_decompose_char$/m, 'it holds what is linked in');
  });
}

test('each component has a version and a licence, and nothing refers to none', () => {
  const ids = new Set(['SPDXRef-DOCUMENT', ...sbom.packages.map((one) => one.SPDXID)]);
  for (const one of sbom.packages) {
    assert.match(one.versionInfo, /^[0-9]+(\.[0-9]+)+$/, one.name);
    assert.ok(one.licenseDeclared, one.name);
  }
  const loose = sbom.relationships.filter((one) => !ids.has(one.spdxElementId) || !ids.has(one.relatedSpdxElement));
  assert.deepEqual(loose, []);
});
