/* What came of an instance holds, whatever the clock does. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "core/due.h"

static int64_t no_offset(const void *self, int64_t utc_s)
{
    (void)self;
    (void)utc_s;
    return 0;
}

static const struct zone utc_zone = {no_offset, NULL};

static int64_t utc(int year, int month, int day, int hour)
{
    return civil_days(year, month, day) * CIVIL_DAY_S + hour * 3600;
}

/* Monthly from the end of January: due on 28 February, 31 March, 30 April at nine. */
static size_t list(const struct outcome *outcomes, size_t count, int64_t now_s, struct due *ret)
{
    const struct reminder reminder = {
        .kind = REMIND_RECHECK, .rule = RULE_MONTHLY, .anchor_s = utc(2026, 1, 31, 12)};
    const struct due_rules rules = {&utc_zone, 9, 22, 8, now_s};
    return due_list(&reminder, outcomes, count, &rules, now_s, ret, 8);
}

/* Three months missed and shown on 10 May; then the clock goes back to 5 April. */
static void a_clock_set_back_shows_nothing_again(void **state)
{
    (void)state;
    struct due due[8];
    int64_t shown = utc(2026, 5, 10, 9);
    struct outcome outcomes[3] = {{.number = 0, .shown_s = shown},
                                  {.number = 1, .shown_s = shown},
                                  {.number = 2, .shown_s = shown}};
    assert_int_equal(list(outcomes, 3, utc(2026, 4, 5, 9), due), 2);
    assert_true(due[0].shown && due[1].shown);
    assert_int_equal(list(outcomes, 3, utc(2026, 5, 1, 9), due), 3);
    assert_true(due[2].shown);
    assert_int_equal(due_ignored(outcomes, 3), 1);
    outcomes[0].settled_s = shown;
    outcomes[1].settled_s = shown;
    assert_int_equal(list(outcomes, 3, utc(2026, 4, 5, 9), due), 0);
    assert_int_equal(due_ignored(outcomes, 2), 0);
}

/* What a wrong clock put off for a year comes by its rule. */
static void a_move_by_a_clock_ahead_does_not_hold(void **state)
{
    (void)state;
    struct due due[8];
    const struct outcome outcome = {
        .number = 0, .snoozed_s = utc(2027, 3, 9, 9), .snooze_set_s = utc(2027, 3, 2, 9)};
    assert_int_equal(list(&outcome, 1, utc(2026, 3, 2, 9), due), 1);
    assert_false(due[0].snoozed);
    assert_int_equal(due[0].due_s, utc(2026, 2, 28, 9));
    assert_int_equal(list(&outcome, 1, utc(2027, 3, 9, 9), due), 8);
    assert_true(due[0].snoozed);
}

static void a_lease_runs_for_two_minutes(void **state)
{
    (void)state;
    struct due due[8];
    int64_t taken = utc(2026, 3, 2, 9);
    const struct outcome outcome = {.number = 0, .leased_s = taken};
    static const struct {
        int64_t later_s;
        bool leased;
    } at[] = {{0, true},   {119, true},  {120, false},  {CIVIL_DAY_S, false},
              {-60, true}, {-119, true}, {-120, false}, {-CIVIL_DAY_S, false}};
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        assert_int_equal(list(&outcome, 1, taken + at[i].later_s, due), 1);
        assert_int_equal(due[0].leased, at[i].leased);
    }
}

static void quiet_hours_may_span_midnight(void **state)
{
    (void)state;
    for (int hour = 0; hour < 24; hour++) {
        struct due_rules rules = {&utc_zone, 9, 22, 8, utc(2026, 3, 2, hour)};
        assert_int_equal(due_is_quiet(&rules), hour >= 22 || hour < 8);
        rules.quiet_from = 1;
        assert_int_equal(due_is_quiet(&rules), hour >= 1 && hour < 8);
        rules.quiet_until = 1;
        assert_false(due_is_quiet(&rules));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_set_back_shows_nothing_again),
        cmocka_unit_test(a_move_by_a_clock_ahead_does_not_hold),
        cmocka_unit_test(a_lease_runs_for_two_minutes),
        cmocka_unit_test(quiet_hours_may_span_midnight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
