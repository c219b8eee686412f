/*
 * unread: a page that Optwatch fails to read, day after day: worth one notice.
 *
 * In      what was counted before; whether the setting's own page was read now, and its local day
 * Out     what is counted now
 * Units   days since 1970-01-01 in the person's zone; milliseconds UTC
 * Limits  none
 * Errors  none
 * Source  the product's table of standings: three settled "unclear" or "not_shown" on the setting's
 *         own page on three local days, with no on or off between, raise one notice
 */
#ifndef OPTWATCH_CORE_UNREAD_H
#define OPTWATCH_CORE_UNREAD_H

#include <stdbool.h>
#include <stdint.h>

#include "core/civil.h"
#include "core/detect.h"

#define UNREAD_DAYS 3

/* {0}: nothing since the last on or off. */
struct unread {
    int64_t days;      /* on which the page could not be read */
    int64_t last_day;  /* the last of them */
    int64_t raised_ms; /* when the notice was raised; 0 = it was not */
};

/* What one reading of the setting on a page adds. */
void unread_look(struct unread *unread, const struct page *page, const struct reading *reading,
                 const struct zone *zone, int64_t now_ms);

#endif
