/*
 * civil: calendar days and wall-clock times, with the time zone handed in.
 *
 * In      UTC seconds; a zone that tells its offset at an instant
 * Out     local dates, and the instant of a local time
 * Units   seconds since 1970-01-01T00:00:00Z; months 1 to 12, days 1 to 31
 * Limits  years 1 to 9999
 * Errors  none
 * Source  ISO 8601 proleptic Gregorian calendar; a wall-clock time that does not exist moves by the
 *         gap's length, a doubled one is the earlier
 */
#ifndef OPTWATCH_CORE_CIVIL_H
#define OPTWATCH_CORE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

#define CIVIL_DAY_S INT64_C(86400)

/* What is written down for a time further ahead than this was written by a clock that was wrong. */
#define CIVIL_AHEAD_S (2 * CIVIL_DAY_S)

/* offset_s tells how many seconds local time is ahead of UTC at an instant. */
struct zone {
    int64_t (*offset_s)(const void *self, int64_t utc_s);
    const void *self;
};

struct civil {
    int year, month, day;
    int hour, minute, second;
};

/* Days from 1970-01-01 to the date; month may lie outside 1 to 12 and carries into the year. */
int64_t civil_days(int64_t year, int64_t month, int day);

/* How many days the month has. */
int civil_month_days(int year, int month);

/* The wall clock of the zone at an instant. */
struct civil civil_local(const struct zone *zone, int64_t utc_s);

/* The instant of a wall-clock time; what earlier calls asked never changes the answer. */
int64_t civil_utc(const struct zone *zone, const struct civil *local);

/* "YYYY-MM-DD" of an instant in UTC, into 11 bytes. */
void civil_print_date(int64_t utc_s, char date[11]);

/*
 * The instant of a time such as 2026-12-01T09:00:00+01:00 (RFC 3339; fractions are dropped, a leap
 * second is the second after it). False for anything else, and for a date that no calendar has.
 */
bool civil_read_time(struct view text, int64_t *ret_s);

#define CIVIL_TIME_LEN 20
/* "YYYY-MM-DDTHH:MM:SSZ" of an instant, into CIVIL_TIME_LEN + 1 bytes. */
void civil_print_time(int64_t utc_s, char time[CIVIL_TIME_LEN + 1]);

#endif
