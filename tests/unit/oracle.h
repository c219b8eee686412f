/*
 * oracle: what the standing of one setting of one account is, worked out a second time, from the
 * whole list of its looks and the design's words alone. As plain as can be, and slow.
 */
#ifndef OPTWATCH_TESTS_ORACLE_H
#define OPTWATCH_TESTS_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/standing.h"

/* One look that read on or off. Times are milliseconds. */
struct seen {
    int visit;
    bool on;
    bool fresh;
    bool restored; /* default_checked is true */
    enum touched touched;
    int rules;
    int64_t steady_ms;
    int64_t now_ms;
    int64_t began_ms; /* of its visit */
    int64_t told_ms;  /* the first look of its visit */
};

struct told {
    enum standing_state state;
    enum cause cause;
    int64_t since_ms;
    int64_t last_seen_ms;
    int64_t confirmed_ms;
};

/* What is true after the last of count looks. earlier[i] is what was told after look i. */
struct told oracle_tell(const struct seen *looks, const struct told *earlier, size_t count);

#endif
