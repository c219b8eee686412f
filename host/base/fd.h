/*
 * fd: whole reads and writes, and the two descriptors that are the wire.
 *
 * In      open descriptors
 * Out     bytes read or written; the descriptors moved away from where libraries print
 * Units   bytes
 * Limits  none of its own: callers cap what they ask for
 * Errors  enum fd_result; errno as the system left it
 * Source  native messaging: stdout is the wire, so a stray print must not reach it
 */
#ifndef OPTWATCH_BASE_FD_H
#define OPTWATCH_BASE_FD_H

#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

enum fd_result {
    FD_WHOLE, /* everything asked for */
    FD_END,   /* end of input, or the reader is gone, before the first byte */
    FD_CUT,   /* end of input inside */
    FD_FAILED
};

/* Reads exactly len bytes; short reads and interruptions are gone on with. */
enum fd_result fd_read(int fd, void *buffer, size_t len) MUST_CHECK;

/* Writes exactly len bytes; FD_END when nobody reads any more. */
enum fd_result fd_write(int fd, const void *buffer, size_t len) MUST_CHECK;

/* The same with two pieces, in one call where the system takes them whole. */
enum fd_result fd_write_both(int fd, struct view first, struct view second) MUST_CHECK;

/*
 * Moves standard input and output to private close-on-exec descriptors, with /dev/null and standard
 * error in their old places. Both *ret_ are owned by the caller.
 */
enum fd_result fd_claim_stdio(int *ret_in, int *ret_out) MUST_CHECK;

/* Closes what the browser leaked: Firefox leaves a pipe at 3. */
void fd_close_leaked(void);

#endif
