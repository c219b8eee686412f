/*
 * preference: what the person may set, as one table that the parser, the help and every screen
 * read. To add one: a row here and its text "preference.<name>" in the languages.
 *
 * In      a name and a value as text
 * Out     the value as it is kept: numbers without leading zeros, languages by their tag
 * Units   in the table
 * Limits  PREFERENCE_VALUE_MAX bytes
 * Errors  E_UNKNOWN_PREFERENCE, E_VALUE
 * Source  tmux's options table: type, range, unit, default and help in one place
 */
#ifndef OPTWATCH_CORE_PREFERENCE_H
#define OPTWATCH_CORE_PREFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "catalogue/catalogue.h"

#define PREFERENCE_VALUE_MAX 35

/* X(symbol, name, type, least, most, unit, fallback), sorted by name. */
#define PREFERENCE_TABLE(X)                                                                        \
    X(HOUR, "hour", NUMBER, 0, 23, "hour of the day", "9")                                         \
    X(LANGUAGE, "language", LANGUAGE, 0, 0, "", "")                                                \
    X(QUIET_FROM, "quiet_from", NUMBER, 0, 23, "hour of the day", "22")                            \
    X(QUIET_UNTIL, "quiet_until", NUMBER, 0, 23, "hour of the day", "8")                           \
    X(REGION, "region", REGION, 0, 0, "", "")                                                      \
    X(RULE, "rule", RULE, 0, 0, "", "decaying")                                                    \
    X(STALE_DAYS, "stale_days", NUMBER, 1, 3650, "days", "90")                                     \
    X(WARNING, "warning", WARNING, 0, 0, "", "popup")

enum preference {
#define PREFERENCE_ENUM(symbol, name, type, least, most, unit, fallback) PREFERENCE_##symbol,
    PREFERENCE_TABLE(PREFERENCE_ENUM)
#undef PREFERENCE_ENUM
        PREFERENCE_COUNT
};

enum preference_type {
    PREFERENCE_TYPE_NUMBER,
    PREFERENCE_TYPE_LANGUAGE, /* one that we have sentences in, or "": the asker's */
    PREFERENCE_TYPE_REGION,   /* one that the catalogue knows, or "": not told */
    PREFERENCE_TYPE_RULE,     /* how often to look again */
    PREFERENCE_TYPE_WARNING   /* how an alarm or a warning is shown */
};

struct preference_row {
    const char *name;
    const char *unit;
    const char *fallback;
    int64_t least, most; /* of a number */
    enum preference_type type;
    enum text_id help;
};

extern const struct preference_row preference_rows[PREFERENCE_COUNT];

/* What holds now: each value as it is kept. */
struct preferences {
    char values[PREFERENCE_COUNT][PREFERENCE_VALUE_MAX + 1];
};

/* E_UNKNOWN_PREFERENCE for a name that is none. */
enum error preference_find(struct view name, enum preference *ret) MUST_CHECK;

/* Everything as it is until the person says otherwise. */
void preference_init(struct preferences *ret);

/* Takes a value if the preference can have it: else E_VALUE, and all is as before. */
enum error preference_set(struct preferences *preferences, enum preference which,
                          struct view value) MUST_CHECK;

int64_t preference_number(const struct preferences *preferences, enum preference which);

/* The index-th word that the preference takes; NULL after the last, or for a number. */
const char *preference_choice(enum preference which, size_t index);

/* Whether a language's choice has sentences that a speaker has read. */
bool preference_is_reviewed(enum preference which, const char *choice);

/* "number" or "choice". */
const char *preference_type_name(enum preference which);

#endif
