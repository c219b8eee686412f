// What register does not touch, whom it refuses, and which host it takes for none.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { BUILD } from '../e2e/lib/paths.mjs';
import { ERRORS, FILE, HOST, putFile, putProgram, register, run, snapshot, unregister, withHome } from './lib/place.mjs';

const ROOT = process.getuid() === 0;
const CHROMIUM = '.config/chromium/NativeMessagingHosts';
const FIREFOX = '.mozilla/native-messaging-hosts';

function refused(done, code) {
  assert.equal(done.status, ERRORS.get(code), `${done.status}: ${done.stderr}`);
  assert.match(done.stderr, new RegExp(`^optwatch: ${code}: .+`, 'm'));
}

const states = (done) => JSON.parse(done.stdout).registered.map(({ browser, state, error }) => `${browser} ${state} ${error}`);

/** What stands in the way of Chromium's manifest | the error | undone for unregister to be clean. */
const OBSTACLES = [
  ['another host\'s file', 'E_FOREIGN', (home) => putFile(join(home, CHROMIUM, FILE), JSON.stringify({ name: 'optwatch', path: '/usr/bin/other' }))],
  ['a file of another name', 'E_FOREIGN', (home) => putFile(join(home, CHROMIUM, FILE), JSON.stringify({ name: 'other', path: '/usr/libexec/optwatch/optwatch-host' }))],
  ['an empty file', 'E_FOREIGN', (home) => putFile(join(home, CHROMIUM, FILE), '')],
  ['a file that is no JSON', 'E_FOREIGN', (home) => putFile(join(home, CHROMIUM, FILE), '{"name": "optwatch", "path": "/x/optwatch-host"')],
  ['a link', 'E_FOREIGN', (home) => {
    putFile(join(home, 'target.json'), JSON.stringify({ name: 'optwatch', path: '/x/optwatch-host' }));
    mkdirSync(join(home, CHROMIUM), { recursive: true });
    symlinkSync(join(home, 'target.json'), join(home, CHROMIUM, FILE));
  }],
  ['a link to nowhere', 'E_FOREIGN', (home) => {
    mkdirSync(join(home, CHROMIUM), { recursive: true });
    symlinkSync('/nowhere', join(home, CHROMIUM, FILE));
  }],
  ['a folder', 'E_FOREIGN', (home) => mkdirSync(join(home, CHROMIUM, FILE), { recursive: true })],
  ['a FIFO', 'E_FOREIGN', (home) => {
    mkdirSync(join(home, CHROMIUM), { recursive: true });
    spawnSync('mkfifo', [join(home, CHROMIUM, FILE)]);
  }],
  ['a link as the last folder', 'E_UNSAFE_FOLDER', (home) => {
    mkdirSync(join(home, 'elsewhere'));
    mkdirSync(dirname(join(home, CHROMIUM)), { recursive: true });
    symlinkSync(join(home, 'elsewhere'), join(home, CHROMIUM));
  }],
  ['a link as the profile', 'E_UNSAFE_FOLDER', (home) => {
    mkdirSync(join(home, 'elsewhere/NativeMessagingHosts'), { recursive: true });
    mkdirSync(join(home, '.config'));
    symlinkSync(join(home, 'elsewhere'), join(home, '.config/chromium'));
  }],
  ['a link to nowhere as the profile', 'E_UNSAFE_FOLDER', (home) => {
    mkdirSync(join(home, '.config'));
    symlinkSync('/nowhere', join(home, '.config/chromium'));
  }],
  ['a file as the last folder', 'E_UNSAFE_FOLDER', (home) => putFile(join(home, CHROMIUM), '')],
  ['a link to nowhere as ~/.config', 'E_UNSAFE_FOLDER', (home) => symlinkSync('/nowhere', join(home, '.config'))],
];
const FOREIGN_OWNERS = [
  ['somebody else\'s folder', 'E_UNSAFE_FOLDER', (home) => {
    mkdirSync(join(home, CHROMIUM), { recursive: true });
    chownSync(join(home, CHROMIUM), 12345, 12345);
  }],
  ['somebody else\'s profile', 'E_UNSAFE_FOLDER', (home) => {
    mkdirSync(join(home, CHROMIUM), { recursive: true });
    chownSync(join(home, '.config/chromium'), 12345, 12345);
  }],
  ['somebody else\'s file', 'E_FOREIGN', (home) => {
    putFile(join(home, CHROMIUM, FILE), JSON.stringify({ name: 'optwatch', path: '/x/optwatch-host' }));
    chownSync(join(home, CHROMIUM, FILE), 12345, 12345);
  }],
];

describe('what stands in the way is left as it is, and the other browsers are served', () => {
  for (const [what, code, make] of [...OBSTACLES, ...(ROOT ? FOREIGN_OWNERS : [])]) {
    test(what, withHome((home) => {
      putProgram(home, 'chromium');
      putProgram(home, 'firefox');
      make(home.home);
      const before = snapshot(home.path);
      const dry = register(home, ['--dry-run', '--json']);
      refused(dry, code);
      assert.deepEqual(states(dry), [`chromium error ${code}`, 'firefox would_write null']);
      assert.deepEqual(snapshot(home.path), before);
      const done = register(home, ['--json']);
      refused(done, code);
      assert.deepEqual(states(done), [`chromium error ${code}`, 'firefox written null']);
      assert.ok(existsSync(join(home.home, FIREFOX, FILE)));
      const away = unregister(home);
      assert.ok([0, ERRORS.get(code)].includes(away.status), away.stderr);
      assert.deepEqual(snapshot(home.path), before);
    }));
  }
});

describe('what is ours is mended, whatever is wrong with it', () => {
  const CASES = [
    ['a host that is gone', (sound) => JSON.stringify({ ...sound, path: '/gone/optwatch-host' })],
    ['a relative path', (sound) => JSON.stringify({ ...sound, path: 'optwatch-host' })],
    ['both lists', (sound) => JSON.stringify({ ...sound, allowed_extensions: ['x@y'], allowed_origins: ['z'] })],
    ['another id', (sound) => JSON.stringify({ ...sound, allowed_extensions: ['x@y'] })],
    ['other spaces', (sound) => JSON.stringify(sound)],
  ];
  for (const [what, change] of CASES) {
    test(what, withHome((home) => {
      putProgram(home, 'firefox');
      assert.equal(register(home).status, 0);
      const place = join(home.home, FIREFOX, FILE);
      const bytes = readFileSync(place, 'utf8');
      writeFileSync(place, change(JSON.parse(bytes)));
      assert.deepEqual(states(register(home, ['--json'])), ['firefox written null']);
      assert.equal(readFileSync(place, 'utf8'), bytes);
    }));
  }

  test('the bits of the file', withHome((home) => {
    putProgram(home, 'firefox');
    assert.equal(register(home).status, 0);
    chmodSync(join(home.home, FIREFOX, FILE), 0o600);
    assert.deepEqual(states(register(home, ['--json'])), ['firefox written null']);
    assert.equal(snapshot(home.home)[join(FIREFOX, FILE)][0], '100644');
  }));
});

test('~/.config may be a link', withHome((home) => {
  mkdirSync(join(home.home, 'dotfiles'));
  symlinkSync(join(home.home, 'dotfiles'), join(home.home, '.config'));
  putProgram(home, 'chromium');
  const before = snapshot(home.path);
  assert.equal(register(home).status, 0);
  assert.ok(existsSync(join(home.home, 'dotfiles/chromium/NativeMessagingHosts', FILE)));
  assert.equal(unregister(home).status, 0);
  assert.deepEqual(snapshot(home.path), before);
}));

describe('without a home', () => {
  for (const [what, env] of [['none is named', { HOME: undefined }], ['a relative one', { HOME: 'home' }], ['one that is not there', { HOME: '/nowhere/at/all' }]]) {
    test(what, withHome((home) => {
      putProgram(home, 'chromium');
      refused(register(home, ['--dry-run'], { env }), 'E_HOME');
      refused(register(home, [], { env }), 'E_HOME');
      assert.ok(!existsSync('/nowhere'));
    }));
  }
});

const SNAP = '#!/bin/sh\nexec /snap/bin/x "$@"\n';
const FLATPAK = '.local/share/flatpak/app';

describe('what cannot start a host', () => {
  const CASES = [
    ['a snap of Chromium', 'chromium', (home) => putProgram(home, 'chromium-browser', SNAP), /snap/],
    ['a snap of Chromium, by its folder', 'chromium', (home) => mkdirSync(join(home.home, 'snap/chromium'), { recursive: true }), /snap/],
    ['a snap of Chromium with a profile of before', 'chromium', (home) => {
      putProgram(home, 'chromium-browser', SNAP);
      putFile(join(home.home, '.config/chromium/Local State'), '{}');
    }, /snap/],
    ['a Flatpak of Chrome', 'chrome', (home) => mkdirSync(join(home.home, FLATPAK, 'com.google.Chrome'), { recursive: true }), /Flatpak/],
    ['a Flatpak of Firefox', 'firefox', (home) => mkdirSync(join(home.home, FLATPAK, 'org.mozilla.firefox'), { recursive: true }), /Flatpak/],
    ['a script that runs a Flatpak', 'zen', (home) => putProgram(home, 'zen-browser', '#!/bin/sh\nexec flatpak run app.zen_browser.zen "$@"\n'), /Flatpak/],
  ];
  for (const [what, id, make, words] of CASES) {
    test(`${what}: no dead manifest`, withHome((home) => {
      make(home);
      const before = snapshot(home.path);
      const done = register(home, ['--json']);
      refused(done, 'E_NO_BROWSER');
      assert.deepEqual(states(done), [`${id} unsupported null`]);
      const said = register(home);
      assert.match(said.stdout, words);
      assert.match(said.stdout, /cannot start the host: nothing was written/);
      const named = register(home, ['--browser', id, '--json']);
      refused(named, 'E_UNSUPPORTED');
      assert.deepEqual(states(named), [`${id} unsupported E_UNSUPPORTED`]);
      putProgram(home, 'vivaldi');
      const other = register(home, ['--json']);
      assert.equal(other.status, 0, other.stderr);
      assert.equal(unregister(home).status, 0);
      rmSync(join(home.bin, 'vivaldi'));
      assert.deepEqual(snapshot(home.path), before);
    }));
  }

  test('a Flatpak that is gone but for its data is none', withHome((home) => {
    mkdirSync(join(home.home, '.var/app/com.google.Chrome'), { recursive: true });
    refused(register(home), 'E_NO_BROWSER');
    assert.equal(register(home).stdout, '');
  }));

  test('beside a snap, a plain program is served', withHome((home) => {
    putProgram(home, 'chromium-browser', SNAP);
    putProgram(home, 'chromium');
    assert.deepEqual(states(register(home, ['--json'])), ['chromium written null']);
  }));
});

describe('Firefox as a snap', () => {
  const setUp = (home) => putProgram(home, 'firefox', SNAP);

  test('is served by the portal: it reads the home\'s folder', withHome((home) => {
    setUp(home);
    const done = register(home, ['--json']);
    assert.equal(done.status, 0, done.stderr);
    assert.deepEqual(states(done), ['firefox written null']);
    assert.ok(existsSync(join(home.home, FIREFOX, FILE)));
  }));

  test('not with a host below ~/snap', withHome((home) => {
    setUp(home);
    const host = join(home.home, 'snap/firefox/common/optwatch-host');
    mkdirSync(dirname(host), { recursive: true });
    copyFileSync(HOST, host);
    chmodSync(host, 0o755);
    const before = snapshot(home.path);
    const done = run(home, ['register', '--host', host, '--json']);
    refused(done, 'E_HOST_PATH');
    assert.deepEqual(snapshot(home.path), before);
  }));
});

/** What is wrong with the host | the path to give | words that say so. */
const HOSTS = [
  ['relative', () => 'optwatch-host', /not absolute/],
  ['missing', (home) => join(home.path, 'none'), /nothing is there/],
  ['a folder', (home) => home.bin, /no plain file/],
  ['not executable', (home) => {
    writeFileSync(join(home.path, 'optwatch-host'), '');
    return join(home.path, 'optwatch-host');
  }, /cannot be executed/],
  ['not ASCII', (home) => copyTo(home, 'ü/optwatch-host'), /ASCII/],
  ['a line end in it', (home) => copyTo(home, 'a\nb/optwatch-host'), /ASCII/],
  ['others may write it', (home) => change(copyTo(home, 'optwatch-host'), 0o757), /others may write/],
  ['others may write its folder', (home) => {
    const path = copyTo(home, 'open/optwatch-host');
    chmodSync(dirname(path), 0o777);
    return path;
  }, /others may write/],
  ['others may write a folder above', (home) => {
    const path = copyTo(home, 'open/deep/optwatch-host');
    chmodSync(join(home.path, 'open'), 0o777);
    return path;
  }, /others may write/],
];

function copyTo(home, below) {
  const path = join(home.path, below);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(HOST, path);
  return change(path, 0o755);
}

function change(path, mode) {
  chmodSync(path, mode);
  return path;
}

describe('a host that browsers should not start', () => {
  for (const [what, make, words] of HOSTS) {
    test(what, withHome((home) => {
      putProgram(home, 'chromium');
      const path = make(home);
      const before = snapshot(home.path);
      const done = run(home, ['register', '--host', path]);
      refused(done, 'E_HOST_PATH');
      assert.match(done.stderr, words);
      assert.deepEqual(snapshot(home.path), before);
    }));
  }

  test('somebody else\'s', { skip: !ROOT }, withHome((home) => {
    putProgram(home, 'chromium');
    const path = copyTo(home, 'theirs/optwatch-host');
    chownSync(dirname(path), 12345, 12345);
    refused(run(home, ['register', '--host', path]), 'E_HOST_PATH');
  }));

  test('the one beside it in a build folder, unless it is named', withHome((home) => {
    putProgram(home, 'chromium');
    const done = run(home, ['register']);
    refused(done, 'E_HOST_PATH');
    assert.match(done.stderr, /build folder/);
    assert.equal(register(home).status, 0);
  }));

  test('installed, it finds its own by itself, and links on the way are resolved', withHome((home) => {
    putProgram(home, 'chromium');
    const host = copyTo(home, 'usr/libexec/optwatch/optwatch-host');
    mkdirSync(join(home.path, 'usr/bin'));
    const cli = join(home.path, 'usr/bin/optwatch');
    copyFileSync(join(BUILD, 'optwatch'), cli);
    change(cli, 0o755);
    symlinkSync(join(home.path, 'usr'), join(home.path, 'link'));
    const done = spawnSync(join(home.path, 'link/bin/optwatch'), ['register', '--json'], { env: home.env, encoding: 'utf8' });
    assert.equal(done.status, 0, done.stderr);
    assert.equal(JSON.parse(done.stdout).host, host);
    assert.equal(JSON.parse(readFileSync(join(home.home, CHROMIUM, FILE))).path, host);
    rmSync(host);
    refused(spawnSync(cli, ['register'], { env: home.env, encoding: 'utf8' }), 'E_HOST_PATH');
    // To take it away, no host has to be there.
    assert.equal(spawnSync(cli, ['unregister'], { env: home.env }).status, 0);
    assert.ok(!existsSync(join(home.home, CHROMIUM, FILE)));
  }));
});

describe('--dir', () => {
  const own = (home) => join(home.home, 'own');

  test('takes exactly the folder, makes it, and takes it away', withHome((home) => {
    mkdirSync(own(home));
    const folder = join(own(home), 'NativeMessagingHosts');
    const before = snapshot(home.path);
    for (const family of ['chromium', 'firefox']) {
      const done = register(home, ['--dir', folder, '--family', family, '--json']);
      assert.equal(done.status, 0, done.stderr);
      assert.equal(JSON.parse(done.stdout).registered[0].path, join(folder, FILE));
      const key = family === 'chromium' ? 'allowed_origins' : 'allowed_extensions';
      assert.ok(JSON.parse(readFileSync(join(folder, FILE)))[key]);
      assert.equal(unregister(home, ['--dir', folder, '--family', family]).status, 0);
      assert.deepEqual(snapshot(home.path), before);
    }
  }));

  test('makes no folder above it, and follows no link', withHome((home) => {
    const before = snapshot(home.path);
    refused(register(home, ['--dir', join(own(home), 'a/b'), '--family', 'firefox']), 'E_NO_BROWSER');
    assert.deepEqual(snapshot(home.path), before);
    mkdirSync(own(home));
    symlinkSync(own(home), join(home.home, 'link'));
    refused(register(home, ['--dir', join(home.home, 'link'), '--family', 'firefox']), 'E_UNSAFE_FOLDER');
  }));
});

describe('a wrong call', () => {
  const CALLS = [
    ['--dir', '/x'], ['--family', 'firefox'], ['--dir', '/x', '--family', 'safari'], ['--user', '--system'],
    ['--all', '--browser', 'brave'], ['--browser', 'brave', '--dir', '/x', '--family', 'chromium'],
    ['--system', '--dir', '/x', '--family', 'chromium'], ['more'], ['--netscape'],
  ];
  for (const args of CALLS) {
    test(args.join(' '), withHome((home) => {
      refused(register(home, args), 'E_USAGE');
      refused(unregister(home, args), 'E_USAGE');
    }));
  }
});

describe('as root', { skip: !ROOT }, () => {
  test('under sudo it says what to run', withHome((home) => {
    putProgram(home, 'chromium');
    const before = snapshot(home.path);
    const env = { SUDO_UID: '1000' };
    const done = register(home, ['--browser', 'chromium'], { env });
    refused(done, 'E_SUDO');
    assert.match(done.stderr, /as yourself, run: optwatch register --browser chromium --host \//);
    refused(unregister(home, ['--user'], { env }), 'E_SUDO');
    const odd = register(home, ['--browser', 'x;reboot'], { env });
    assert.doesNotMatch(odd.stderr, /run: .*reboot/);
    assert.deepEqual(snapshot(home.path), before);
  }));
});
