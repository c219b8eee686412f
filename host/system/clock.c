#include "system/clock.h"

#include <time.h>

int64_t clock_now_ms(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t local_offset(const void *self, int64_t utc_s)
{
    (void)self;
    struct tm local = {0};
    time_t at = (time_t)utc_s;
    return localtime_r(&at, &local) ? local.tm_gmtoff : 0;
}

struct zone clock_zone(void)
{
    tzset();
    return (struct zone){local_offset, 0};
}
