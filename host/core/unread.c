#include "core/unread.h"

#include "catalogue/catalogue.h"
#include "core/standing.h"

#define S_PER_MS   1000
#define AHEAD_DAYS (CIVIL_AHEAD_S / CIVIL_DAY_S)

static int64_t local_day(const struct zone *zone, int64_t now_ms)
{
    struct civil day = civil_local(zone, now_ms / S_PER_MS);
    return civil_days(day.year, day.month, day.day);
}

/* Settled: no placeholder of a page that is still being built. */
static bool is_unread(const struct page *page, const struct reading *reading)
{
    const struct setting *setting = &catalogue_settings[reading->setting];
    bool settled = page->steady_ms >= STANDING_CONFIRM_MS || page->waited_ms >= PAGE_WAITED_MS;
    return (reading->state == READING_UNCLEAR || reading->state == READING_NOT_SHOWN) && settled &&
           page_path_in(page->path, setting->pages, setting->page_count);
}

void unread_look(struct unread *unread, const struct page *page, const struct reading *reading,
                 const struct zone *zone, int64_t now_ms)
{
    if (reading->state == READING_ON || reading->state == READING_OFF) {
        *unread = (struct unread){0};
        return;
    }
    int64_t day = local_day(zone, now_ms);
    if (!is_unread(page, reading)) {
        return;
    }
    /* A clock set back counts no day twice; what one far ahead counted was at the latest today. */
    if (unread->days > 0 && day <= unread->last_day) {
        unread->last_day = unread->last_day > day + AHEAD_DAYS ? day : unread->last_day;
        return;
    }
    unread->days++;
    unread->last_day = day;
    if (unread->days >= UNREAD_DAYS && unread->raised_ms == 0) {
        unread->raised_ms = now_ms;
    }
}
