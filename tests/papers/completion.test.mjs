// Completion in a real bash: what it offers is what the program's help lists, no more and no less.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withHome } from '../protocol/lib.mjs';
import { BUILD, ROOT, browserTable, helpOf, optwatch, verbs } from './lib.mjs';

const SCRIPT = `
set -u
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMP_LINE="$*"
COMP_POINT=\${#COMP_LINE}
spec=($(complete -p optwatch))
[[ \${spec[1]} == -F ]] || exit 9
"\${spec[2]}" "$1" "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "\${COMPREPLY[@]+"\${COMPREPLY[@]}"}"
`;

/** What is offered for the last of these words. */
function offered(home, ...words) {
  const done = spawnSync('bash', ['--norc', '--noprofile', '-c', SCRIPT, 'bash', join(ROOT, 'packaging/completion/optwatch'),
    'optwatch', ...words], { encoding: 'utf8', cwd: home.path, env: { ...home.env, PATH: `${BUILD}:${home.env.PATH}` } });
  assert.deepEqual([done.status, done.stderr], [0, '']);
  return done.stdout.split('\n').filter(Boolean).sort();
}

const options = (verb) => helpOf(verb).entries.filter((entry) => entry.startsWith('--')).map((entry) => entry.split(' ')[0]);
const actions = (verb) => helpOf(verb).entries.filter((entry) => !entry.startsWith('--')).map((entry) => entry.split(' ')[0]);

test('verbs', withHome((home) => {
  assert.deepEqual(offered(home, ''), verbs().sort());
  assert.deepEqual(offered(home, 'hist'), ['history']);
  assert.deepEqual(offered(home, '--'), ['--help', '--version']);
  assert.deepEqual(offered(home, 'nonsense'), []);
}));

test('options and actions of every verb', withHome((home) => {
  for (const verb of verbs()) {
    assert.deepEqual(offered(home, verb, '--'), options(verb).sort(), verb);
    if (actions(verb).length > 0) assert.deepEqual(offered(home, verb, ''), actions(verb).sort(), verb);
  }
}));

test('what an option takes, where that is a closed list', withHome((home) => {
  let lists = 0;
  for (const verb of verbs()) {
    for (const entry of helpOf(verb).entries) {
      const [option, kind = ''] = entry.split(' ');
      if (!option.startsWith('--') || !/^[a-z_]+(\|[a-z_]+)+$/.test(kind)) continue;
      lists += 1;
      assert.deepEqual(offered(home, verb, option, ''), kind.split('|').sort(), `${verb} ${option}`);
    }
  }
  assert.ok(lists >= 4);
  assert.deepEqual(offered(home, 'export', '--format', '=', 'cs'), ['csv']);
}));

test('settings, their values, exits and what an account may want', withHome((home) => {
  const { table } = JSON.parse(optwatch('settings', '--json'));
  assert.deepEqual(offered(home, 'settings', ''), table.map(({ name }) => name).sort());
  for (const { name, choices = [] } of table) {
    assert.deepEqual(offered(home, 'settings', name, ''), choices.filter(Boolean).sort(), name);
  }
  const { exits } = JSON.parse(optwatch('exits', '--json'));
  assert.deepEqual(offered(home, 'exits', 'done', ''), exits.map(({ id }) => id).sort());
  assert.deepEqual(offered(home, 'exits', '--note', 'a', 'done', 'obj'), ['objection']);
  assert.deepEqual(offered(home, 'accounts', 'intent', '1', ''), ['leave_on', 'undecided', 'want_off']);
}));

test('browsers of the table', withHome((home) => {
  const ids = browserTable().map(({ id }) => id).sort();
  for (const verb of ['register', 'unregister']) {
    assert.deepEqual(offered(home, verb, '--browser', ''), ids);
    assert.deepEqual(offered(home, verb, '--browser', 'libre'), ['librewolf']);
    assert.deepEqual(offered(home, verb, ''), []);
  }
}));

test('files and folders where those are meant, and nowhere else', withHome((home) => {
  mkdirSync(join(home.path, 'a folder'));
  writeFileSync(join(home.path, 'a page.json'), '{}');
  const all = ['a folder', 'a page.json'];
  for (const words of [['check', ''], ['import', ''], ['export', '--output', ''], ['key', 'export', ''], ['key', '--passphrase-file', ''],
    ['register', '--host', '']]) {
    assert.deepEqual(offered(home, ...words), all, words.join(' '));
  }
  assert.deepEqual(offered(home, 'register', '--dir', ''), ['a folder']);
  for (const words of [['status', ''], ['check', 'x', ''], ['reminders', '--name', ''], ['exits', 'done', 'switch', '']]) {
    assert.deepEqual(offered(home, ...words), [], words.join(' '));
  }
}));
