// The timer in a real user manager of its own: missing, disabled, masked, stale, hung, and mended.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { until, withDesktop } from '../remind/desktop.mjs';
import { fill, Manager, obstacle } from '../remind/manager.mjs';
import { CLI, fault, mend, mends, only } from './doctor.mjs';

const TIMER = 'optwatch-remind.timer';
const SERVICE = 'optwatch-remind.service';

/** Runs the body where a user manager runs; units are filled into `units` before it starts. */
const withManager = (body, { units = null } = {}) => withDesktop(async (desktop, t) => {
  const why = obstacle();
  if (why) {
    t.skip(why);
    return;
  }
  if (units) {
    fill(CLI, units(desktop));
  }
  const manager = new Manager(desktop);
  const how = (command) => manager.within(...command);
  const look = () => mend(manager.env, 'true', how).findings;
  try {
    await manager.start();
    await body({ desktop, manager, look, mends: (found) => mends(manager.env, 'timer', found, how) });
  } finally {
    await manager.end();
  }
}, { bus: false, display: false });

const own = (desktop) => join(desktop.env.XDG_CONFIG_HOME, 'systemd/user');
const brought = (desktop) => join(desktop.env.XDG_DATA_HOME, 'systemd/user');

/** Enabled and running, as setup leaves it. */
const setUp = (manager) => {
  const done = manager.run(CLI, 'setup', '--only', 'timer', '--json');
  assert.equal(done.status, 0, done.stderr);
  assert.equal(JSON.parse(done.stdout).steps[0].state, 'done', done.stdout);
  return JSON.parse(done.stdout).steps[0];
};

function isWell(look) {
  const found = only(look(), 'timer');
  assert.equal(found.state, 'ok', JSON.stringify(found));
  assert.match(found.found, /^optwatch-remind\.timer: (not run yet|last run .*: success), next \d{4}-\d\d-\d\d \d\d:\d\d$/);
}

test('timer: not there; only a person has the package or the sources', withManager(async ({ look, manager }) => {
  assert.equal(fault(look(), 'timer', /^your systemd says of optwatch-remind\.timer: not-found$/).remedy, 'packaging/install --user');
  const done = manager.run(CLI, 'setup', '--only', 'timer', '--json');
  const [step] = JSON.parse(done.stdout).steps;
  assert.deepEqual([step.state, step.error], ['failed', 'E_UNWELL']);
  assert.match(step.text, /could not start optwatch-remind\.timer \(not-found\)/);
}));

test('timer: there and not enabled, then stopped; setup a second time changes nothing', withManager(async ({ look, manager, mends }) => {
  mends(fault(look(), 'timer', /is not enabled and not active$/));
  isWell(look);
  assert.equal(setUp(manager).text, 'Reminders are looked for every hour.');
  manager.systemctl('stop', TIMER);
  mends(fault(look(), 'timer', /is enabled and not active$/));
  manager.systemctl('disable', TIMER);
  mends(fault(look(), 'timer', /is not enabled and active$/));
  isWell(look);
}, { units: own }));

test('timer: units that came while systemd ran are found by setup', withManager(async ({ desktop, look, manager }) => {
  fault(look(), 'timer', /not-found$/);
  fill(CLI, own(desktop));
  assert.match(setUp(manager).text, /was enabled and started/);
  isWell(look);
}));

test('timer: masked, and so the service', withManager(async ({ look, manager, mends }) => {
  for (const unit of [TIMER, SERVICE]) {
    setUp(manager);
    manager.systemctl('stop', TIMER);
    assert.equal(manager.run('systemctl', '--user', 'mask', unit).status, 0);
    const found = fault(look(), 'timer', new RegExp(`^${unit} is masked$`));
    assert.match(found.remedy, /^systemctl --user unmask /);
    mends(found);
    isWell(look);
  }
}, { units: brought }));

test('timer: its program is gone', withManager(async ({ desktop, look, manager }) => {
  setUp(manager);
  const gone = join(desktop.path, 'gone');
  fill(gone, own(desktop));
  const changed = fault(look(), 'timer', /since they changed$/);
  const { findings } = mend(manager.env, changed.remedy, (command) => manager.within(...command));
  const found = fault(findings, 'timer', /^the timer starts .*\/gone, which is not there$/);
  assert.equal(found.remedy, 'packaging/install --user', 'only a person has the package or the sources');
}, { units: own }));

/** A package's prefix whose units systemd reads, below a person's own. */
const prefixed = (desktop) => {
  const prefix = join(desktop.path, 'prefix');
  mkdirSync(join(prefix, 'bin'), { recursive: true });
  mkdirSync(join(prefix, 'share/systemd'), { recursive: true });
  mkdirSync(join(prefix, 'lib/systemd/user'), { recursive: true });
  symlinkSync('../../lib/systemd/user', join(prefix, 'share/systemd/user'));
  copyFileSync(CLI, join(prefix, 'bin/optwatch'));
  fill(join(prefix, 'bin/optwatch'), join(prefix, 'lib/systemd/user'));
  desktop.env.XDG_DATA_DIRS = `${prefix}/share`;
  fill(join(desktop.path, 'gone'), own(desktop));
  return join(desktop.path, 'unused');
};

test('timer: units of an older installation stand before the package\'s', withManager(async ({ desktop, manager }) => {
  const optwatch = join(desktop.path, 'prefix/bin');
  const doctor = (remedy) => {
    const done = manager.run('sh', '-c', `PATH="${optwatch}:$PATH"\n{ ${remedy}\n} >&2; optwatch doctor --json`);
    return JSON.parse(done.stdout).checks;
  };
  const found = fault(doctor('true'), 'timer', /gone, which is not there$/);
  assert.match(found.remedy, /^rm \S+\/optwatch-remind\.service \S+\/optwatch-remind\.timer && optwatch setup --only timer$/);
  assert.equal(only(doctor(found.remedy), 'timer').state, 'ok');
  assert.equal(manager.show(SERVICE, 'FragmentPath'), join(desktop.path, 'prefix/share/systemd/user', SERVICE));
}, { units: prefixed }));

test('timer: its files changed since systemd read them', withManager(async ({ desktop, look, manager, mends }) => {
  setUp(manager);
  const file = join(own(desktop), TIMER);
  writeFileSync(file, readFileSync(file, 'utf8').replace('hourly', 'daily'));
  const found = fault(look(), 'timer', /since they changed$/);
  assert.equal(found.remedy, 'systemctl --user daemon-reload');
  mends(found);
  isWell(look);
}, { units: own }));

const scripted = (desktop) => {
  const program = join(desktop.path, 'program');
  writeFileSync(program, '#!/bin/sh\nexit 5\n', { mode: 0o755 });
  fill(program, own(desktop));
  return join(desktop.path, 'unused');
};

test('timer: the last run failed, by another optwatch than this', withManager(async ({ desktop, look, manager, mends }) => {
  setUp(manager);
  const found = only(look(), 'timer');
  assert.equal(found.state, 'info', found.found);
  assert.match(found.found, /, starts .*\/program$/);
  manager.systemctl('start', SERVICE);
  await until('its end', () => manager.show(SERVICE, 'ActiveState') === 'failed');
  const failed = fault(look(), 'timer', /^last run \d{4}-\d\d-\d\d \d\d:\d\d: exit-code, E_OUTPUT$/);
  writeFileSync(join(desktop.path, 'program'), '#!/bin/sh\n', { mode: 0o755 });
  mends(failed);
}, { units: scripted }));

test('timer: a hung manager is told of in time', withManager(async ({ look, manager }) => {
  setUp(manager);
  const pid = Number(readFileSync(`/proc/${manager.pid}/task/${manager.pid}/children`, 'utf8').trim().split(' ')[0]);
  process.kill(pid, 'SIGSTOP');
  const began = Date.now();
  const findings = look();
  const took = Date.now() - began;
  const done = manager.run(CLI, 'setup', '--only', 'timer', '--json');
  process.kill(pid, 'SIGCONT');
  fault(findings, 'timer', /^your systemd did not answer within 3 s$/);
  assert.ok(took < 20_000, `${took} ms`);
  assert.deepEqual([done.status, JSON.parse(done.stdout).steps[0].state], [0, 'later']);
  isWell(look);
}, { units: own }));
