// Each broken set-up of the table: the doctor finds exactly that, in the layer where it is, and the
// command it names mends it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { user } from './lib/make.mjs';
import { whyNoRig, withRig } from './lib/rig.mjs';
import { SETUPS } from './setups.mjs';

const UNWELL = 7;
const skip = whyNoRig() ?? false;
if (skip) {
  console.log(`doctor: all of it is skipped: ${skip}`);
}

const isFault = ({ state }) => state === 'fault';
const show = (checks) => JSON.stringify(checks, null, 1);

function makeWell(rig, setup) {
  const name = setup.of ?? 'chromium';
  rig.browser(name);
  user(name)(rig);
}

function assertFault(seen, setup) {
  const faults = seen.checks.filter(isFault);
  assert.equal(faults.length, 1, show(seen.checks));
  const [fault] = faults;
  assert.deepEqual([fault.layer, fault.of], [setup.layer, setup.of]);
  assert.match(fault.found, setup.found);
  assert.match(fault.remedy, setup.remedy);
  assert.ok(fault.wanted.length > 0);
  assert.equal(seen.status, UNWELL);
  return fault.remedy;
}

/** What changes the shell itself is followed by the doctor in that shell. */
function mend(rig, remedy, setup) {
  if (setup.same) {
    return rig.doctor({ line: remedy, more: [setup.layer] }).checks;
  }
  const { status, stdout, stderr } = rig.run(remedy);
  assert.equal(status, 0, `${remedy}: ${stdout}${stderr}`);
  return rig.doctor({ more: [setup.layer] }).checks;
}

function assertUnsupported(seen, setup) {
  const told = seen.checks.filter(({ state }) => state === 'unsupported');
  assert.ok(told.some(({ found }) => setup.unsupported.test(found)), show(seen.checks));
  assert.ok(seen.checks.every(({ layer }) => layer === 'browser'), 'nothing further is looked at');
}

describe('the doctor', { concurrency: 2, skip }, () => {
  for (const setup of SETUPS) {
    test(setup.name, withRig((rig) => {
      makeWell(rig, setup);
      setup.steps.forEach((step) => step(rig));
      const seen = rig.doctor({ more: [setup.layer] });
      const remedy = assertFault(seen, setup);
      if (setup.unsupported) {
        assertUnsupported(seen, setup);
      }
      if (!setup.by) {
        const after = mend(rig, remedy, setup);
        assert.deepEqual(after.filter(isFault), []);
        assert.ok(after.some(({ layer, state }) => layer === 'start' && state === 'ok'), show(after));
      }
    }));
  }
});
