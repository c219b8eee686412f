/*
 * warn: which warning there is, and whether a popup may open for it by itself now.
 *
 * Only what was really shown counts, and it counts for the account: all its browsers share it. What
 * the clock of now has not reached yet was written by a clock that was wrong, and silences nothing.
 *
 * In      the knowledge of a setting; what was shown before; the person's zone and preference
 * Out     struct warning, its text in the context's arena
 * Units   milliseconds UTC; local days
 * Limits  "on" once a local day, but at once for an event since; the alarm once a visit; stale once
 *         in WARN_STALE_DAYS; unread once for each time it was raised
 * Errors  none: a sentence that does not fit its arena is NULL and is told as ""
 * Source  host/README.md, "The warning"
 */
#ifndef OPTWATCH_CORE_WARN_H
#define OPTWATCH_CORE_WARN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/civil.h"
#include "core/guide.h"

#define WARN_STALE_DAYS 30

enum warn_level { WARN_NONE, WARN_INFO, WARN_WARNING, WARN_ALARM };

/* What is shown together is throttled together. */
enum warn_family {
    WARN_FAMILY_NONE,
    WARN_FAMILY_ON,
    WARN_FAMILY_ALARM,
    WARN_FAMILY_STALE,
    WARN_FAMILY_UNREAD,
    WARN_FAMILY_COUNT
};

/* X(symbol, wire name, family, level, text). What begins with "none" has no text. */
#define WARN_TABLE(X)                                                                              \
    X(NOTHING, "none", NONE, NONE, COUNT)                                                          \
    X(ON, "on", ON, WARNING, WARN_ON)                                                              \
    X(DID_NOT_STICK, "did_not_stick", ON, WARNING, WARN_DID_NOT_STICK)                             \
    X(OWN_HAND, "own_hand", ON, WARNING, WARN_OWN_HAND)                                            \
    X(RULES_CHANGED, "rules_changed", ON, WARNING, WARN_RULES_CHANGED)                             \
    X(TURNED_BACK_ON, "turned_back_on", ALARM, ALARM, WARN_TURNED_BACK_ON)                         \
    X(STALE, "stale", STALE, INFO, WARN_STALE)                                                     \
    X(UNREAD, "unread", UNREAD, INFO, WARN_UNREAD)

enum warn_id {
#define WARN_ENUM(symbol, name, family, level, text) WARN_ID_##symbol,
    WARN_TABLE(WARN_ENUM)
#undef WARN_ENUM
        WARN_ID_COUNT
};

/* When a warning of each family was shown last; 0 = never. The alarm's is of the visit. */
struct warn_shown {
    int64_t at_ms[WARN_FAMILY_COUNT];
};

/* How the person wants to be told, and what was shown before. */
struct warn_rule {
    const struct zone *zone;
    const char *style; /* "badge", "notification", "popup": the preference */
    const struct warn_shown *shown;
};

struct warning {
    enum warn_id id;
    enum warn_level level;
    const char *text;
    const char *style; /* as in the rule */
    bool show;         /* the popup, or a notification, may open by itself */
};

void warn_make(const struct phrase_context *context, const struct knowledge *knowledge,
               const struct warn_rule *rule, struct warning *ret);

/* "none", "info", "warning", "alarm". */
const char *warn_level_name(enum warn_level level);
/* "none", "on" and so on. */
const char *warn_id_name(enum warn_id id);
enum warn_family warn_family_of(enum warn_id id);

#endif
