/*
 * seal: what is kept of the wording seen on a page: here its hash, by which equal wording is known.
 *
 * In      folded text
 * Out     a keyless hash of STORE_WORDING_LEN bytes; a SHA-256 for people to compare
 * Units   bytes
 * Limits  any length
 * Errors  none
 * Source  BLAKE2b (RFC 7693) through libsodium
 */
#ifndef OPTWATCH_SYSTEM_SEAL_H
#define OPTWATCH_SYSTEM_SEAL_H

#include "base/text.h"
#include "system/store.h"

/* The hash of count texts, each with its length, so that a move of a border is a change. */
void seal_hash(const struct view *texts, size_t count, unsigned char ret[STORE_WORDING_LEN]);

#define SEAL_SHA256_LEN 64

/* The SHA-256 (FIPS 180-4) of bytes, as lower-case hex with a closing NUL. */
void seal_sha256(struct view bytes, char ret[SEAL_SHA256_LEN + 1]);

#endif
