// The sums: how often the reading was right, honest or wrong, by group, language and state.

/** Goals of the measure, per kind of page, in shares. */
const GOALS = {
  known: { right: 0.995, decent: 0.995 },
  mutated: { right: 0.95, decent: 0.988 },
  trap: { right: 0, decent: 1 },
};

/**
 * @param one a generated page  @param {string} state what was read of the setting it is about
 * @returns {{outcome: 'right'|'honest'|'wrong', falseOff: boolean, falseOn: boolean}}
 */
export function judge(one, state) {
  const allowed = one.expect[one.measured];
  const outcome = state === allowed[0] ? 'right' : allowed.includes(state) ? 'honest' : 'wrong';
  return { outcome, falseOff: state === 'off' && one.truth !== 'off', falseOn: state === 'on' && one.truth !== 'on' };
}

const empty = () => ({ cases: 0, right: 0, honest: 0, wrong: 0, falseOff: 0, falseOn: 0 });

function add(sum, { outcome, falseOff, falseOn }) {
  sum.cases += 1;
  sum[outcome] += 1;
  sum.falseOff += falseOff ? 1 : 0;
  sum.falseOn += falseOn ? 1 : 0;
}

export function makeTally() {
  const tables = { group: {}, language: {}, kind: {}, state: {} };
  const counts = { on: { said: 0, rightly: 0, there: 0 }, off: { said: 0, rightly: 0, there: 0 } };
  return {
    tables,
    counts,
    add(one, state) {
      const judged = judge(one, state);
      for (const [table, key] of Object.entries({ group: one.group, language: one.language, kind: one.kind, state: one.state })) {
        add((tables[table][key] ??= empty()), judged);
      }
      for (const name of ['on', 'off']) {
        counts[name].said += state === name ? 1 : 0;
        counts[name].rightly += state === name && one.truth === name ? 1 : 0;
        counts[name].there += one.truth === name ? 1 : 0;
      }
      return judged;
    },
  };
}

const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

function table(title, sums) {
  const head = [title, 'cases', 'right', 'honest', 'wrong', 'false off', 'false on', 'right %', 'right or honest %'];
  const rows = Object.entries(sums).map(([name, sum]) => [name, sum.cases, sum.right, sum.honest, sum.wrong, sum.falseOff,
    sum.falseOn, percent(sum.right, sum.cases), percent(sum.right + sum.honest, sum.cases)]);
  const lines = [head, head.map(() => '---'), ...rows];
  const width = head.map((_, at) => Math.max(...lines.map((line) => String(line[at]).length)));
  const cell = (text, at) => {
    const name = at === 0 ? String(text).padEnd(width[at]) : String(text).padStart(width[at]);
    return text === '---' ? '-'.repeat(width[at]) : name;
  };
  return lines.map((line) => `| ${line.map(cell).join(' | ')} |`).join('\n');
}

/** The tables as text, in Markdown. */
export function print({ tables, counts }) {
  const states = ['on', 'off'].map((name) => {
    const { said, rightly, there } = counts[name];
    return `${name}: said ${said}, precision ${percent(rightly, said)}, recall ${percent(rightly, there)} of ${there} readable`;
  });
  return [table('kind', tables.kind), table('group', tables.group), table('language', tables.language),
    table('state', tables.state), states.join('\n')].join('\n\n');
}

/** What keeps the measure from passing, in words. */
export function shortfalls({ tables }) {
  const list = [];
  for (const [kind, sum] of Object.entries(tables.kind)) {
    const { right, decent } = GOALS[kind];
    const shares = { right: sum.right / sum.cases, decent: (sum.right + sum.honest) / sum.cases };
    if (shares.right < right) list.push(`${kind}: ${percent(sum.right, sum.cases)} right, goal ${percent(right, 1)}`);
    if (shares.decent < decent) {
      list.push(`${kind}: ${percent(sum.right + sum.honest, sum.cases)} right or honest, goal ${percent(decent, 1)}`);
    }
    if (sum.falseOff > 0) list.push(`${kind}: ${sum.falseOff} false off`);
    if (sum.falseOn > 0) list.push(`${kind}: ${sum.falseOn} false on`);
  }
  return list;
}
