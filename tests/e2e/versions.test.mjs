// Program and extension of different ages: which protocol they speak, what goes on in silence, and which of
// the two is named where something that is needed is missing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { familiesToday } from './lib/families.mjs';
import { heardBy, nextExtension, otherHost } from './lib/other-host.mjs';
import { startStage } from './lib/stage.mjs';
import { makeVariant } from './lib/variant.mjs';

const TIMEOUT = { timeout: 180_000 };
/** What came to the wire after the first release. */
const LATER = { without: ['about', 'shown', 'accounts', 'history'], forgets: ['language', 'region', 'account', 'sealing', 'changes', 'question'] };

/** Each host, and what the popup says of it: null is nothing. */
const HOSTS = /** @type {[string, any, 'older'|'newer'|null][]} */ ([
  ['the same range', { range: [1, 1] }, null],
  ['a newer one that serves ours', { range: [1, 2] }, null],
  ['an older one that serves ours too', { range: [0, 1] }, null],
  ['only newer protocols', { range: [2, 3] }, 'newer'],
  ['only older protocols', { range: [0, 0] }, 'older'],
  ['an older one with all that is needed', { range: [1, 1], ...LATER }, null],
  ['an older one without the verdict', { range: [1, 1], without: ['verdict'], forgets: ['verdict'] }, 'older'],
  ['an older one that knows no report', { range: [1, 1], without: ['report'] }, 'older'],
  ['a newer one that gave the report up', { range: [1, 2], without: ['report'] }, 'newer'],
]);

const isOver = ({ phase }) => ['told', 'failed'].includes(phase);

/** The look at a page again, with another program behind it. */
async function look(stage, version) {
  stage.useHost(otherHost(version));
  const { seq } = await stage.entry();
  await stage.again();
  await stage.untilEntry('another look', (entry) => entry.seq > seq && isOver(entry));
  await stage.open();
  return stage.untilPopup('the popup', isOver);
}

async function withStage(family, extension, body) {
  const stage = await startStage(family, extension ? { extension } : {});
  try {
    await stage.go('on');
    await stage.untilEntry('a look', isOver);
    await body(stage);
  } finally {
    await stage.close();
  }
}

for (const family of familiesToday('versions')) {
  test(`${family}: hosts of other ages`, TIMEOUT, (t) => withStage(family, null, async (stage) => {
    for (const [name, version, expected] of HOSTS) {
      await t.test(`${family}: ${name}`, async () => {
        const seen = await look(stage, version);
        const { failure } = await stage.entry();
        assert.equal(failure?.kind ?? null, expected);
        assert.equal(seen.phase, expected ? 'failed' : 'told');
        assert.equal(Boolean(seen.failure), expected !== null);
        assert.equal(seen.state === 'on', expected === null, seen.state);
        if (expected) assert.match(seen.failure, /optwatch-host 0\.0\.1, extension \d/);
      });
    }
    assert.deepEqual([...new Set(heardBy(stage.session.home).map(({ v }) => v))], [1]);
  }));

  test(`${family}: an extension that speaks one protocol more offers the newest that both know`, TIMEOUT, async () => {
    const { folder, remove } = makeVariant(family, nextExtension);
    try {
      await withStage(family, folder, async (stage) => {
        const asked = (cmd) => heardBy(stage.session.home).filter((one) => one.cmd === cmd).map(({ v }) => v);
        // The real host, which the stage began with, has told what it knows.
        assert.equal((await look(stage, { range: [1, 1] })).phase, 'told');
        assert.deepEqual([...new Set(asked('report'))], [1]);
        const before = asked('report').length;
        assert.equal((await look(stage, { range: [1, 2] })).phase, 'told');
        assert.equal((await look(stage, { range: [1, 2] })).phase, 'told');
        assert.deepEqual([...new Set(asked('report').slice(before))], [1, 2], 'an updated host is asked in its own next time');
        const later = asked('report').length;
        assert.equal((await look(stage, { range: [1, 1] })).phase, 'told');
        // The visit before may have told its second look first.
        assert.match(asked('report').slice(later).join(), /^2(,2)?,1(,1)*$/, 'what was refused is asked again');
        assert.equal((await stage.entry()).failure, null);
        assert.equal((await look(stage, { range: [3, 4] })).phase, 'failed');
        assert.equal((await stage.entry()).failure.kind, 'newer');
      });
    } finally {
      remove();
    }
  });
}
