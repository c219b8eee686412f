/*
 * store_reminder: reminders on disk: their rules, what came of their instances, who took one to
 * show it, and what undo can take back.
 *
 * In      core's values
 * Out     core's values
 * Units   seconds UTC
 * Limits  those of the caller's arrays
 * Errors  those of store.h; E_UNKNOWN_ID, E_LEASE, E_NO_ACT
 * Source  host/README.md, "Reminders"
 */
#ifndef OPTWATCH_SYSTEM_STORE_REMINDER_H
#define OPTWATCH_SYSTEM_STORE_REMINDER_H

#include "core/due.h"
#include "system/store.h"

#define STORE_ALL_ACCOUNTS (-1)
#define STORE_LEASE_LEN    32 /* hexadecimal digits */
#define STORE_CARRIER_MAX  16

/* All inside a transaction that the caller began, but for the lists. */

/* The live reminders of an account and those of none; with STORE_ALL_ACCOUNTS everybody's. */
enum error store_list_reminders(struct store *store, int64_t account, struct reminder *ret,
                                size_t max, size_t *ret_count) MUST_CHECK;
/* A live one; E_UNKNOWN_ID if there is none. */
enum error store_get_reminder(struct store *store, int64_t id, struct reminder *ret) MUST_CHECK;
enum error store_add_reminder(struct store *store, const struct reminder *reminder,
                              int64_t *ret_id) MUST_CHECK;
/* ended_s 0 brings it back. */
enum error store_end_reminder(struct store *store, int64_t id, int64_t ended_s) MUST_CHECK;
/* What remind_settle_clock has changed. */
enum error store_put_clock(struct store *store, const struct reminder *reminder,
                           enum clock_news news, int64_t now_s) MUST_CHECK;

/* What came of a reminder's instances, by number; the last max of them. */
enum error store_list_outcomes(struct store *store, int64_t reminder, struct outcome *ret,
                               size_t max, size_t *ret_count) MUST_CHECK;
/* The outcome of a number, or zeros but for it. */
enum error store_find_outcome(struct store *store, int64_t reminder, int64_t number,
                              struct outcome *ret) MUST_CHECK;
/* Ends its lease. */
enum error store_put_outcome(struct store *store, int64_t reminder,
                             const struct outcome *outcome) MUST_CHECK;

/* A name for one carrier's lease, that nobody can guess. */
enum error store_make_lease(struct store *store, char ret[STORE_LEASE_LEN + 1]) MUST_CHECK;
/* outcome->leased_s says since when. */
enum error store_lease_outcome(struct store *store, int64_t reminder, const struct outcome *outcome,
                               struct view lease) MUST_CHECK;
/* Gives back what was taken and not shown. */
enum error store_drop_lease(struct store *store, struct view lease) MUST_CHECK;

/*
 * All that the lease took was shown at now_s. Said again it is no error; E_LEASE if it took
 * nothing, or another carrier took it since.
 */
enum error store_deliver(struct store *store, struct view lease, struct view carrier,
                         int64_t now_s) MUST_CHECK;

/* Until when nothing but the alarm is shown, and when that was said; zeros if it was not. */
struct pause {
    int64_t until_s, set_s;
};
enum error store_find_pause(struct store *store, struct pause *ret) MUST_CHECK;
enum error store_put_pause(struct store *store, const struct pause *pause) MUST_CHECK;

/* What undo does to take one thing back. */
enum act_kind {
    ACT_OUTCOME, /* was: the outcome before */
    ACT_ADDED,   /* ends the reminder */
    ACT_ENDED,   /* brings it back */
    ACT_PAUSED   /* was.snoozed_s and was.snooze_set_s: until and set of the pause before */
};

struct act {
    enum act_kind kind;
    int64_t reminder;
    struct outcome was;
};

/* The number under which what one command does is noted together. */
enum error store_begin_step(struct store *store, int64_t *ret_step) MUST_CHECK;
enum error store_note_act(struct store *store, int64_t step, const struct act *act) MUST_CHECK;
/* The acts of the last step, last first, and forgets them; E_NO_ACT if there is none. */
enum error store_take_step(struct store *store, struct act *ret, size_t max,
                           size_t *ret_count) MUST_CHECK;

#endif
