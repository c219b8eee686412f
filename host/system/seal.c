#include "system/seal.h"

#include <assert.h>
#include <stdint.h>

#include <sodium.h>

void seal_hash(const struct view *texts, size_t count, unsigned char ret[STORE_WORDING_LEN])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, STORE_WORDING_LEN);
    for (size_t i = 0; i < count; i++) {
        uint64_t len = texts[i].len;
        crypto_generichash_update(&state, (const unsigned char *)&len, sizeof len);
        if (len > 0) {
            crypto_generichash_update(&state, (const unsigned char *)texts[i].data, len);
        }
    }
    crypto_generichash_final(&state, ret, STORE_WORDING_LEN);
}

void seal_sha256(struct view bytes, char ret[SEAL_SHA256_LEN + 1])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    static_assert(sizeof hash * 2 == SEAL_SHA256_LEN, "two digits a byte");
    crypto_hash_sha256(hash, (const unsigned char *)(bytes.data ? bytes.data : ""), bytes.len);
    sodium_bin2hex(ret, SEAL_SHA256_LEN + 1, hash, sizeof hash);
}
