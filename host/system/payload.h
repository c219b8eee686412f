/*
 * payload: text of a page or of the person on its way into the history and out of it: sealed where
 * there is a proven public key, plain where there is none.
 *
 * In      UTF-8 text of at most PAYLOAD_TEXT_MAX bytes; the table and row it is written to
 * Out     bytes for the columns payload and sealed
 * Units   bytes
 * Limits  PAYLOAD_TEXT_MAX
 * Errors  the store's; E_LIMIT for a longer text
 * Source  a sealed box takes no associated data, so the binding (table, row, schema version) is
 *         inside it and checked on opening (host/README.md, "What is sealed")
 */
#ifndef OPTWATCH_SYSTEM_PAYLOAD_H
#define OPTWATCH_SYSTEM_PAYLOAD_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

struct store;

#define PAYLOAD_TEXT_MAX 4096
#define PAYLOAD_MAX      (PAYLOAD_TEXT_MAX + 256)

struct payload {
    unsigned char data[PAYLOAD_MAX];
    size_t len;
    int sealed; /* the sealing's version; 0 = plain */
};

/* Packs text for one row of a table, inside the caller's transaction. */
enum error payload_pack(struct store *store, const char *table, int64_t row, struct view text,
                        struct payload *ret) MUST_CHECK;

#endif
