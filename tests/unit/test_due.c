/* Which instances are due, with what came of them, in a zone without changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/due.h"

#define HOUR_S INT64_C(3600)
#define T0     INT64_C(1800000000) /* 2027-01-15T08:00:00Z */

static int64_t one_hour(const void *self, int64_t utc_s)
{
    (void)self;
    (void)utc_s;
    return HOUR_S;
}

static const struct zone zone = {one_hour, 0};

/* Monthly from T0 on, at nine there: 0 = T0, 1 = 15 February, 2 = 15 March. */
static const struct reminder monthly = {.id = 1,
                                        .kind = REMIND_CUSTOM,
                                        .rule = RULE_MONTHLY,
                                        .anchor_s = T0,
                                        .after_s = T0 - 1,
                                        .first = REMIND_UNKNOWN};
static const int64_t months_s[] = {T0, T0 + 31 * CIVIL_DAY_S, T0 + 59 * CIVIL_DAY_S};

static struct due_rules rules_at(int64_t now_s)
{
    return (struct due_rules){
        .zone = &zone, .hour = 9, .quiet_from = 22, .quiet_until = 8, .now_s = now_s};
}

static size_t list(const struct outcome *outcomes, size_t count, int64_t now_s, struct due *ret)
{
    struct due_rules rules = rules_at(now_s);
    return due_list(&monthly, outcomes, count, &rules, (struct due_reach){now_s, 8}, ret);
}

static void lists_all_that_was_missed(void **state)
{
    (void)state;
    struct due due[8];
    assert_int_equal(list(NULL, 0, T0 - 1, due), 0);
    assert_int_equal(list(NULL, 0, months_s[2], due), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(due[i].number, i);
        assert_int_equal(due[i].due_s, months_s[i]);
        assert_false(due[i].shown || due[i].leased || due[i].snoozed);
    }
    struct due_rules rules = rules_at(months_s[2]);
    assert_int_equal(due_list(&monthly, NULL, 0, &rules, (struct due_reach){months_s[2], 2}, due),
                     2);
}

static void skips_what_lay_in_the_past(void **state)
{
    (void)state;
    struct due due[8];
    struct reminder late = monthly;
    struct due_rules rules = rules_at(months_s[2]);
    late.after_s = months_s[1];
    assert_int_equal(due_list(&late, NULL, 0, &rules, (struct due_reach){months_s[2], 8}, due), 1);
    assert_int_equal(due[0].number, 2);
}

static void settled_ones_are_over(void **state)
{
    (void)state;
    struct due due[8];
    const struct outcome outcomes[] = {{.number = 0, .settled_s = T0 + 5},
                                       {.number = 2, .shown_s = months_s[2]}};
    assert_int_equal(list(outcomes, 2, months_s[2], due), 2);
    assert_int_equal(due[0].number, 1);
    assert_false(due[0].shown);
    assert_int_equal(due[1].number, 2);
    assert_true(due[1].shown);
}

/* One instance, due at T0, with what a clock three days ahead wrote of it. */
static struct due look(struct outcome outcome, int64_t now_s, int64_t noticed_s, size_t *ret_count)
{
    struct due due = {.number = -9};
    struct reminder once = {.kind = REMIND_CUSTOM, .anchor_s = T0, .noticed_s = noticed_s};
    struct due_rules rules = rules_at(now_s);
    outcome.due_s = T0;
    *ret_count = due_list(&once, &outcome, 1, &rules, (struct due_reach){now_s, 1}, &due);
    return due;
}

/* What falls due after the clock was set back is shown in its time; what was due before is not. */
static void a_clock_far_ahead_is_believed_for_the_past(void **state)
{
    (void)state;
    size_t count = 0;
    const int64_t ahead_s = T0 + 3 * CIVIL_DAY_S;
    const struct outcome settled = {.settled_s = ahead_s};
    const struct outcome shown = {.shown_s = ahead_s};
    /* Noticed before T0: it is due then as if nothing had been; when the clock gets there, not. */
    look(settled, T0 + 60, T0 - 60, &count);
    assert_int_equal(count, 1);
    assert_false(look(shown, T0 + 60, T0 - 60, &count).shown);
    look(settled, T0 + CIVIL_DAY_S, T0 - 60, &count);
    assert_int_equal(count, 0);
    assert_true(look(shown, T0 + CIVIL_DAY_S, T0 - 60, &count).shown);
    /* Noticed after it was due: over is over. */
    look(settled, T0 + 60, T0 + 60, &count);
    assert_int_equal(count, 0);
    assert_true(look(shown, T0 + 60, T0 + 60, &count).shown);
}

static void a_snooze_by_a_clock_far_ahead_is_as_long(void **state)
{
    (void)state;
    size_t count = 0;
    const int64_t ahead_s = T0 + 9 * CIVIL_DAY_S;
    const struct outcome moved = {.snoozed_s = ahead_s + 500, .snooze_set_s = ahead_s};
    look(moved, T0 + 559, T0 + 60, &count);
    assert_int_equal(count, 0);
    assert_int_equal(look(moved, T0 + 560, T0 + 60, &count).due_s, T0 + 560);
    assert_int_equal(count, 1);
    /* Noticed before it was due at all: there is nothing to move. */
    assert_false(look(moved, T0 + 1, T0 - 60, &count).snoozed);
    assert_int_equal(count, 1);
}

/* Shown again after a snooze, or done then: a clock set back behind both, to after the first time,
 * brings neither back. */
static void what_was_snoozed_and_shown_is_not_shown_again(void **state)
{
    (void)state;
    struct due due;
    const struct reminder once = {.kind = REMIND_CUSTOM, .anchor_s = T0, .noticed_s = T0 + 60};
    struct due_rules rules = rules_at(T0 + 120);
    struct outcome outcome = {.due_s = T0 + 9 * CIVIL_DAY_S,
                              .snoozed_s = T0 + 9 * CIVIL_DAY_S,
                              .snooze_set_s = T0 + 5 * CIVIL_DAY_S,
                              .shown_s = T0 + 9 * CIVIL_DAY_S + 1};
    assert_int_equal(due_list(&once, &outcome, 1, &rules, (struct due_reach){rules.now_s, 1}, &due),
                     0);
    assert_int_equal(
        due_list(&once, &outcome, 1, &rules, (struct due_reach){REMIND_NEVER, 1}, &due), 1);
    assert_true(due.shown);
    outcome.settled_s = outcome.shown_s + 1;
    assert_int_equal(
        due_list(&once, &outcome, 1, &rules, (struct due_reach){REMIND_NEVER, 1}, &due), 0);
}

static void finds_the_latest_record(void **state)
{
    (void)state;
    const struct outcome outcomes[] = {
        {.shown_s = 5, .settled_s = 3}, {.snooze_set_s = 7, .snoozed_s = 99}, {.settled_s = 6}};
    assert_int_equal(due_latest(outcomes, 3), 7);
    assert_int_equal(due_latest(outcomes, 1), 5);
    assert_int_equal(due_latest(NULL, 0), 0);
}

static void a_snooze_moves_its_instance_only(void **state)
{
    (void)state;
    struct due due[8];
    const struct outcome moved = {
        .number = 0, .snoozed_s = months_s[1] + CIVIL_DAY_S, .snooze_set_s = T0 + 1};
    assert_int_equal(list(&moved, 1, months_s[1] - 1, due), 0);
    assert_int_equal(list(&moved, 1, months_s[1], due), 1);
    assert_int_equal(due[0].number, 1);
    assert_int_equal(list(&moved, 1, months_s[1] + CIVIL_DAY_S, due), 2);
    assert_true(due[0].snoozed);
    assert_int_equal(due[0].due_s, months_s[1] + CIVIL_DAY_S);
    /* One that was moved to an earlier time is found behind what is not due yet. */
    const struct outcome earlier = {.number = 2, .snoozed_s = T0 + 1, .snooze_set_s = T0 - 9};
    assert_int_equal(list(&earlier, 1, T0 + 2, due), 2);
    assert_int_equal(due[1].number, 2);
}

static void one_without_a_number_keeps_its_time(void **state)
{
    (void)state;
    struct due due[8];
    struct outcome loose = {.number = DUE_LOOSE, .snoozed_s = T0 + 60, .snooze_set_s = T0 - 9};
    assert_int_equal(list(&loose, 1, T0 + 59, due), 1);
    assert_int_equal(list(&loose, 1, T0 + 60, due), 2);
    assert_int_equal(due[0].number, DUE_LOOSE);
    loose.settled_s = T0 + 60;
    assert_int_equal(list(&loose, 1, T0 + 60, due), 1);
}

static void a_lease_lasts_two_minutes(void **state)
{
    (void)state;
    struct due due[8];
    const struct outcome leased = {.number = 0, .leased_s = T0 + 10};
    struct due_rules rules;
    static const struct {
        int64_t at_s;
        bool leased;
    } times[] = {{-111, false}, {-110, false}, {-109, true}, {10, true}, {129, true}, {130, false}};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        rules = rules_at(T0 + times[i].at_s);
        assert_int_equal(due_list(&monthly, &leased, 1, &rules, (struct due_reach){T0, 8}, due), 1);
        assert_int_equal(due[0].leased, times[i].leased);
    }
}

static void tells_how_a_reminder_stands(void **state)
{
    (void)state;
    struct due_rules rules = rules_at(T0 - 5);
    struct outlook outlook = due_outlook(&monthly, NULL, 0, &rules);
    assert_false(outlook.is_due || outlook.is_shown);
    assert_int_equal(outlook.due_s, T0);
    assert_memory_equal(outlook.next_s, months_s, sizeof months_s);

    const struct outcome outcomes[] = {
        {.number = 0, .shown_s = T0 + 1},
        {.number = 1, .snoozed_s = months_s[2] + 7, .snooze_set_s = T0}};
    rules.now_s = T0 + CIVIL_DAY_S;
    outlook = due_outlook(&monthly, outcomes, 2, &rules);
    assert_true(outlook.is_due && outlook.is_shown);
    assert_int_equal(outlook.due_s, T0);
    assert_int_equal(outlook.snoozed_s, months_s[2] + 7);
    assert_int_equal(outlook.next_s[0], months_s[2]);
    assert_int_equal(outlook.next_s[1], months_s[2] + 7);
    assert_true(outlook.next_s[2] > outlook.next_s[1]);

    const struct reminder once = {.kind = REMIND_CUSTOM, .anchor_s = T0, .after_s = T0 - 1};
    const struct outcome done = {.number = 0, .settled_s = T0 + 1};
    outlook = due_outlook(&once, &done, 1, &rules);
    assert_false(outlook.is_due);
    assert_int_equal(outlook.due_s, 0);
    assert_int_equal(outlook.next_s[0], 0);
}

static void quiet_hours_may_span_midnight(void **state)
{
    (void)state;
    static const struct {
        int from, until, hour;
        bool quiet;
    } cases[] = {
        {22, 8, 21, false}, {22, 8, 22, true},  {22, 8, 0, true}, {22, 8, 7, true},
        {22, 8, 8, false},  {1, 5, 0, false},   {1, 5, 1, true},  {1, 5, 5, false},
        {7, 7, 7, false},   {0, 23, 23, false}, {0, 23, 0, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        /* T0 is nine in the morning there. */
        struct due_rules rules = rules_at(T0 + (cases[i].hour - 9) * HOUR_S);
        rules.quiet_from = cases[i].from;
        rules.quiet_until = cases[i].until;
        assert_int_equal(due_is_quiet(&rules), cases[i].quiet);
    }
}

static void counts_notifications_without_an_answer(void **state)
{
    (void)state;
    struct outcome outcomes[] = {{.number = 0, .shown_s = T0, .settled_s = T0 + 9},
                                 {.number = 1, .shown_s = T0 + 20},
                                 {.number = 2, .shown_s = T0 + 20},
                                 {.number = 3, .shown_s = T0 + 30},
                                 {.number = 4, .leased_s = T0 + 40}};
    assert_int_equal(due_ignored(outcomes, 5), 2);
    assert_int_equal(due_ignored(outcomes, 3), 1);
    assert_int_equal(due_ignored(outcomes, 1), 0);
    outcomes[3].snoozed_s = T0 + 99;
    assert_int_equal(due_ignored(outcomes, 5), 0);
    assert_int_equal(due_ignored(NULL, 0), 0);
}

static void reads_and_prints_times(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t at_s;
    } good[] = {
        {"2027-01-15T08:00:00Z", T0},         {"2027-01-15T09:00:00+01:00", T0},
        {"2027-01-15t03:30:00-04:30", T0},    {"2027-01-15 08:00:00.999z", T0},
        {"2028-02-29T00:00:00Z", 1835395200}, {"2026-12-31T23:59:60Z", 1798761600},
        {"1970-01-01T00:00:00Z", 0},
    };
    static const char *const bad[] = {
        "",
        "2027",
        "2027-01-15",
        "2027-01-15T08:00:00",
        "2027-02-29T08:00:00Z",
        "2027-13-01T08:00:00Z",
        "2027-00-01T08:00:00Z",
        "2027-01-15T24:00:00Z",
        "2027-01-15T08:60:00Z",
        "2027-01-15T08:00:00+24:00",
        "2027-01-15T08:00:00+01:60",
        "2027-01-15T08:00:00.Z",
        "2027-01-15T08:00:00Zx",
        " 2027-01-15T08:00:00Z",
        "2027-1-15T08:00:00Z",
        "+027-01-15T08:00:00Z",
        "0000-01-15T08:00:00Z",
    };
    int64_t at_s = -1;
    char text[CIVIL_TIME_LEN + 1];
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(civil_read_time(view_of(good[i].text), &at_s));
        assert_int_equal(at_s, good[i].at_s);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        at_s = -7;
        assert_false(civil_read_time(view_of(bad[i]), &at_s));
        assert_int_equal(at_s, -7);
    }
    civil_print_time(T0, text);
    assert_string_equal(text, "2027-01-15T08:00:00Z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_all_that_was_missed),
        cmocka_unit_test(skips_what_lay_in_the_past),
        cmocka_unit_test(settled_ones_are_over),
        cmocka_unit_test(a_clock_far_ahead_is_believed_for_the_past),
        cmocka_unit_test(a_snooze_by_a_clock_far_ahead_is_as_long),
        cmocka_unit_test(what_was_snoozed_and_shown_is_not_shown_again),
        cmocka_unit_test(finds_the_latest_record),
        cmocka_unit_test(a_snooze_moves_its_instance_only),
        cmocka_unit_test(one_without_a_number_keeps_its_time),
        cmocka_unit_test(a_lease_lasts_two_minutes),
        cmocka_unit_test(tells_how_a_reminder_stands),
        cmocka_unit_test(quiet_hours_may_span_midnight),
        cmocka_unit_test(counts_notifications_without_an_answer),
        cmocka_unit_test(reads_and_prints_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
