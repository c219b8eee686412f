/*
 * outfile: what the person asked to be written to a file: whole, for the owner only, and over no
 * other file unless that was said.
 *
 * In      a path, bytes
 * Out     a file of mode 0600
 * Units   bytes
 * Limits  PATHS_MAX bytes of path
 * Errors  E_EXISTS, E_OUTPUT
 * Source  host/README.md, "Keeping a record"
 */
#ifndef OPTWATCH_CLI_OUTFILE_H
#define OPTWATCH_CLI_OUTFILE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

/* Only with replace may it take the place of a file that is there, and only when it is whole. */
enum error outfile_put(const char *path, struct view bytes, bool replace) MUST_CHECK;

#endif
