// axe-core in a page of the extension: what it finds wrong, and how many rules had something to look at.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules that looked at something, in this process. */
export const rulesRun = new Set();

/** In the page: axe, and of its answer what a person needs to find the fault. */
async function examine() {
  const { violations, passes } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
  const fault = ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`;
  return { faults: violations.map(fault), ran: [...violations, ...passes].map((rule) => rule.id) };
}

/** What axe finds wrong by all rules of its own choice, best practices among them. */
export async function violations(page) {
  // The page's policy allows no script of others; the driver's own evaluation is none.
  if (!await page.evaluate(() => Boolean(globalThis.axe))) {
    await page.evaluate(SOURCE);
  }
  const { faults, ran } = await page.evaluate(examine);
  assert.ok(ran.length > 10, 'axe saw next to nothing');
  ran.forEach((rule) => rulesRun.add(rule));
  return faults;
}
