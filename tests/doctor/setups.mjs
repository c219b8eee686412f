// Broken set-ups, one a row. Each begins with Optwatch installed for one person (~/.local), a browser
// and a good manifest of that person's; `steps` break it.
//   of       the browser concerned, whose findings are looked at; null for what concerns none alone
//   layer    where the one fault has to be, and `found`, what it has to say
//   remedy   what the command line has to be, which is run then: no fault may be left
//   by       in place of running it: why nobody but this one can do it here
import { HOME, HOST, USER } from './lib/rig.mjs';
import {
  OLD, answer, apparmor, env, folder, host, link, manifest, only, own, policy, preference, remove, snapFirefox,
  system, user, write,
} from './lib/make.mjs';

const REGISTER = { chromium: /optwatch register --browser chromium$/, firefox: /optwatch register --browser firefox$/ };
const ADMINISTRATOR = 'the administrator decides which rules there are: the command opens the file';
const AGAIN = 'installing again needs the package or the source';
const DOWNLOAD = 'the package comes from the network';
const HELLO = { v: 1, id: 1, ok: {}, host: { version: '9.0.0', protocol: [2, 3], catalogue: 1, caps: [], sandbox: 'none' } };

const chromium = (name, steps, layer, found, more = {}) =>
  ({ name: `chromium: ${name}`, of: 'chromium', steps, layer, found, remedy: REGISTER.chromium, ...more });
const firefox = (name, steps, layer, found, more = {}) =>
  ({ name: `firefox: ${name}`, of: 'firefox', steps, layer, found, remedy: REGISTER.firefox, ...more });

const MANIFESTS = [
  chromium('no manifest', [remove(USER.chromium)], 'manifest', /no manifest: neither .*optwatch\.json/),
  firefox('no manifest', [remove(USER.firefox)], 'manifest', /no manifest/),
  chromium('the manifest was moved', [remove(USER.chromium), write(USER.chromium.replace('optwatch', 'com.optwatch'), manifest('chromium'))],
    'manifest', /no manifest/),
  chromium('no JSON', [user('chromium', 'Optwatch')], 'manifest', /no valid JSON/, { remedy: /^mv .* register/ }),
  chromium('an empty file', [user('chromium', '')], 'manifest', /no valid JSON/, { remedy: /^mv / }),
  chromium('JSON, but no object', [user('chromium', '[]')], 'manifest', /no object/, { remedy: /^mv / }),
  chromium('a trailing comma', [user('chromium', JSON.stringify(manifest('chromium')).replace(/}$/, ',}'))],
    'manifest', /no valid JSON/, { remedy: /^mv / }),
  firefox('a trailing comma', [user('firefox', JSON.stringify(manifest('firefox')).replace(/}$/, ',}'))],
    'manifest', /no valid JSON/, { remedy: /^mv / }),
  chromium('another name inside', [user('chromium', { name: 'com.optwatch' })], 'manifest', /name is missing or another/,
    { remedy: /^mv / }),
  chromium('no description', [user('chromium', { description: undefined })], 'manifest', /description is missing/),
  firefox('no description', [user('firefox', { description: undefined })], 'manifest', /description is missing/),
  chromium('another type', [user('chromium', { type: 'socket' })], 'manifest', /type is missing or not stdio/),
  chromium('no path', [user('chromium', { path: undefined })], 'manifest', /path is missing/, { remedy: /^mv / }),
  chromium('a relative path', [user('chromium', { path: 'optwatch-host' })], 'manifest', /not absolute: optwatch-host/),
  firefox('a relative path', [user('firefox', { path: 'bin/optwatch-host' })], 'manifest', /not absolute/),
  chromium('a path with a tilde', [user('chromium', { path: '~/.local/libexec/optwatch/optwatch-host' })],
    'manifest', /not absolute: ~/),
  chromium('the trailing slash is gone', [user('chromium', { allowed_origins: [`chrome-extension://${'a'.repeat(32)}`] })],
    'manifest', /no valid form: chrome-extension:/),
  chromium('a wildcard', [user('chromium', { allowed_origins: ['chrome-extension://*/'] })], 'manifest', /no valid form/),
  chromium('another extension', [user('chromium', { allowed_origins: [`chrome-extension://${'b'.repeat(32)}/`] })],
    'manifest', /not in the list: chrome-extension:\/\/bbb/),
  firefox('another extension', [user('firefox', { allowed_extensions: ['else@optwatch'] })],
    'manifest', /not in the list: else@optwatch/),
  firefox('the keys of both families', [user('firefox', { allowed_origins: [] })],
    'manifest', /does not know: allowed_origins/),
  firefox('an unknown key', [user('firefox', { comment: 'mine' })], 'manifest', /does not know: comment/),
  chromium('a broken file of the person hides a good one of the system', [user('chromium', '{'), system('chromium')],
    'manifest', /no valid JSON, and hides the good \/etc\/chromium/, { remedy: /^mv / }),
  chromium('a broken file of the system', [remove(USER.chromium), system('chromium', '{')],
    'manifest', /\/etc\/chromium.*no valid JSON/),
  firefox('broken files of both', [user('firefox', '{'), system('firefox', '{')],
    'manifest', /\.mozilla.*no valid JSON/, { remedy: /^mv / }),
  chromium('a link to nothing', [remove(USER.chromium), link('/opt/gone.json', USER.chromium)],
    'manifest', /a link to nothing/, { remedy: /^rm .* register/ }),
  chromium('a folder in its place', [remove(USER.chromium), folder(USER.chromium)], 'manifest', /folder or another thing/,
    { remedy: /^mv / }),
  chromium('a file that may not be read', [own(USER.chromium, { mode: 0o000 })], 'manifest', /may not be read/,
    { remedy: /^mv / }),
  chromium('a file of another user', [own(USER.chromium, { uid: 1900 })], 'manifest', /belongs to user 1900/,
    { remedy: /^mv / }),
  chromium('a folder of another user', [own(USER.chromium, { uid: 1900 }), own(USER.chromium.replace(/\/[^/]*$/, ''), { uid: 1900 })],
    'manifest', /belongs to user 1900/, { remedy: /^sudo chown .* register/ }),
  chromium('a folder that may not be searched', [own(USER.chromium.replace(/\/[^/]*$/, ''), { mode: 0o000 })],
    'manifest', /may not be read/, { remedy: /^chmod u\+rwx .* register/ }),
  chromium('a file of another program', [write('/opt/else', '#!/bin/sh\n', { mode: 0o755 }), user('chromium', { path: '/opt/else' })],
    'manifest', /leads to \/opt\/else, which is no host of ours/, { remedy: /^mv / }),
];

const HOSTS = [
  chromium('the host was moved', [user('chromium', { path: OLD })], 'manifest', /there is no host at \/opt\/old/),
  firefox('the host was moved', [user('firefox', { path: OLD })], 'manifest', /there is no host at \/opt\/old/),
  chromium('the host is a link to nothing', [link('/opt/gone', OLD), user('chromium', { path: OLD })],
    'manifest', /link to nothing/),
  chromium('a folder named as the host', [folder(OLD), user('chromium', { path: OLD })], 'manifest', /a folder or another thing/),
  chromium('the old host is not executable', [host('chromium', null, { mode: 0o644 })], 'manifest', /is not executable/),
  chromium('our own host is not executable', [own(HOST, { mode: 0o644 })], 'manifest', /is not executable/,
    { remedy: /^chmod 755 \S+$/ }),
  firefox('our own host is not executable, and not named', [own(HOST, { mode: 0o644 }), remove(USER.firefox)],
    'manifest', /no manifest/, { remedy: /^chmod 755 \S+ && optwatch register/ }),
  chromium('the host is gone', [remove(HOST)], 'manifest', /there is no host/, { remedy: /^packaging\/install --user && optwatch register --browser chromium$/, by: AGAIN }),
  chromium('a host of another user', [host('chromium', null, { uid: 1900 })], 'manifest', /belongs to user 1900/),
  chromium('a host that others may write', [host('chromium', null, { mode: 0o777 })], 'manifest', /others than its owner may write/),
  chromium('our own host may be written by others', [own(HOST, { mode: 0o757 })], 'manifest', /may write .*mode 0757/,
    { remedy: /^chmod go-w \S+$/ }),
  chromium('a folder on the way may be written by others', [own(`${HOME}/.local/libexec`, { mode: 0o777 })],
    'manifest', /may write .*\/libexec \(mode 0777\)/, { remedy: /^chmod go-w \S+\/libexec$/ }),
  chromium('a home whose name register does not take', [(rig) => rig.install(`${HOME}/jörg`, 1815), env({ PATH: `${HOME}/jörg/bin:/usr/bin` }), remove(USER.chromium)],
    'manifest', /no manifest/, { remedy: /^sudo packaging\/install --system && optwatch register/, by: AGAIN }),
  chromium('several folders may be written by others, and there is no manifest', [remove(USER.chromium), own(`${HOME}/.local`, { mode: 0o777 }), own(`${HOME}/.local/libexec`, { mode: 0o777 })],
    'manifest', /no manifest/, { remedy: /^chmod go-w \S+\/libexec \S+\/\.local && optwatch register/ }),
  chromium('a folder of the system may be written by others', [(rig) => rig.install('/usr/local', 0), user('chromium', { path: '/usr/local/libexec/optwatch/optwatch-host' }), own('/usr/local', { mode: 0o777 }), env({ PATH: '/usr/local/bin:/usr/bin:/bin' })],
    'manifest', /may write .*\/usr\/local \(mode 0777\)/, { remedy: /^sudo chmod go-w \/usr\/local$/ }),
  chromium('the host of a build', [host('chromium', null, { path: '/srv/build/optwatch-host' }), write('/srv/build/CMakeCache.txt', '')],
    'manifest', /folder of a build/),
  chromium('the host of a build that is gone', [user('chromium', { path: '/srv/build/optwatch-host' })],
    'manifest', /there is no host at \/srv\/build/),
  chromium('a folder on the way may not be searched', [own(`${HOME}/.local/libexec`, { mode: 0o600 })],
    'manifest', /libexec of the host may not be searched/, { remedy: /^chmod a\+x \S+\/libexec$/ }),
];

const STARTS = [
  chromium('the host prints on standard output', [host('chromium', 'echo "usage: optwatch-host"; cat >/dev/null')],
    'start', /standard output.*message of 1734439797 bytes: "usage: optwatch-host"/),
  firefox('the host exits at once', [host('firefox', 'echo "no library" >&2; exit 127')],
    'start', /exited with status 127 before it answered, and said "no library"/),
  chromium('the host is killed', [host('chromium', 'kill -SEGV $$')], 'start', /ended by signal SEGV/),
  firefox('the host hangs', [host('firefox', 'sleep 60')], 'start', /did not answer within five seconds/),
  chromium('the host does not know the extension', [answer('chromium', { v: 1, id: 1, error: { code: 'E_ORIGIN', num: 19 } })],
    'start', /does not know the extension .*E_ORIGIN/),
  chromium('the host answers with another error', [answer('chromium', { v: 1, id: 1, error: { code: 'E_JSON', num: 13 } })],
    'start', /answered with the error E_JSON/),
  firefox('a host of a newer protocol', [answer('firefox', HELLO)], 'start', /version 9\.0\.0, protocol 2 to 3/),
  chromium('the host answers with no JSON', [answer('chromium', 'hello')], 'start', /no JSON object: "hello"/),
  chromium('the host answers something else', [answer('chromium', { v: 1, id: 2, ok: {} })], 'start', /did not answer the question/),
  chromium('the host does not end', [(rig) => { answer('chromium', HELLO)(rig); host('chromium', 'cat /opt/old/answer; sleep 60')(rig); }],
    'start', /does not end when the browser is gone/),
  chromium('the host floods', [host('chromium', 'cat /dev/zero')], 'start', /message of 0 bytes/),
  chromium('the host is no program', [write(OLD, 'not a program', { mode: 0o755 }), user('chromium', { path: OLD })],
    'start', /could not be started: Exec format error/),
  chromium('our own host is no program', [write(HOST, 'not a program', { mode: 0o755 })],
    'start', /could not be started/, { remedy: /^packaging\/install --user$/, by: AGAIN }),
];

const RULES = [
  chromium('hosts of the person are off by policy', [policy({ NativeMessagingUserLevelHosts: false }), (rig) => rig.install('/usr/local', 0), env({ PATH: '/usr/local/bin:/usr/bin:/bin' })],
    'policy', /NativeMessagingUserLevelHosts in \/etc\/chromium\S+: manifests of your own are not read/,
    { remedy: /^sudo optwatch register --browser chromium --system$/ }),
  chromium('hosts of the person are off by policy, and the host lies below a home', [policy({ NativeMessagingUserLevelHosts: false })],
    'policy', /manifests of your own are not read/, { remedy: /^sudo packaging\/install --system$/, by: AGAIN }),
  chromium('hosts of the person are off, and the one of the system is broken', [policy({ NativeMessagingUserLevelHosts: false }), system('chromium', '{'), (rig) => rig.install('/usr/local', 0), env({ PATH: '/usr/local/bin:/usr/bin:/bin' })],
    'manifest', /\/etc\/chromium.* no valid JSON/, { remedy: /^sudo mv .* && sudo optwatch register .*--system$/ }),
  chromium('hosts of the person are off, and none of the system', [remove(USER.chromium), policy({ NativeMessagingUserLevelHosts: false }), (rig) => rig.install('/usr/local', 0), env({ PATH: '/usr/local/bin:/usr/bin:/bin' })],
    'manifest', /no manifest/, { remedy: /^sudo optwatch register .*--system$/ }),
  chromium('the host is on the blocklist', [policy({ NativeMessagingBlocklist: ['optwatch'] })],
    'policy', /NativeMessagingBlocklist in \S+ forbids the host/, { remedy: /^sudoedit \/etc/, by: ADMINISTRATOR }),
  chromium('every host is on the blocklist', [policy({ NativeMessagingBlocklist: ['*'], NativeMessagingAllowlist: ['another'] })],
    'policy', /forbids the host/, { remedy: /^sudoedit /, by: ADMINISTRATOR }),
  chromium('every extension is on the blocklist', [policy('{"ExtensionInstallBlocklist":["*",],} // all')],
    'policy', /ExtensionInstallBlocklist in \S+ forbids the extension/, { remedy: /^sudoedit /, by: ADMINISTRATOR }),
  chromium('extensions are blocked by their settings', [policy({ ExtensionSettings: { '*': { installation_mode: 'blocked' } } })],
    'policy', /ExtensionSettings in \S+ forbids the extension/, { remedy: /^sudoedit /, by: ADMINISTRATOR }),
  chromium('no extension may talk to hosts', [policy({ ExtensionSettings: { '*': { blocked_permissions: ['nativeMessaging'] } } })],
    'policy', /to talk to any host/, { remedy: /^sudoedit /, by: ADMINISTRATOR }),
  firefox('extensions are blocked by their settings', [write('/etc/firefox/policies/policies.json', { policies: { ExtensionSettings: { '*': { installation_mode: 'blocked' } } } })],
    'policy', /ExtensionSettings in \/etc\/firefox/, { remedy: /^sudoedit /, by: ADMINISTRATOR }),
  firefox('the profile of AppArmor', [apparmor()], 'confinement', /AppArmor profile .* does not let it start/,
    { remedy: /^printf .* sudo tee -a .* sudo apparmor_parser -r / }),
  firefox('the portal is switched on by hand', [preference('prefs.js', 1)], 'confinement', /is 1 in the profile .*ab12\.default/,
    { remedy: /^echo 'user_pref.*user\.js$/ }),
  firefox('the portal is switched on at each start', [preference('user.js', 1), preference('prefs.js', 0)],
    'confinement', /is 1 in the profile/, { remedy: /user\.js$/ }),
  firefox('the snap was denied', [snapFirefox('no', 'gdbus')], 'confinement', /you denied the Firefox snap/,
    { remedy: /^gdbus call --session / }),
  firefox('the snap was denied, and flatpak is there', [snapFirefox('no', 'flatpak')], 'confinement', /you denied/,
    { remedy: /^flatpak permission-set webextensions optwatch snap\.firefox yes$/ }),
];

const nobody = (name, layer, steps, found, more) => ({ name, of: null, steps, layer, found, ...more });
const STORE = `${HOME}/.local/share/optwatch`;
const MACHINES = [
  nobody('no browser', 'browser', [only()], /^none found$/, { remedy: /^sudo apt-get install firefox-esr$/, by: DOWNLOAD }),
  nobody('only a Chromium that is a snap', 'browser', [only(folder('/snap/chromium'), remove(`${HOME}/.config/chromium`))],
    /^none that can start a host$/, { remedy: /^sudo /, by: DOWNLOAD, unsupported: /Chromium, a snap, which cannot start the host: use Chromium's or Firefox's Debian package/ }),
  nobody('only Flatpaks', 'browser', [only(folder('/var/lib/flatpak/app/org.mozilla.firefox'), folder(`${HOME}/.local/share/flatpak/app/com.google.Chrome`), remove(`${HOME}/.config/chromium`))],
    /^none that can start a host$/, { remedy: /^sudo /, by: DOWNLOAD, unsupported: /Firefox, a Flatpak, which cannot start the host/ }),
  nobody('no home', 'browser', [env({ HOME: undefined })], /^HOME is not set$/, { remedy: /^export HOME=/, same: true }),
  nobody('a home that is no absolute path', 'browser', [env({ HOME: 'home/ada' })], /^HOME is home\/ada, which is no absolute path$/,
    { remedy: /^export HOME=/, same: true }),
  nobody('the history is damaged', 'store', [folder(STORE, { mode: 0o700 }), write(`${STORE}/optwatch.db`, 'no history', { mode: 0o600 })],
    /damaged, or not Optwatch's$/, { remedy: /^optwatch forget --set-aside$/ }),
  nobody("the history's folder may be read by others", 'store', [folder(STORE), own(STORE, { mode: 0o755 })],
    /has mode 0755$/, { remedy: /^chmod 0700 / }),
  nobody('a time zone that is none', 'zone', [env({ TZ: 'Europe/Nowhere' })], /Europe\/Nowhere/, { remedy: /TZ/, same: true }),
];

export const SETUPS = [...MANIFESTS, ...HOSTS, ...STARTS, ...RULES, ...MACHINES];
