// Every browser of the table: the manifest goes exactly where it reads one, has the template's
// bytes, and is gone afterwards with all that came with it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../e2e/lib/paths.mjs';
import { BROWSERS, TESTED } from './lib/browsers.mjs';
import { ERRORS, FILE, HOST, makeHome, putFile, putProgram, register, run, snapshot, unregister, withHome } from './lib/place.mjs';

/** What a package ships: the same template, filled by CMake. */
function template(home, family, host = HOST) {
  const out = join(home.path, `${family}.json`);
  const script = join(ROOT, 'packaging/cmake/manifest.cmake');
  const done = spawnSync('cmake', [`-DFAMILY=${family}`, `-DHOST_PATH=${host}`, `-DOUT=${out}`, '-P', script], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return readFileSync(out, 'latin1');
}

const TEMPLATES = (() => {
  const home = makeHome();
  try {
    return { chromium: template(home, 'chromium'), firefox: template(home, 'firefox') };
  } finally {
    home.remove();
  }
})();

function told(done, status = 0) {
  assert.equal(done.status, status, done.stderr);
  return JSON.parse(done.stdout);
}

const profileOf = (home, browser) => putFile(join(home.home, browser.profile, 'Default/Preferences'), '{}');

/** What register adds, but for folders. */
const filesOf = (seen) => Object.keys(seen).filter((path) => seen[path][1] !== null);

const SETUPS = [
  ['that has run', (home, browser) => profileOf(home, browser)],
  ['that is only installed', (home, browser) => putProgram(home, browser.program)],
];

for (const browser of BROWSERS) {
  for (const [how, setUp] of SETUPS.slice(browser.profile ? 0 : 1)) {
    test(`${browser.id} (${browser.program}), ${how}`, withHome((home) => {
      setUp(home, browser);
      const before = snapshot(home.path);
      const place = join(home.home, browser.manifests, FILE);
      const { registered, host } = told(register(home, ['--json']));
      assert.deepEqual(registered.map((one) => [one.browser, one.tested, one.path, one.state, one.error]),
        [[browser.id, TESTED.includes(browser.id), place, 'written', null]]);
      assert.equal(host, HOST);
      const added = filesOf(snapshot(home.path)).filter((path) => !(path in before));
      assert.deepEqual(added, [join('home', browser.manifests, FILE)]);
      assert.equal(readFileSync(place, 'latin1'), TEMPLATES[browser.family]);
      assert.equal(statSync(place).mode & 0o7777, 0o644);
      const first = snapshot(home.path);
      assert.equal(told(register(home, ['--json'])).registered[0].state, 'unchanged');
      assert.deepEqual(snapshot(home.path), first);
      const away = told(unregister(home, ['--json']));
      assert.deepEqual(away.registered.map((one) => [one.path, one.state]), [[place, 'removed']]);
      assert.deepEqual(snapshot(home.path), before);
    }));
  }
}

test('the table and this one name the same browsers', withHome((home) => {
  const { status, stderr } = register(home, ['--browser', 'netscape']);
  assert.equal(status, ERRORS.get('E_NO_BROWSER'));
  const names = stderr.match(/there are (.*)$/m)[1].split(' ');
  assert.deepEqual(names, [...new Set(BROWSERS.map(({ id }) => id))]);
}));

test('all of them at once, and none of them is left', withHome((home) => {
  BROWSERS.forEach((browser) => putProgram(home, browser.program));
  const before = snapshot(home.path);
  const { registered } = told(register(home, ['--all', '--json']));
  assert.equal(registered.length, new Set(BROWSERS.map(({ id }) => id)).size);
  const places = new Set(BROWSERS.map(({ manifests }) => join('home', manifests, FILE)));
  assert.deepEqual(new Set(filesOf(snapshot(home.path)).filter((path) => !(path in before))), places);
  assert.equal(unregister(home, ['--all']).status, 0);
  assert.deepEqual(snapshot(home.path), before);
}));

test('folders are made as the browsers make them', withHome((home) => {
  putProgram(home, 'brave-browser');
  putProgram(home, 'firefox');
  assert.equal(register(home).status, 0);
  for (const folder of ['.config', '.config/BraveSoftware/Brave-Browser', '.config/BraveSoftware/Brave-Browser/NativeMessagingHosts', '.mozilla', '.mozilla/native-messaging-hosts']) {
    assert.equal(statSync(join(home.home, folder)).mode & 0o7777, 0o700, folder);
  }
}));

test('XDG_CONFIG_HOME is where the browsers look', withHome((home) => {
  const config = join(home.path, 'config');
  mkdirSync(config);
  putProgram(home, 'chromium');
  const before = snapshot(home.path);
  const env = { XDG_CONFIG_HOME: config };
  assert.equal(told(register(home, ['--json'], { env })).registered[0].path, join(config, 'chromium/NativeMessagingHosts', FILE));
  assert.equal(unregister(home, [], { env }).status, 0);
  assert.deepEqual(snapshot(home.path), before);
}));

test('nothing is written where no browser is', withHome((home) => {
  const before = snapshot(home.path);
  const done = register(home);
  assert.equal(done.status, ERRORS.get('E_NO_BROWSER'));
  assert.match(done.stderr, /--browser/);
  assert.deepEqual(told(register(home, ['--json']), ERRORS.get('E_NO_BROWSER')).registered, []);
  assert.match(unregister(home).stdout, /^Nothing was registered\.$/m);
  assert.deepEqual(snapshot(home.path), before);
}));

test('another installer\'s manifests are no browser, and stay', withHome((home) => {
  putFile(join(home.home, '.config/vivaldi/NativeMessagingHosts/other.json'), '{}');
  assert.equal(register(home).status, ERRORS.get('E_NO_BROWSER'));
  const before = snapshot(home.path);
  const done = told(register(home, ['--browser', 'vivaldi', '--json']));
  assert.equal(done.registered[0].state, 'written');
  assert.equal(unregister(home, ['--browser', 'vivaldi']).status, 0);
  assert.deepEqual(snapshot(home.path), before);
}));

test('a browser that reads another\'s folder does not take it along', withHome((home) => {
  putProgram(home, 'opera');
  putProgram(home, 'google-chrome-stable');
  assert.equal(register(home).status, 0);
  const place = join(home.home, '.config/google-chrome/NativeMessagingHosts', FILE);
  const done = unregister(home, ['--browser', 'opera']);
  assert.equal(done.status, 0, done.stderr);
  assert.match(done.stdout, /Google Chrome reads the same file/);
  assert.ok(existsSync(place));
  assert.equal(unregister(home).status, 0);
  assert.ok(!existsSync(place));
}));

test('--dry-run tells places and bytes, and changes nothing', withHome((home) => {
  putProgram(home, 'chromium');
  putProgram(home, 'firefox');
  const before = snapshot(home.path);
  const { registered } = told(register(home, ['--dry-run', '--json']));
  assert.deepEqual(registered.map(({ state, bytes }) => [state, bytes]),
    [['would_write', TEMPLATES.chromium], ['would_write', TEMPLATES.firefox]]);
  const words = register(home, ['--dry-run']).stdout;
  assert.ok(words.includes(TEMPLATES.chromium) && words.includes(TEMPLATES.firefox), words);
  assert.deepEqual(snapshot(home.path), before);
  assert.equal(register(home).status, 0);
  const after = snapshot(home.path);
  const away = told(unregister(home, ['--dry-run', '--json']));
  assert.deepEqual(away.registered.map(({ state }) => state), ['would_remove', 'would_remove']);
  assert.deepEqual(snapshot(home.path), after);
}));

test('the bytes are the package\'s for a path of any ASCII', withHome((home) => {
  const folder = join(home.path, 'a "quoted" b\\c\'d $e @f@ {g}');
  mkdirSync(folder);
  const host = join(folder, 'optwatch-host');
  copyFileSync(HOST, host);
  chmodSync(host, 0o755);
  putProgram(home, 'chromium');
  putProgram(home, 'firefox');
  const { registered } = told(run(home, ['register', '--host', host, '--dry-run', '--json']));
  for (const { family, bytes } of registered) {
    assert.equal(bytes, template(home, family, host));
    assert.equal(JSON.parse(bytes).path, host);
  }
}));

test('words are few, and say what is untested', withHome((home) => {
  putProgram(home, 'chromium');
  putProgram(home, 'vivaldi');
  const lines = register(home).stdout.trimEnd().split('\n');
  assert.equal(lines.length, 3);
  assert.match(lines[0], /^Chromium: registered in \/[^(]*optwatch\.json$/);
  assert.match(lines[1], /^Vivaldi: registered in .* \(not tested with this browser\)$/);
  assert.match(lines[2], /^No browser has to be started again\.$/);
}));
