#include "zones.h"

#include <stdlib.h>
#include <time.h>

#define QUARTER_S 900

static unsigned epoch;

void zones_enter(const char *name)
{
    setenv("TZ", name, 1);
    tzset();
    epoch++;
}

unsigned zones_epoch(void)
{
    return epoch;
}

struct tm zones_local(int64_t utc_s)
{
    struct tm local = {0};
    time_t at = (time_t)utc_s;
    localtime_r(&at, &local);
    return local;
}

static int64_t offset_s(const void *self, int64_t utc_s)
{
    (void)self;
    return zones_local(utc_s).tm_gmtoff;
}

struct zone zones_zone(void)
{
    return (struct zone){offset_s, NULL};
}

int zones_hour(int64_t utc_s)
{
    return zones_local(utc_s).tm_hour;
}

/* What the wall clock shows, read as if it were UTC. */
static int64_t shown(int64_t utc_s)
{
    struct tm local = zones_local(utc_s);
    return (int64_t)timegm(&local);
}

int64_t zones_strike(int year, int month, int day, int hour)
{
    struct tm wall = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day, .tm_hour = hour};
    int64_t wanted_s = (int64_t)timegm(&wall);
    /* Most days the clock is the day's before; then there is nothing to search. */
    int64_t near_s = wanted_s - zones_local(wanted_s - 24 * 3600).tm_gmtoff;
    int64_t first_s = wanted_s - 27 * 3600;
    if (zones_local(wanted_s - 36 * 3600).tm_gmtoff ==
            zones_local(wanted_s + 36 * 3600).tm_gmtoff &&
        shown(near_s) == wanted_s) {
        return near_s;
    }
    int64_t at_s = first_s;
    while (shown(at_s) != wanted_s && at_s < first_s + 54 * 3600) {
        at_s += QUARTER_S;
    }
    if (shown(at_s) == wanted_s) {
        return at_s;
    }
    /* Never shown: as far behind the gap as it lies within it. */
    at_s = first_s;
    while (shown(at_s + QUARTER_S) < wanted_s) {
        at_s += QUARTER_S;
    }
    return at_s + (wanted_s - shown(at_s));
}
