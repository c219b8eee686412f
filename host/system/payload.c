#include "system/payload.h"

#include <string.h>

#include "system/seal.h"
#include "system/store_seal.h"

_Static_assert(PAYLOAD_TEXT_MAX == SEAL_TEXT_MAX, "what is packed can be sealed");
_Static_assert(PAYLOAD_MAX >= SEAL_TEXT_MAX + SEAL_OVERHEAD, "a sealed text has room");

static void pack_plain(struct view text, struct payload *ret)
{
    if (text.len > 0) {
        memcpy(ret->data, text.data, text.len);
    }
    ret->len = text.len;
    ret->sealed = 0;
}

enum error payload_pack(struct store *store, const char *table, int64_t row, struct view text,
                        struct payload *ret)
{
    struct kept_seal seal = {.found = false};
    if (text.len > PAYLOAD_TEXT_MAX) {
        return E_LIMIT;
    }
    enum error error = store_find_seal(store, &seal);
    if (error != E_OK) {
        return error;
    }
    if (!store_seals(&seal)) {
        pack_plain(text, ret);
        return E_OK;
    }
    const struct seal_place place = {table, row, SEAL_VERSION};
    error = seal_close(seal.open, &place, text, ret->data, &ret->len);
    ret->sealed = error == E_OK ? SEAL_VERSION : 0;
    return error;
}

enum error payload_unpack(const struct seal_key *key, const char *table, int64_t row,
                          const struct payload *payload, char buffer[PAYLOAD_TEXT_MAX],
                          size_t *ret_len)
{
    if (payload->sealed == 0) {
        if (payload->len > PAYLOAD_TEXT_MAX) {
            return E_LIMIT;
        }
        memcpy(buffer, payload->data, payload->len);
        *ret_len = payload->len;
        return E_OK;
    }
    if (!key) {
        return E_LOCKED;
    }
    /* A version of a later Optwatch is not guessed at. */
    if (payload->sealed != SEAL_VERSION) {
        return E_SEAL;
    }
    const struct seal_place place = {table, row, payload->sealed};
    return seal_open(key, &place, payload->data, payload->len, buffer, ret_len);
}
