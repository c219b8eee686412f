/* Three days on which the page could not be read raise one notice. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "catalogue/catalogue.h"
#include "core/unread.h"

#define HOUR_MS INT64_C(3600000)
#define DAY_MS  (24 * HOUR_MS)
#define NOON_MS INT64_C(1770033600000) /* 2026-02-02T12:00Z */

static int64_t ahead_s;

static int64_t offset_s(const void *self, int64_t utc_s)
{
    (void)self;
    (void)utc_s;
    return ahead_s;
}

static void look(struct unread *unread, enum reading_state state, int64_t now_ms)
{
    const struct zone zone = {offset_s, NULL};
    int setting = catalogue_find_slug(view_of("data-for-ai-improvement"));
    const struct reading reading = {.setting = setting, .state = state};
    const struct page page = {.path = view_of(catalogue_settings[setting].pages[0]),
                              .steady_ms = 5000};
    unread_look(unread, &page, &reading, &zone, now_ms);
}

static void third_day_raises_it_once(void **state)
{
    (void)state;
    struct unread unread = {0};
    for (int day = 0; day < 5; day++) {
        enum reading_state reading = day % 2 ? READING_UNCLEAR : READING_NOT_SHOWN;
        for (int i = 0; i < 3; i++) {
            look(&unread, reading, NOON_MS + day * DAY_MS + i * HOUR_MS);
        }
        assert_int_equal(unread.days, day + 1);
        assert_int_equal(unread.raised_ms, day < 2 ? 0 : NOON_MS + 2 * DAY_MS);
    }
}

static void on_or_off_ends_it(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct unread unread = {.days = 3, .last_day = 5, .raised_ms = 7};
        look(&unread, i ? READING_ON : READING_OFF, NOON_MS);
        assert_int_equal(unread.days, 0);
        assert_int_equal(unread.last_day, 0);
        assert_int_equal(unread.raised_ms, 0);
    }
    struct unread unread = {0};
    look(&unread, READING_UNCLEAR, NOON_MS);
    look(&unread, READING_UNCLEAR, NOON_MS + DAY_MS);
    look(&unread, READING_OFF, NOON_MS + DAY_MS);
    look(&unread, READING_UNCLEAR, NOON_MS + 2 * DAY_MS);
    assert_int_equal(unread.days, 1);
    assert_int_equal(unread.raised_ms, 0);
}

static void nothing_else_counts(void **state)
{
    (void)state;
    static const enum reading_state states[] = {READING_LOADING, READING_SIGNED_OUT,
                                                READING_ELSEWHERE};
    struct unread unread = {0};
    for (int day = 0; day < 9; day++) {
        look(&unread, states[day % 3], NOON_MS + day * DAY_MS);
    }
    assert_int_equal(unread.days, 0);
    /* Unclear on another page: a row of the page that lists it. */
    const struct zone zone = {offset_s, NULL};
    int setting = catalogue_find_slug(view_of("data-for-ai-improvement"));
    const struct reading reading = {.setting = setting, .state = READING_UNCLEAR};
    struct page page = {.path = view_of(catalogue_settings[setting].listed_on[0]),
                        .steady_ms = 5000};
    unread_look(&unread, &page, &reading, &zone, NOON_MS);
    assert_int_equal(unread.days, 0);
    /* Its own page while it is still being built; then after its time. */
    page.path = view_of(catalogue_settings[setting].pages[0]);
    page.steady_ms = 4999;
    unread_look(&unread, &page, &reading, &zone, NOON_MS);
    assert_int_equal(unread.days, 0);
    page.waited_ms = 20000;
    unread_look(&unread, &page, &reading, &zone, NOON_MS);
    assert_int_equal(unread.days, 1);
}

/* 23:00 and 01:00 UTC are one day in Honolulu and two in London. */
static void days_are_the_persons(void **state)
{
    (void)state;
    for (int west = 0; west < 2; west++) {
        struct unread unread = {0};
        ahead_s = west ? -36000 : 0;
        look(&unread, READING_UNCLEAR, NOON_MS + 11 * HOUR_MS);
        look(&unread, READING_UNCLEAR, NOON_MS + 13 * HOUR_MS);
        assert_int_equal(unread.days, west ? 1 : 2);
    }
    ahead_s = 0;
}

static void clock_set_back_counts_no_day_twice(void **state)
{
    (void)state;
    struct unread unread = {0};
    look(&unread, READING_UNCLEAR, NOON_MS + DAY_MS);
    look(&unread, READING_UNCLEAR, NOON_MS);
    look(&unread, READING_UNCLEAR, NOON_MS + DAY_MS);
    assert_int_equal(unread.days, 1);
}

/* Else a clock that was a year ahead for a day silences the notice for that year. */
static void a_clock_far_ahead_stops_no_count(void **state)
{
    (void)state;
    struct unread unread = {0};
    look(&unread, READING_UNCLEAR, NOON_MS + 365 * DAY_MS);
    look(&unread, READING_UNCLEAR, NOON_MS);
    look(&unread, READING_UNCLEAR, NOON_MS);
    assert_int_equal(unread.days, 1);
    look(&unread, READING_UNCLEAR, NOON_MS + DAY_MS);
    look(&unread, READING_UNCLEAR, NOON_MS + 2 * DAY_MS);
    assert_int_equal(unread.days, 3);
    assert_int_equal(unread.raised_ms, NOON_MS + 2 * DAY_MS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(third_day_raises_it_once),
        cmocka_unit_test(on_or_off_ends_it),
        cmocka_unit_test(nothing_else_counts),
        cmocka_unit_test(days_are_the_persons),
        cmocka_unit_test(clock_set_back_counts_no_day_twice),
        cmocka_unit_test(a_clock_far_ahead_stops_no_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
