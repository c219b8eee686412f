// @ts-check
// Which messages the extension asks for: those it names, and those whose name it puts together.
import { filesIn, textOf } from './locales.mjs';

/** @param {string} path @param {RegExp} pattern with one group @returns {string[]} */
const all = (path, pattern) => [...textOf(path).matchAll(pattern)].map((match) => match[1]);

/** @param {string} path @param {RegExp} pattern with one group, in which words stand in quotes @returns {string[]} */
const quoted = (path, pattern) => [...(all(path, pattern)[0] ?? '').matchAll(/'(\w+)'/g)].map((match) => match[1]);

/** @param {string} before @param {string[]} middle @param {string} [after] @returns {string[]} */
const each = (before, middle, after = '') => middle.map((one) => `${before}${one}${after}`);

const FAILURES = quoted('extension/background/host.js', /@typedef \{('missing'[^}]*)\} FailureKind/g);
const ACTIONS = all('extension/popup/action.js', /(?:action|reloading)\('(\w+)'/g);
const INTENTS = quoted('extension/options/account.js', /INTENTS = \[(.*)\]/g);
const RHYTHMS = quoted('extension/popup/reminder.js', /RHYTHMS = \[(.*)\]/g);
const ASKED = all('extension/popup/question.js', /id: '(\w+)'/g);
const BESIDE = all('extension/popup/question.js', /button\('(\w+)'/g);
const CHOSEN = all('extension/options/accounts.js', /choice\('(\w+)'/g);
const SEALING = all('extension/popup/sealing.js', /^ {2}(\w+): 'optwatch/gm);
const REMAINS = quoted('extension/options/erase.js', /const lines = \[(.*)\]/g);
const OWN_WORDS = quoted('extension/popup/popup.js', /OWN_WORDS = [^\n]*\n([^}]*)\}/g);
const SETTINGS = all('host/core/preference.h', /^ {4}X\(\w+, "(\w+)"/gm);
const NUMBERS = all('host/core/preference.h', /^ {4}X\(\w+, "(\w+)", NUMBER(?!.*hour of the day)/gm);
const WARNINGS = [...all('host/core/preference.c', /warnings\[\] = \{(.*)\}/g)[0].matchAll(/"(\w+)"/g)];
const REGIONS = [...new Set(JSON.parse(textOf('host/catalogue/settings.json')).regions ?? [])];
const STANDINGS = all('host/core/standing.c', /\[STANDING_\w+\] = "(\w+)"/g);
const STEPS = all('host/core/guide.c', /\[STEP_\w+\] = "(\w+)"/g);

/** @type {Record<string, string[]>} by what stands in message(…): every name it can become */
export const MADE = {
  '`account_intent_${intent}`': each('account_intent_', INTENTS),
  '`action_${id}`': each('action_', ACTIONS),
  '`checked_by_${exit.checked_by}`': each('checked_by_', ['optwatch', 'you']),
  '`failure_${kind}_do`': each('failure_', FAILURES, '_do'),
  '`failure_${kind}`': each('failure_', FAILURES),
  '`sealing_${ok.sealing}`': each('sealing_', SEALING),
  "`setting_${entry.name}_${choice || 'none'}`.replaceAll('-', '_')": [
    ...each('setting_', ['language_none', 'region_none']),
    ...each('setting_region_', REGIONS),
    ...each('setting_rule_', RHYTHMS),
    ...each('setting_warning_', WARNINGS.map((match) => match[1])),
  ],
  '`setting_${entry.name}_unit`': each('setting_', NUMBERS, '_unit'),
  '`setting_${entry.name}`': each('setting_', SETTINGS),
  '`setting_rule_${value}`': each('setting_rule_', RHYTHMS),
  '`state_${state}`': each('state_', STANDINGS),
  '`step_${step.status}`': each('step_', STEPS),
  id: [...ASKED, ...CHOSEN, ...BESIDE, ...each('intent_', INTENTS.filter((one) => one !== 'undecided'))],
  key: REMAINS,
  note: OWN_WORDS,
  text: ['no_verdict'],
  '/** @type {HTMLElement} */ (element).dataset.i18n ?? \'\'': [],
  '/** @type {HTMLElement} */ (element).dataset.i18nLabel ?? \'\'': [],
};

/** @param {string} text that begins behind "message(" @returns {string} its first argument */
function firstArgument(text) {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (depth === 0 && (text[at] === ',' || text[at] === ')')) return text.slice(0, at);
    if ('({['.includes(text[at])) depth += 1;
    if (')}]'.includes(text[at])) depth -= 1;
  }
  return text;
}

/** @param {string} argument @returns {string[]} either branch of a choice */
const branches = (argument) => argument.replace(/^[^`']* \? /, '').split(' : ').map((one) => one.trim());

const scripts = filesIn('extension', /\.js$/).map(textOf).join('\n');
const pages = filesIn('extension', /\.html$/).map(textOf).join('\n');

const asked = [...scripts.matchAll(/(?<!function )(?<!\w)message\(/g)]
  .flatMap((match) => branches(firstArgument(scripts.slice(match.index + match[0].length))));

/** @param {string} argument @returns {boolean} */
const isName = (argument) => /^'\w+'$/.test(argument);

/** What stands in message(…) and is no name. */
export const made = [...new Set(asked.filter((one) => !isName(one)))];

/** @param {string} text @param {RegExp} pattern @returns {string[]} */
const found = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);

/** Every name that the extension can ask for. */
export const used = new Set([
  ...asked.filter(isName).map((one) => one.slice(1, -1)),
  ...Object.values(MADE).flat(),
  ...found(pages, /data-i18n(?:-label)?="(\w+)"/g),
  ...found(scripts, /getMessage\('(\w+)'/g),
  ...found(filesIn('extension', /^manifest.*json$/).map(textOf).join('\n'), /__MSG_(\w+)__/g),
]);

/** The buttons of the pages, and those that the popup makes. */
export const buttons = [...new Set([
  ...found(pages, /<button[^>]*data-i18n="(\w+)"/g),
  ...MADE['`action_${id}`'], ...MADE.id,
])];
