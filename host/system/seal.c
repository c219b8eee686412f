#include "system/seal.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include <sodium.h>

/* What a box holds: this, then the text. Numbers are little-endian: a file may move to a machine
 * of the other order. */
static const unsigned char magic[] = {'o', 'p', 't', 'w', 'a', 't', 'c', 'h'};
#define TABLE_LEN 16
enum {
    AT_VERSION = sizeof magic,
    AT_ROW = AT_VERSION + 4,
    AT_LEN = AT_ROW + 8,
    AT_TABLE = AT_LEN + 4,
    AT_TEXT = AT_TABLE + TABLE_LEN
};
#define BYTE_BITS 8

/* Argon2id's "moderate", in numbers of our own: a later library's must not change what opens. */
#define PASSPHRASE_PASSES 3
#define PASSPHRASE_BYTES  268435456U /* 256 MiB */
enum {
    COPY_SALT = SEAL_KEY_LEN,
    COPY_NONCE = COPY_SALT + crypto_pwhash_SALTBYTES,
    COPY_BOX = COPY_NONCE + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
};

_Static_assert(SEAL_KEY_LEN == crypto_box_PUBLICKEYBYTES, "the box's key");
_Static_assert(SEAL_KEY_LEN == crypto_box_SECRETKEYBYTES, "the box's key");
_Static_assert(SEAL_OVERHEAD == AT_TEXT + crypto_box_SEALBYTES, "the place and the box's own");
_Static_assert(SEAL_COPY_LEN == COPY_BOX + SEAL_KEY_LEN + crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "all parts of a copy");

enum error seal_make_key(struct seal_key *ret)
{
    if (sodium_init() < 0) {
        return E_INTERNAL;
    }
    return crypto_box_keypair(ret->open, ret->secret) == 0 ? E_OK : E_INTERNAL;
}

enum error seal_find_key(const unsigned char secret[SEAL_KEY_LEN], struct seal_key *ret)
{
    unsigned char open[SEAL_KEY_LEN];
    if (crypto_scalarmult_base(open, secret) != 0) {
        return E_INTERNAL;
    }
    memcpy(ret->secret, secret, SEAL_KEY_LEN);
    memcpy(ret->open, open, SEAL_KEY_LEN);
    return E_OK;
}

void seal_wipe(void *data, size_t len)
{
    sodium_memzero(data, len);
}

bool seal_equal(const unsigned char a[SEAL_KEY_LEN], const unsigned char b[SEAL_KEY_LEN])
{
    return sodium_memcmp(a, b, SEAL_KEY_LEN) == 0;
}

static void put_number(unsigned char *at, uint64_t value, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        at[i] = (unsigned char)(value >> (BYTE_BITS * i));
    }
}

/* The place and the length, as they lead what is sealed. */
static bool put_place(const struct seal_place *place, size_t text_len, unsigned char *at)
{
    struct view table = view_of(place->table);
    if (table.len == 0 || table.len > TABLE_LEN || text_len > SEAL_TEXT_MAX) {
        return false;
    }
    memset(at, 0, AT_TEXT);
    memcpy(at, magic, sizeof magic);
    put_number(at + AT_VERSION, (uint64_t)place->version, AT_ROW - AT_VERSION);
    put_number(at + AT_ROW, (uint64_t)place->row, AT_LEN - AT_ROW);
    put_number(at + AT_LEN, text_len, AT_TABLE - AT_LEN);
    memcpy(at + AT_TABLE, table.data, table.len);
    return true;
}

enum error seal_close(const unsigned char open[SEAL_KEY_LEN], const struct seal_place *place,
                      struct view text, unsigned char *buffer, size_t *ret_len)
{
    unsigned char inside[AT_TEXT + SEAL_TEXT_MAX];
    if (!put_place(place, text.len, inside)) {
        return E_LIMIT;
    }
    if (text.len > 0) {
        memcpy(inside + AT_TEXT, text.data, text.len);
    }
    bool well =
        sodium_init() >= 0 && crypto_box_seal(buffer, inside, AT_TEXT + text.len, open) == 0;
    seal_wipe(inside, sizeof inside);
    if (!well) {
        return E_INTERNAL;
    }
    *ret_len = text.len + SEAL_OVERHEAD;
    return E_OK;
}

/* Whether what was sealed leads with this very place and its own length. */
static bool is_of_place(const unsigned char *inside, size_t text_len,
                        const struct seal_place *place)
{
    unsigned char expected[AT_TEXT];
    return put_place(place, text_len, expected) && memcmp(inside, expected, AT_TEXT) == 0;
}

enum error seal_open(const struct seal_key *key, const struct seal_place *place,
                     const unsigned char *data, size_t len, char *buffer, size_t *ret_len)
{
    unsigned char inside[AT_TEXT + SEAL_TEXT_MAX];
    if (len < SEAL_OVERHEAD || len > SEAL_OVERHEAD + SEAL_TEXT_MAX) {
        return E_SEAL;
    }
    size_t text_len = len - SEAL_OVERHEAD;
    bool well = crypto_box_seal_open(inside, data, len, key->open, key->secret) == 0 &&
                is_of_place(inside, text_len, place);
    if (well) {
        memcpy(buffer, inside + AT_TEXT, text_len);
        *ret_len = text_len;
    }
    seal_wipe(inside, sizeof inside);
    return well ? E_OK : E_SEAL;
}

static enum error derive(struct view passphrase, const unsigned char *salt,
                         unsigned char ret[SEAL_KEY_LEN])
{
    if (sodium_init() < 0) {
        return E_INTERNAL;
    }
    /* It fails for want of memory only. */
    return crypto_pwhash(ret, SEAL_KEY_LEN, passphrase.data, passphrase.len, salt,
                         PASSPHRASE_PASSES, PASSPHRASE_BYTES, crypto_pwhash_ALG_ARGON2ID13) == 0
               ? E_OK
               : E_INTERNAL;
}

enum error seal_lock_copy(const struct seal_key *key, struct view passphrase,
                          unsigned char ret[SEAL_COPY_LEN])
{
    unsigned char cover[SEAL_KEY_LEN];
    if (passphrase.len < SEAL_PASSPHRASE_MIN || passphrase.len > SEAL_PASSPHRASE_MAX) {
        return E_BAD_PASSPHRASE;
    }
    memcpy(ret, key->open, SEAL_KEY_LEN);
    randombytes_buf(ret + COPY_SALT, COPY_BOX - COPY_SALT);
    enum error error = derive(passphrase, ret + COPY_SALT, cover);
    if (error == E_OK) {
        /* The public half and the salt are bound to the secret one. */
        crypto_aead_xchacha20poly1305_ietf_encrypt(ret + COPY_BOX, NULL, key->secret, SEAL_KEY_LEN,
                                                   ret, COPY_NONCE, NULL, ret + COPY_NONCE, cover);
    }
    seal_wipe(cover, sizeof cover);
    return error;
}

static enum error open_copy(const unsigned char copy[SEAL_COPY_LEN],
                            const unsigned char cover[SEAL_KEY_LEN], struct seal_key *ret)
{
    struct seal_key found;
    unsigned char secret[SEAL_KEY_LEN];
    bool well = crypto_aead_xchacha20poly1305_ietf_decrypt(
                    secret, NULL, NULL, copy + COPY_BOX, SEAL_COPY_LEN - COPY_BOX, copy, COPY_NONCE,
                    copy + COPY_NONCE, cover) == 0 &&
                seal_find_key(secret, &found) == E_OK && seal_equal(found.open, copy);
    if (well) {
        *ret = found;
    }
    seal_wipe(secret, sizeof secret);
    seal_wipe(&found, sizeof found);
    return well ? E_OK : E_PASSPHRASE;
}

enum error seal_unlock_copy(const unsigned char copy[SEAL_COPY_LEN], struct view passphrase,
                            struct seal_key *ret)
{
    unsigned char cover[SEAL_KEY_LEN];
    if (passphrase.len > SEAL_PASSPHRASE_MAX) {
        return E_PASSPHRASE;
    }
    enum error error = derive(passphrase, copy + COPY_SALT, cover);
    if (error == E_OK) {
        error = open_copy(copy, cover, ret);
    }
    seal_wipe(cover, sizeof cover);
    return error;
}

void seal_sum(const unsigned char *data, size_t len, unsigned char ret[SEAL_SUM_LEN])
{
    unsigned char sum[crypto_generichash_BYTES_MIN];
    crypto_generichash(sum, sizeof sum, data, len, NULL, 0);
    memcpy(ret, sum, SEAL_SUM_LEN);
}

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
