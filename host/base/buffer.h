/*
 * buffer: bytes that grow as they are written, up to a maximum.
 *
 * In      bytes, text, formatted text
 * Out     data, owned by the buffer until buffer_finish
 * Units   bytes
 * Limits  max: once something did not fit, full stays set and nothing more is taken
 * Errors  none while writing: ask full at the end; a machine without memory ends the program
 * Source  house rule: owned buffers have a maximum
 */
#ifndef OPTWATCH_BASE_BUFFER_H
#define OPTWATCH_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct buffer {
    char *data; /* NULL while empty; no closing NUL */
    size_t len;
    size_t size;
    size_t max;
    bool full;
};

/* Accepts a buffer of zeros. */
void buffer_finish(struct buffer *buffer);

void buffer_put(struct buffer *buffer, struct view bytes);
void buffer_put_text(struct buffer *buffer, const char *text);
void buffer_put_byte(struct buffer *buffer, char byte);

/* As printf; one piece of at most 1,023 bytes. */
void buffer_print(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Room for len bytes at the end, to be written by the caller and then counted in len; NULL = full.
 */
char *buffer_room(struct buffer *buffer, size_t len);

/* What it holds. Borrowed until the next write. */
struct view buffer_view(const struct buffer *buffer);

#endif
