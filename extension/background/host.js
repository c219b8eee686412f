// @ts-check
// One request to the Optwatch program, one reply, and what is wrong when there is none.
import { browser } from '../shared/browser.js';
import { hearLanguage } from '../shared/words.js';
import { OWN, ageOf, meeting } from './protocol.js';

const HOST = 'optwatch';
const LIMIT_MS = 20000;
const VERSION_MAX = 32;

/**
 * What went wrong, by what there is to do about it. blocked: the browser found the program and may not
 * start it, as in a snap or a Flatpak; platform: there is none for this operating system; older, newer:
 * the program, seen from this extension.
 * @typedef {'missing'|'forbidden'|'blocked'|'crashed'|'timeout'|'older'|'newer'|'protocol'|'platform'|
 *   'busy'|'error'} FailureKind
 */
/** @typedef {{kind: FailureKind, detail: string, hint: string}} Failure */
/** @typedef {{v: number, id: number|null, ok?: any, error?: any, host?: any}} Reply */

class TimeLimit extends Error {}

/** @param {FailureKind} kind @param {string} [detail] @returns {Failure} */
const bad = (kind, detail = '') => ({ kind, detail, hint: '' });

/** Texts of both browsers. Where a text says nothing, it counts whether the program ever answered. */
const TEXTS = /** @type {[RegExp, FailureKind][]} */ ([
  [/portal is not available|failed to start/i, 'blocked'],
  [/forbidden|disabled by the system administrator/i, 'forbidden'],
  [/requires nativeMessaging permission/i, 'forbidden'],
  [/not found|no such native application/i, 'missing'],
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
  if (error instanceof TimeLimit) return bad('timeout');
  const match = TEXTS.find(([text]) => text.test(detail));
  return bad(match?.[1] ?? (known ? 'crashed' : 'missing'), detail);
}

/** Errors of the program that have a remedy of their own; of all others its hint tells what to do. */
const CODES = /** @type {Record<string, FailureKind>} */ ({
  E_PROTOCOL: 'protocol',
  E_ORIGIN: 'forbidden',
  E_BUSY: 'busy',
});

/** @param {any} reply @returns {string} who is older than whom */
const versions = (reply) => `optwatch-host ${String(reply.host?.version).slice(0, VERSION_MAX)}, ` +
  `extension ${browser.runtime.getManifest().version}`;

/** @typedef {{id: number, v: number, cmd: string}} Asked */

/**
 * An error has the same form in every protocol, so that it can be read where nothing else can.
 * @param {any} reply @param {Asked} asked
 * @returns {Failure|null} what is wrong with a reply's form
 */
export function misfit(reply, { id, v, cmd }) {
  const age = ageOf(reply, cmd);
  if (age) return bad(age, versions(reply));
  const whole = reply !== null && typeof reply === 'object' && (reply.v === v || 'error' in reply);
  if (!whole || (reply.id !== id && reply.id !== null)) return bad('protocol');
  const said = reply.id === id ? reply.ok ?? reply.error : reply.error;
  return said !== null && typeof said === 'object' ? null : bad('protocol');
}

/** @param {Reply} reply @returns {Failure|null} an error the program itself reports */
function told(reply) {
  if (reply.ok || !reply.error) return null;
  const { code, hint } = reply.error;
  const kind = CODES[code];
  return kind ? bad(kind) : { kind: 'error', detail: String(code ?? ''), hint: String(hint ?? '') };
}

/** @template T @param {Promise<T>} work @returns {Promise<T>} */
function limited(work) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeLimit('no reply')), LIMIT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Replies of these kinds are not to be read as ours. @type {FailureKind[]} */
const FOREIGN = ['protocol', 'older', 'newer'];

/** @param {Failure} failure @returns {Promise<Failure>} as it is on an operating system we have no program for */
async function placed(failure) {
  const { os } = await browser.runtime.getPlatformInfo();
  return failure.kind === 'missing' && os !== 'linux' ? bad('platform') : failure;
}

/** @param {Reply} reply */
async function heard({ ok }) {
  await browser.storage.local.set({ answered: true });
  // A host that could not read what the person set speaks the browser's language for once.
  if (ok.recorded !== false) await hearLanguage(ok.language);
}

/** @returns {Promise<number>} the protocol to ask in: what was agreed on, else the newest */
async function offer() {
  const { protocol } = await browser.storage.session.get('protocol');
  return typeof protocol === 'number' ? protocol : OWN[1];
}

/** @param {string} cmd @param {object} args @param {number} v @returns {Promise<{reply: any, asked: Asked}>} */
async function send(cmd, args, v) {
  const id = crypto.getRandomValues(new Uint32Array(1))[0];
  return { reply: await limited(browser.runtime.sendNativeMessage(HOST, { v, id, cmd, args })), asked: { id, v, cmd } };
}

/** @param {string} cmd @param {object} args @returns {Promise<{reply: any, asked: Asked}>} in what both know */
async function talk(cmd, args) {
  const first = await send(cmd, args, await offer());
  const met = meeting(first.reply);
  if (typeof met !== 'number' || met === first.asked.v) return first;
  await browser.storage.session.set({ protocol: met });
  // What was answered was done: only what was refused is asked again.
  return first.reply.error?.code === 'E_PROTOCOL' ? send(cmd, args, met) : first;
}

/**
 * @param {string} cmd
 * @param {object} args
 * @returns {Promise<{reply: Reply|null, failure: Failure|null}>} never rejects
 */
export async function ask(cmd, args) {
  try {
    const { reply, asked } = await talk(cmd, args);
    const failure = misfit(reply, asked) ?? told(reply);
    if (!failure) await heard(reply);
    return { reply: failure && FOREIGN.includes(failure.kind) ? null : reply, failure };
  } catch (error) {
    const { answered } = await browser.storage.local.get('answered');
    return { reply: null, failure: await placed(classify(error, Boolean(answered))) };
  }
}
