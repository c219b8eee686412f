/*
 * store_seal: the history's public key, and the rows that it seals.
 *
 * In      a public key, or both halves; what is known of the provider that keeps the secret one
 * Out     rows of wording and note, sealed or plain, and how many are which
 * Units   milliseconds UTC
 * Limits  one key; STORE_PROVIDER_MAX
 * Errors  the store's; E_SEAL for a row that does not open
 * Source  the secret half is in the keyring and never here
 */
#ifndef OPTWATCH_SYSTEM_STORE_SEAL_H
#define OPTWATCH_SYSTEM_STORE_SEAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "system/seal.h"

struct store;

#define STORE_PROVIDER_MAX 127

/* The column "proven". */
enum seal_state {
    SEAL_PENDING, /* the key was not yet read back from a provider started anew: rows stay plain */
    SEAL_PROVEN,  /* rows are sealed */
    SEAL_OFF      /* the person wants them plain; the key stays */
};

struct kept_seal {
    bool found;  /* there is a key */
    bool forget; /* the history was forgotten, and the key has still to leave the keyring */
    enum seal_state state;
    unsigned char open[SEAL_KEY_LEN];
    char provider[STORE_PROVIDER_MAX + 1]; /* the one that took the key: keyring.h */
    int64_t made_ms;
};

/* Whether new rows are to be sealed. */
bool store_seals(const struct kept_seal *seal);

/* "none", "pending", "sealed", "off", "forgotten". Borrowed for ever. */
const char *store_seal_name(const struct kept_seal *seal);

/* E_NOT_A_STORE for a key that is none. */
enum error store_find_seal(struct store *store, struct kept_seal *ret) MUST_CHECK;
enum error store_put_seal(struct store *store, const struct kept_seal *seal) MUST_CHECK;
enum error store_drop_seal(struct store *store) MUST_CHECK;
/* Marks the key as one to be removed from the keyring; without a key nothing happens. */
enum error store_forget_seal(struct store *store) MUST_CHECK;

struct seal_counts {
    int64_t plain, sealed;
};

/* Rows of wording and note together. */
enum error store_count_seals(struct store *store, struct seal_counts *ret) MUST_CHECK;

/*
 * All plain rows sealed, or all sealed rows opened, inside the caller's transaction: one row that
 * does not open ends it with E_SEAL, and the caller rolls back. *ret_count is how many.
 */
enum error store_seal_rows(struct store *store, const unsigned char open[SEAL_KEY_LEN],
                           int64_t *ret_count) MUST_CHECK;
enum error store_unseal_rows(struct store *store, const struct seal_key *key,
                             int64_t *ret_count) MUST_CHECK;

/* Writes the file anew, outside a transaction: nothing of what was plain stays between the rows. */
enum error store_compact(struct store *store) MUST_CHECK;

#endif
