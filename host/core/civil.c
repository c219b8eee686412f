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

static const struct zone utc = {no_offset, 0};

void civil_print_date(int64_t utc_s, char date[11])
{
    struct civil day = civil_local(&utc, utc_s);
    put_digits(date, day.year, 4);
    date[4] = '-';
    put_digits(date + 5, day.month, 2);
    date[7] = '-';
    put_digits(date + 8, day.day, 2);
    date[10] = '\0';
}

void civil_print_time(int64_t utc_s, char time[CIVIL_TIME_LEN + 1])
{
    struct civil at = civil_local(&utc, utc_s);
    civil_print_date(utc_s, time);
    time[10] = 'T';
    put_digits(time + 11, at.hour, 2);
    time[13] = ':';
    put_digits(time + 14, at.minute, 2);
    time[16] = ':';
    put_digits(time + 17, at.second, 2);
    time[19] = 'Z';
    time[CIVIL_TIME_LEN] = '\0';
}

/* As many digits as at has zeros, and every other character as it is; moves on behind them. */
static bool take(struct view *rest, const char *shape, int *ret)
{
    size_t len = view_of(shape).len;
    if (rest->len < len) {
        return false;
    }
    *ret = 0;
    for (size_t i = 0; i < len; i++) {
        char c = rest->data[i];
        if (shape[i] == '0' && c >= '0' && c <= '9') {
            *ret = *ret * 10 + (c - '0');
        } else if (shape[i] != c) {
            return false;
        }
    }
    *rest = (struct view){rest->data + len, rest->len - len};
    return true;
}

static bool take_zone(struct view *rest, int64_t *ret_offset_s)
{
    int hours;
    int minutes;
    if (rest->len == 1 && (rest->data[0] == 'Z' || rest->data[0] == 'z')) {
        *ret_offset_s = 0;
        return true;
    }
    bool west = rest->len > 0 && rest->data[0] == '-';
    if (!take(rest, west ? "-00" : "+00", &hours) || !take(rest, ":00", &minutes)) {
        return false;
    }
    *ret_offset_s = (west ? -60 : 60) * (hours * INT64_C(60) + minutes);
    return rest->len == 0 && hours < 24 && minutes < 60;
}

static void skip_fraction(struct view *rest)
{
    size_t len = 1;
    while (len < rest->len && rest->data[len] >= '0' && rest->data[len] <= '9') {
        len++;
    }
    if (len > 1 && rest->data[0] == '.') {
        *rest = (struct view){rest->data + len, rest->len - len};
    }
}

bool civil_read_time(struct view text, int64_t *ret_s)
{
    struct civil at = {0};
    int64_t offset_s;
    if (!take(&text, "0000", &at.year) || !take(&text, "-00", &at.month) ||
        !take(&text, "-00", &at.day) || text.len == 0) {
        return false;
    }
    const char *hour = text.data[0] == 't' ? "t00" : text.data[0] == ' ' ? " 00" : "T00";
    if (!take(&text, hour, &at.hour) || !take(&text, ":00", &at.minute) ||
        !take(&text, ":00", &at.second)) {
        return false;
    }
    skip_fraction(&text);
    if (!take_zone(&text, &offset_s) || at.year < 1 || at.month < 1 || at.month > 12 ||
        at.day < 1 || at.day > civil_month_days(at.year, at.month) || at.hour > 23 ||
        at.minute > 59 || at.second > 60) {
        return false;
    }
    *ret_s = civil_utc(&utc, &at) - offset_s;
    return true;
}
