// The options as a person, or a screen reader, has them; by the keyboard where one types.
import { until } from './popup.mjs';

/** Every field of the settings and the accounts. */
export const readRows = (page) =>
  page.evaluate(() => [...document.querySelectorAll('#settings-rows .setting, #accounts-list .setting')].map((row) => {
    const input = row.querySelector('input, select');
    const described = input.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id));
    const texts = described.filter((one) => one && !one.hidden).map((one) => one.textContent);
    return { id: input.id, label: input.labels[0]?.textContent, value: input.value,
      chosen: input.selectedOptions?.[0].textContent, about: texts.join(' '), said: row.querySelector('.said').textContent,
      invalid: input.getAttribute('aria-invalid'), live: row.querySelector('.failure').closest('[aria-live]')?.ariaLive };
  }));

export const readRow = async (page, id) => (await readRows(page)).find((one) => one.id === id);
export const untilRow = (what, page, id, isGood) => until(what, () => readRow(page, id), isGood);
export const untilRows = (page) => until('the rows', () => readRows(page), (rows) => rows.length > 0);

/** What is written at a place; null where it is not shown. */
export const textOf = (page, id) =>
  page.evaluate((name) => {
    const element = document.getElementById(name);
    return element.getClientRects().length > 0 ? element.innerText.trim() : null;
  }, id);

export const untilText = (page, id, pattern) =>
  until(`${pattern} in ${id}`, () => textOf(page, id), (text) => text !== null && pattern.test(text));

/** By the keyboard alone. */
export async function type(page, id, text) {
  await page.focus(`#${id}`);
  await page.evaluate((name) => document.getElementById(name).select(), id);
  await page.keyboard.type(text);
  await page.keyboard.press('Tab');
}

export async function reload(page) {
  await page.evaluate(() => { document.body.dataset.old = 'yes'; location.reload(); }).catch(() => {});
  await until('the page anew', () => page.evaluate(() => document.body?.dataset.old).catch(() => 'yes'), (old) => !old);
}

/** All that the extension keeps in this browser. */
export const readKept = (page) =>
  page.evaluate(async () => {
    const { local, session } = (globalThis.browser ?? globalThis.chrome).storage;
    return { ...await local.get(null), ...await session.get(null) };
  });
