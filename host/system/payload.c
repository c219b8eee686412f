#include "system/payload.h"

#include <string.h>

enum error payload_pack(struct store *store, const char *table, int64_t row, struct view text,
                        struct payload *ret)
{
    (void)store;
    (void)table;
    (void)row;
    if (text.len > PAYLOAD_TEXT_MAX) {
        return E_LIMIT;
    }
    if (text.len > 0) {
        memcpy(ret->data, text.data, text.len);
    }
    ret->len = text.len;
    ret->sealed = 0;
    return E_OK;
}
