/*
 * opening: what was kept in the history of a page's text, as far as it can be read now.
 *
 * In      an open history, or NULL; the keyring, where anything is sealed
 * Out     an opener for rows of wordings
 * Units   bytes
 * Limits  PAYLOAD_TEXT_MAX bytes of text; the keyring's two seconds
 * Errors  the store's; what cannot be opened stays sealed
 * Source  host/README.md, "What is sealed"
 */
#ifndef OPTWATCH_CLI_OPENING_H
#define OPTWATCH_CLI_OPENING_H

#include "cli/sealing.h"
#include "service/archive.h"
#include "system/payload.h"

struct opening {
    struct sealing sealing;
    char text[PAYLOAD_TEXT_MAX]; /* of the row opened last */
};

/* Gets the key where it is to be had. opening_finish wipes it. */
enum error opening_begin(struct store *store, struct opening *ret) MUST_CHECK;
void opening_finish(struct opening *opening);

/* Borrows opening. */
struct archive_opener opening_opener(struct opening *opening);

#endif
