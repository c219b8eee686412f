// The fixture server: HTTPS on a loopback port of its own, answering in the name of www.linkedin.com.
// Every request is kept, so that a test can say who asked for what.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { removeTree } from './home.mjs';

const HOST = 'www.linkedin.com';
let certificate;

/** One self-signed certificate a process, made at run time: no key lies in the repository. */
async function makeCertificate() {
  const folder = mkdtempSync(join(tmpdir(), 'optwatch-cert-'));
  try {
    const key = join(folder, 'key.pem');
    const cert = join(folder, 'cert.pem');
    await promisify(execFile)('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-days', '2', '-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`],
      ...['-keyout', key, '-out', cert],
    ]);
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    removeTree(folder);
  }
}

function readBody(request) {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part) => (text += part));
    request.on('end', () => resolve(text));
    request.on('error', reject);
  });
}

const NOT_FOUND = { status: 404, type: 'text/plain', body: 'not found' };

function send(response, { status = 200, type = 'text/html; charset=utf-8', body = '', headers = {} }) {
  // Pages of a signed-in member are never cached; the back/forward cache must stay open to tests.
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-cache', ...headers });
  response.end(body);
}

async function serve(answer, requests, request, response) {
  const url = new URL(request.url, `https://${HOST}`);
  const entry = {
    method: request.method,
    host: request.headers.host,
    path: url.pathname,
    search: url.search,
    headers: request.headers,
  };
  requests.push(entry);
  try {
    entry.body = await readBody(request);
    const reply = entry.host === HOST ? await answer({ ...entry, url }) : undefined;
    send(response, reply ?? NOT_FOUND);
  } catch (error) {
    send(response, { status: 500, type: 'text/plain', body: String(error) });
  }
}

/** Starts a server; `answer(request)` gives {status, type, body, headers}, or nothing for a 404. */
export async function startServer(answer) {
  certificate ??= makeCertificate();
  const requests = [];
  const server = createServer(await certificate, (request, response) => {
    serve(answer, requests, request, response);
  });
  server.on('tlsClientError', () => {});
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: server.address().port,
    requests,
    foreign: () => requests.filter((entry) => entry.host !== HOST),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections?.();
      }),
  };
}
