// @ts-check
// Program and extension are updated apart. They speak the newest protocol that both know; where there is
// none, or what a request needs is missing, it is told which of the two is too old.

/** The oldest and the newest that this extension speaks. @type {[number, number]} */
export const OWN = [1, 1];

/** @typedef {'older'|'newer'} Age of the program, seen from this extension */

/** What an answer has to hold beside what its command says; anything else that is missing is left out. */
const NEEDS = /** @type {Record<string, string[]>} */ ({ report: ['verdict'], status: ['verdict'] });

/** @param {any} reply @returns {[number, number]|null} the range that the program tells */
function rangeOf(reply) {
  const range = reply?.host?.protocol;
  return Array.isArray(range) && range.length === 2 && range.every(Number.isInteger) ? /** @type {[number, number]} */ (range) : null;
}

/** @param {any} reply @returns {number|Age|null} what both know; null where the program does not say */
export function meeting(reply) {
  const range = rangeOf(reply);
  if (!range) return null;
  const newest = Math.min(range[1], OWN[1]);
  if (newest >= Math.max(range[0], OWN[0])) return newest;
  return range[1] < OWN[0] ? 'older' : 'newer';
}

/**
 * A program with a newer protocol than ours that lacks something has given it up; else it never had it.
 * @param {any} reply @param {string} cmd
 * @returns {Age|null}
 */
function lacking(reply, cmd) {
  const caps = reply?.host?.caps;
  if (!Array.isArray(caps) || [cmd, ...NEEDS[cmd] ?? []].every((one) => caps.includes(one))) return null;
  return (rangeOf(reply)?.[1] ?? 0) > OWN[1] ? 'newer' : 'older';
}

/** @param {any} reply @param {string} cmd @returns {Age|null} null where the two understand each other */
export function ageOf(reply, cmd) {
  const met = meeting(reply);
  return typeof met === 'string' ? met : lacking(reply, cmd);
}
