/*
 * archive: an export as JSON, a row at a time out, and checked in full on its way back in.
 *
 * In      rows; or the bytes of an export
 * Out     ASCII JSON, one row a line; or rows, whose texts are borrowed from the archive
 * Units   as in core/archive.h
 * Limits  ARCHIVE_BYTES_MAX bytes, ARCHIVE_ROWS_MAX rows a section
 * Errors  E_EXPORT: anything missing, unknown, of the wrong type or too long; E_NEWER_EXPORT
 * Source  host/README.md, "The history"
 */
#ifndef OPTWATCH_WIRE_ARCHIVE_H
#define OPTWATCH_WIRE_ARCHIVE_H

#include "base/buffer.h"
#include "core/archive.h"

struct archive_head {
    const char *version; /* of the program */
    int catalogue;
    int64_t made_s;
};

/* The beginning, a section's beginning and end, and the end; rows stand between. */
void archive_put_head(struct buffer *buffer, const struct archive_head *head);
void archive_put_section(struct buffer *buffer, enum archive_section section);
void archive_put_row(struct buffer *buffer, const struct archive_row *row, bool first);
void archive_put_section_end(struct buffer *buffer);
void archive_put_end(struct buffer *buffer);

struct archive;

/* Reads and checks all of it. *ret is owned: archive_close, which accepts NULL. */
enum error archive_open(struct view json, struct archive **ret) MUST_CHECK;
void archive_close(struct archive *archive);

/* Hands the rows of one section to take. */
enum error archive_walk(const struct archive *archive, enum archive_section section,
                        archive_take take, void *self) MUST_CHECK;

#endif
