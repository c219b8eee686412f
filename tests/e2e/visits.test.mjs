// What the host is told of a visit, and what the standing becomes of it: whether the page was loaded
// or only shown, whether the member touched it, and which of that may ever confirm an "off".
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { familiesToday } from './lib/families.mjs';
import { CATEGORY, FEED, SETTING, SWITCH, assertUnconfirmed, draw, goWhile, isSettled, isTold, passBy,
  pretend, readingOf, reads, reload, standingOf, visitOf } from './lib/looks.mjs';
import { startMember } from './lib/member.mjs';

/** Most of a visit is waiting: more browsers than cores. */
const JOBS = 4;
const TIMEOUT = { timeout: 240_000 };

const loads = {
  'a placeholder off, then on, was on all along': async (member) => {
    await goWhile(member, true);
    const plain = await member.look('plain on', reads('on'));
    await goWhile(member, false);
    const first = await member.look('off', reads('off'));
    assert.equal(standingOf(first), 'off_unconfirmed');
    await draw(member, true);
    const then = await member.look('on', reads('on'));
    assert.equal(then.page.visit, first.page.visit);
    assert.deepEqual(visitOf(then), { load: 'fresh', touched: 'no' });
    assert.equal(standingOf(then), 'on');
    assert.equal(then.ok.warn.text, plain.ok.warn.text);
  },

  'on in a later visit after an off that was not confirmed did not stick': async (member) => {
    await goWhile(member, true);
    const plain = await member.look('on', reads('on'));
    await passBy(member);
    await goWhile(member, true);
    const again = await member.look('on again', reads('on'));
    assert.equal(standingOf(again), 'on');
    assert.equal(again.ok.warn.level, 'warning');
    assert.notEqual(again.ok.warn.text, plain.ok.warn.text);
  },

  'a navigation is fresh, is told at 1.5 s and at 5 s, and confirms at the second': async (member) => {
    await goWhile(member, false);
    const settled = await member.look('settled', isSettled);
    const all = member.ofVisit(settled.page.visit);
    const early = all.find((one) => isTold(one) && !isSettled(one));
    assert.ok(early, 'no look before 5 s');
    assert.ok(early.page.waited_ms >= early.page.steady_ms);
    for (const one of [early, settled]) {
      assert.deepEqual(visitOf(one), { load: 'fresh', touched: 'no' });
    }
    assert.deepEqual([early, settled].map(standingOf), ['off_unconfirmed', 'off_confirmed']);
  },

  'on by itself after a confirmed off is the alarm': async (member) => {
    await goWhile(member, true);
    const look = await member.look('on', reads('on'));
    assert.equal(standingOf(look), 'turned_back_on');
    assert.equal(look.ok.warn.level, 'alarm');
  },

  'an off reading ends the alarm': async (member) => {
    await goWhile(member, false);
    const look = await member.look('off', reads('off'));
    assert.equal(standingOf(look), 'off_unconfirmed');
    assert.notEqual(look.ok.warn.level, 'alarm');
  },
};

const touches = {
  'events made by a script are no touch': async (member) => {
    await goWhile(member, true);
    await member.look('on', reads('on'));
    await member.run(pretend, SWITCH);
    await draw(member, false);
    const look = await member.look('off', reads('off'));
    assert.equal(look.page.touched, 'no');
  },

  // Browsers call the change that comes of it trusted, so it is taken for the member's: that can cost
  // an alarm, but confirms nothing.
  'a click() by a script counts as a touch': async (member) => {
    await goWhile(member, true);
    const before = await member.look('on', reads('on'));
    assert.equal(before.page.touched, 'no');
    await member.run((selector) => document.querySelector(selector).click(), SWITCH);
    const look = await member.look('off', reads('off'));
    assert.equal(look.page.touched, 'yes');
  },

  'a click is a touch, also before anything was told': async (member) => {
    await goWhile(member, false);
    await member.page.click(SWITCH);
    await member.page.click(SWITCH);
    const look = await member.look('settled', isSettled);
    assert.equal(readingOf(look), 'off');
    assert.deepEqual(visitOf(look), { load: 'fresh', touched: 'yes' });
    assertUnconfirmed(member, look);
  },

  'and stays one while the document lives': async (member) => {
    for (const path of [CATEGORY, SETTING]) {
      member.turn();
      await member.run((to) => history.pushState({}, '', to), path);
      const look = await member.look(path, (one) => one.page.path === path && isTold(one));
      assert.deepEqual(visitOf(look), { load: 'same_document', touched: 'yes' });
    }
  },

  'a reload that may restore the form confirms nothing while the server says on': async (member) => {
    member.site.state.saves = false;
    await goWhile(member, true);
    await member.look('on', reads('on'));
    await member.page.click(SWITCH);
    await member.look('off', reads('off'));
    await reload(member);
    const look = await member.look('settled', isSettled);
    const { checked, default_checked: server } = look.controls[0];
    assert.deepEqual(visitOf(look), { load: 'fresh', touched: 'no' });
    // Firefox alone restores: there the page shows what the server never said.
    assert.deepEqual([checked, server], [member.family !== 'firefox', true]);
    if (checked) {
      assert.equal(standingOf(look), 'on');
    } else {
      assertUnconfirmed(member, look);
    }
  },
};

/**
 * Away to another page, and back by the browser's history: that is a visit of its own, never fresh.
 * @returns {Promise<boolean>} whether the page came out of the cache
 */
async function awayAndBack(member) {
  const before = await passBy(member);
  await member.leave(FEED);
  const shown = member.shown(SETTING).length;
  await member.run(() => { history.back(); }).catch(() => {});
  const look = await member.look('settled after going back', isSettled);
  assert.notEqual(look.page.visit, before.page.visit);
  assert.deepEqual(visitOf(look), { load: 'same_document', touched: 'no' });
  assertUnconfirmed(member, look);
  return member.shown(SETTING)[shown]?.persisted === 'true';
}

const arrivals = {
  'from a page that is not read, within the document': async (member) => {
    member.site.state.value = false;
    await member.go(FEED);
    await member.page.click(`a[href="${SETTING}"]`);
    const look = await member.look('settled', isSettled);
    assert.deepEqual(visitOf(look), { load: 'same_document', touched: 'unknown' });
    assertUnconfirmed(member, look);
  },

  'by a row of the list, within the document': async (member) => {
    await member.go(CATEGORY);
    const list = await member.look('the list', (one) => one.page.path === CATEGORY && isTold(one));
    assert.deepEqual(visitOf(list), { load: 'fresh', touched: 'no' });
    await member.page.click(`a[href="${SETTING}"]`);
    const look = await member.look('settled', isSettled);
    assert.notEqual(look.page.visit, list.page.visit);
    assert.deepEqual(visitOf(look), { load: 'same_document', touched: 'no' });
    assertUnconfirmed(member, look);
  },

  'back by history, loaded again': async (member) => {
    member.site.kept = false;
    if (await awayAndBack(member)) {
      console.log(`${member.family}: kept a page that was to be loaded again`);
    }
  },

  'back by history, out of the cache': async (member) => {
    member.site.kept = true;
    if (!(await awayAndBack(member))) {
      console.log(`${member.family}: gave no page out of the back/forward cache`);
    }
  },

  'a reload after all that is fresh, and confirms': async (member) => {
    await reload(member);
    const look = await member.look('confirmed', (one) => standingOf(one) === 'off_confirmed');
    assert.deepEqual(visitOf(look), { load: 'fresh', touched: 'no' });
    assert.ok(isSettled(look));
  },
};

const tabs = {
  'a tab that was loaded out of sight shows an old page': async (member) => {
    await member.go(FEED);
    member.site.state.value = false;
    const tab = await member.tabs.openBehind(SETTING);
    await goWhile(member, true);
    await member.look('on', reads('on'));
    member.turn();
    await member.tabs.show(tab);
    const look = await member.look('settled', isSettled);
    assert.deepEqual(visitOf(look), { load: 'same_document', touched: 'no' });
    assertUnconfirmed(member, look);
  },

  'a visit that began before the last on confirms nothing': async (member) => {
    const own = await member.tabs.own();
    await member.tabs.show(own);
    const other = await member.tabs.openBehind(FEED);
    const before = await passBy(member);
    await member.tabs.show(other);
    member.site.state.value = true;
    member.turn();
    await member.tabs.move(other, SETTING);
    await member.look('on', reads('on'));
    await member.tabs.show(own);
    const look = await member.lookOf(before.page.visit, 'settled', isSettled);
    assert.deepEqual(visitOf(look), { load: 'fresh', touched: 'no' });
    assertUnconfirmed(member, look);
  },
};

async function runAll(t, family, steps) {
  const member = await startMember(family);
  try {
    for (const [name, step] of Object.entries(steps)) {
      await t.test(name, () => step(member));
    }
  } finally {
    await member.close();
  }
}

describe('visits', { concurrency: JOBS }, () => {
  for (const [name, steps] of Object.entries({ arrivals, touches, loads, tabs })) {
    for (const family of familiesToday(`visits, ${name}`)) {
      test(`${family}: ${name}`, TIMEOUT, (t) => runAll(t, family, steps));
    }
  }
});
