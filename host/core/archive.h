/*
 * archive: the shape of an export: its sections, and the columns of their rows.
 *
 * One table for everybody: the store reads and merges rows by it, the wire writes and checks them.
 * Times are exact in the history, so a column of time is two members in JSON: "at" in whole
 * seconds, as everywhere on the wire, and "at_ms". Settings and exits are slugs that need not be in
 * this catalogue: a history outlives it.
 *
 * In      a section
 * Out     its name and columns
 * Units   ARCHIVE_TIME in milliseconds UTC, ARCHIVE_SECONDS in seconds UTC; 0 is null in JSON
 * Limits  ARCHIVE_*_MAX; what is longer is no export of ours
 * Errors  none
 * Source  host/README.md, "The history"
 */
#ifndef OPTWATCH_CORE_ARCHIVE_H
#define OPTWATCH_CORE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

#define ARCHIVE_FORMAT      1
#define ARCHIVE_COLUMNS_MAX 14
#define ARCHIVE_HASH_LEN    16
#define ARCHIVE_SLUG_MAX    64
#define ARCHIVE_NAME_MAX    64
#define ARCHIVE_TEXT_MAX    2048
#define ARCHIVE_NOTE_MAX    4096
#define ARCHIVE_ROWS_MAX    500000                      /* in a section */
#define ARCHIVE_BYTES_MAX   ((size_t)128 * 1024 * 1024) /* of a whole export */

enum archive_kind {
    ARCHIVE_NUMBER,
    ARCHIVE_FLAG,
    ARCHIVE_TIME,
    ARCHIVE_SECONDS,
    ARCHIVE_SLUG,
    ARCHIVE_CHOICE, /* one of the column's names */
    ARCHIVE_UUID,
    ARCHIVE_HASH, /* ARCHIVE_HASH_LEN bytes; zeros are null */
    ARCHIVE_TAG,  /* a language's tag, or "" */
    ARCHIVE_NAME, /* what the person called something: a line of at most ARCHIVE_NAME_MAX bytes */
    ARCHIVE_TEXT, /* any text of at most ARCHIVE_TEXT_MAX bytes; data NULL is null */
    ARCHIVE_NOTE  /* the same, of at most ARCHIVE_NOTE_MAX */
};

struct archive_column {
    const char *name;
    enum archive_kind kind;
    const char *(*choice)(int index); /* ARCHIVE_CHOICE: NULL behind the last name */
};

/* In the order in which they are written, and can be read back one after the other. */
enum archive_section {
    ARCHIVE_ACCOUNTS,
    ARCHIVE_INSTANCES,
    ARCHIVE_READINGS,
    ARCHIVE_CHANGES,
    ARCHIVE_STANDINGS,
    ARCHIVE_REMINDERS,
    ARCHIVE_DELIVERIES,
    ARCHIVE_TICKS,
    ARCHIVE_DRIFTS,
    ARCHIVE_WORDINGS,
    ARCHIVE_WORDINGS_SEEN,
    ARCHIVE_OUTCOMES,
    ARCHIVE_PREFERENCES,
    ARCHIVE_NOTES,
    ARCHIVE_UNREAD,
    ARCHIVE_SECTION_COUNT
};

struct archive_shape {
    const char *name;
    const struct archive_column *columns;
    size_t column_count;
};

/* Number for NUMBER, FLAG, TIME and SECONDS, text for the rest. */
struct archive_cell {
    int64_t number;
    struct view text;
};

/* Places of columns that somebody asks for by name. */
enum { ACCOUNTS_ACCOUNT, ACCOUNTS_NAME, ACCOUNTS_INTENT, ACCOUNTS_SEPARATE, ACCOUNTS_CREATED };
enum { INSTANCES_INSTANCE, INSTANCES_ACCOUNT, INSTANCES_FAMILY, INSTANCES_FIRST, INSTANCES_LAST };
enum {
    READINGS_ACCOUNT,
    READINGS_INSTANCE,
    READINGS_FAMILY,
    READINGS_SETTING,
    READINGS_STATE,
    READINGS_LOCKED,
    READINGS_LOAD,
    READINGS_TOUCHED,
    READINGS_RULES,
    READINGS_CATALOGUE,
    READINGS_WORDING,
    READINGS_FIRST,
    READINGS_LAST,
    READINGS_COUNT
};
enum { CHANGES_ACCOUNT, CHANGES_SETTING, CHANGES_FROM, CHANGES_TO, CHANGES_AT };
enum {
    STANDINGS_ACCOUNT,
    STANDINGS_SETTING,
    STANDINGS_STATE,
    STANDINGS_CAUSE,
    STANDINGS_RULES,
    STANDINGS_SINCE,
    STANDINGS_LAST,
    STANDINGS_CONFIRMED,
    STANDINGS_LAST_ON,
    STANDINGS_WORDING,
    STANDINGS_WORDING_CHANGED
};
enum { TICKS_ACCOUNT, TICKS_EXIT, TICKS_AT };
enum { DRIFTS_ACCOUNT, DRIFTS_SETTING, DRIFTS_LANG, DRIFTS_FROM, DRIFTS_TO, DRIFTS_AT };
enum {
    WORDINGS_HASH,
    WORDINGS_SETTING,
    WORDINGS_LANG,
    WORDINGS_FIRST,
    WORDINGS_SEALED,
    WORDINGS_NAME,
    WORDINGS_DESCRIPTION
};

enum { PREFERENCES_NAME, PREFERENCES_VALUE };
enum { NOTES_ACCOUNT, NOTES_SUBJECT, NOTES_MADE, NOTES_SEALED, NOTES_TEXT };
enum { UNREAD_ACCOUNT, UNREAD_SETTING, UNREAD_DAYS_COUNT, UNREAD_LAST_DAY, UNREAD_RAISED };

struct archive_row {
    enum archive_section section;
    struct archive_cell cells[ARCHIVE_COLUMNS_MAX];
    /* Of a wording or note that comes from the store: its row and payload, for who can open it. */
    int64_t id;
    struct view payload;
    int sealed;
};

/* Takes one row, borrowed for the call; an error ends the walk. */
typedef enum error (*archive_take)(void *self, const struct archive_row *row);

const struct archive_shape *archive_shape_of(enum archive_section section);

/* Whether a text may stand in a column, by its kind. */
bool archive_allows(const struct archive_column *column, struct view text);

/* Which column is the account's; -1 if the section has none. */
int archive_account_column(enum archive_section section);

#endif
