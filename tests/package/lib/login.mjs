// A person's session inside a house: a display without a screen, their systemd with its session bus, an
// open keyring, and dunst for notifications.
import { MEMBER, UID, until } from './house.mjs';

const BUS = 'org.freedesktop.DBus';

/** Whether somebody has that name on the person's bus. */
function isOnBus(house, name) {
  const args = ['--user', 'call', BUS, '/org/freedesktop/DBus', BUS, 'NameHasOwner', 's', name];
  return house.run('busctl', ...args).stdout.includes('true');
}

async function startManager(house) {
  const cgroup = `/sys/fs/cgroup/${house.group}`;
  house.asRoot('sh', '-c', `mkdir -p /run/systemd/system /run/user/${UID} && chmod 700 /run/user/${UID} &&
    chown ${MEMBER}: /run/user/${UID} && chown -R ${MEMBER}: ${cgroup}`);
  // The group has to be entered by root, before it becomes the person's manager.
  const enter = `echo $$ >${cgroup}/cgroup.procs; exec setpriv --reuid=${UID} --regid=${UID} --init-groups \
    sh -c '/lib/systemd/systemd --user --log-target=null --show-status=no; exit'`;
  house.startAsRoot('sh', '-c', enter);
  await until('the person\'s systemd', () => /running|degraded/.test(house.run('systemctl', '--user', 'is-system-running').stdout));
}

export async function logIn(house) {
  const display = house.start('Xvfb', '-displayfd', '1', '-screen', '0', '1024x768x24', '-nolisten', 'tcp');
  await until('a display', () => /^\d+\n/.test(display.text));
  house.env.DISPLAY = `:${display.text.trim()}`;
  await startManager(house);
  // What is started over the bus, such as a notification server, needs the display, too.
  house.must('systemctl', '--user', 'set-environment', `DISPLAY=${house.env.DISPLAY}`);
  const keyring = house.start('gnome-keyring-daemon', '--unlock', '--foreground', '--components=secrets');
  keyring.stdin.end('the login password');
  await until('a keyring', () => isOnBus(house, 'org.freedesktop.secrets'));
  house.start('dunst');
  await until('dunst', () => isOnBus(house, 'org.freedesktop.Notifications'));
}

export function logOut(house) {
  house.run('systemctl', '--user', 'exit');
  for (const child of house.children.splice(0)) {
    child.kill('SIGTERM');
  }
  delete house.env.DISPLAY;
}
