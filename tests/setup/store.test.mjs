// Histories that are broken in each way: the doctor names it, changes nothing, and the one line that
// it tells mends it.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync, chownSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, symlinkSync,
  unlinkSync, writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { report, ROOT, withHome } from '../protocol/lib.mjs';
import { holdLock, makeFile, query, readFolder } from '../store/lib/store.mjs';
import { doctor, fault, mend, mends, only, read, run } from './doctor.mjs';

const PAGE = 4_096;
const folder = (home) => dirname(home.store);

function overwrite(home, change) {
  const bytes = readFileSync(home.store);
  change(bytes);
  writeFileSync(home.store, bytes);
}

/** The first cell of a table or an index leads nowhere: found only by who reads that page. */
async function breakInside(home, name) {
  const [[[root]]] = await query(home, `SELECT rootpage FROM sqlite_schema WHERE name = '${name}'`);
  overwrite(home, (bytes) => bytes.fill(0xff, (root - 1) * PAGE + 8, (root - 1) * PAGE + 10));
}

const makeNewer = (home) => execFileSync('python3', ['-c', 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("PRAGMA user_version = 99")', home.store]);

/** Each: how it is broken, what the doctor says, and what holds after the remedy. */
const BROKEN = [
  { name: 'zeroed', broken: (home) => overwrite(home, (bytes) => bytes.fill(0)), says: /is damaged, or not Optwatch's$/, remedy: /^optwatch forget --set-aside$/ },
  { name: 'empty', broken: (home) => writeFileSync(home.store, ''), says: /is damaged, or not Optwatch's$/ },
  { name: 'cut short', broken: (home) => writeFileSync(home.store, readFileSync(home.store).subarray(0, 3 * PAGE)), says: /is damaged, or not Optwatch's$/ },
  { name: 'somebody else\'s database', broken: (home) => { unlinkSync(home.store); makeFile(home.store, 'CREATE TABLE diary (day TEXT)'); }, says: /is damaged, or not Optwatch's$|has mode/, also: true },
  { name: 'damaged inside', broken: (home) => breakInside(home, 'reading'), says: /is damaged inside/ },
  { name: 'damaged inside, and all can still be read', broken: (home) => breakInside(home, 'reading_time'), says: /is damaged inside/, rescued: true },
  { name: 'its folder may be read by others', broken: (home) => chmodSync(folder(home), 0o755), says: /optwatch has mode 0755$/, remedy: /^chmod 0700 / },
  { name: 'its folder cannot be written', broken: (home) => chmodSync(folder(home), 0o500), says: /optwatch has mode 0500$/ },
  { name: 'the file may be read by others', broken: (home) => chmodSync(home.store, 0o644), says: /optwatch\.db has mode 0644$/, remedy: /^chmod 0600 / },
  { name: 'the file cannot be written', broken: (home) => chmodSync(home.store, 0o400), says: /optwatch\.db has mode 0400$/ },
  { name: 'its folder is a link', broken: (home) => { renameSync(folder(home), `${home.path}/real`); symlinkSync(`${home.path}/real`, folder(home)); }, says: /optwatch is a symbolic link$/ },
  { name: 'the file is a link', broken: (home) => { renameSync(home.store, `${home.path}/real`); symlinkSync(`${home.path}/real`, home.store); }, says: /optwatch\.db is a symbolic link$/ },
  { name: 'a dangling link', broken: (home) => { unlinkSync(home.store); symlinkSync('/nowhere', home.store); }, says: /optwatch\.db is a symbolic link$/ },
  { name: 'the file has a second name', broken: (home) => linkSync(home.store, join(home.path, 'other')), says: /second name elsewhere/ },
  { name: 'a folder at the file\'s place', broken: (home) => { unlinkSync(home.store); mkdirSync(home.store); }, says: /optwatch\.db is no plain file$/ },
  { name: 'a file at the folder\'s place', broken: (home) => { renameSync(folder(home), `${home.path}/real`); writeFileSync(folder(home), ''); }, says: /optwatch is no folder$/ },
  { name: 'a quote in its path', broken: (home) => { renameSync(dirname(folder(home)), `${home.path}/it's mine`); home.env.XDG_DATA_HOME = `${home.path}/it's mine`; home.store = `${home.path}/it's mine/optwatch/optwatch.db`; chmodSync(home.store, 0o644); }, says: /it's mine\/optwatch\/optwatch\.db has mode 0644$/ },
];

for (const one of BROKEN) {
  test(`the history: ${one.name}`, withHome(async (home) => {
    await report(home);
    await one.broken(home);
    const before = existsSync(folder(home)) ? JSON.stringify(readFolderSafely(home)) : '';
    const found = fault(doctor(home.env), 'store', one.says);
    assert.equal(existsSync(folder(home)) ? JSON.stringify(readFolderSafely(home)) : '', before, 'nothing is changed');
    if (one.remedy) {
      assert.match(found.remedy, one.remedy);
    }
    if (one.also) {
      // A foreign file has a mode of its own, too: one thing is told after the other.
      chmodSync(home.store, 0o600);
      mends(home.env, 'store', fault(doctor(home.env), 'store', /not Optwatch's$/));
    } else {
      mends(home.env, 'store', found);
    }
    if (one.rescued) {
      assert.deepEqual(await query(home, 'SELECT count(*) FROM reading'), [[[1]]]);
    }
    // And it works again: a look is recorded.
    assert.equal((await report(home)).ok.recorded, true);
    assert.equal(only(doctor(home.env), 'store').state, 'ok');
  }));
}

function readFolderSafely(home) {
  try {
    return readFolder(folder(home));
  } catch {
    return [];
  }
}

/** Runs the body with a file system of its own at the history's folder, in a namespace of its own. */
async function withDisk(home, options, body) {
  mkdirSync(folder(home), { recursive: true, mode: 0o700 });
  const script = `mount -t tmpfs -o ${options},mode=0700 none '${folder(home)}' && echo ready && cat`;
  const holder = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((done) => holder.on('close', done));
  await new Promise((done) => holder.stdout.once('data', done));
  try {
    body((command) => ['nsenter', '--target', `${holder.pid}`, '--mount', '--', ...command]);
  } finally {
    holder.stdin.end();
    await ended;
  }
}

const ROOT_ONLY = { skip: process.geteuid() !== 0 && 'takes root' };

test('the history: somebody else\'s', ROOT_ONLY, withHome(async (home) => {
  await report(home);
  for (const path of [folder(home), home.store]) {
    chownSync(path, 1_234, 1_234);
    mends(home.env, 'store', fault(doctor(home.env), 'store', /is somebody else's$/));
  }
  assert.equal((await report(home)).ok.recorded, true);
}));

test('the history: on a file system that cannot be written', ROOT_ONLY, withHome(async (home) => {
  await withDisk(home, 'ro', (within) => {
    const found = fault(mend(home.env, 'true', within).findings, 'store', /cannot be written$/);
    mends(home.env, 'store', found, within);
  });
}));

test('the history: a disk that is nearly full; what may go only a person can choose', ROOT_ONLY, withHome(async (home) => {
  await withDisk(home, 'size=8m', (within) => {
    const found = fault(mend(home.env, 'true', within).findings, 'store', /^\d+ KiB are free for /);
    assert.match(mend(home.env, found.remedy, within).said, /Avail/);
  });
}));

test('the history: kept busy; only a person can end the program', withHome(async (home) => {
  await report(home);
  const lock = await holdLock(home.store);
  const done = run(home.env, 'doctor', '--json');
  const found = fault(read(done), 'store', /another program has kept .* for 8 s$/);
  const named = spawnSync('sh', ['-c', found.remedy], { env: home.env, encoding: 'utf8' });
  assert.match(named.stdout, /^python3 +\d+ /, named.stderr);
  await lock.release();
  assert.equal(only(doctor(home.env), 'store').state, 'ok');
}));

test('the history: a newer Optwatch\'s; only a person can bring that one', withHome(async (home) => {
  await report(home);
  await makeNewer(home);
  const found = fault(doctor(home.env), 'store', /a newer Optwatch wrote /);
  assert.equal(found.remedy, 'packaging/install --user');
  assert.match(found.wanted, /forget --set-aside begins a new history/);
}));

test('the history: an older one stays as it is until the next look', withHome(async (home) => {
  mkdirSync(folder(home), { recursive: true, mode: 0o700 });
  makeFile(home.store, readFileSync(join(ROOT, 'tests/store/versions/1.sql'), 'utf8'));
  chmodSync(home.store, 0o600);
  const before = readFileSync(home.store);
  const found = doctor(home.env);
  assert.equal(only(found, 'store').state, 'info');
  assert.match(only(found, 'store').found, /older version, 1$/);
  assert.deepEqual(readFileSync(home.store), before);
  assert.equal((await report(home)).ok.recorded, true);
  assert.equal(only(doctor(home.env), 'store').state, 'ok');
}));

test('the history: none yet is well, and none is made', withHome(async (home) => {
  const found = doctor(home.env);
  assert.equal(only(found, 'store').state, 'info');
  assert.ok(!existsSync(folder(home)));
}));

test('no home, and a home that is none', withHome(async (home) => {
  const { HOME, XDG_DATA_HOME, ...env } = home.env;
  mends(env, 'store', fault(doctor(env), 'store', /^neither HOME nor XDG_DATA_HOME/));
  const blocked = { ...home.env, XDG_DATA_HOME: '/dev/null/data' };
  mends(blocked, 'store', fault(doctor(blocked), 'store', /^a folder above/));
}));
