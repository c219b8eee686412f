// The person's door: the same core by hand, in words or JSON, with the errors' numbers as exit codes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { BUILD, SLUG, errorTable, makeReport, report, status, withHome } from './lib.mjs';

const ERRORS = errorTable();

function run(home, args, { input, env = {} } = {}) {
  const options = { env: { ...home.env, ...env }, encoding: 'utf8', input, timeout: 15_000 };
  return spawnSync(join(BUILD, 'optwatch'), args, options);
}

function refused(done, code) {
  assert.equal(done.status, ERRORS.get(code), `${done.status}: ${done.stderr}`);
  assert.match(done.stderr, new RegExp(`^optwatch: ${code}: .+`, 'm'));
  assert.equal(done.stdout, '');
}

test('check reads a file or its input, says why, and stores nothing', withHome((home) => {
  const file = join(home.path, 'look.json');
  writeFileSync(file, JSON.stringify(makeReport({ state: 'on' })));
  const words = run(home, ['check', file]);
  assert.equal(words.status, 0, words.stderr);
  assert.match(words.stdout, /^On: /);
  assert.match(words.stdout, /\[>\] Turn off the switch/);
  const piped = run(home, ['check'], { input: JSON.stringify(makeReport({ state: 'off' })) });
  assert.match(piped.stdout, /^Off/);
  assert.ok(!existsSync(join(home.path, 'data')));
}));

test('check --json is the report.ok that the host would give', withHome(async (home) => {
  const options = { state: 'on' };
  const done = run(home, ['check', '--json', '-'], { input: JSON.stringify(makeReport(options)) });
  assert.equal(done.status, 0, done.stderr);
  const checked = JSON.parse(done.stdout);
  const told = (await report(home, options)).ok;
  assert.deepEqual(checked.readings, told.readings);
  assert.deepEqual(checked.guide.steps, told.guide.steps);
  assert.deepEqual(Object.keys(checked).sort(), Object.keys(told).sort());
  assert.equal(checked.recorded, false);
  assert.equal(told.recorded, true);
}));

test('check speaks the report\'s language, with LinkedIn\'s words in the page\'s', withHome((home) => {
  const input = JSON.stringify(makeReport({ state: 'on', locale: 'de', page: { lang: 'fr' } }));
  const { stdout } = run(home, ['check'], { input });
  assert.match(stdout, /Données pour l’amélioration de l’IA générative/);
  assert.match(stdout, /Schalten Sie/);
}));

test('check --redact prints the page for a report of a fault, which check reads as before', withHome((home) => {
  const args = makeReport({ state: 'on', page: { heading: 'Hello Jane' } });
  const done = run(home, ['check', '--redact'], { input: JSON.stringify(args) });
  assert.equal(done.status, 0, done.stderr);
  assert.doesNotMatch(done.stdout, /Jane/);
  const readings = (input) => JSON.parse(run(home, ['check', '--json'], { input }).stdout).readings;
  assert.deepEqual(readings(done.stdout), readings(JSON.stringify(args)));
  refused(run(home, ['status', '--redact']), 'E_USAGE');
}));

test('check refuses what the host refuses, by the same numbers', withHome((home) => {
  refused(run(home, ['check'], { input: '{' }), 'E_JSON');
  refused(run(home, ['check'], { input: '{}' }), 'E_ARGS');
  refused(run(home, ['check'], { input: '' }), 'E_NO_INPUT');
  refused(run(home, ['check'], { input: ' '.repeat(65_537) }), 'E_TOO_LARGE');
  refused(run(home, ['check', join(home.path, 'missing')]), 'E_NO_INPUT');
  const long = makeReport({ page: { heading: 'x'.repeat(513) } });
  refused(run(home, ['check'], { input: JSON.stringify(long) }), 'E_LIMIT');
  refused(run(home, ['check', 'a', 'b']), 'E_USAGE');
}));

test('status tells what is stored, in words and as JSON', withHome(async (home) => {
  assert.equal(status(home).standings[0].state, 'unknown');
  assert.ok(!existsSync(home.store), 'a question made a store');
  await report(home, { state: 'on' });
  const [standing] = status(home).standings;
  assert.equal(standing.setting, SLUG);
  assert.equal(standing.state, 'on');
  const words = run(home, ['status'], { env: { LANG: 'de_DE.UTF-8' } });
  assert.equal(words.status, 0);
  assert.match(words.stdout, /Erinnerung|Reminders/);
  assert.match(words.stdout, /\d{4}-\d\d-\d\d 09:00/);
}));

test('status refuses a history that is not its own', withHome((home) => {
  mkdirSync(dirname(dirname(home.store)), { recursive: true });
  symlinkSync(home.path, dirname(home.store));
  refused(run(home, ['status']), 'E_UNSAFE_PATH');
}));

test('status refuses where there is no home', withHome((home) => {
  refused(run(home, ['status'], { env: { HOME: '', XDG_DATA_HOME: 'relative' } }), 'E_HOME');
}));

test('help names every verb, and a wrong call is an error', withHome((home) => {
  const help = run(home, ['--help']);
  assert.equal(help.status, 0);
  for (const verb of ['accounts', 'check', 'exits', 'settings', 'status']) {
    assert.match(help.stdout, new RegExp(`optwatch ${verb} `));
    const own = run(home, [verb, '--help']);
    assert.equal(own.status, 0);
    assert.match(own.stdout, new RegExp(`^optwatch ${verb} `));
  }
  assert.match(run(home, ['--version']).stdout, /^optwatch \d+\.\d+\.\d+\n$/);
  for (const args of [[], ['nonsense'], ['status', '--nonsense'], ['status', 'more']]) {
    assert.equal(run(home, args).status, ERRORS.get('E_USAGE'), args.join(' '));
  }
}));
