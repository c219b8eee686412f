/*
 * seal: what is kept so that a copy of the history's file does not show it, and the hash by which
 * equal wording is known.
 *
 * In      text, and the place in the history that it is for
 * Out     a sealed box to the history's public key; who holds the secret key opens it;
 *         hashes, and a SHA-256 for people to compare
 * Units   bytes
 * Limits  SEAL_TEXT_MAX; a passphrase has SEAL_PASSPHRASE_MIN to SEAL_PASSPHRASE_MAX bytes
 * Errors  E_LIMIT, E_SEAL, E_PASSPHRASE, E_INTERNAL
 * Source  libsodium: crypto_box_seal (X25519, XSalsa20-Poly1305), Argon2id (RFC 9106),
 *         XChaCha20-Poly1305, BLAKE2b (RFC 7693). A sealed box takes no associated data and shows
 *         no sender: its place is inside it, and who has the file can add rows of their own
 */
#ifndef OPTWATCH_SYSTEM_SEAL_H
#define OPTWATCH_SYSTEM_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "system/store.h"

#define SEAL_VERSION  1 /* of what is inside a box; a row's column "sealed" repeats it */
#define SEAL_KEY_LEN  32
#define SEAL_TEXT_MAX 4096
/* Magic 8, version 4, row 8, length 4, table 16, and the box's own 48. */
#define SEAL_OVERHEAD 88

/* Both halves. The secret one is wiped by seal_wipe when it is done with. */
struct seal_key {
    unsigned char secret[SEAL_KEY_LEN];
    unsigned char open[SEAL_KEY_LEN]; /* the public half, which the history's file holds */
};

/* Where a sealed text belongs. A box opens nowhere else. */
struct seal_place {
    const char *table; /* at most 16 bytes */
    int64_t row;
    int version; /* the row's column "sealed" */
};

/* A new pair of random halves. */
enum error seal_make_key(struct seal_key *ret) MUST_CHECK;

/* The pair of a secret half. */
enum error seal_find_key(const unsigned char secret[SEAL_KEY_LEN], struct seal_key *ret) MUST_CHECK;

/* Overwrites what held a secret, and is never left out by a compiler. */
void seal_wipe(void *data, size_t len);

/* Whether two halves are equal, in the same time whatever they hold. */
bool seal_equal(const unsigned char a[SEAL_KEY_LEN], const unsigned char b[SEAL_KEY_LEN]);

/* Seals text into buffer, which has room for text.len + SEAL_OVERHEAD bytes. E_LIMIT. */
enum error seal_close(const unsigned char open[SEAL_KEY_LEN], const struct seal_place *place,
                      struct view text, unsigned char *buffer, size_t *ret_len) MUST_CHECK;

/*
 * Opens a box of len bytes into buffer, which has room for as many. E_SEAL if it is for another
 * key, of another place or version, or was changed: buffer then holds nothing of it.
 */
enum error seal_open(const struct seal_key *key, const struct seal_place *place,
                     const unsigned char *data, size_t len, char *buffer,
                     size_t *ret_len) MUST_CHECK;

#define SEAL_PASSPHRASE_MIN 8
#define SEAL_PASSPHRASE_MAX 1024
/* The public half 32, a salt 16, a nonce 24, the secret half 32 with its tag 16. */
#define SEAL_COPY_LEN 120
#define SEAL_SUM_LEN  8

/* The key under a passphrase, for a copy outside the keyring. Takes about a second and 256 MiB. */
enum error seal_lock_copy(const struct seal_key *key, struct view passphrase,
                          unsigned char ret[SEAL_COPY_LEN]) MUST_CHECK;

/* E_PASSPHRASE if it is another passphrase, or the copy was changed. */
enum error seal_unlock_copy(const unsigned char copy[SEAL_COPY_LEN], struct view passphrase,
                            struct seal_key *ret) MUST_CHECK;

/* A short checksum, to tell a slip in copying from a wrong passphrase. */
void seal_sum(const unsigned char *data, size_t len, unsigned char ret[SEAL_SUM_LEN]);

/* The hash of count texts, each with its length, so that a move of a border is a change. */
void seal_hash(const struct view *texts, size_t count, unsigned char ret[STORE_WORDING_LEN]);

#define SEAL_SHA256_LEN 64

/* The SHA-256 (FIPS 180-4) of bytes, as lower-case hex with a closing NUL. */
void seal_sha256(struct view bytes, char ret[SEAL_SHA256_LEN + 1]);

#endif
