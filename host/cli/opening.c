#include "cli/opening.h"

#include <string.h>

static bool open_payload(void *self, const struct archive_row *row, struct view *ret_text)
{
    struct opening *opening = self;
    struct payload payload = {.sealed = row->sealed, .len = row->payload.len};
    const char *table = row->section == ARCHIVE_NOTES ? "note" : "wording";
    size_t len = 0;
    if (row->payload.len > sizeof payload.data) {
        return false;
    }
    if (row->payload.len > 0) {
        memcpy(payload.data, row->payload.data, row->payload.len);
    }
    if (payload_unpack(sealing_key(&opening->sealing), table, row->id, &payload, opening->text,
                       &len) != E_OK) {
        return false;
    }
    *ret_text = (struct view){opening->text, len};
    return true;
}

enum error opening_begin(struct store *store, struct opening *ret)
{
    *ret = (struct opening){.sealing = {.why = E_OK}};
    return store ? sealing_open(store, &ret->sealing) : E_OK;
}

void opening_finish(struct opening *opening)
{
    sealing_finish(&opening->sealing);
}

struct archive_opener opening_opener(struct opening *opening)
{
    return (struct archive_opener){open_payload, opening};
}
