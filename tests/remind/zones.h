/*
 * zones: the C library's time zones for the service, and wall-clock times worked out a second time
 * for the oracle: by looking at every quarter of an hour, not by reckoning.
 */
#ifndef OPTWATCH_TESTS_ZONES_H
#define OPTWATCH_TESTS_ZONES_H

#include "core/civil.h"

/* From now on the machine is there. */
void zones_enter(const char *name);

/* The zone that was entered last, as the service is handed it. */
struct zone zones_zone(void);

/* Changes whenever a zone is entered. */
unsigned zones_epoch(void);

/* The hour of the day, and the date, at an instant. */
int zones_hour(int64_t utc_s);
struct tm zones_local(int64_t utc_s);

/* When that hour of that day strikes; the day and the month may lie outside the calendar's. */
int64_t zones_strike(int year, int month, int day, int hour);

#endif
