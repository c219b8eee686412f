/*
 * archive: the whole history as rows, out of the store and back into it.
 *
 * Merging never takes anything away, and the same row twice changes nothing. Accounts are known
 * again by the browser profiles in them, else by the millisecond they were made in. A standing is
 * taken only if it was seen later than the one that is there, and a "confirmed off" only if nobody
 * saw "on" since: an import can cost certainty, and never makes an "off" that is none.
 *
 * In      rows of core/archive.h; a transaction that the caller began
 * Out     the same
 * Units   as in core/archive.h
 * Limits  ARCHIVE_ACCOUNTS_MAX accounts in an import
 * Errors  the store's; E_EXPORT: a row names an account or profile that the export does not hold
 * Source  host/README.md, "The history"
 */
#ifndef OPTWATCH_SYSTEM_ARCHIVE_H
#define OPTWATCH_SYSTEM_ARCHIVE_H

#include "core/archive.h"
#include "core/history.h"
#include "system/store.h"

#define ARCHIVE_ACCOUNTS_MAX 256
/* A time further ahead of now than this is a clock's mistake. */
#define ARCHIVE_AHEAD_MS INT64_C(172800000)

/* Hands every row of a section to take, in an order that depends on the rows alone. */
enum error archive_read(struct store *store, enum archive_section section, archive_take take,
                        void *self) MUST_CHECK;

/* store_entries.c: the newest max readings, changes or drifts that fit, newest first, with their
 * id. */
enum error archive_read_newest(struct store *store, enum archive_section section,
                               const struct history_filter *filter, int64_t max, archive_take take,
                               void *self) MUST_CHECK;

/* The wording with this hash, if it is kept. */
enum error archive_read_wording(struct store *store, struct view hash, archive_take take,
                                void *self) MUST_CHECK;

/* An account of the export, and the one of the store that it is. */
struct merge_account {
    int64_t theirs;
    int64_t ours;   /* 0 = not in the store yet */
    bool told;      /* its own row has been read: an export tells each once */
    bool ambiguous; /* its profiles are several accounts here: its standings are nobody's */
};

struct merge {
    struct store *store;
    int64_t now_ms;
    struct merge_account accounts[ARCHIVE_ACCOUNTS_MAX];
    size_t account_count;
    int64_t sealed; /* wordings and notes left out, because the export could not open them */
};

/*
 * The order: merge_meet with all instances, merge_account with all accounts, then merge_row with
 * the instances and every other section in its order. All are archive_take with a struct merge.
 */
enum error merge_meet(void *merge, const struct archive_row *row) MUST_CHECK;
enum error merge_account(void *merge, const struct archive_row *row) MUST_CHECK;
enum error merge_row(void *merge, const struct archive_row *row) MUST_CHECK;

/* store_standing.c: one row of standings, its account already ours. */
enum error merge_standing(struct merge *merge, const struct archive_row *row,
                          int64_t account) MUST_CHECK;

#endif
