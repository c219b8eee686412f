#!/usr/bin/env node
// Writes the case folders of tests/pages; with --check, says which differ from what it would write.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CASES } from './cases.mjs';

const PAGES = resolve(fileURLToPath(import.meta.url), '../..');

function caseText(json) {
  return `${JSON.stringify(json, null, 2)}\n`;
}

export function differences() {
  const wrong = [];
  for (const [name, { json, files }] of Object.entries(CASES)) {
    for (const [file, text] of Object.entries({ 'case.json': caseText(json), ...files })) {
      const path = join(PAGES, name, file);
      if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
        wrong.push({ path, text });
      }
    }
  }
  return wrong;
}

function main() {
  const check = process.argv.includes('--check');
  const wrong = differences();
  for (const { path, text } of wrong) {
    console.log(check ? `differs: ${path}` : `writes ${path}`);
    if (!check) {
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, text);
    }
  }
  process.exitCode = check && wrong.length > 0 ? 1 : 0;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main();
}
