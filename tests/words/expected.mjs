// @ts-check
// What our words point at, as directionOf tells it: in every language the same, in the same order.

/** @type {Record<string, string>} */
export const DIRECTIONS = {
  description: '-',
  facts_heading: '-',
  setting_stale_days: '-',
  state_on: '+',
  state_turned_back_on: '+-',
  state_off_unconfirmed: '-',
  state_off_confirmed: '-',
  state_stale: '-',
  intent_leave_on: '+',
  intent_want_off: '-',
  options_pause_intro: '+',
  account_intent_want_off: '-+',
  account_intent_leave_on: '+-',
  help_on: '+',
  help_on_text: '-',
  help_off_unconfirmed: '-',
  help_off_unconfirmed_text: '-',
  help_off_confirmed: '-',
  help_off_confirmed_text: '-',
  help_turned_back_on: '+',
  help_turned_back_on_text: '-+-+',
  help_stale: '-',
  help_stale_text: '-',
  help_unclear_text: '+-',
  help_not_shown_text: '-',
  help_confirmed_steady: '-',
  help_confirmed_later: '+',
  help_confirmed_why: '-',
  help_phone_text: '+',
};

/** Where the words for on and off have no other meaning, every other message has to point nowhere. */
export const PLAIN = ['ar', 'es', 'fr', 'it', 'pt-br'];

/**
 * Our sentences with the direction turned or lost: what these tests are there to refuse.
 * @type {[string, string, string][]}
 */
export const WRONG = [
  ['ar', 'intent_want_off', 'أريده مفعّلًا'],
  ['ar', 'help_confirmed_steady', 'ظهر المفتاح مفعّلًا خمس ثوانٍ دون تغيير.'],
  ['de', 'intent_want_off', 'Ich will sie ein'],
  ['de', 'state_turned_back_on', 'Wieder aus, nach einem bestätigten „Ein“'],
  ['en', 'intent_want_off', 'I want it on'],
  ['en', 'account_intent_want_off', 'On: warn me while it is off'],
  ['es', 'intent_want_off', 'Lo quiero activado'],
  ['es', 'state_off_confirmed', 'Activado, confirmado'],
  ['fr', 'intent_want_off', 'Je le veux activé'],
  ['fr', 'state_off_confirmed', 'Activé, confirmé'],
  ['it', 'intent_want_off', 'La voglio attivata'],
  ['it', 'help_confirmed_later', 'La pagina è stata aperta dopo l’ultima volta in cui risultava disattivata.'],
  ['nl', 'intent_want_off', 'Ik wil dat het aan staat'],
  ['nl', 'account_intent_want_off', 'Aan: waarschuw mij zolang het uit staat'],
  ['pt-br', 'intent_want_off', 'Quero ativada'],
  ['pt-br', 'state_off_confirmed', 'Ativada, confirmada'],
];
