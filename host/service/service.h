/*
 * service: one request, from its decoded form to its answer: what both doors share.
 *
 * A report is detected first, which needs no history; then, in one transaction, its standing is
 * worked out and recorded; only then is it told. Where the history cannot be written the verdict is
 * still given, says so, and never calls an "off" confirmed.
 *
 * In      struct request or report; the store is opened here and closed before the reply
 * Out     struct answer, whose parts live in the caller's struct service until its next request
 * Units   milliseconds UTC
 * Limits  SERVICE_* entries
 * Errors  those of the store, where nothing at all can be answered
 * Source  host/README.md, "One visit"
 */
#ifndef OPTWATCH_SERVICE_SERVICE_H
#define OPTWATCH_SERVICE_SERVICE_H

#include "base/arena.h"
#include "core/civil.h"
#include "system/store_reminder.h"
#include "wire/reply.h"
#include "wire/request.h"

#define SERVICE_SETTINGS_MAX  64
#define SERVICE_ACCOUNTS_MAX  64
#define SERVICE_REMINDERS_MAX 256
#define SERVICE_OUTCOMES_MAX  1024 /* of one reminder: monthly for 85 years */
#define SERVICE_PROFILES_MAX  128

/* A verdict's reply names the first of them; a list names all. */
#define SERVICE_TOLD_MAX 16

/* What a carrier took, to show it as one notification. */
struct claim {
    bool taken;
    char lease[STORE_LEASE_LEN + 1];
    struct told_instance instances[DUE_MAX]; /* in the order of their times */
    size_t count;
    size_t named;      /* the reminder that is named, by its place */
    int64_t named_s;   /* when that was due */
    int64_t reminders; /* how many it speaks of */
    bool alarm;
    int64_t slower; /* see struct told_claim */
    struct told_claim told;
};

/* Everything one answer is made of. Large: lives in a door's own storage, not on the stack. */
struct service {
    struct arena *arena;
    struct zone zone;
    bool closes_late;    /* the door calls service_rest once an answer is told */
    struct store *open;  /* of the last answer, until then: to close it is not waited for */
    const char *program; /* which browser reports; "" or NULL = unknown. Borrowed for ever */
    int64_t now_ms;
    int primary; /* the setting that warns, alarms and reminds */
    struct account account;
    struct reading readings[SERVICE_SETTINGS_MAX];
    int64_t standings_of; /* whose the two that follow are, as the history has them; 0 = nobody's */
    struct standing standings[SERVICE_SETTINGS_MAX];
    struct kept_standing kept[SERVICE_SETTINGS_MAX];
    struct told_standing told[SERVICE_SETTINGS_MAX];
    size_t told_count;
    size_t reminder_count; /* of reminders, outlooks and told_reminders */
    size_t outcome_count;
    int64_t paused_s;
    int64_t set;             /* the reminder that an order made; 0 = none */
    struct warn_shown shown; /* of the account, and in the visit */
    struct told_about about;
    struct preferences preferences;
    struct tick ticks[GUIDE_EXITS_MAX];
    size_t tick_count;
    struct unread unread; /* of the setting that matters */
    struct told_question question;
    size_t account_count;
    /* What is large comes last: what each answer sets anew then lies on few pages. */
    struct reminder reminders[SERVICE_REMINDERS_MAX];
    struct outlook outlooks[SERVICE_REMINDERS_MAX];
    struct told_reminder told_reminders[SERVICE_REMINDERS_MAX];
    struct outcome outcomes[SERVICE_OUTCOMES_MAX]; /* of one reminder at a time */
    struct due due[DUE_MAX];
    struct claim claim;
    struct guide guide;
    struct verdict verdict;
    struct warning warning;
    struct report redacted;
    struct told_account accounts[SERVICE_ACCOUNTS_MAX];
    char names[SERVICE_ACCOUNTS_MAX][STORE_NAME_MAX + 1];
    struct told_profile profiles[SERVICE_PROFILES_MAX];
    struct told_settings settings;
    struct history history;
};

/* The arena is borrowed for the service's life. */
void service_init(struct service *service, struct arena *arena, struct zone zone);

/* Answers any command; now_ms is the instant it is answered at. */
enum error service_answer(struct service *service, const struct request *request, int64_t now_ms,
                          struct answer *ret) MUST_CHECK;

/*
 * Closes what the last answer left open. No history is held open while there is no message: another
 * process may put it aside, and what was written then would be lost.
 */
void service_rest(struct service *service);

/* For the files of this room that answer one command each. */

/* What one command asks of the history, or does to it. */
typedef enum error service_step(struct service *service, struct store *store,
                                const struct request *request);

/*
 * Does it in one transaction, or nothing of it; preferences are loaded before. With STORE_READ a
 * history that is not there yet is E_NO_ACCOUNT, and is not made.
 */
enum error service_change(struct service *service, const struct request *request,
                          enum store_mode mode, service_step *change) MUST_CHECK;

/* Reads it, with the preferences before; a history that is not there yet is read as nothing. */
enum error service_read(struct service *service, const struct request *request,
                        service_step *read) MUST_CHECK;

/* All that is known of the account that a request means; none for one that is not there. */
enum error service_load(struct service *service, struct store *store,
                        const struct request *request) MUST_CHECK;

/* The instant of the answer, in seconds. */
int64_t service_now_s(const struct service *service);

struct phrase_context service_context(const struct service *service, const struct report *report);
struct knowledge service_knowledge(const struct service *service);

/* Answers a report as if there were no history, and stores nothing. */
void service_check(struct service *service, const struct report *report, int64_t now_ms,
                   struct answer *ret);

#endif
