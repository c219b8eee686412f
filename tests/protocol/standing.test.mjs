// What the history says, through reports alone: the states of the design's table and their order.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeControl, reading, report, standing, status, withHome } from './lib.mjs';

const off = (home, page = {}, control = {}) =>
  report(home, { page, controls: [makeControl({ checked: false, ...control })] });
const on = (home, page = {}) => report(home, { page });

/** A look that has stood for 5 s is of a visit that began 5 s ago: the next one has to begin later. */
const later = () => sleep(5_300);

async function confirmOff(home) {
  await on(home);
  await later();
  const reply = await off(home);
  assert.equal(standing(reply), 'off_confirmed');
}

describe('standing', { concurrency: true }, () => {
  test('on is on, with its warning and the step that turns it off', withHome(async (home) => {
    const { ok } = await on(home);
    assert.equal(reading({ ok }), 'on');
    assert.equal(standing({ ok }), 'on');
    assert.equal(ok.warn.level, 'warning');
    assert.equal(ok.guide.steps.find((step) => step.status === 'current').id, 'turn_off');
    assert.ok(ok.verdict.text.length > 0 && ok.verdict.why.length > 0);
  }));

  test('on, turned off by hand, then a fresh visit confirms', withHome(async (home) => {
    const visit = randomUUID();
    await on(home, { visit });
    const touched = await off(home, { visit, touched: 'yes' });
    assert.equal(standing(touched), 'off_unconfirmed');
    assert.equal(touched.ok.guide.steps.find((step) => step.status === 'current').id, 'confirm');
    await later();
    const fresh = await off(home);
    assert.equal(standing(fresh), 'off_confirmed');
  }));

  for (const [name, page, control] of [
    ['a touched visit', { touched: 'yes' }],
    ['a visit whose script came late', { touched: 'unknown' }],
    ['a visit that was no load of its own', { load: 'same_document' }],
    ['a look of less than 5 s', { steady_ms: 1_500, waited_ms: 2_000 }],
    ['a form state that the browser restored', {}, { default_checked: true }],
  ]) {
    test(`${name} never confirms`, withHome(async (home) => {
      await on(home);
      await later();
      const reply = await off(home, page, control);
      assert.equal(reading(reply), 'off');
      assert.equal(standing(reply), 'off_unconfirmed');
    }));
  }

  test('the 5 s look of the same visit confirms what its first look said', withHome(async (home) => {
    const visit = randomUUID();
    const first = await off(home, { visit, steady_ms: 1_500, waited_ms: 2_000 });
    assert.equal(standing(first), 'off_unconfirmed');
    assert.equal(standing(await off(home, { visit })), 'off_confirmed');
  }));

  test('on again in an untouched visit is the alarm', withHome(async (home) => {
    await confirmOff(home);
    await later();
    const reply = await on(home);
    assert.equal(standing(reply), 'turned_back_on');
    assert.equal(reply.ok.warn.level, 'alarm');
    assert.equal(reply.ok.warn.show, true);
    await later();
    const ended = await off(home);
    assert.equal(standing(ended), 'off_confirmed');
  }));

  test('on again by the own hand is no alarm', withHome(async (home) => {
    await confirmOff(home);
    await later();
    const visit = randomUUID();
    await off(home, { visit });
    const reply = await on(home, { visit, touched: 'yes' });
    assert.equal(standing(reply), 'on');
    assert.notEqual(reply.ok.warn.level, 'alarm');
  }));

  test('on after an off that was never confirmed: it did not stick', withHome(async (home) => {
    await on(home);
    await off(home, { touched: 'yes' });
    await later();
    const reply = await on(home);
    assert.equal(standing(reply), 'on');
    assert.equal(reply.ok.warn.level, 'warning');
  }));

  test('what decides nothing changes no standing', withHome(async (home) => {
    await confirmOff(home);
    const without = await report(home, { controls: [], page: { waited_ms: 21_000 } });
    assert.equal(reading(without), 'not_shown');
    assert.equal(standing(without), 'off_confirmed');
    const two = [makeControl({ keys: [] }), makeControl({ ref: 1, keys: [], name: 'Other' })];
    const unclear = await report(home, { controls: two });
    assert.equal(reading(unclear), 'unclear');
    assert.equal(standing(unclear), 'off_confirmed');
  }));

  test('a switch of another setting is never ours', withHome(async (home) => {
    const controls = [makeControl({ keys: ['allowAnonymizedDataResearch'], checked: false })];
    const reply = await report(home, { controls });
    assert.ok(!['on', 'off'].includes(reading(reply)), reading(reply));
    assert.ok(![undefined, 'off_confirmed', 'off_unconfirmed'].includes(standing(reply)));
  }));

  test('two browser profiles are two accounts', withHome(async (home) => {
    await confirmOff(home);
    const other = await report(home, { instance: randomUUID(), family: 'firefox' });
    assert.ok(other.ok.standings.some((one) => one.state === 'on'));
    assert.ok(!other.ok.standings.some((one) => one.state === 'turned_back_on'));
  }));

  test('a truncated description decides nothing', withHome(async (home) => {
    const reply = await report(home, { state: 'off', page: { truncated: true } });
    assert.equal(reading(reply), 'unclear');
  }));

  test('a category row reads the state, and never confirms', withHome(async (home) => {
    await on(home);
    const rows = [{ ref: 0, path: '/mypreferences/d/settings/data-for-ai-improvement', name: 'Data', word: 'Off' }];
    const reply = await report(home, {
      controls: [], rows, page: { path: '/mypreferences/d/categories/privacy', heading: 'Data privacy' },
    });
    assert.equal(reading(reply), 'off');
    assert.equal(standing(reply), 'off_unconfirmed');
  }));

  test('off stays off in the store, and a reminder to look again stands', withHome(async (home) => {
    await confirmOff(home);
    const { standings, reminders } = status(home);
    assert.ok(standings.some((one) => one.state === 'off_confirmed'));
    assert.ok(reminders.some((one) => one.kind === 'recheck'));
  }));

  test('on leaves a reminder to turn it off', withHome(async (home) => {
    await on(home);
    assert.ok(status(home).reminders.some((one) => one.kind === 'opt_out'));
  }));
});
