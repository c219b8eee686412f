/*
 * keeping: makes, proves and forgets the key, and seals the rows once it may.
 *
 * In      an open history, for writing; the person's keyring
 * Out     what was done and what has to be waited for
 * Units   milliseconds UTC
 * Limits  the history's write lock is held while the keyring answers: at most some seconds
 * Errors  the store's; E_KEY_MISSING, E_KEY_MISMATCH; what only needs another time is in "later"
 * Source  a key counts once a provider started anew gave it back; none is made over an old one
 */
#ifndef OPTWATCH_CLI_KEEPING_H
#define OPTWATCH_CLI_KEEPING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "system/store_seal.h"

struct store;

struct keeping {
    bool made;    /* a new key is in the keyring */
    bool adopted; /* the keyring's key is this history's from now on */
    bool proven;  /* just now */
    bool unused;  /* with E_KEY_MISSING: nothing is sealed for the key, keeping_unseal drops it */
    bool removed; /* the key of a forgotten history left the keyring */
    bool dropped; /* a key that nothing was ever sealed for, and that is gone, left the file */
    int64_t sealed, unsealed; /* rows, just now */
    /* Why it is not all done yet: E_OK, E_KEY_PENDING, E_LOCKED, E_NO_KEYRING, E_KEYRING_SLOW. */
    enum error later;
};

/*
 * Goes as far as it can: a key, its proof, the sealing. One that the person switched off stays off,
 * but for wanted. What was done is on disk when it returns.
 */
enum error keeping_advance(struct store *store, bool wanted, int64_t now_ms,
                           struct keeping *ret) MUST_CHECK;

/*
 * Opens every sealed row, and leaves new ones plain until the person wants them sealed. The key
 * stays. E_LOCKED and the rest of sealing.h where something is sealed and the key not to be had.
 */
enum error keeping_unseal(struct store *store, struct keeping *ret) MUST_CHECK;

/*
 * Removes the key of a history that store_forget_seal marked from the keyring, looks again, and
 * drops it from the file: ret->removed. Until the keyring can be asked, the mark stays.
 */
enum error keeping_forget(struct store *store, struct keeping *ret) MUST_CHECK;

/* Takes a key that the person brought. E_KEY_MISMATCH for another than the history's, or where the
 * keyring holds another one. */
enum error keeping_import(struct store *store, const struct seal_key *key, int64_t now_ms,
                          struct keeping *ret) MUST_CHECK;

#endif
