// @ts-check
// Draws what the host said of the setting: verdict, reasons, warning, steps, changes, facts.
import { ageOf, dateOf, writtenDay } from '../shared/dates.js';
import { make, part } from '../shared/elements.js';
import { message } from '../shared/words.js';
import { detail, line, list, say } from './draw.js';

/** @param {any} step @returns {HTMLElement} */
function stepLine(step) {
  const item = line(step.text, { id: step.id, status: step.status, label: message(`step_${step.status}`) });
  if (step.status === 'current') item.setAttribute('aria-current', 'step');
  else item.title = step.text;
  return item;
}

/** @param {any} fact @returns {HTMLElement} source and date, each in its own direction */
function factLine(fact) {
  const item = line(fact.text, { id: fact.id });
  const parts = [fact.source, fact.as_of && writtenDay(String(fact.as_of))].filter(Boolean);
  const from = detail('');
  parts.forEach((text, index) => from.append(index > 0 ? ', ' : '', make('bdi', {}, text)));
  if (parts.length > 0) item.append(' ', from);
  return item;
}

/** @param {any} change @returns {HTMLElement} */
function changeLine({ at, state }) {
  const item = line(message(`state_${state}`) || state, { state });
  item.append(' ', detail(dateOf(at)));
  return item;
}

/** @param {{level: string, text: string}|undefined} warn */
function warning(warn) {
  const level = warn?.level ?? 'none';
  say('warning', level === 'none' ? '' : warn?.text);
  part('warning').dataset.level = level;
}

/**
 * @param {string} text
 * @param {string} state of the verdict, in the host's word; empty for our own words
 */
export function verdict(text, state) {
  const element = part('verdict');
  if (element.textContent !== text) element.textContent = text;
  element.dataset.state = state;
}

/** The catalogue begins with them: what "off" covers, and what it does not. */
const LIMITS = 4;

/** @param {any} ok no "off" is confirmed without its limits; what else is known is folded away */
function facts(ok) {
  const all = ok?.guide?.facts ?? [];
  const beside = ok?.verdict?.state === 'off_confirmed' ? LIMITS : 0;
  list('limits', 'covers', all.slice(0, beside), factLine);
  list('facts', 'knowledge', all.slice(beside), factLine);
  say('facts-heading', message(beside ? 'facts_more' : 'facts_heading'));
}

/** @param {any} ok @returns {any[]} none where nothing is left to do */
function stepsOf(ok) {
  const steps = ok?.guide?.steps ?? [];
  return steps.every((/** @type {any} */ step) => step.status === 'done') ? [] : steps;
}

/** @param {any} ok the host's answer, or null to draw none */
export function answer(ok) {
  list('steps', 'guide', stepsOf(ok), stepLine);
  age(ok);
  say('unrecorded', ok?.recorded === false ? message('not_recorded', [ok.error?.hint ?? '']) : '');
  list('why', 'why', ok?.verdict?.why ?? [], (sentence) => line(sentence));
  part('grounds').hidden = !ok?.verdict;
  list('changes', 'past', ok?.changes ?? [], changeLine);
  facts(ok);
  warning(ok?.warn);
}

/** @param {any} ok */
export function age(ok) {
  say('age', ok?.verdict?.at ? ageOf(ok.verdict.at) : '');
}
