// What the doctor says in a home of one's own, and whether what it tells to do mends it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BUILD, errorTable } from '../protocol/lib.mjs';

export const ERRORS = errorTable();
export const CLI = join(BUILD, 'optwatch');
const WAIT_MS = 60_000;

/** The layers that are one for all; the others are of the browsers of this machine. */
export const LAYERS = ['extension', 'store', 'keyring', 'notifications', 'timer', 'clock', 'zone'];

/** What remedies call is found as a person's shell finds it. */
const withPath = (env) => ({ ...env, PATH: `${BUILD}:${env.PATH}` });

export function run(env, ...args) {
  const began = Date.now();
  const done = spawnSync(CLI, args, { env: withPath(env), encoding: 'utf8', timeout: WAIT_MS });
  return { ...done, took: Date.now() - began };
}

/** Findings of our layers, from what `doctor --json` printed. */
export function read(done) {
  assert.ok(done.stdout.startsWith('{'), `${done.status} ${done.signal} ${done.stderr}`);
  const { well, checks } = JSON.parse(done.stdout);
  assert.equal(done.status, well ? 0 : ERRORS.get('E_UNWELL'), done.stderr);
  assert.equal(well, checks.every((one) => one.state !== 'fault'));
  return checks.filter((one) => LAYERS.includes(one.layer));
}

export const doctor = (env) => read(run(env, 'doctor', '--json'));

export const of = (findings, layer) => findings.filter((one) => one.layer === layer);

/** The only finding of a layer. */
export function only(findings, layer) {
  const found = of(findings, layer);
  assert.equal(found.length, 1, JSON.stringify(found));
  return found[0];
}

/** A fault of the layer, which says so; every fault has one line to run. */
export function fault(findings, layer, says) {
  const found = of(findings, layer).filter((one) => one.state === 'fault');
  assert.equal(found.length, 1, JSON.stringify(findings));
  assert.match(found[0].found, says);
  assert.ok(found[0].wanted.length > 0);
  assert.match(found[0].remedy, /^[^\n]+$/);
  return found[0];
}

/** Runs a remedy as a person does, then the doctor in the same shell. `how` runs a command. */
export function mend(env, remedy, how = (command) => command) {
  const [file, ...args] = how(['sh', '-c', `{ ${remedy}\n} >&2; optwatch doctor --json`]);
  const done = spawnSync(file, args, { env: withPath(env), encoding: 'utf8', timeout: WAIT_MS });
  return { findings: read(done), said: done.stderr };
}

/** The layer has no fault any more once its remedy has run. */
export function mends(env, layer, found, how) {
  const { findings, said } = mend(env, found.remedy, how);
  const left = of(findings, layer).filter((one) => one.state === 'fault');
  assert.deepEqual(left, [], `${found.remedy}\n${said}`);
  return findings;
}
