/*
 * passphrase: asked for at the terminal without showing it, or read from a file.
 *
 * In      /dev/tty, or the first line of a file
 * Out     the passphrase in the caller's buffer, which seal_wipe has to clear
 * Units   bytes
 * Limits  SEAL_PASSPHRASE_MAX
 * Errors  E_NO_INPUT: no terminal and no file; E_BAD_PASSPHRASE: too long, or typed differently
 * Source  termios(3)
 */
#ifndef OPTWATCH_CLI_PASSPHRASE_H
#define OPTWATCH_CLI_PASSPHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "system/seal.h"

struct passphrase {
    char text[SEAL_PASSPHRASE_MAX + 2]; /* with the line's end and NUL, while it is read */
    size_t len;
};

/* file NULL: at the terminal, twice where it has to be the same. */
enum error passphrase_read(const char *file, bool twice, struct passphrase *ret) MUST_CHECK;

#endif
