// optwatch reminders --ics, read by khal, a calendar program of Debian: local times on both sides
// of a clock change, and a second import that changes nothing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { BUILD, errorTable, withHome } from '../protocol/lib.mjs';

const ERRORS = errorTable();
const NOW = '2026-01-01T00:00:00Z';
const NAME = 'Look; at it, please \\ soon';

/** The first date, given to the minute; the zone's clock changes lie between the others. */
const ZONES = [
  { zone: 'Europe/Berlin', at: '2026-01-31T15:20:00+01:00', offsets: [1, 1, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1] },
  { zone: 'America/New_York', at: '2026-01-31T15:20:00-05:00', offsets: [-5, -5, -4, -4, -4, -4, -4, -4, -4, -4, -5, -5] },
  { zone: 'Australia/Lord_Howe', at: '2026-01-31T15:20:00+11:00', offsets: [11, 11, 11, 10.5, 10.5, 10.5, 10.5, 10.5, 10.5, 11, 11, 11] },
];
/* The last days of 2026's months, but for January's: that one comes at the time it was given. */
const LAST_DAYS = ['02-28', '03-31', '04-30', '05-31', '06-30', '07-31', '08-31', '09-30', '10-31', '11-30', '12-31'];

const khalThere = spawnSync('khal', ['--version']).status === 0;
const skip = khalThere ? false : 'khal is not installed (packaging/deps --test)';

function optwatch(home, args, env = {}) {
  const options = { env: { ...home.env, ...env }, encoding: 'utf8', timeout: 15_000 };
  return spawnSync(join(BUILD, 'optwatch'), args, options);
}

function reminders(home, args, env) {
  const done = optwatch(home, ['reminders', ...args, '--now', NOW], env);
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
}

/** A khal with a calendar of its own, whose reader lives in that zone. */
function makeKhal(home, zone) {
  const path = join(home.path, `khal-${zone.replace('/', '-')}`);
  const calendar = join(path, 'calendar');
  mkdirSync(calendar, { recursive: true });
  mkdirSync(join(path, 'config/khal'), { recursive: true });
  writeFileSync(join(path, 'config/khal/config'), `[calendars]
[[optwatch]]
path = ${calendar}
[locale]
local_timezone = ${zone}
default_timezone = ${zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = optwatch
`);
  const env = {
    PATH: process.env.PATH,
    HOME: path,
    XDG_CONFIG_HOME: join(path, 'config'),
    XDG_CACHE_HOME: join(path, 'cache'),
    XDG_DATA_HOME: join(path, 'data'),
    LC_ALL: 'C.UTF-8',
  };
  const khal = (...args) => {
    const done = spawnSync('khal', args, { env, encoding: 'utf8', timeout: 60_000 });
    assert.equal(done.status, 0, `khal ${args.join(' ')}: ${done.stderr}`);
    return done.stdout;
  };
  return {
    import: (file) => khal('import', '--batch', '-a', 'optwatch', file),
    list: () => khal('list', '--day-format', '', '--format', '{start-long}|{title}|{url}',
      '2026-01-01', '2027-01-01').split('\n').filter(Boolean).map((line) => line.split('|')),
    files: () => readdirSync(calendar).sort().map((name) => [name, readFileSync(join(calendar, name), 'utf8')]),
  };
}

function setMonthly(home, { at }, env) {
  reminders(home, ['set', '--at', at, '--rule', 'monthly', '--name', NAME], env);
}

for (const plan of ZONES) {
  test(`khal shows nine o'clock before and after the clock changes in ${plan.zone}`, { skip }, withHome((home) => {
    const env = { TZ: plan.zone };
    const file = join(home.path, 'reminders.ics');
    setMonthly(home, plan, env);
    assert.match(reminders(home, ['--ics', file], env), /^24 dates {2}/);
    const khal = makeKhal(home, plan.zone);
    khal.import(file);
    const events = khal.list();
    assert.deepEqual(events.map(([start]) => start),
      ['2026-01-31 15:20', ...LAST_DAYS.map((day) => `2026-${day} 09:00`)]);
    for (const [, title, url] of events) {
      assert.equal(title, NAME);
      assert.match(url, /^https:\/\/www\.linkedin\.com\/mypreferences\//);
    }
    // The same instants by the offsets that were in force, without anybody's time zone data.
    const written = [...readFileSync(file, 'utf8').matchAll(/^DTSTART:(\d{8})T(\d\d)(\d\d)00Z\r$/gm)];
    assert.equal(written.length, 24);
    LAST_DAYS.forEach((day, index) => {
      const minutes = 9 * 60 - plan.offsets[index + 1] * 60;
      const at = new Date(Date.parse(`2026-${day}T00:00:00Z`) + minutes * 60_000);
      const [, date, hour, minute] = written[index + 1];
      assert.equal(`${date}T${hour}${minute}`, at.toISOString().replace(/[-:]/g, '').slice(0, 13), day);
    });
  }));
}

test('a second import changes nothing, and one that was moved moves', { skip }, withHome((home) => {
  const [plan] = ZONES;
  const env = { TZ: plan.zone };
  const files = ['a', 'b', 'c'].map((name) => join(home.path, `${name}.ics`));
  setMonthly(home, plan, env);
  reminders(home, ['--ics', files[0]], env);
  reminders(home, ['--ics', files[1]], env);
  assert.equal(readFileSync(files[0], 'utf8'), readFileSync(files[1], 'utf8'));
  const khal = makeKhal(home, plan.zone);
  khal.import(files[0]);
  const before = khal.files();
  assert.equal(before.length, 24);
  for (const [, text] of before) {
    assert.match(text, /BEGIN:VALARM[^]*ACTION:DISPLAY[^]*END:VALARM/);
    assert.match(text, /TRIGGER:P/);
  }
  khal.import(files[1]);
  assert.deepEqual(khal.files(), before);
  reminders(home, ['snooze', '1', '--until', '2026-02-03T17:00:00+01:00'], env);
  reminders(home, ['--ics', files[2]], env);
  khal.import(files[2]);
  assert.deepEqual(khal.files().map(([name]) => name), before.map(([name]) => name));
  const starts = khal.list().map(([start]) => start);
  assert.equal(starts.length, 12);
  assert.equal(starts[0], '2026-02-03 17:00');
  assert.equal(starts[1], '2026-02-28 09:00');
}));

test('a reader elsewhere sees the same instants', { skip }, withHome((home) => {
  const file = join(home.path, 'reminders.ics');
  setMonthly(home, ZONES[0], { TZ: 'Europe/Berlin' });
  reminders(home, ['--ics', file], { TZ: 'Europe/Berlin' });
  const khal = makeKhal(home, 'America/New_York');
  khal.import(file);
  const starts = khal.list().map(([start]) => start);
  assert.equal(starts[1], '2026-02-28 03:00');
  assert.equal(starts[10], '2026-11-30 03:00');
  // Berlin's clock goes back on 25 October, New York's on 1 November.
  assert.equal(starts[9], '2026-10-31 04:00');
}));

test('the file is new, for its owner only, and over no other', withHome((home) => {
  const file = join(home.path, 'reminders.ics');
  const refused = (args, code) => {
    const done = optwatch(home, ['reminders', ...args]);
    assert.equal(done.status, ERRORS.get(code), done.stderr);
    assert.match(done.stderr, new RegExp(`^optwatch: ${code}: `));
    assert.equal(done.stdout, '');
  };
  setMonthly(home, ZONES[0]);
  writeFileSync(file, 'mine');
  refused(['--ics', file], 'E_EXISTS');
  assert.equal(readFileSync(file, 'utf8'), 'mine');
  symlinkSync(join(home.path, 'elsewhere'), join(home.path, 'link.ics'));
  refused(['--ics', join(home.path, 'link.ics')], 'E_EXISTS');
  refused(['--ics', join(home.path, 'no/such/folder.ics')], 'E_OUTPUT');
  refused(['--ics', file, '--json'], 'E_USAGE');
  refused(['undo', '--ics', file], 'E_USAGE');
  reminders(home, ['--ics', file, '--force']);
  assert.equal(statSync(file).mode & 0o7777, 0o600);
  assert.equal(readFileSync(file, 'utf8'), reminders(home, ['--ics', '-']));
  assert.deepEqual(readdirSync(home.path).filter((name) => name.endsWith('.part')), []);
}));

test('its words are in the person\'s language', withHome((home) => {
  reminders(home, ['set', '--at', ZONES[0].at]);
  const plain = (text) => text.replace(/\r\n /g, '');
  const english = plain(reminders(home, ['--ics', '-'], { LC_ALL: 'en_GB.UTF-8' }));
  const german = plain(reminders(home, ['--ics', '-'], { LC_ALL: 'de_DE.UTF-8' }));
  const line = (text, name) => text.match(new RegExp(`^${name}:(.*)\r$`, 'm'))[1];
  assert.notEqual(line(english, 'SUMMARY'), line(german, 'SUMMARY'));
  assert.notEqual(line(english, 'DESCRIPTION'), line(german, 'DESCRIPTION'));
  assert.equal(line(english, 'UID'), line(german, 'UID'));
}));
