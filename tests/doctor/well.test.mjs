// What is as it should be is told so, and what need not be mended is no fault; what others wrote can
// neither stop the doctor nor reach the terminal.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { HOME, HOST, LAYERS, SYSTEM, USER, whyNoRig, withRig } from './lib/rig.mjs';
import { apparmor, env, folder, link, manifest, own, policy, preference, remove, snapFirefox, system, user, write } from './lib/make.mjs';

const skip = whyNoRig() ?? false;
const FULL = 32;
const SUDO = 38;
const UNWELL = 7;
const BROWSERS = ['chromium', 'firefox'];

const states = (checks, of) => checks.filter((one) => one.of === of).map(({ layer, state }) => `${layer} ${state}`);
const find = (checks, layer, state) => checks.filter((one) => one.layer === layer && one.state === state);

/** A process that ended may still wait for whoever adopted it. */
function lives(pid) {
  try {
    return !/^\S+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** A killed process takes a moment to be gone. */
async function assertGoes(pid) {
  for (let tries = 0; tries < 1_000 && lives(pid); tries += 1) {
    await new Promise((done) => setTimeout(done, 20));
  }
  assert.ok(!lives(pid), `${pid} lives on`);
}

/** Both browsers, each with a good manifest. */
function makeGood(rig) {
  for (const name of BROWSERS) {
    rig.browser(name);
    user(name)(rig);
  }
}

function assertNoFault(checks) {
  assert.deepEqual(checks.filter(({ state }) => state === 'fault'), []);
  for (const name of BROWSERS) {
    assert.ok(checks.some((one) => one.of === name && one.layer === 'start' && one.state === 'ok'), name);
  }
}

/** Not to be mended: the layer tells it as info, and all the rest goes on. */
const NOTES = [
  ['a broken file of the system behind a good one', [system('chromium', '{')], 'manifest', /no valid JSON: hidden by the one that is used/],
  ['Firefox passes over a broken file', [user('firefox', '{'), system('firefox')], 'manifest', /no valid JSON: the browser passes it over/],
  ['Chromium passes over a link to nothing', [remove(USER.chromium), link('/gone', USER.chromium), system('chromium')],
    'manifest', /link to nothing: the browser passes it over/],
  ['a host of another installation', [(rig) => rig.install('/usr/local', 0), user('chromium', { path: '/usr/local/libexec/optwatch/optwatch-host' })],
    'manifest', /is another Optwatch's: this one's is \/home\/ada/],
  ['a path through a link', [link(`${HOME}/.local/libexec`, '/srv/lib'), user('chromium', { path: '/srv/lib/optwatch/optwatch-host' })],
    'manifest', /leads through a link to \/home\/ada/],
  ['hosts of the person are off, and the system has one', [system('chromium'), policy({ NativeMessagingUserLevelHosts: false })],
    'policy', /manifests of your own are not read/],
  ['a file that is no JSON', [policy('{"NativeMessagingBlocklist":["*"]')], 'policy', /not valid JSON: the browser heeds none/],
  ['the extension alone is allowed, by its own settings', [policy({ ExtensionInstallBlocklist: ['*'],
    ExtensionSettings: { [new URL(manifest('chromium').allowed_origins[0]).host]: { installation_mode: 'allowed' } } })],
    'policy', /ExtensionInstallBlocklist in \S+: the extension may be installed, not loaded from a folder/],
  ['preferences of a newer Firefox', [write('/etc/firefox/policies/policies.json', { policies: { Preferences: { 'webextensions.native-messaging.blocklist': {} } } })],
    'policy', /sets webextensions\.native-messaging\.blocklist/],
];

/** Nothing to tell: as in the good set-up. */
const QUIET = [
  ['the allowlist names the host', [policy({ NativeMessagingBlocklist: ['*'], NativeMessagingAllowlist: ['optwatch'] })]],
  ['the last file of policies holds', [policy({ NativeMessagingBlocklist: ['*'] }, 'a.json'), policy({ NativeMessagingBlocklist: [] }, 'b.json')]],
  ['a value of another type', [policy({ NativeMessagingUserLevelHosts: 0, NativeMessagingBlocklist: 'optwatch' })]],
  ['a profile of AppArmor that only complains', [apparmor('complain')]],
  ['a profile of AppArmor that is not loaded', [apparmor(null)]],
  ['a portal where the snap wants it', [preference('prefs.js', 2)]],
  ['a preference in a comment', [write(`${HOME}/.mozilla/firefox/x.default/user.js`, '// user_pref("widget.use-xdg-desktop-portal.native-messaging", 1);\n')]],
  ["a folder that is open to the person's own group", [own(`${HOME}/.local`, { mode: 0o775 })]],
  ['what a Flatpak left behind', [folder(`${HOME}/.var/app/org.mozilla.firefox`)]],
];

describe('what is well', { concurrency: 2, skip }, () => {
  test('both browsers are green in every layer', withRig((rig) => {
    makeGood(rig);
    const { checks } = rig.doctor();
    for (const name of BROWSERS) {
      assert.deepEqual(states(checks, name), LAYERS.map((layer) => `${layer} ok`));
    }
    assert.match(find(checks, 'start', 'ok')[0].found, /version \d+\.\d+\.\d+, protocol 1 to 1$/);
  }));

  test('manifests of the system do as well', withRig((rig) => {
    for (const name of BROWSERS) {
      rig.browser(name);
      system(name)(rig);
    }
    const { checks } = rig.doctor();
    assertNoFault(checks);
    assert.deepEqual(find(checks, 'manifest', 'ok').map(({ found }) => found.split(' ')[0]), [SYSTEM.chromium, SYSTEM.firefox]);
  }));

  for (const [name, steps, layer, found] of NOTES) {
    test(`told, and no fault: ${name}`, withRig((rig) => {
      makeGood(rig);
      steps.forEach((step) => step(rig));
      const { checks } = rig.doctor();
      assertNoFault(checks);
      assert.ok(find(checks, layer, 'info').some((one) => found.test(one.found)), JSON.stringify(checks, null, 1));
    }));
  }

  for (const [name, steps] of QUIET) {
    test(`nothing to tell: ${name}`, withRig((rig) => {
      makeGood(rig);
      steps.forEach((step) => step(rig));
      const { checks } = rig.doctor();
      for (const browser of BROWSERS) {
        assert.deepEqual(states(checks, browser), LAYERS.map((layer) => `${layer} ok`));
      }
    }));
  }

  test("Ubuntu's Firefox is told of its portal, and its host is started", withRig((rig) => {
    makeGood(rig);
    snapFirefox('yes')(rig);
    const { checks } = rig.doctor();
    assertNoFault(checks);
    assert.match(find(checks, 'browser', 'info')[0].found, /Firefox, a snap: Ubuntu's WebExtensions portal/);
    assert.match(find(checks, 'confinement', 'ok')[1].found, /you allowed the Firefox snap/);
  }));

  test('a snap beside a plain browser is told as what cannot work', withRig((rig) => {
    makeGood(rig);
    rig.folder('/snap/chromium');
    rig.folder('/var/lib/flatpak/app/org.mozilla.firefox');
    const { checks } = rig.doctor();
    assertNoFault(checks);
    assert.deepEqual(find(checks, 'browser', 'unsupported').map(({ of }) => of), BROWSERS);
  }));

  test('under sudo it says whose home it looks at, and register refuses', withRig((rig) => {
    makeGood(rig);
    const { stdout } = rig.run(`sudo ${HOME}/.local/bin/optwatch doctor`);
    assert.match(stdout, /\[--\] browser: run by root: looked at the home \/root, not at that of ada/);
    assert.equal(rig.run(`sudo ${HOME}/.local/bin/optwatch register`).status, SUDO);
  }));

  test('outside PATH the command is named by its place', withRig((rig) => {
    rig.browser('chromium');
    env({ PATH: '/usr/bin:/bin' })(rig);
    const { stdout } = rig.run([`${HOME}/.local/bin/optwatch`, 'doctor']);
    const [, remedy] = /do: +(.*)/.exec(stdout);
    assert.equal(remedy, `${HOME}/.local/bin/optwatch register --browser chromium`);
    assert.equal(rig.run(remedy).status, 0);
    assert.ok(rig.exists(USER.chromium));
  }));

  test('a full disk: the command says so, leaves nothing half, and mends it once there is room', withRig((rig) => {
    rig.browser('chromium');
    rig.folder('/disk');
    env({ XDG_CONFIG_HOME: '/disk' })(rig);
    const line = 'optwatch register --browser chromium';
    const { stdout } = rig.run(`optwatch doctor; echo 1 $?; mkdir -p /disk/chromium/NativeMessagingHosts
      dd if=/dev/zero of=/disk/filler bs=4k; ${line}; echo 2 $?; ls() { for f in "$@"; do echo "$f"; done; }
      ls /disk/chromium/NativeMessagingHosts/*; optwatch doctor; echo 3 $?
      rm /disk/filler; ${line}; echo 4 $?; optwatch doctor`);
    assert.match(stdout, new RegExp(`do: +${line}\n`));
    assert.match(stdout, new RegExp(`^2 ${FULL}$`, 'm'));
    assert.match(stdout, /^\/disk\/chromium\/NativeMessagingHosts\/\*$/m, 'nothing is left there');
    assert.match(stdout, new RegExp(`^3 ${UNWELL}$`, 'm'));
    assert.match(stdout.split(/^4 0$/m)[1], /\[ok\] start, chromium: /);
  }));
});

describe('what others wrote', { concurrency: 2, skip }, () => {
  test('a manifest of ten megabytes', withRig((rig) => {
    rig.browser('chromium');
    rig.write(USER.chromium, Buffer.alloc(10 * 1024 * 1024, ' '));
    const { checks } = rig.doctor();
    assert.match(find(checks, 'manifest', 'fault')[0].found, /longer than any manifest/);
  }));

  for (const [name, path] of [['manifest', USER.chromium], ['host', HOST], ['file of policies', '/etc/chromium/policies/managed/a.json']]) {
    test(`a FIFO in the place of the ${name} is not waited for`, withRig((rig) => {
      rig.browser('chromium');
      user('chromium')(rig);
      rig.folder(path.replace(/\/[^/]*$/, ''));
      if (rig.exists(path)) {
        rig.remove(path);
      }
      rig.run(`sudo mkfifo ${path}`);
      assert.ok(rig.exists(path));
      const { checks } = rig.doctor();
      assert.equal(checks.filter(({ state }) => state === 'fault').length, name === 'file of policies' ? 0 : 1);
    }));
  }

  test('control characters in a path are not printed, and stay one word of the command', withRig((rig) => {
    const path = '/opt/\u001b[2J\u0007\u202e$(touch x)\'"\n/optwatch-host';
    rig.browser('chromium');
    user('chromium', { path })(rig);
    const { stdout } = rig.run(['optwatch', 'doctor']);
    assert.match(stdout, /there is no host at \/opt\/\\x1B\[2J\\x07/);
    assert.doesNotMatch(stdout, /[^\n -~]/);
    const said = rig.run(['optwatch', 'doctor', '--json']).stdout;
    assert.ok(JSON.parse(said).checks.some(({ found }) => found.includes(path)));
  }));

  test('a home with blanks and quotes in its name is mended as well', withRig((rig) => {
    const home = `${HOME}/it's a "home" $HOME`;
    rig.folder(home, { uid: 1815 });
    rig.browser('chromium');
    rig.folder(`${home}/.config/chromium/NativeMessagingHosts`);
    rig.write(`${home}/.config/chromium/NativeMessagingHosts/optwatch.json`, '{');
    env({ HOME: home })(rig);
    const [fault] = rig.doctor().checks.filter(({ state }) => state === 'fault');
    assert.match(fault.remedy, /^mv -T --backup=numbered '/);
    const run = rig.run(fault.remedy);
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(find(rig.doctor().checks, 'start', 'ok').length, 1);
  }));

  test('what a host says on standard error is shown as text, and its children end with it', withRig(async (rig) => {
    rig.browser('firefox');
    rig.write('/opt/old/optwatch-host', '#!/bin/sh\nprintf "\\033[31mred\\377\\n" >&2\nsleep 3000 &\necho $! >/tmp/child\nexit 3\n', { mode: 0o755 });
    user('firefox', { path: '/opt/old/optwatch-host' })(rig);
    const [fault] = find(rig.doctor().checks, 'start', 'fault');
    assert.match(fault.found, /said "\\u\{1b\}\[31mred\\x\{ff\}"/);
    await assertGoes(readFileSync(rig.at('/tmp/child'), 'utf8').trim());
  }));

  test('a host sees what a browser would give it, and no more', withRig((rig) => {
    rig.browser('firefox');
    rig.write('/opt/old/optwatch-host', '#!/bin/sh\n{ pwd; echo "$@"; echo "${LD_PRELOAD-none} ${SECRET-none} $HOME"; } >/tmp/seen\nexit 3\n', { mode: 0o755 });
    user('firefox', { path: '/opt/old/optwatch-host' })(rig);
    env({ SECRET: 'x' })(rig);
    rig.doctor();
    assert.equal(rig.run('cat /tmp/seen').stdout,
      `/opt/old\n${USER.firefox} ${manifest('firefox').allowed_extensions[0]}\nnone none ${HOME}\n`);
  }));
});
