#!/usr/bin/env node
// Records a varied history with the programs in OPTWATCH_BUILD and writes it, as SQL, and what it
// tells, as JSON, to N.sql and N.json beside this file: N is its schema's version. See README.md.
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PATH, ask, makeControl, makeHome, report, request } from '../../protocol/lib.mjs';
import { makeFile, query } from '../lib/store.mjs';
import { tellAll } from '../lib/versions.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const SQL = join(HERE, '../lib/sql.py');
const home = makeHome();

const ALARM = 'a1a1a1a1-0000-4000-8000-000000000001';
const STALE = 'a1a1a1a1-0000-4000-8000-000000000002';
const HAND = 'a1a1a1a1-0000-4000-8000-000000000003';
const REFUSED = 'a1a1a1a1-0000-4000-8000-000000000004';
const ODD = 'a1a1a1a1-0000-4000-8000-000000000005';

let visits = 0;
const makeVisit = () => `b2b2b2b2-0000-4000-8000-${String((visits += 1)).padStart(12, '0')}`;

/** The report of a profile; a visit of its own unless the page names one. */
async function look(instance, { page = {}, family = 'chromium', ...more } = {}) {
  const options = { instance, family, ...more, page: { visit: makeVisit(), ...page } };
  const { ok } = await report(home, options);
  if (ok?.recorded !== true) {
    throw new Error(`not recorded: ${JSON.stringify(ok?.error)}`);
  }
}

const off = (instance, { control = {}, ...more } = {}) =>
  look(instance, { controls: [makeControl({ checked: false, ...control })], ...more });

/** A visit that stood for 5 s began 5 s ago: the next has to begin later. */
const later = () => sleep(5_300);

async function recordHistory() {
  const visit = makeVisit();
  await look(ALARM, { page: { visit } });
  await off(ALARM, { page: { visit, touched: 'yes' } });
  await look(HAND);
  await look(REFUSED, { family: 'firefox' });
  await off(REFUSED, { family: 'firefox', page: { touched: 'yes' } });
  await later();
  await off(ALARM);
  await off(STALE, { family: 'firefox' });
  await off(HAND);
  await look(REFUSED, { family: 'firefox' });
  await later();
  await look(ALARM);
  // A placeholder, corrected within its visit.
  const again = makeVisit();
  await look(STALE, { family: 'firefox', page: { visit: again, steady_ms: 1_500 } });
  await off(STALE, { family: 'firefox', page: { visit: again } });
  await look(HAND, { page: { touched: 'yes' } });
  await recordOddities();
}

/** Readings that say neither on nor off, a neighbouring setting, a row, a locked switch. */
async function recordOddities() {
  const neighbour = makeControl({ keys: ['allowAdsByAge'], name: 'Age', checked: true });
  await look(ODD, { controls: [neighbour], page: { path: '/mypreferences/d/settings/ads-by-age' } });
  await look(ODD, { controls: [], page: { steady_ms: 20_000, waited_ms: 20_500 } });
  await look(ODD, { controls: [makeControl({ aria_checked: 'mixed' })] });
  await look(ODD, { controls: [], page: { path: '/login', wanted: PATH } });
  await off(ODD, { control: { disabled: true, default_checked: true }, page: { touched: 'unknown' } });
  await look(ODD, {
    controls: [],
    page: { path: '/mypreferences/d/categories/privacy' },
    rows: [{ ref: 1, path: PATH, name: 'Data for Generative AI Improvement', word: 'Off' }],
  });
}

async function order(cmd, args) {
  const reply = await ask(home, request(cmd, args));
  if (!reply.ok) {
    throw new Error(`${cmd}: ${JSON.stringify(reply.error)}`);
  }
  return reply.ok;
}

/** What the person says: a language, a name, a tick with its note, and every second reminder snoozed. */
async function recordPerson() {
  await order('settings', { action: 'set', name: 'language', value: 'fr' });
  await order('accounts', { action: 'name', instance: HAND, name: 'Ada' });
  await order('exit', { action: 'done', instance: ALARM, exit: 'copy', note: 'asked by e-mail' });
  const until = Math.floor(Date.now() / 1_000) + 86_400;
  for (const { id } of (await order('remind', { action: 'list' })).reminders.filter((one) => one.id % 2 === 0)) {
    await order('remind', { action: 'snooze', reminder: id, until });
  }
}

/** All times move into the past together, so that what is stale stays stale. */
const NEWEST_MS = Date.UTC(2026, 2, 14, 9, 26, 53);

async function moveBack() {
  const columns = await query(home, `SELECT m.name, p.name FROM sqlite_schema m,
    pragma_table_info(m.name) p WHERE m.type = 'table' AND (p.name LIKE '%\\_ms' ESCAPE '\\'
    OR p.name LIKE '%\\_s' ESCAPE '\\')`);
  const [[[newest]]] = await query(home, 'SELECT max(last_ms) FROM visit');
  // Whole minutes: seconds and milliseconds move alike.
  const back = Math.floor((newest - NEWEST_MS) / 60_000) * 60;
  makeFile(home.store, columns[0].map(([table, name]) => {
    const by = name.endsWith('_ms') ? back * 1_000 : back;
    return `UPDATE ${table} SET ${name} = ${name} - ${by} WHERE ${name} > 0;`;
  }).join('\n'));
}

async function main() {
  await recordHistory();
  await recordPerson();
  await moveBack();
  const [[[version]]] = await query(home, 'PRAGMA user_version');
  const target = join(HERE, `${version}.sql`);
  if (existsSync(target)) {
    throw new Error(`${target} is there: a stored history is never made again`);
  }
  writeFileSync(target, execFileSync('python3', [SQL, '--dump', home.store]));
  writeFileSync(join(HERE, `${version}.json`), `${JSON.stringify(await tellAll(home), null, 1)}\n`);
}

try {
  await main();
} finally {
  home.remove();
}
