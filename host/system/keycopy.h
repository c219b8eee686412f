/*
 * keycopy: a key's copy under a passphrase, as a text file that a person recognises and can type.
 *
 * In      the bytes of seal_lock_copy
 * Out     a text of some lines between "-----BEGIN" and "-----END", in hexadecimal digits
 * Units   bytes
 * Limits  KEYCOPY_TEXT_MAX
 * Errors  E_KEY_COPY: no such text, another version, or a slip in it
 * Source  our own; the checksum tells a slip in copying from a wrong passphrase
 */
#ifndef OPTWATCH_SYSTEM_KEYCOPY_H
#define OPTWATCH_SYSTEM_KEYCOPY_H

#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "system/seal.h"

#define KEYCOPY_TEXT_MAX 4096

/* Writes the text into buffer, which has KEYCOPY_TEXT_MAX bytes; it ends in a line's end. */
void keycopy_write(const unsigned char copy[SEAL_COPY_LEN], char *buffer, size_t *ret_len);

/* Reads it back: what stands before and behind it, spaces and either case of digits do no harm. */
enum error keycopy_read(struct view text, unsigned char ret[SEAL_COPY_LEN]) MUST_CHECK;

#endif
