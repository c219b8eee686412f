/*
 * record: adds one look to the history, inside the caller's transaction.
 *
 * In      a report with its readings; an open store
 * Out     service->account, kept and standings as they are after the look
 * Units   milliseconds UTC
 * Limits  none of its own
 * Errors  the store's
 * Source  host/README.md, "One visit"
 */
#ifndef OPTWATCH_SERVICE_RECORD_H
#define OPTWATCH_SERVICE_RECORD_H

#include "service/service.h"

enum error record_report(struct service *service, struct store *store,
                         const struct report *report) MUST_CHECK;

/* The look that a report is of one setting, for standing_look. */
struct look record_look(const struct service *service, const struct report *report,
                        const struct reading *reading, const struct kept_visit *visit);

/* Begins the account's reminder of this kind, of the setting that matters, with its standing. */
enum error record_begin_reminder(struct service *service, struct store *store,
                                 enum remind_kind kind) MUST_CHECK;

/* All standings of the account into service->kept and standings; none for account 0. */
enum error record_load(struct service *service, struct store *store) MUST_CHECK;

#endif
