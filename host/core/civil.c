#include "core/civil.h"

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

/* Counts from 1 March, so that the leap day ends the year. */
int64_t civil_days(int64_t year, int64_t month, int day)
{
    year += floor_div(month - 1, 12);
    month = (month - 1) - floor_div(month - 1, 12) * 12 + 1;
    year -= month <= 2;
    int64_t era = floor_div(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

int civil_month_days(int year, int month)
{
    return (int)(civil_days(year, month + 1, 1) - civil_days(year, month, 1));
}

static void from_days(int64_t days, struct civil *ret)
{
    days += 719468;
    int64_t era = floor_div(days, 146097);
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    ret->day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
    ret->month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    ret->year = (int)(year_of_era + era * 400 + (ret->month <= 2));
}

struct civil civil_local(const struct zone *zone, int64_t utc_s)
{
    struct civil local = {0};
    int64_t shifted = utc_s + zone->offset_s(zone->self, utc_s);
    int64_t days = floor_div(shifted, CIVIL_DAY_S);
    int64_t second = shifted - days * CIVIL_DAY_S;
    from_days(days, &local);
    local.hour = (int)(second / 3600);
    local.minute = (int)(second / 60 % 60);
    local.second = (int)(second % 60);
    return local;
}

int64_t civil_utc(const struct zone *zone, const struct civil *local)
{
    int64_t wall = civil_days(local->year, local->month, local->day) * CIVIL_DAY_S +
                   local->hour * INT64_C(3600) + local->minute * INT64_C(60) + local->second;
    /* No zone changes twice within two days, so these are the offsets on both sides of a change. */
    int64_t before = zone->offset_s(zone->self, wall - CIVIL_DAY_S);
    int64_t after = zone->offset_s(zone->self, wall + CIVIL_DAY_S);
    int64_t early = wall - (before > after ? before : after);
    int64_t late = wall - (before > after ? after : before);
    if (early + zone->offset_s(zone->self, early) == wall) {
        return early;
    }
    if (late + zone->offset_s(zone->self, late) == wall) {
        return late;
    }
    /* In a gap: the old offset goes on, which moves the time by the gap's length. */
    return wall - before;
}

static void put_digits(char *at, int value, int digits)
{
    for (int i = digits - 1; i >= 0; i--) {
        at[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

static int64_t no_offset(const void *self, int64_t utc_s)
{
    (void)self;
    (void)utc_s;
    return 0;
}

void civil_print_date(int64_t utc_s, char date[11])
{
    const struct zone utc = {no_offset, 0};
    struct civil day = civil_local(&utc, utc_s);
    put_digits(date, day.year, 4);
    date[4] = '-';
    put_digits(date + 5, day.month, 2);
    date[7] = '-';
    put_digits(date + 8, day.day, 2);
    date[10] = '\0';
}
