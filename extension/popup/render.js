// @ts-check
// Draws what the host said of the setting: verdict, reasons, warning, steps, changes, facts.
import { message } from '../shared/words.js';
import { ageOf, dateOf, dayOf, detail, line, list, make, part, say } from './draw.js';

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
  const parts = [fact.source, fact.as_of && dayOf(String(fact.as_of))].filter(Boolean);
  const from = detail('');
  parts.forEach((text, index) => from.append(index > 0 ? ', ' : '', make('bdi', text)));
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

/** @param {any} ok what "off" covers belongs to every "off" that is told */
function knowledge(ok) {
  const state = ok?.verdict?.state ?? '';
  const frame = /** @type {HTMLDetailsElement} */ (part('knowledge'));
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
