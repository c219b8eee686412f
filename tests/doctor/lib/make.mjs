// The words in which the table of broken set-ups says what is broken.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, frame } from '../../protocol/lib.mjs';
import { HOME, HOST, SYSTEM, USER } from './rig.mjs';

const IDENTITY = JSON.parse(readFileSync(join(ROOT, 'manifest/identity.json'), 'utf8'));
const ORIGIN = `chrome-extension://${IDENTITY.chromium_id}/`;

export const OLD = '/opt/old/optwatch-host';

/** A manifest's object, with changes over it; a key that is undefined goes. */
export function manifest(family, changes = {}) {
  const list = family === 'firefox' ? { allowed_extensions: [IDENTITY.firefox_id] } : { allowed_origins: [ORIGIN] };
  return { name: 'optwatch', description: 'Optwatch', path: HOST, type: 'stdio', ...list, ...changes };
}

const text = (content) => (typeof content === 'string' ? content : JSON.stringify(content));

/** Each of these is a step that breaks, or adds, something. */
export const user = (family, changes = {}, options) => (rig) =>
  rig.write(USER[family], text(typeof changes === 'string' ? changes : manifest(family, changes)), options);

export const system = (family, changes = {}, options) => (rig) =>
  rig.write(SYSTEM[family], text(typeof changes === 'string' ? changes : manifest(family, changes)), options);

export const write = (path, content, options) => (rig) => rig.write(path, text(content), options);
export const folder = (path, options) => (rig) => rig.folder(path, options);
export const link = (to, path) => (rig) => rig.link(to, path);
export const remove = (path) => (rig) => rig.remove(path);
export const own = (path, options) => (rig) => rig.own(path, options);
export const env = (changes) => (rig) => Object.assign(rig.env, changes);

/** A host at another place, which the person's manifest names: a script, or a copy of the real one. */
export const host = (family, script, options = {}) => (rig) => {
  const path = options.path ?? OLD;
  if (script) {
    rig.write(path, `#!/bin/sh\n${script}\n`, { mode: 0o755, ...options });
  } else {
    rig.copy(rig.at(HOST), path, options);
  }
  user(family, { path })(rig);
};

/** A host that answers with a frame of this content, and ends with its input. */
export const answer = (family, content) => (rig) => {
  rig.write('/opt/old/answer', frame(content));
  host(family, 'cat /opt/old/answer; cat >/dev/null')(rig);
};

export const policy = (content, name = 'rules.json') =>
  write(`/etc/chromium/policies/managed/${name}`, content);

/** Firefox's profile for AppArmor as its package on Ubuntu has it, loaded or not. */
export const apparmor = (mode = 'enforce') => (rig) => {
  rig.write('/etc/apparmor.d/usr.bin.firefox',
    'profile firefox /usr/lib/firefox/firefox {\n  #include if exists <local/usr.bin.firefox>\n}\n');
  rig.folder('/etc/apparmor.d/local');
  rig.write('/usr/bin/apparmor_parser', '#!/bin/sh\n[ "$*" = "-r /etc/apparmor.d/usr.bin.firefox" ]\n', { mode: 0o755 });
  rig.write('/sys/kernel/security/apparmor/profiles', mode ? `man_filter (enforce)\nfirefox (${mode})\n` : '');
};

export const preference = (file, value) =>
  write(`${HOME}/.mozilla/firefox/ab12.default/${file}`,
    `user_pref("a.b", true);\nuser_pref("widget.use-xdg-desktop-portal.native-messaging", ${value});\n`);

const kept = (name) => readFileSync(join(ROOT, 'tests/doctor/answers', `${name}.gvdb`));
const STORE = `${HOME}/.local/share/flatpak/db/webextensions`;

/** Ubuntu's Firefox, and what its portal keeps of the person's answer; flatpak or gdbus changes it. */
export const snapFirefox = (kind, tool) => (rig) => {
  rig.remove('/usr/bin/firefox');
  rig.folder('/snap/firefox');
  if (kind) {
    rig.write(STORE, kept(kind));
    rig.write('/srv/yes', kept('yes'));
  }
  if (tool) {
    const wanted = tool === 'flatpak'
      ? 'permission-set webextensions optwatch snap.firefox yes'
      : 'call --session --dest org.freedesktop.impl.portal.PermissionStore --object-path ' +
        '/org/freedesktop/impl/portal/PermissionStore --method ' +
        "org.freedesktop.impl.portal.PermissionStore.SetPermission webextensions true optwatch snap.firefox ['yes']";
    rig.write(`/usr/bin/${tool}`, `#!/bin/sh\n[ "$*" = "${wanted}" ] && cp /srv/yes ${STORE}\n`, { mode: 0o755 });
  }
};

export const only = (...steps) => (rig) => {
  for (const name of ['chromium', 'firefox']) {
    if (rig.exists(`/usr/bin/${name}`)) {
      rig.remove(`/usr/bin/${name}`);
    }
  }
  steps.forEach((step) => step(rig));
};
