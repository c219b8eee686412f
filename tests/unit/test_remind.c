/* When reminders fall, in zones whose rules are written out here. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "core/remind.h"

/* Offsets before, within and after one stretch of summer time. */
struct summer {
    int64_t winter_s, summer_s;
    int64_t begins_s, ends_s;
};

static int64_t summer_offset(const void *self, int64_t utc_s)
{
    const struct summer *summer = self;
    return utc_s >= summer->begins_s && utc_s < summer->ends_s ? summer->summer_s
                                                               : summer->winter_s;
}

/* Berlin 2026: 29 March 01:00 UTC to 25 October 01:00 UTC. */
static const struct summer berlin_2026 = {3600, 7200, 1774746000, 1792890000};
/* Lord Howe 2026: its summer time, half an hour, ends 4 April 15:00 UTC and begins 3 October
 * 15:30 UTC; so "summer" here is its winter. */
static const struct summer lord_howe_2026 = {39600, 37800, 1775314800, 1791041400};

static int64_t utc(int year, int month, int day, int hour, int minute)
{
    return civil_days(year, month, day) * CIVIL_DAY_S + hour * 3600 + minute * 60;
}

static void days_and_dates_agree(void **state)
{
    (void)state;
    const struct summer none = {0, 0, 0, 0};
    const struct zone zone = {summer_offset, &none};
    assert_int_equal(civil_days(1970, 1, 1), 0);
    assert_int_equal(civil_days(2000, 3, 1), 11017);
    assert_int_equal(civil_days(2026, 14, 1), civil_days(2027, 2, 1));
    for (int64_t day = -1000; day < 60000; day++) {
        struct civil local = civil_local(&zone, day * CIVIL_DAY_S + 3661);
        assert_int_equal(civil_days(local.year, local.month, local.day), day);
        assert_int_equal(local.hour * 3600 + local.minute * 60 + local.second, 3661);
    }
    assert_int_equal(civil_month_days(2028, 2), 29);
    assert_int_equal(civil_month_days(2100, 2), 28);
    assert_int_equal(civil_month_days(2026, 12), 31);
}

static void gap_moves_by_its_length(void **state)
{
    (void)state;
    const struct zone berlin = {summer_offset, &berlin_2026};
    const struct zone lord_howe = {summer_offset, &lord_howe_2026};
    const struct civil missing = {2026, 3, 29, 2, 30, 0};
    assert_int_equal(civil_utc(&berlin, &missing), utc(2026, 3, 29, 1, 30));
    /* 02:00 to 02:30 does not exist on 4 October: 02:10 becomes 02:40 at +11:00. */
    const struct civil half = {2026, 10, 4, 2, 10, 0};
    assert_int_equal(civil_utc(&lord_howe, &half), utc(2026, 10, 3, 15, 40));
}

static void doubled_is_the_earlier(void **state)
{
    (void)state;
    const struct zone berlin = {summer_offset, &berlin_2026};
    const struct zone lord_howe = {summer_offset, &lord_howe_2026};
    const struct civil twice = {2026, 10, 25, 2, 30, 0};
    assert_int_equal(civil_utc(&berlin, &twice), utc(2026, 10, 25, 0, 30));
    /* 01:30 to 02:00 comes twice on 5 April. */
    const struct civil half = {2026, 4, 5, 1, 45, 0};
    assert_int_equal(civil_utc(&lord_howe, &half), utc(2026, 4, 4, 14, 45));
}

static void decaying_falls_at_nine(void **state)
{
    (void)state;
    static const int days[] = {3, 14, 30, 120, 210, 300};
    const struct zone berlin = {summer_offset, &berlin_2026};
    int64_t anchor = utc(2026, 3, 20, 22, 15); /* 23:15 on the 20th in Berlin */
    int64_t after = anchor;
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        int64_t due = remind_next(RULE_DECAYING, anchor, after, 9, &berlin);
        struct civil local = civil_local(&berlin, due);
        assert_int_equal(civil_days(local.year, local.month, local.day),
                         civil_days(2026, 3, 20 + days[i]));
        assert_int_equal(local.hour, 9);
        assert_int_equal(local.minute, 0);
        after = due;
    }
}

static void past_instances_are_skipped(void **state)
{
    (void)state;
    const struct zone berlin = {summer_offset, &berlin_2026};
    int64_t anchor = utc(2026, 1, 1, 8, 0);
    int64_t due = remind_next(RULE_DECAYING, anchor, utc(2026, 1, 20, 0, 0), 9, &berlin);
    assert_int_equal(due, utc(2026, 1, 31, 8, 0));
}

static void months_are_clamped_and_come_back(void **state)
{
    (void)state;
    const struct zone berlin = {summer_offset, &berlin_2026};
    int64_t anchor = utc(2026, 1, 31, 12, 0);
    int64_t february = remind_next(RULE_MONTHLY, anchor, anchor, 9, &berlin);
    assert_int_equal(february, utc(2026, 2, 28, 8, 0));
    assert_int_equal(remind_next(RULE_MONTHLY, anchor, february, 9, &berlin),
                     utc(2026, 3, 31, 7, 0));
    assert_int_equal(remind_next(RULE_QUARTERLY, anchor, anchor, 9, &berlin),
                     utc(2026, 4, 30, 7, 0));
}

static void once_falls_once(void **state)
{
    (void)state;
    const struct zone berlin = {summer_offset, &berlin_2026};
    assert_int_equal(remind_next(RULE_ONCE, 5000, 4999, 9, &berlin), 5000);
    assert_int_equal(remind_next(RULE_ONCE, 5000, 5000, 9, &berlin), REMIND_NEVER);
}

static void snooze_moves_the_instance(void **state)
{
    (void)state;
    const struct zone berlin = {summer_offset, &berlin_2026};
    struct reminder reminder = {.rule = RULE_DECAYING, .anchor_s = utc(2026, 1, 1, 8, 0)};
    reminder.after_s = reminder.anchor_s;
    assert_int_equal(remind_due(&reminder, 9, &berlin), utc(2026, 1, 4, 8, 0));
    reminder.snoozed_s = 42;
    assert_int_equal(remind_due(&reminder, 9, &berlin), 42);
}

/* Due in a month, at the latest in three, and then no more. */
static void objection_ends_after_three_months(void **state)
{
    (void)state;
    const struct zone berlin = {summer_offset, &berlin_2026};
    struct reminder reminder = {.kind = REMIND_OBJECTION,
                                .rule = RULE_MONTHLY,
                                .anchor_s = utc(2026, 1, 31, 15, 0),
                                .after_s = utc(2026, 1, 31, 15, 0)};
    static const int months[][2] = {{2, 28}, {3, 31}, {4, 30}};
    for (int i = 0; i < 3; i++) {
        int64_t due_s = remind_due(&reminder, 9, &berlin);
        assert_int_equal(due_s, utc(2026, months[i][0], months[i][1], i > 0 ? 7 : 8, 0));
        reminder.after_s = due_s;
    }
    assert_int_equal(remind_due(&reminder, 9, &berlin), REMIND_NEVER);
    reminder.snoozed_s = 42;
    assert_int_equal(remind_due(&reminder, 9, &berlin), 42);
    reminder.snoozed_s = 0;
    reminder.kind = REMIND_CUSTOM;
    assert_int_equal(remind_due(&reminder, 9, &berlin), utc(2026, 5, 31, 7, 0));
}

static void standing_calls_for_a_kind(void **state)
{
    (void)state;
    assert_int_equal(remind_kind_for(STANDING_ON, INTENT_WANT_OFF), REMIND_OPT_OUT);
    assert_int_equal(remind_kind_for(STANDING_ON, INTENT_LEAVE_ON), REMIND_NONE);
    assert_int_equal(remind_kind_for(STANDING_TURNED_BACK_ON, INTENT_UNDECIDED), REMIND_OPT_OUT);
    assert_int_equal(remind_kind_for(STANDING_OFF_UNCONFIRMED, INTENT_LEAVE_ON), REMIND_RECHECK);
    assert_int_equal(remind_kind_for(STANDING_UNKNOWN, INTENT_WANT_OFF), REMIND_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_and_dates_agree),
        cmocka_unit_test(gap_moves_by_its_length),
        cmocka_unit_test(doubled_is_the_earlier),
        cmocka_unit_test(decaying_falls_at_nine),
        cmocka_unit_test(past_instances_are_skipped),
        cmocka_unit_test(months_are_clamped_and_come_back),
        cmocka_unit_test(once_falls_once),
        cmocka_unit_test(snooze_moves_the_instance),
        cmocka_unit_test(objection_ends_after_three_months),
        cmocka_unit_test(standing_calls_for_a_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
