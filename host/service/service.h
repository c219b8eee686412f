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
#include "system/store.h"
#include "wire/reply.h"
#include "wire/request.h"

#define SERVICE_SETTINGS_MAX  64
#define SERVICE_ACCOUNTS_MAX  64
#define SERVICE_REMINDERS_MAX 64

/* Everything one answer is made of. Large: lives in a door's own storage, not on the stack. */
struct service {
    struct arena *arena;
    struct zone zone;
    int64_t now_ms;
    int primary; /* the setting that warns, alarms and reminds */
    struct account account;
    struct reading readings[SERVICE_SETTINGS_MAX];
    struct standing standings[SERVICE_SETTINGS_MAX];
    struct kept_standing kept[SERVICE_SETTINGS_MAX];
    struct told_standing told[SERVICE_SETTINGS_MAX];
    size_t told_count;
    struct reminder reminders[SERVICE_REMINDERS_MAX];
    struct told_reminder told_reminders[SERVICE_REMINDERS_MAX];
    size_t reminder_count;
    struct guide guide;
    struct verdict verdict;
    struct warning warning;
    struct report redacted;
    struct history history;
};

/* The arena is borrowed for the service's life. */
void service_init(struct service *service, struct arena *arena, struct zone zone);

/* Answers any command; now_ms is the instant it is answered at. */
enum error service_answer(struct service *service, const struct request *request, int64_t now_ms,
                          struct answer *ret) MUST_CHECK;

/* Answers a report as if there were no history, and stores nothing. */
void service_check(struct service *service, const struct report *report, int64_t now_ms,
                   struct answer *ret);

#endif
