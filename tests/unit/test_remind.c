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

static struct reminder rule_of(enum remind_rule rule, int64_t anchor_s)
{
    return (struct reminder){.kind = REMIND_RECHECK, .rule = rule, .anchor_s = anchor_s};
}

static void decaying_falls_at_nine(void **state)
{
    (void)state;
    static const int days[] = {3, 14, 30, 120, 210, 300};
    const struct zone berlin = {summer_offset, &berlin_2026};
    int64_t anchor = utc(2026, 3, 20, 22, 15); /* 23:15 on the 20th in Berlin */
    const struct reminder reminder = rule_of(RULE_DECAYING, anchor);
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        int64_t due = remind_instance(&reminder, (int64_t)i, 9, &berlin);
        struct civil local = civil_local(&berlin, due);
        assert_int_equal(civil_days(local.year, local.month, local.day),
                         civil_days(2026, 3, 20 + days[i]));
        assert_int_equal(local.hour, 9);
        assert_int_equal(local.minute, 0);
    }
}

static void months_are_clamped_and_come_back(void **state)
{
    (void)state;
    const struct zone berlin = {summer_offset, &berlin_2026};
    int64_t anchor = utc(2026, 1, 31, 12, 0);
    const struct reminder monthly = rule_of(RULE_MONTHLY, anchor);
    const struct reminder quarterly = rule_of(RULE_QUARTERLY, anchor);
    assert_int_equal(remind_instance(&monthly, 0, 9, &berlin), utc(2026, 2, 28, 8, 0));
    assert_int_equal(remind_instance(&monthly, 1, 9, &berlin), utc(2026, 3, 31, 7, 0));
    assert_int_equal(remind_instance(&quarterly, 0, 9, &berlin), utc(2026, 4, 30, 7, 0));
}

static void once_falls_once(void **state)
{
    (void)state;
    const struct zone berlin = {summer_offset, &berlin_2026};
    const struct reminder once = rule_of(RULE_ONCE, 5000);
    assert_int_equal(remind_instance(&once, 0, 9, &berlin), 5000);
    assert_int_equal(remind_instance(&once, 1, 9, &berlin), REMIND_NEVER);
}

/* The time that the person named is the first, to the minute; the rule follows at the hour. */
static void custom_begins_with_its_anchor(void **state)
{
    (void)state;
    const struct zone berlin = {summer_offset, &berlin_2026};
    struct reminder custom = rule_of(RULE_MONTHLY, utc(2026, 1, 31, 15, 20));
    custom.kind = REMIND_CUSTOM;
    assert_int_equal(remind_instance(&custom, 0, 9, &berlin), utc(2026, 1, 31, 15, 20));
    assert_int_equal(remind_instance(&custom, 1, 9, &berlin), utc(2026, 2, 28, 8, 0));
    assert_int_equal(remind_instance(&custom, 2, 9, &berlin), utc(2026, 3, 31, 7, 0));
}

/* Due in a month, at the latest in three, and then no more. */
static void objection_ends_after_three_months(void **state)
{
    (void)state;
    const struct zone berlin = {summer_offset, &berlin_2026};
    struct reminder reminder = rule_of(RULE_MONTHLY, utc(2026, 1, 31, 15, 0));
    reminder.kind = REMIND_OBJECTION;
    static const int months[][2] = {{2, 28}, {3, 31}, {4, 30}};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(remind_instance(&reminder, i, 9, &berlin),
                         utc(2026, months[i][0], months[i][1], i > 0 ? 7 : 8, 0));
    }
    assert_int_equal(remind_instance(&reminder, 3, 9, &berlin), REMIND_NEVER);
    reminder.kind = REMIND_RECHECK;
    assert_int_equal(remind_instance(&reminder, 3, 9, &berlin), utc(2026, 5, 31, 7, 0));
}

static void nothing_follows_the_last_year(void **state)
{
    (void)state;
    const struct summer none = {0, 0, 0, 0};
    const struct zone zone = {summer_offset, &none};
    struct reminder reminder = rule_of(RULE_MONTHLY, utc(9999, 10, 31, 9, 0));
    assert_int_equal(remind_instance(&reminder, 1, 9, &zone), utc(9999, 12, 31, 9, 0));
    assert_int_equal(remind_instance(&reminder, 2, 9, &zone), REMIND_NEVER);
    assert_int_equal(remind_instance(&reminder, INT64_MAX, 9, &zone), REMIND_NEVER);
    assert_int_equal(remind_instance(&reminder, -1, 9, &zone), REMIND_NEVER);
}

/* What a clock two years ahead wrote counts from when that was noticed, and only as long. */
static void a_clock_set_back_starts_over(void **state)
{
    (void)state;
    int64_t now = utc(2026, 6, 1, 12, 0);
    int64_t ahead = utc(2028, 6, 1, 12, 0);
    struct reminder stored = rule_of(RULE_DECAYING, ahead);
    stored.after_s = ahead;
    struct reminder seen = stored;
    assert_int_equal(remind_settle_clock(&seen, 0, now), CLOCK_NOTICED);
    assert_int_equal(seen.anchor_s, now);
    assert_int_equal(seen.after_s, now);
    stored.noticed_s = seen.noticed_s;
    seen = stored;
    assert_int_equal(remind_settle_clock(&seen, 0, now + CIVIL_AHEAD_S - 1), CLOCK_SAME);
    assert_int_equal(seen.anchor_s, now);
    seen = stored;
    assert_int_equal(remind_settle_clock(&seen, 0, now + CIVIL_AHEAD_S), CLOCK_FOR_GOOD);
    assert_int_equal(seen.anchor_s, now);
    /* Then there is nothing ahead any more. */
    assert_int_equal(remind_settle_clock(&seen, 0, now + CIVIL_AHEAD_S), CLOCK_NOTICED);
    assert_int_equal(seen.noticed_s, 0);
    assert_int_equal(seen.anchor_s, now);
    /* Set back further: from then on. */
    seen = stored;
    assert_int_equal(remind_settle_clock(&seen, 0, now - 1), CLOCK_NOTICED);
    assert_int_equal(seen.anchor_s, now - 1);
    /* When its time has come all is as it was. */
    seen = stored;
    assert_int_equal(remind_settle_clock(&seen, 0, ahead - CIVIL_AHEAD_S), CLOCK_NOTICED);
    assert_int_equal(seen.anchor_s, ahead);
    assert_int_equal(seen.noticed_s, 0);
}

static void what_a_person_asked_for_holds(void **state)
{
    (void)state;
    int64_t now = utc(2026, 6, 1, 12, 0);
    int64_t ahead = utc(2028, 6, 1, 12, 0);
    struct reminder custom = rule_of(RULE_MONTHLY, ahead);
    custom.kind = REMIND_CUSTOM;
    custom.after_s = now;
    assert_int_equal(remind_settle_clock(&custom, 0, now + 1), CLOCK_SAME);
    assert_int_equal(custom.anchor_s, ahead);
    /* What came of an instance may be what lies ahead, and after_s. */
    assert_int_equal(remind_settle_clock(&custom, ahead, now + 1), CLOCK_NOTICED);
    assert_int_equal(custom.noticed_s, now + 1);
    custom.after_s = ahead;
    assert_int_equal(remind_settle_clock(&custom, 0, now + 9), CLOCK_SAME);
    assert_int_equal(custom.after_s, now + 1);
    assert_int_equal(custom.anchor_s, ahead);
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
        cmocka_unit_test(months_are_clamped_and_come_back),
        cmocka_unit_test(once_falls_once),
        cmocka_unit_test(custom_begins_with_its_anchor),
        cmocka_unit_test(nothing_follows_the_last_year),
        cmocka_unit_test(a_clock_set_back_starts_over),
        cmocka_unit_test(what_a_person_asked_for_holds),
        cmocka_unit_test(objection_ends_after_three_months),
        cmocka_unit_test(standing_calls_for_a_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
