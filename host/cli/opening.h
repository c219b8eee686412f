/*
 * opening: what was kept in the history of a page's text, as far as it can be read now.
 *
 * In      a row of wordings with its payload
 * Out     the payload's text
 * Units   bytes
 * Limits  none of its own
 * Errors  none: what cannot be opened stays sealed
 * Source  system/payload.h
 */
#ifndef OPTWATCH_CLI_OPENING_H
#define OPTWATCH_CLI_OPENING_H

#include "service/archive.h"

/* Opens what is plain. The one place where sealed text is to be opened. */
struct archive_opener opening_make(void);

#endif
