/*
 * payload: text of a page or of the person on its way into the history and out of it: sealed where
 * there is a proven public key, plain where there is none.
 *
 * In      UTF-8 text of at most PAYLOAD_TEXT_MAX bytes; the table and row it is written to
 * Out     bytes for the columns payload and sealed; for who holds the secret key, the text again
 * Units   bytes
 * Limits  PAYLOAD_TEXT_MAX
 * Errors  the store's; E_LIMIT for a longer text; E_LOCKED, E_SEAL on the way out
 * Source  a sealed box takes no associated data, so the binding (table, row, version) is inside it
 *         and checked on opening (host/README.md, "What is sealed")
 */
#ifndef OPTWATCH_SYSTEM_PAYLOAD_H
#define OPTWATCH_SYSTEM_PAYLOAD_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

struct store;
struct seal_key;

#define PAYLOAD_TEXT_MAX 4096
#define PAYLOAD_MAX      (PAYLOAD_TEXT_MAX + 256)

struct payload {
    unsigned char data[PAYLOAD_MAX];
    size_t len;
    int sealed; /* the sealing's version; 0 = plain */
};

/*
 * Packs text for one row of a table, inside the caller's transaction. The row has to be that of the
 * insert: a new row's id is taken first, or the row is inserted empty and then updated.
 */
enum error payload_pack(struct store *store, const char *table, int64_t row, struct view text,
                        struct payload *ret) MUST_CHECK;

/*
 * The text of a row's payload, in buffer, without a closing NUL. key is NULL where the secret key
 * is not to be had: plain text is read all the same, and what is sealed is E_LOCKED.
 */
enum error payload_unpack(const struct seal_key *key, const char *table, int64_t row,
                          const struct payload *payload, char buffer[PAYLOAD_TEXT_MAX],
                          size_t *ret_len) MUST_CHECK;

#endif
