// What lies in a folder, and how two looks at it differ.
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** One line that changes when the entry does: kind, mode, owner, and what it holds. */
function describeEntry(path, status) {
  const mode = (status.mode & 0o7777).toString(8);
  const owner = `${status.uid}:${status.gid}`;
  if (status.isSymbolicLink()) {
    return `link ${owner} ${readlinkSync(path)}`;
  }
  if (status.isDirectory()) {
    return `folder ${mode} ${owner}`;
  }
  if (!status.isFile()) {
    return `other ${mode} ${owner}`;
  }
  const sum = createHash('sha256').update(readFileSync(path)).digest('hex');
  return `file ${mode} ${owner} ${status.size} ${sum}`;
}

/**
 * Every entry below a folder by its path in it.
 * @param {string} root
 * @param {(path: string) => boolean} [isLeftOut] of a path that begins with a slash
 * @returns {Map<string, string>}
 */
export function readTree(root, isLeftOut = () => false) {
  const entries = new Map();
  const read = (folder) => {
    for (const name of readdirSync(join(root, folder)).sort()) {
      const path = `${folder}/${name}`;
      if (isLeftOut(path)) {
        continue;
      }
      const status = lstatSync(join(root, path));
      entries.set(path, describeEntry(join(root, path), status));
      if (status.isDirectory()) {
        read(path);
      }
    }
  };
  read('');
  return entries;
}

/** What is more, less and other in the second of two looks: "+ path", "- path", "~ path: before -> after". */
export function differences(before, after) {
  const lines = [];
  for (const [path, now] of after) {
    const was = before.get(path);
    if (was === undefined) {
      lines.push(`+ ${path}`);
    } else if (was !== now) {
      lines.push(`~ ${path}: ${was} -> ${now}`);
    }
  }
  for (const path of before.keys()) {
    if (!after.has(path)) {
      lines.push(`- ${path}`);
    }
  }
  return lines.sort();
}
