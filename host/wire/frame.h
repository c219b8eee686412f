/*
 * frame: native messaging's framing: a 32-bit length in native byte order, then that many bytes.
 *
 * In      a descriptor
 * Out     one frame's bytes in the caller's buffer; or one frame written whole
 * Units   bytes
 * Limits  FRAME_MAX each way; a longer one is refused before anything is read or allocated
 * Errors  E_EMPTY_FRAME, E_TOO_LARGE, E_CUT_SHORT, E_OUTPUT; after any of them the stream is lost
 * Source  the browsers' native messaging protocol; the limit is this product's own
 */
#ifndef OPTWATCH_WIRE_FRAME_H
#define OPTWATCH_WIRE_FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#define FRAME_MAX ((size_t)65536)

/* Reads one frame into buffer (FRAME_MAX bytes); *ret_end tells a clean end of input instead. */
enum error frame_read(int fd, char *buffer, size_t *ret_len, bool *ret_end) MUST_CHECK;

/* Writes one frame of 1 to FRAME_MAX bytes; a reader that is gone is E_OUTPUT. */
enum error frame_write(int fd, const char *data, size_t len) MUST_CHECK;

#endif
