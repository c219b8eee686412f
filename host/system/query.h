/*
 * query: one SQL statement, bound and stepped. Private to system: keeps SQLite inside store.c.
 *
 * In      a store, SQL that is a constant of ours, values bound in order
 * Out     columns by index; text is borrowed until the next step or the end
 * Units   as the schema has them
 * Limits  none
 * Errors  the first one sticks and is told by query_end; later calls do nothing
 * Source  sqlite.org, "Result and Error Codes"
 */
#ifndef OPTWATCH_SYSTEM_QUERY_H
#define OPTWATCH_SYSTEM_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "core/archive.h"

struct store;

struct query {
    struct store *store;
    const char *sql;
    void *statement;
    int bound;
    bool stepped;
    enum error error;
};

struct query query_make(struct store *store, const char *sql);
void query_number(struct query *query, int64_t value);
void query_text(struct query *query, struct view text); /* taken by copy */
void query_bytes(struct query *query, const void *data, size_t len);

/* Whether there is a (next) row. */
bool query_next(struct query *query);
int64_t query_get_number(struct query *query, int column);
struct view query_get_text(struct query *query, int column);
/* Exactly len bytes, or zeros. */
void query_get_bytes(struct query *query, int column, void *ret, size_t len);

/* All of a column's bytes, borrowed. */
struct view query_get_blob(struct query *query, int column);

/* Ends it. Runs it first if it was never stepped. */
enum error query_end(struct query *query) MUST_CHECK;

/* The row id of the last insert. */
int64_t query_inserted(const struct store *store);

/* store_archive.c: runs it, each row a section's columns and its id, to take; and ends it. */
enum error archive_hand(struct query *query, enum archive_section section, archive_take take,
                        void *self) MUST_CHECK;

/* store_schema.c */
enum schema_state {
    SCHEMA_CURRENT,
    SCHEMA_OLDER,
    SCHEMA_EMPTY /* the file holds nothing yet */
};

/* What the file is, inside a transaction of the caller's. E_NOT_A_STORE, E_NEWER_STORE. */
enum error schema_look(struct store *store, enum schema_state *ret) MUST_CHECK;

/* Makes the tables, or brings those of an earlier version up, in a transaction of its own. */
enum error schema_bring_up(struct store *store) MUST_CHECK;

/* The version that this program writes. */
int64_t schema_version(void);

/* Runs several statements without values. */
enum error query_run(struct store *store, const char *sql) MUST_CHECK;

#endif
