/*
 * reminders: what is asked of reminders, and what they tell.
 *
 * In      the command remind; preferences and zone
 * Out     reminders with their next dates; a claim on what is due
 * Units   UTC seconds
 * Limits  SERVICE_REMINDERS_MAX, SERVICE_OWN_MAX of the person's own
 * Errors  E_UNKNOWN_ID, E_TIME, E_NO_ACT, E_TOO_MANY, E_SETTLED, E_RULE, E_WEEKS, E_SENT, E_NAME,
 *         E_LEASE, the store's
 * Source  host/README.md, "Reminders"
 */
#ifndef OPTWATCH_SERVICE_REMINDERS_H
#define OPTWATCH_SERVICE_REMINDERS_H

#include "service/service.h"
#include "system/store_reminder.h"

#define SERVICE_OWN_MAX 64

enum error reminders_answer(struct service *service, const struct request *request,
                            struct answer *ret) MUST_CHECK;

/* outlook.c: the person's hours, what came of a reminder, and how reminders stand. */
struct due_rules reminders_rules(const struct service *service);
/* Into service->outcomes, and the reminder as the clock leaves it. */
enum error reminders_look(struct service *service, struct store *store, struct reminder *reminder,
                          enum clock_news *ret_news) MUST_CHECK;

/*
 * *ret_idle: it does not fit the standing that it goes by, which a placeholder may have changed for
 * a moment; it is kept, and neither told nor shown until a settled look ends it or fits it again.
 * *ret_alarm: it stands for the alarm.
 */
enum error reminders_judge(const struct service *service, struct store *store,
                           const struct reminder *reminder, bool *ret_idle,
                           bool *ret_alarm) MUST_CHECK;

/* The reminders of an account, or of all, with their outlook, into service->reminders. */
enum error reminders_load(struct service *service, struct store *store, int64_t account) MUST_CHECK;

/* service->reminders as they are told, into service->told_reminders: what is due first comes first.
 */
void reminders_tell(struct service *service, const struct phrase_context *context);

/* Lets it begin now: dates that lie before are skipped. */
void reminders_begin(const struct service *service, struct reminder *reminder);
/* The same, and makes it; reminder->id is its number. */
enum error reminders_add(struct service *service, struct store *store,
                         struct reminder *reminder) MUST_CHECK;

/* Settles what is due up to until_s. */
enum error reminders_settle(struct service *service, struct store *store,
                            const struct reminder *reminder, int64_t until_s) MUST_CHECK;

/* Ends one; step as in store_note_act, 0 for what cannot be undone. */
enum error reminders_end(struct service *service, struct store *store,
                         const struct reminder *reminder, int64_t step) MUST_CHECK;

/* begin.c: a reminder of the person's own, and another rule for one that is there. */
/* What can be told wrong without a look at the history: E_NAME, E_TIME, E_SENT, E_RULE. */
enum error reminders_check(const struct service *service, const struct order *order) MUST_CHECK;
enum error reminders_set(struct service *service, struct store *store, const struct order *order,
                         int64_t step) MUST_CHECK;
enum error reminders_change_rule(struct service *service, struct store *store,
                                 const struct reminder *reminder, int64_t step,
                                 enum remind_rule rule) MUST_CHECK;

/* The same as a trial: service->reminders then holds what would come of it, and nothing else. */
enum error reminders_try_rule(struct service *service, const struct reminder *reminder,
                              enum remind_rule rule) MUST_CHECK;

/* Follows the rule that the person has set from now on: those that go by a standing. */
enum error reminders_follow_rule(struct service *service, struct store *store) MUST_CHECK;

/* undo.c: takes back what the person's last command about reminders did; E_NO_ACT. */
enum error undo_step(struct service *service, struct store *store) MUST_CHECK;

/* claim.c: takes all that is due and not shown, as one notification, into service->claim. */
enum error claim_take(struct service *service, struct store *store) MUST_CHECK;
void claim_tell(struct service *service, const struct phrase_context *context);

/* Whether reminders are paused now, and until when; 0 if they are not. */
enum error claim_find_pause(struct service *service, struct store *store,
                            int64_t *ret_until_s) MUST_CHECK;

#endif
