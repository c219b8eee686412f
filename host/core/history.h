/*
 * history: the newest entries of the history that fit a filter: readings, changes, drifts of
 * wording.
 *
 * In      rows of core/archive.h
 * Out     rows, oldest first
 * Units   milliseconds UTC
 * Limits  HISTORY_MAX entries
 * Errors  none
 * Source  host/README.md, "The wire"
 */
#ifndef OPTWATCH_CORE_HISTORY_H
#define OPTWATCH_CORE_HISTORY_H

#include "core/archive.h"

#define HISTORY_MAX      300
#define HISTORY_WIRE_MAX 120 /* what a reply has room for */

/* Zeros leave nothing out, but for to_ms: INT64_MAX does. */
struct history_filter {
    struct view setting; /* slug */
    int64_t account;
    int64_t from_ms, to_ms; /* both in; a reading counts with its whole span */
    bool changes_only;
    struct view change; /* the state changed to */
};

struct history {
    struct archive_row *rows;
    size_t count;
    bool more; /* older ones were left out */
};

/* When an entry was last true: a reading's last look, a change's moment. */
int64_t history_time(const struct archive_row *row);

/* "reading", "change", "wording". */
const char *history_kind(const struct archive_row *row);

/* Oldest first; equal times in the order of the sections. */
void history_sort(struct history *history);

#endif
