/*
 * archive: the whole history out as one export, and an export back into a history.
 *
 * In      the store; the bytes of an export
 * Out     the bytes of an export; rows in the store, all of them or none
 * Units   milliseconds UTC
 * Limits  ARCHIVE_BYTES_MAX
 * Errors  the store's, E_EXPORT, E_NEWER_EXPORT; E_LIMIT for a history too large to be one export
 * Source  host/README.md, "The history"
 */
#ifndef OPTWATCH_SERVICE_ARCHIVE_H
#define OPTWATCH_SERVICE_ARCHIVE_H

#include "base/buffer.h"
#include "system/archive.h"
#include "wire/archive.h"

/* Opens a payload of the store: *ret_text is borrowed until the next call. False: it stays sealed.
 */
struct archive_opener {
    bool (*open)(void *self, const struct archive_row *row, struct view *ret_text);
    void *self;
};

/* Fills a wording's or a note's texts from its payload, borrowed; or leaves it as sealed. */
void archive_unseal(const struct archive_opener *opener, struct archive_row *row);

/* Everything of one moment, into buffer. store NULL is an empty history. */
enum error archive_export(struct store *store, const struct archive_opener *opener,
                          const struct archive_head *head, struct buffer *buffer) MUST_CHECK;

struct archive_taken {
    int64_t rows;   /* added or widened */
    int64_t sealed; /* wordings and notes that the export could not open, left out */
};

/* Takes an export in; on any error nothing has changed. */
enum error archive_import(struct view json, int64_t now_ms, struct archive_taken *ret) MUST_CHECK;

#endif
