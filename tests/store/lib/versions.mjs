// What a stored history of an earlier version has to tell, asked through both doors.
import { spawnSync } from 'node:child_process';
import { ask, request } from '../../protocol/lib.mjs';
import { CLI, query } from './store.mjs';

/** What time does not change: when the next reminder is due depends on today. */
function lasting({ standings, reminders, verdict, warn }) {
  return {
    standings,
    reminders: reminders.map(({ id, kind, setting, snoozed_until: snoozed }) =>
      ({ id, kind, setting, snoozed })),
    verdict: verdict.state,
    warn: warn.level,
  };
}

/** The command line's summary, then each profile's own answer. */
export async function tellAll(home) {
  const run = spawnSync(CLI, ['status', '--json'], { env: home.env, encoding: 'utf8' });
  if (run.status !== 0) {
    throw new Error(`optwatch status: exit ${run.status}: ${run.stderr}`);
  }
  const profiles = {};
  for (const [instance] of (await query(home, 'SELECT uuid FROM instance ORDER BY uuid'))[0]) {
    const reply = await ask(home, request('status', { instance }));
    profiles[instance] = lasting(reply.ok);
  }
  return { summary: lasting(JSON.parse(run.stdout)), profiles };
}
