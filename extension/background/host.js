// @ts-check
// One request to the Optwatch program, one reply, and what is wrong when there is none.
import { browser } from '../shared/browser.js';
import { hearLanguage } from '../shared/words.js';

const HOST = 'optwatch';
const PROTOCOL = 1;
const LIMIT_MS = 20000;

/** @typedef {'missing'|'forbidden'|'crashed'|'timeout'|'protocol'|'error'} FailureKind */
/** @typedef {{kind: FailureKind, detail: string, hint: string}} Failure */
/** @typedef {{v: number, id: number|null, ok?: any, error?: any, host?: any}} Reply */

class TimeLimit extends Error {}

/** Texts of both browsers. Where a text says nothing, it counts whether the program ever answered. */
const TEXTS = /** @type {[RegExp, FailureKind][]} */ ([
  [/forbidden|disabled by the system administrator|portal is not available/i, 'forbidden'],
  [/requires nativeMessaging permission/i, 'forbidden'],
  [/not found|no such native application|failed to start/i, 'missing'],
  [/has exited/i, 'crashed'],
  [/error when communicating|tried to send a message/i, 'protocol'],
]);

/**
 * @param {unknown} error
 * @param {boolean} known whether the program has answered in this profile before
 * @returns {Failure}
 */
export function classify(error, known) {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof TimeLimit) return { kind: 'timeout', detail: '', hint: '' };
  const match = TEXTS.find(([text]) => text.test(detail));
  return { kind: match?.[1] ?? (known ? 'crashed' : 'missing'), detail, hint: '' };
}

/** @param {any} reply @param {number} id @returns {Failure|null} what is wrong with a reply's form */
export function misfit(reply, id) {
  const bad = (/** @type {string} */ detail) => ({ kind: /** @type {const} */ ('protocol'), detail, hint: '' });
  const range = reply?.host?.protocol;
  if (Array.isArray(range) && range[1] < PROTOCOL) return bad('program_older');
  if (Array.isArray(range) && range[0] > PROTOCOL) return bad('program_newer');
  const whole = reply !== null && typeof reply === 'object' && reply.v === PROTOCOL;
  if (!whole || (reply.id !== id && reply.id !== null)) return bad('reply');
  const said = reply.id === id ? reply.ok ?? reply.error : reply.error;
  return said !== null && typeof said === 'object' ? null : bad('reply');
}

/** @param {Reply} reply @returns {Failure|null} an error the program itself reports */
function told(reply) {
  if (reply.ok || !reply.error) return null;
  const { code, hint } = reply.error;
  const kind = code === 'E_PROTOCOL' ? 'protocol' : code === 'E_ORIGIN' ? 'forbidden' : 'error';
  return { kind, detail: String(code ?? ''), hint: String(hint ?? '') };
}

/** @template T @param {Promise<T>} work @returns {Promise<T>} */
function limited(work) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeLimit('no reply')), LIMIT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** @param {Reply} reply */
async function heard({ ok }) {
  await browser.storage.local.set({ answered: true });
  await hearLanguage(ok.language);
}

/**
 * @param {string} cmd
 * @param {object} args
 * @returns {Promise<{reply: Reply|null, failure: Failure|null}>} never rejects
 */
export async function ask(cmd, args) {
  const id = crypto.getRandomValues(new Uint32Array(1))[0];
  try {
    const request = { v: PROTOCOL, id, cmd, args };
    const reply = await limited(browser.runtime.sendNativeMessage(HOST, request));
    const failure = misfit(reply, id) ?? told(reply);
    if (!failure) await heard(reply);
    return { reply: failure?.kind === 'protocol' ? null : reply, failure };
  } catch (error) {
    const { answered } = await browser.storage.local.get('answered');
    return { reply: null, failure: classify(error, Boolean(answered)) };
  }
}
