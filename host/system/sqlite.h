/*
 * sqlite: the one place where SQLite's types are shown. Private to store.c and query.c.
 *
 * In      SQLite's result codes
 * Out     our errors
 * Units   none
 * Limits  KEPT_MAX statements are kept for their next use
 * Errors  none of its own
 * Source  sqlite.org, "Result and Error Codes"
 */
#ifndef OPTWATCH_SYSTEM_SQLITE_H
#define OPTWATCH_SYSTEM_SQLITE_H

#include <stddef.h>

#include <sqlite3.h>

#include "base/error.h"

/* Statements that were run already, for the next time: an import runs the same few very often. */
#define KEPT_MAX 8

struct kept_statement {
    const char *sql; /* a constant of ours: the pointer is its name */
    sqlite3_stmt *statement;
};

struct store {
    sqlite3 *db;
    struct kept_statement kept[KEPT_MAX];
    size_t next;
};

enum error sqlite_error(int code);
/* The same, with what the system said of it: a quota is a full disk, a file put aside is busy. */
enum error sqlite_judge(struct store *store, int code);

#endif
