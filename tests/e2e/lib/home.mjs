// A home of its own for one browser run: everything the browser, the host and the store write stays
// inside it, and it is gone afterwards.
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IDENTITY } from './paths.mjs';

/** The driver would end this process before the homes are gone: session.mjs hears the signals. */
export const NO_SIGNALS = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };

const FOLDERS = {
  XDG_DATA_HOME: '.local/share',
  XDG_STATE_HOME: '.local/state',
  XDG_CONFIG_HOME: '.config',
  XDG_CACHE_HOME: '.cache',
  XDG_RUNTIME_DIR: 'run',
  TMPDIR: 'tmp',
};

/** What reaches the browser and through it the host: nothing of the person's own session bus. */
function environment(home) {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    LANG: 'C.UTF-8',
    LANGUAGE: 'en',
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    MOZ_REMOTE_SETTINGS_DEVTOOLS: '1',
    MOZ_DISABLE_NONLOCAL_CONNECTIONS: '1',
  };
  for (const name of ['TZ', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY']) {
    if (process.env[name]) {
      env[name] = process.env[name];
    }
  }
  for (const [name, folder] of Object.entries(FOLDERS)) {
    env[name] = join(home, folder);
  }
  return env;
}

/** Wayland's socket is named relative to the real runtime folder: make it absolute for the new one. */
function keepWayland(env) {
  const { WAYLAND_DISPLAY: display, XDG_RUNTIME_DIR: real } = process.env;
  if (display && real && !display.startsWith('/')) {
    env.WAYLAND_DISPLAY = join(real, display);
  }
}

export function makeHome() {
  const path = mkdtempSync(join(tmpdir(), 'optwatch-'));
  for (const folder of Object.values(FOLDERS)) {
    mkdirSync(join(path, folder), { recursive: true, mode: 0o700 });
  }
  const env = environment(path);
  keepWayland(env);
  const profile = join(path, 'profile');
  mkdirSync(profile);
  return { path, env, profile, remove: () => removeTree(path) };
}

/** A browser that has just ended may still be writing: deleting races with it, so try again. */
export function removeTree(path) {
  rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

export function manifestPath(home, family) {
  const folder =
    family === 'chromium'
      ? join(home.profile, 'NativeMessagingHosts')
      : join(home.path, '.mozilla/native-messaging-hosts');
  return join(folder, `${IDENTITY.host_name}.json`);
}

/** Puts the built host manifest where the browser looks; with `program`, one that starts that instead. */
export function placeManifest(home, family, source, program) {
  const target = manifestPath(home, family);
  mkdirSync(dirname(target), { recursive: true });
  if (!program) {
    copyFileSync(source, target);
    return target;
  }
  const manifest = JSON.parse(readFileSync(source, 'utf8'));
  writeFileSync(target, JSON.stringify({ ...manifest, path: program }));
  return target;
}

/** A shell script in the home that the browser may start in the host's place. */
export function placeScript(home, name, text) {
  const path = join(home.path, name);
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}
