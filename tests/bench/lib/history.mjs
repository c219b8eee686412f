// A history of any length: made by the host, then filled by SQL with rows of the kinds that looks add.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { ARGV, frame, INSTANCE, makeHome, makeReport, request, SLUG } from '../../protocol/lib.mjs';
import { HOST, makeFile } from '../../store/lib/store.mjs';

const FIRST_MS = 1_700_000_000_000;
const STEP_MS = 60_000;

/** One request to a host of its own. */
function tell(home, message) {
  const options = { env: home.env, input: frame(message) };
  const { status, stderr } = spawnSync(HOST, ARGV.chromium, options);
  if (status !== 0) {
    throw new Error(`optwatch-host: exit ${status}: ${stderr}`);
  }
}

/** No two of the readings are equal, or they would be one row. */
const fill = (count) => `
  BEGIN;
  CREATE TEMP TABLE n AS
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    SELECT i, ${FIRST_MS} + i * ${STEP_MS} AS at,
      printf('00000000-0000-4000-8000-%012d', i) AS uuid FROM n;
  INSERT INTO reading (account, instance, setting, state, locked, load, touched, rules, wording,
      catalogue, first_ms, last_ms, visits)
    SELECT 1, '${INSTANCE}', '${SLUG}', 'on', 0, 'fresh', 'no', 1, CAST(printf('%016d', i) AS BLOB),
      1, at, at, 1 FROM n;
  INSERT INTO visit (uuid, instance, path, began_ms, last_ms, first_ms)
    SELECT uuid, '${INSTANCE}', '/', at, at, at FROM n;
  INSERT INTO memory (visit, setting, looked, touched, state, cause, rules, since_ms, last_seen_ms,
      confirmed_ms, last_on_ms, reading, reading_was_ms, reading_ms, change)
    SELECT uuid, '${SLUG}', 1, 0, 'on', 'none', 1, at, at, 0, at, i, 0, at, 0 FROM n;
  INSERT INTO change (account, setting, from_state, to_state, visit, at_ms)
    SELECT 1, '${SLUG}', 'off_unconfirmed', 'on', uuid, at FROM n;
  COMMIT;
`;

/** Any point of the curve will do: nobody opens what is sealed here. */
const SEAL = `INSERT INTO seal (id, public, proven, provider, made_ms)
  VALUES (1, x'8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a', 1, '', 0);`;

/** A home whose history has `count` rows more of readings, visits, memories and changes. */
export function makeHistory(count, { sealed = false } = {}) {
  const home = makeHome();
  tell(home, request('report', makeReport()));
  makeFile(home.store, `${fill(count)}${sealed ? SEAL : ''}`);
  return home;
}

/** The same in another home. */
export function copyHistory({ store }) {
  const home = makeHome();
  mkdirSync(dirname(home.store), { recursive: true, mode: 0o700 });
  copyFileSync(store, home.store);
  return home;
}
