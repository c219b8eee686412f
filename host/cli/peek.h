/*
 * peek: a file that somebody else wrote, read without trusting it: never waited for, never long.
 *
 * In      a path; a link is followed, as browsers do
 * Out     its bytes, and what kind of thing it is
 * Units   bytes
 * Limits  the buffer's own maximum
 * Errors  none: each way to fail is an answer
 * Source  open(2): a FIFO blocks whoever opens it, a device may act
 */
#ifndef OPTWATCH_CLI_PEEK_H
#define OPTWATCH_CLI_PEEK_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/buffer.h"

enum peek {
    PEEK_READ,
    PEEK_NONE,      /* nothing of that name */
    PEEK_DANGLING,  /* a link to nothing */
    PEEK_NOT_PLAIN, /* a folder, a FIFO, a device */
    PEEK_DENIED,    /* it, or a folder on the way */
    PEEK_LONG,
    PEEK_FAILED
};

/* *ret_file is what the path leads to, zeros where that is unknown. */
enum peek peek_read(const char *path, struct buffer *buffer, struct stat *ret_file);

/* The next line of text from *at on, without its end; false at the end. */
bool peek_line(struct view text, size_t *at, struct view *ret_line);

#endif
