/*
 * clock: now, and the machine's time zone for core, which knows neither.
 *
 * In      the system's clock and zone data (TZ, /etc/localtime)
 * Out     milliseconds UTC; a zone for core/civil
 * Units   milliseconds, seconds
 * Limits  none
 * Errors  none: an unknown zone is UTC, as the C library has it
 * Source  tzset has to run before a sandbox hides the zone data
 */
#ifndef OPTWATCH_SYSTEM_CLOCK_H
#define OPTWATCH_SYSTEM_CLOCK_H

#include <stdint.h>

#include "core/civil.h"

int64_t clock_now_ms(void);

/* Reads the zone data once; later calls of the zone open no file. */
struct zone clock_zone(void);

#endif
