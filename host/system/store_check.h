/*
 * store_check: whether an open history is whole and can be written, without changing it.
 *
 * In      a store opened with STORE_LOOK
 * Out     its version, the first thing SQLite says against it, times that lie ahead
 * Units   milliseconds and seconds UTC
 * Limits  waits STORE_BUSY_MS for other writers; the check reads the whole file
 * Errors  those of store.h
 * Source  sqlite.org, "PRAGMA quick_check"
 */
#ifndef OPTWATCH_SYSTEM_STORE_CHECK_H
#define OPTWATCH_SYSTEM_STORE_CHECK_H

#include <stddef.h>

#include "system/store.h"

#define STORE_COMPLAINT_MAX 200
#define STORE_AHEAD_MAX     5

/* The file's version, and the one that this program writes. */
enum error store_read_version(struct store *store, int64_t *ret_version,
                              int64_t *ret_known) MUST_CHECK;

/* Writes a row in a transaction and takes it back: locks, the journal's place and its folder are
 * all tried. */
enum error store_try_write(struct store *store) MUST_CHECK;

/* ret is "" for a file that is whole, else the first complaint, cut to fit. */
enum error store_check_pages(struct store *store, char ret[STORE_COMPLAINT_MAX + 1]) MUST_CHECK;

/* What was written down for a time later than a limit. */
struct store_ahead {
    const char *of[STORE_AHEAD_MAX]; /* such as "readings": constants */
    size_t count;                    /* 0 = nothing */
    int64_t latest_ms;
    int64_t noticed_s; /* since when a reminder is known to be among them; 0 = none is */
};

/* Times at which something was seen or done; the dates of reminders are ahead by their nature. */
enum error store_find_ahead(struct store *store, int64_t limit_ms,
                            struct store_ahead *ret) MUST_CHECK;

#endif
