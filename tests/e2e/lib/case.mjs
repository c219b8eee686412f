// A case folder: what the browser is shown, and what Optwatch is expected to say of it.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join, relative, resolve } from 'node:path';

const TYPES = { '.json': 'application/json', '.js': 'text/javascript', '.css': 'text/css' };

/** Every case folder at or below a folder, in a fixed order. */
export function findCases(folder) {
  const root = resolve(folder);
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    throw new Error(`no such folder: ${folder}`);
  }
  if (existsSync(join(root, 'case.json'))) {
    return [{ name: basename(root), folder: root }];
  }
  const found = [];
  for (const entry of readdirSync(root, { withFileTypes: true }).sort(byName)) {
    if (entry.isDirectory()) {
      found.push(...findCases(join(root, entry.name)));
    }
  }
  return found.map((one) => ({ ...one, name: relative(root, one.folder) }));
}

function byName(a, b) {
  return a.name < b.name ? -1 : 1;
}

/** Reads case.json. Unknown keys are ignored, known ones get their defaults. */
export function readCase({ name, folder }) {
  const text = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'));
  if (typeof text.url !== 'string' || !text.url.startsWith('https://www.linkedin.com/')) {
    throw new Error('case.json: url must begin with https://www.linkedin.com/');
  }
  return {
    name,
    folder,
    url: text.url,
    expect: text.expect ?? {},
    locked: text.locked ?? {},
    routes: text.routes ?? {},
    redirects: text.redirects ?? {},
    click: text.click ?? [],
    switches: structuredClone(text.switches ?? {}),
  };
}

/** A switch kept by the server: GET reads it, POST saves it, unless the case says it refuses. */
function answerSwitch(state, request) {
  if (request.method === 'POST' && state.saves !== false) {
    state.value = JSON.parse(request.body).value === true;
  }
  const status = request.method === 'POST' && state.saves === false ? 503 : 200;
  return { status, type: 'application/json', body: JSON.stringify({ value: state.value }) };
}

/** Page text; `{{checked:/path}}` becomes the attribute where the server's switch is on. */
function page(one, file) {
  const html = readFileSync(join(one.folder, file), 'utf8');
  return html.replace(/\{\{checked:([^}]+)\}\}/g, (whole, path) =>
    one.switches[path] ? (one.switches[path].value ? 'checked' : '') : whole,
  );
}

function lookup(table, url) {
  const own = (key) => (Object.hasOwn(table, key) ? table[key] : undefined);
  return own(url.pathname + url.search) ?? own(url.pathname);
}

/** The server's answers of one case. */
export function answerCase(one) {
  const start = new URL(one.url);
  return (request) => {
    const { url } = request;
    const target = lookup(one.redirects, url);
    if (target !== undefined) {
      return { status: 302, headers: { location: target } };
    }
    const state = lookup(one.switches, url);
    if (state !== undefined) {
      return answerSwitch(state, request);
    }
    const file = lookup(one.routes, url) ?? (url.pathname === start.pathname ? 'page.html' : undefined);
    return file === undefined ? undefined : { type: TYPES[extname(file)], body: page(one, file) };
  };
}
