/*
 * zone: which time zone is in force, and whether the C library really knows it. To a name that it
 * does not know it says UTC, and nothing else.
 *
 * In      TZ, TZDIR, /etc/localtime
 * Out     the name, and what became of it
 * Units   bytes
 * Limits  ZONE_NAME_MAX
 * Errors  none
 * Source  tzset(3); POSIX.1-2017, "Environment Variables", TZ
 */
#ifndef OPTWATCH_SYSTEM_ZONE_H
#define OPTWATCH_SYSTEM_ZONE_H

#include <stdbool.h>

#define ZONE_NAME_MAX 255

enum zone_state {
    ZONE_KNOWN,   /* from zone data, or a rule that TZ spells out */
    ZONE_UNSET,   /* nothing was set, so UTC is right */
    ZONE_UNKNOWN, /* a name without data: UTC is taken silently */
    ZONE_BROKEN   /* /etc/localtime leads to no zone data: UTC is taken silently */
};

struct zone_found {
    enum zone_state state;
    bool from_tz;                 /* TZ says so, else /etc/localtime */
    char name[ZONE_NAME_MAX + 1]; /* such as "Europe/Berlin"; "" = UTC without a name */
};

void zone_find(struct zone_found *ret);

#endif
