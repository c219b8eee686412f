// Who shows notifications: asked on a real desktop, with a server, without, with one that hangs.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { until, withDesktop } from '../remind/desktop.mjs';
import { doctor, fault, mends, only, read, run } from './doctor.mjs';

const LAYER = 'notifications';
const look = (desktop) => only(doctor(desktop.env), LAYER);

test('notifications: dunst and Xfce\'s, with what they can', withDesktop(async (desktop) => {
  for (const [kind, says] of [['dunst', /^dunst \d+\.\d+.*, with buttons, with markup \(.*actions.*\)$/], ['xfce', /^Xfce Notify Daemon \d.*, with buttons, with markup/]]) {
    const server = await desktop.startServer(kind);
    const found = look(desktop);
    assert.equal(found.state, 'ok', found.found);
    assert.match(found.found, says);
    assert.equal(desktop.windows(kind).length, 0, 'nothing is shown');
    server.kill('SIGKILL');
    await server.ended;
  }
}));

test('notifications: a server that can do little is well', withDesktop(async (desktop) => {
  await desktop.startServer('standin', 'body', 'persistence');
  const found = look(desktop);
  assert.equal(found.state, 'info');
  assert.match(found.found, /, without buttons, keeps what was missed \(body persistence\)$/);
}, { display: false }));

test('notifications: no display and nobody there is no fault, with and without a bus', withDesktop(async (desktop) => {
  assert.match(look(desktop).found, /^no display here, and nobody who shows notifications$/);
  assert.equal(look(desktop).state, 'info');
  const { DBUS_SESSION_BUS_ADDRESS, ...env } = desktop.env;
  assert.deepEqual([only(doctor(env), LAYER).state, only(doctor(env), LAYER).found], ['info', 'no session bus here']);
}, { display: false }));

/** Stands in for the installation: what the package brings for the bus, and nothing else. */
function pretendSudo(desktop) {
  const folder = join(desktop.path, 'bin');
  const service = join(desktop.path, 'services/org.freedesktop.Notifications.service');
  mkdirSync(folder);
  for (const name of ['sudo', 'apt-get']) {
    writeFileSync(join(folder, name), `#!/bin/sh
case "$*" in *"install dunst") ;; *) exit 1 ;; esac
printf '[D-BUS Service]\\nName=org.freedesktop.Notifications\\nExec=/usr/bin/env DISPLAY=${desktop.env.DISPLAY} dunst\\n' >'${service}'
dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.ReloadConfig >/dev/null
`, { mode: 0o755 });
  }
  desktop.env.PATH = `${folder}:${desktop.env.PATH}`;
}

test('notifications: a desktop without a server; an installed one is started for the first notification', withDesktop(async (desktop) => {
  pretendSudo(desktop);
  const found = fault(doctor(desktop.env), LAYER, /^nobody shows notifications on this desktop$/);
  assert.match(found.remedy, /^(sudo )?apt-get install dunst$/);
  mends(desktop.env, LAYER, found);
  assert.match(look(desktop).found, /^dunst /);
}));

test('notifications: a display without a bus; only a log-in brings one', withDesktop(async (desktop) => {
  const found = fault(doctor(desktop.env), LAYER, /^a display, and no session bus$/);
  assert.match(found.remedy, /^(sudo )?apt-get install dbus-user-session$/);
}, { bus: false }));

test('notifications: a bus that is gone', withDesktop(async (desktop) => {
  desktop.bus.stdin.end();
  await desktop.bus.ended;
  fault(doctor(desktop.env), LAYER, /^a display, and no session bus$/);
}));

test('notifications: a server that hangs is told of in time, and one that is stopped goes on', withDesktop(async (desktop) => {
  const server = await desktop.startServer('standin', 'actions');
  assert.equal(look(desktop).state, 'ok');
  server.kill('SIGSTOP');
  const done = run(desktop.env, 'doctor', '--json');
  const found = fault(read(done), LAYER, /^the notification server is stopped, and did not answer within 5 s$/);
  assert.ok(done.took < 20_000, `${done.took} ms`);
  assert.equal(found.remedy, `kill -CONT ${server.pid}`);
  mends(desktop.env, LAYER, found);
  await until('its answer', () => look(desktop).state === 'ok');
}, { display: false }));
