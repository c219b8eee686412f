// A small disk of its own: a tmpfs in a private mount namespace, which nobody else sees and which is
// gone with its holder. Works as root, or where a person may make user namespaces.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = process.getuid() === 0;
const UNSHARE = ROOT ? ['-m', '--propagation', 'private'] : ['-r', '-m'];
const ENTER = ROOT ? ['-m'] : ['-U', '-m', '--preserve-credentials'];

/** Why there can be no disk of its own here; null where there can. */
export function whyNoPlace() {
  const script = 'mount -t tmpfs -o size=64k none /mnt';
  const run = spawnSync('unshare', [...UNSHARE, 'sh', '-c', script], { encoding: 'utf8' });
  return run.status === 0 ? null : `no tmpfs in a private namespace: ${run.stderr || run.error}`;
}

/**
 * A home whose data folder is a disk of `size` (as mount takes it). `prefix` runs a program where it
 * can be seen; `data` and `folder` are paths that this process can open.
 */
export async function makePlace(size) {
  const path = mkdtempSync(join(tmpdir(), 'optwatch-'));
  const data = join(path, 'data');
  mkdirSync(data);
  const script = `mount -t tmpfs -o size=${size},mode=700 none "$0" && echo ready && exec cat`;
  const holder = spawn('unshare', [...UNSHARE, 'sh', '-c', script, data], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await new Promise((done, failed) => {
    holder.stdout.once('data', done);
    holder.once('close', () => failed(new Error('no place')));
  });
  const prefix = ['nsenter', '-t', String(holder.pid), ...ENTER, '--'];
  const mount = (...options) => {
    const [command, ...args] = [...prefix, 'mount', '-o', options.join(','), data];
    const run = spawnSync(command, args, { encoding: 'utf8' });
    if (run.status !== 0) {
      throw new Error(`mount -o ${options}: ${run.stderr}`);
    }
  };
  const seen = (below) => join(`/proc/${holder.pid}/root`, below);
  return {
    path,
    env: { PATH: process.env.PATH, HOME: path, XDG_DATA_HOME: data, TZ: 'Europe/Berlin' },
    prefix,
    mount,
    data: seen(data),
    store: join(data, 'optwatch/optwatch.db'),
    folder: join(seen(data), 'optwatch'),
    remove: async () => {
      const ended = new Promise((done) => holder.once('close', done));
      holder.stdin.end();
      await ended;
      rmSync(path, { recursive: true, force: true });
    },
  };
}
