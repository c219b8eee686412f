#include "cli/opening.h"

static bool open_payload(void *self, const struct archive_row *row, struct view *ret_text)
{
    (void)self;
    *ret_text = row->payload;
    return row->sealed == 0;
}

struct archive_opener opening_make(void)
{
    return (struct archive_opener){open_payload, NULL};
}
