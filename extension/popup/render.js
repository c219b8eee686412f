// @ts-check
// Draws what the host said of the setting: verdict, reasons, warning, steps, changes, facts.
import { ageOf, dateOf, writtenDay } from '../shared/dates.js';
import { part } from '../shared/elements.js';
import { message } from '../shared/words.js';
import { detail, line, list, say } from './draw.js';

/** @param {any} step @returns {HTMLElement} */
function stepLine(step) {
  const item = line(step.text, { id: step.id, status: step.status, label: message(`step_${step.status}`) });
  if (step.status === 'current') item.setAttribute('aria-current', 'step');
  else item.title = step.text;
  return item;
}

/** @param {any} fact @returns {HTMLElement} */
function factLine(fact) {
  const item = line(fact.text, { id: fact.id });
  const from = [fact.source, fact.as_of && writtenDay(String(fact.as_of))].filter(Boolean).join(', ');
  if (from) item.append(' ', detail(from));
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

/** @param {any} ok what "off" covers belongs to every "off" that is told */
function knowledge(ok) {
  const state = ok?.verdict?.state ?? '';
  const frame = part('knowledge');
  if (frame.dataset.state === state) return;
  frame.dataset.state = state;
  frame.open = state.startsWith('off');
}

/** @param {any} ok the host's answer, or null to draw none */
export function answer(ok) {
  list('steps', 'guide', ok?.guide?.steps ?? [], stepLine);
  age(ok);
  say('unrecorded', ok?.recorded === false ? message('not_recorded', [ok.error?.hint ?? '']) : '');
  list('why', 'why', ok?.verdict?.why ?? [], (sentence) => line(sentence));
  part('grounds').hidden = !ok?.verdict;
  list('changes', 'past', ok?.changes ?? [], changeLine);
  list('facts', 'knowledge', ok?.guide?.facts ?? [], factLine);
  knowledge(ok);
  warning(ok?.warn);
}

/** @param {any} ok */
export function age(ok) {
  say('age', ok?.verdict?.at ? ageOf(ok.verdict.at) : '');
}
