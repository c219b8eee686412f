#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "looks.h"
#include "support.h"

#define FILE_PATH "optwatch/optwatch.db"

static void warns_and_reminds_when_on(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true});
    looks_assert_standing("on");
    assert_true(looks.answer.recorded);
    assert_int_equal(looks.answer.record_error, E_OK);
    assert_int_equal(looks.answer.warning->level, WARN_WARNING);
    assert_true(looks.answer.warning->show);
    assert_int_equal(looks.answer.reading_count, catalogue_setting_count);
    assert_string_equal(looks.answer.verdict->state, "on");
    assert_int_equal(looks.answer.reminder_count, 1);
    const struct told_reminder *reminder = &looks.answer.reminders[0];
    assert_int_equal(reminder->kind, REMIND_OPT_OUT);
    assert_int_equal(reminder->setting, looks.service.primary);
    assert_true(reminder->id > 0);
    assert_true(strlen(reminder->text) > 0);
    assert_int_equal(reminder->outlook.snoozed_s, 0);
}

/* 22:30 UTC is the next day two hours further east: three days from there, at nine there. */
static void reminds_at_nine_in_the_zone(void **state)
{
    (void)state;
    static const struct {
        int64_t offset_s, due_s;
    } zones[] = {
        {0, INT64_C(1773392400)},     /* 2026-03-13T09:00Z */
        {7200, INT64_C(1773471600)},  /* 2026-03-14T09:00+02:00 */
        {-18000, INT64_C(1773410400)} /* 2026-03-13T09:00-05:00 */
    };
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        looks.offset_s = zones[i].offset_s;
        looks.now_ms = INT64_C(1773181800000); /* 2026-03-10T22:30Z */
        looks_answer(&(struct look_plan){.on = true, .instance = (int)i});
        assert_int_equal(looks.answer.reminders[0].outlook.due_s, zones[i].due_s);
    }
}

static void believes_off_only_after_a_fresh_look(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true});
    looks_answer(&(struct look_plan){.visit = 0, .touched = TOUCHED_YES});
    looks_assert_standing("off_unconfirmed");
    assert_int_equal(looks.answer.warning->level, WARN_NONE);
    looks_assert_reminder(REMIND_RECHECK);
    looks_answer(&(struct look_plan){.visit = 1, .steady_ms = 1500});
    looks_assert_standing("off_unconfirmed");
    looks_answer(&(struct look_plan){.visit = 1, .steady_ms = 5000});
    looks_assert_standing("off_confirmed");
    assert_int_equal(looks_told()->confirmed_s, looks.now_ms / 1000);
    assert_int_equal(looks.answer.warning->level, WARN_NONE);
    looks_assert_reminder(REMIND_RECHECK);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM reminder"
                                               " WHERE kind = 'opt_out' AND ended_s > 0"),
                     1);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM change"), 3);
}

static void never_confirms_what_proves_nothing(void **state)
{
    (void)state;
    static const struct look_plan plans[] = {
        {.steady_ms = 5000, .restored = true},
        {.steady_ms = 5000, .touched = TOUCHED_YES},
        {.steady_ms = 5000, .touched = TOUCHED_UNKNOWN},
        {.steady_ms = 5000, .same_document = true},
        {.steady_ms = 4999},
        {.steady_ms = 5000, .by_row = true},
        {.steady_ms = 5000, .waited_ms = 600000}, /* began before the last on */
    };
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        struct look_plan plan = plans[i];
        plan.instance = (int)i;
        plan.visit = (int)(2 * i);
        looks_answer(
            &(struct look_plan){.on = true, .visit = (int)(2 * i + 1), .instance = (int)i});
        looks_answer(&plan);
        if (strcmp(standing_name(looks_told()->state), "off_unconfirmed") != 0) {
            fail_msg("plan %zu: %s", i, standing_name(looks_told()->state));
        }
        assert_int_equal(looks_told()->confirmed_s, 0);
    }
}

/* The same document at another path is not the one that was loaded there. */
static void never_confirms_on_a_borrowed_visit(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.by_row = true, .visit = 1});
    looks_answer(&(struct look_plan){.steady_ms = 5000, .visit = 1});
    looks_assert_standing("off_unconfirmed");
    looks_answer(&(struct look_plan){.steady_ms = 5000, .visit = 2, .instance = 1});
    looks_assert_standing("off_confirmed");
}

static void corrects_a_placeholder(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 1500});
    looks_assert_standing("off_unconfirmed");
    looks_answer(&(struct look_plan){.on = true, .steady_ms = 1500});
    looks_assert_standing("on");
    assert_int_equal(looks.service.standings[looks.service.primary].cause, CAUSE_NONE);
    looks_answer(&(struct look_plan){.on = true, .steady_ms = 5000});
    looks_assert_standing("on");
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM reading"), 1);
    assert_int_equal(support_number(FILE_PATH, "SELECT visits FROM reading WHERE state = 'on'"
                                               " AND setting = 'data-for-ai-improvement'"),
                     1);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM change"), 1);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM change WHERE from_state ="
                                               " 'unknown' AND to_state = 'on'"),
                     1);
    looks_assert_reminder(REMIND_OPT_OUT);
}

/* Two seconds of a wrong "off" end no reminder: the snooze of the one that was there is kept. */
static void keeps_a_snooze_through_a_placeholder(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true, .steady_ms = 5000});
    support_sql(FILE_PATH, "INSERT INTO outcome VALUES (1, 0, 1, 0, 0, 1999999999, 1, 0, '')");
    looks_answer(&(struct look_plan){.visit = 1, .steady_ms = 1500});
    looks_assert_standing("off_unconfirmed");
    looks_answer(&(struct look_plan){.on = true, .visit = 1, .steady_ms = 1500});
    looks_answer(&(struct look_plan){.on = true, .visit = 1, .steady_ms = 5000});
    looks_assert_reminder(REMIND_OPT_OUT);
    assert_int_equal(looks.answer.reminders[0].outlook.snoozed_s, 1999999999);
}

/* A page has counted how long it is there: half an hour less on the clock makes it no younger. */
static void believes_no_old_tab_after_the_clock_was_set_back(void **state)
{
    (void)state;
    const int64_t hour_ms = 60 * LOOKS_STEP_MS;
    looks_answer(&(struct look_plan){.steady_ms = 1500});
    looks.now_ms -= hour_ms / 2;
    looks_answer(&(struct look_plan){.on = true, .visit = 1});
    looks.now_ms += hour_ms;
    looks_answer(&(struct look_plan){.steady_ms = 5000, .waited_ms = hour_ms + 2 * LOOKS_STEP_MS});
    looks_assert_standing("off_unconfirmed");
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    looks_assert_standing("off_unconfirmed");
    looks_answer(&(struct look_plan){.steady_ms = 5000, .visit = 2});
    looks_assert_standing("off_confirmed");
    /* What was told of ahead of now is not believed when that time has come. */
    looks.now_ms -= hour_ms;
    looks_answer(&(struct look_plan){.steady_ms = 5000, .visit = 2});
    looks_answer(&(struct look_plan){.on = true, .visit = 3});
    looks.now_ms += 2 * hour_ms;
    looks_answer(&(struct look_plan){.steady_ms = 5000, .visit = 2});
    looks_assert_standing("off_unconfirmed");
}

/* Of two that wait for the history the one that looked first may write last. */
static void believes_no_off_that_an_on_overtook(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    looks_answer(&(struct look_plan){.on = true, .visit = 1});
    looks_assert_standing("turned_back_on");
    const int64_t on_ms = looks.now_ms;
    for (int i = 0; i < 2; i++) {
        looks.now_ms = on_ms - 8000 - LOOKS_STEP_MS;
        looks_answer(&(struct look_plan){.visit = 2 - i, .steady_ms = 5000});
        assert_string_equal(looks_state(), "off");
        looks_assert_standing("turned_back_on");
        looks_assert_reminder(REMIND_OPT_OUT);
        assert_int_equal(looks.answer.warning->level, WARN_ALARM);
    }
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM change"), 2);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM outcome"), 0);
    /* A clock that was set back is no wait. */
    looks.now_ms = on_ms - 17000 - LOOKS_STEP_MS;
    looks_answer(&(struct look_plan){.visit = 3, .steady_ms = 5000});
    looks_assert_standing("off_unconfirmed");
    looks.now_ms = on_ms;
    looks_answer(&(struct look_plan){.visit = 4, .steady_ms = 5000});
    looks_assert_standing("off_confirmed");
}

/* Nor does it for who leaves it on and is reminded of nothing then, or in a page that tells
 * nothing. */
static void keeps_a_snooze_whatever_is_intended(void **state)
{
    (void)state;
    struct order order = {.action = ORDER_INTENT, .intent = INTENT_LEAVE_ON};
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    support_sql(FILE_PATH, "INSERT INTO outcome VALUES (1, 0, 1, 0, 0, 1999999999, 1, 0, '')");
    assert_int_equal(looks_accounts(order), E_OK);
    looks_answer(&(struct look_plan){.visit = 1, .on = true, .steady_ms = 1500});
    looks_assert_standing("turned_back_on");
    assert_int_equal(looks.answer.reminder_count, 0);
    looks_answer(&(struct look_plan){.visit = 1, .mixed = true, .steady_ms = 5000});
    looks_answer(&(struct look_plan){.visit = 1, .steady_ms = 5000});
    looks_assert_standing("off_confirmed");
    looks_assert_reminder(REMIND_RECHECK);
    assert_int_equal(looks.answer.reminders[0].outlook.snoozed_s, 1999999999);
}

static void corrects_a_false_alarm(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    looks_assert_standing("off_confirmed");
    int64_t since_s = looks_told()->since_s;
    looks_answer(&(struct look_plan){.on = true, .visit = 1, .steady_ms = 1500});
    looks_assert_standing("turned_back_on");
    looks_answer(&(struct look_plan){.visit = 1, .steady_ms = 5000});
    looks_assert_standing("off_confirmed");
    assert_int_equal(looks_told()->since_s, since_s);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM change"), 1);
    assert_int_equal(support_number(FILE_PATH, "SELECT visits FROM reading"), 2);
    looks_assert_reminder(REMIND_RECHECK);
}

static void alarms_until_it_is_off(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    looks_assert_standing("off_confirmed");
    looks_answer(&(struct look_plan){.on = true, .visit = 1});
    looks_assert_standing("turned_back_on");
    static const struct look_plan again[] = {
        {.on = true, .visit = 1, .steady_ms = 5000},
        {.on = true, .visit = 2, .touched = TOUCHED_YES},
        {.on = true, .visit = 3, .steady_ms = 5000},
        {.on = true, .visit = 4, .by_row = true},
        {.on = true, .visit = 5, .touched = TOUCHED_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof again / sizeof again[0]; i++) {
        looks_answer(&again[i]);
        looks_assert_standing("turned_back_on");
        assert_int_equal(looks.answer.warning->level, WARN_ALARM);
        assert_true(looks.answer.warning->show);
        looks_assert_reminder(REMIND_OPT_OUT);
    }
    looks_answer(&(struct look_plan){.visit = 6, .touched = TOUCHED_YES});
    looks_assert_standing("off_unconfirmed");
    assert_int_equal(looks.answer.warning->level, WARN_NONE);
}

static void alarms_no_one_who_did_it(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    looks_answer(&(struct look_plan){.on = true, .visit = 1, .touched = TOUCHED_YES});
    looks_assert_standing("on");
    assert_int_equal(looks.answer.warning->level, WARN_WARNING);
    /* Nor where we read pages otherwise than when it was confirmed. */
    looks_answer(&(struct look_plan){.steady_ms = 5000, .visit = 2});
    looks_assert_standing("off_confirmed");
    support_sql(FILE_PATH, "UPDATE standing SET rules = 0");
    looks_answer(&(struct look_plan){.on = true, .visit = 3});
    looks_assert_standing("on");
    assert_int_equal(looks.answer.warning->level, WARN_WARNING);
}

static void hears_nothing_from_other_settings(void **state)
{
    (void)state;
    int other = catalogue_find_slug(view_of("policy-and-academic-research"));
    assert_int_not_equal(other, CATALOGUE_NONE);
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    looks_assert_standing("off_confirmed");
    struct told_standing before = *looks_told();
    for (int i = 0; i < 4; i++) {
        looks_answer(&(struct look_plan){
            .other = other, .on = i % 2 == 0, .steady_ms = 5000, .visit = 1 + i / 2});
        assert_memory_equal(looks_told(), &before, sizeof before);
        assert_int_equal(looks.answer.warning->level, WARN_NONE);
        looks_assert_reminder(REMIND_RECHECK);
        assert_int_equal(looks.answer.standing_count, 2);
    }
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM standing"), 2);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM reminder"), 1);
}

static void learns_nothing_from_unsettled_looks(void **state)
{
    (void)state;
    static const struct {
        struct look_plan plan;
        const char *state;
    } looks_at[] = {
        {{.on = true, .steady_ms = 1499}, "loading"},
        {{.on = true, .truncated = true}, "unclear"},
        {{.mixed = true, .steady_ms = 5000}, "unclear"},
        {{.empty = true, .waited_ms = 19999}, "loading"},
        {{.empty = true, .waited_ms = 20000}, "not_shown"},
        {{.wall = true}, "signed_out"},
    };
    for (int known = 0; known < 3; known++) {
        if (known > 0) {
            looks_answer(
                &(struct look_plan){.steady_ms = 5000, .on = known == 2, .visit = 100 + known});
        }
        struct told_standing before = known > 0 ? *looks_told() : (struct told_standing){0};
        for (size_t i = 0; i < sizeof looks_at / sizeof looks_at[0]; i++) {
            struct look_plan plan = looks_at[i].plan;
            plan.visit = 10 * known + (int)i + 1;
            looks_answer(&plan);
            assert_string_equal(looks_state(), looks_at[i].state);
            assert_string_equal(looks.answer.verdict->state, looks_at[i].state);
            if (known > 0) {
                assert_memory_equal(looks_told(), &before, sizeof before);
            }
            assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM standing"), known > 0);
            assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM change"), known);
        }
    }
}

/* Two tabs of one profile: what one takes back is its own alone. */
static void takes_back_its_own_only(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.visit = 1});
    looks_answer(&(struct look_plan){.visit = 2});
    int64_t seen_ms = looks.now_ms;
    looks_answer(&(struct look_plan){.visit = 1, .on = true});
    assert_int_equal(support_number(FILE_PATH, "SELECT last_ms FROM reading WHERE state = 'off'"),
                     seen_ms);
    assert_int_equal(support_number(FILE_PATH, "SELECT visits FROM reading WHERE state = 'off'"),
                     1);
}

static void keeps_every_change(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.visit = 1, .on = true});
    int64_t at_ms = looks.now_ms;
    looks_answer(&(struct look_plan){.visit = 1, .on = true});
    assert_int_equal(support_number(FILE_PATH, "SELECT at_ms FROM change"), at_ms);
    looks_answer(&(struct look_plan){.visit = 2});
    looks_answer(&(struct look_plan){.visit = 1, .on = true});
    looks_answer(&(struct look_plan){.visit = 1, .on = true});
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM change"), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOKS_TEST(warns_and_reminds_when_on),
        LOOKS_TEST(reminds_at_nine_in_the_zone),
        LOOKS_TEST(believes_off_only_after_a_fresh_look),
        LOOKS_TEST(never_confirms_what_proves_nothing),
        LOOKS_TEST(never_confirms_on_a_borrowed_visit),
        LOOKS_TEST(corrects_a_placeholder),
        LOOKS_TEST(keeps_a_snooze_through_a_placeholder),
        LOOKS_TEST(keeps_a_snooze_whatever_is_intended),
        LOOKS_TEST(believes_no_old_tab_after_the_clock_was_set_back),
        LOOKS_TEST(believes_no_off_that_an_on_overtook),
        LOOKS_TEST(corrects_a_false_alarm),
        LOOKS_TEST(alarms_until_it_is_off),
        LOOKS_TEST(alarms_no_one_who_did_it),
        LOOKS_TEST(hears_nothing_from_other_settings),
        LOOKS_TEST(learns_nothing_from_unsettled_looks),
        LOOKS_TEST(takes_back_its_own_only),
        LOOKS_TEST(keeps_every_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
