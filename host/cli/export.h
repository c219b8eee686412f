/*
 * export: the forms of an export that people read: a table, and a dated record.
 *
 * In      a store that is being read as of one moment; NULL is an empty history
 * Out     bytes, added to a buffer
 * Units   UTC in the table, local time with its offset in the record
 * Limits  the buffer's
 * Errors  the store's; E_LIMIT where the buffer is full
 * Source  RFC 4180; CommonMark 0.31
 */
#ifndef OPTWATCH_CLI_EXPORT_H
#define OPTWATCH_CLI_EXPORT_H

#include "core/civil.h"
#include "service/archive.h"

/* Readings and changes, one a row. */
enum error csv_write(struct store *store, struct buffer *buffer) MUST_CHECK;

struct record {
    struct store *store;
    struct archive_opener opener;
    struct archive_head head;
    const struct zone *zone;
    struct buffer *buffer;
};

enum error markdown_write(struct record *record) MUST_CHECK;

#endif
