/* What the person sets and ticks, what the days without a reading tell, and what comes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "looks.h"
#include "support.h"

#define FILE_PATH       "optwatch/optwatch.db"
#define DAY_MS          (INT64_C(86400) * 1000)
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static void settings_are_used(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    int64_t due_s = looks.answer.reminders[0].outlook.due_s;
    assert_int_equal(looks_set("hour", "17"), E_OK);
    assert_int_equal(preference_number(&looks.answer.settings->values, PREFERENCE_HOUR), 17);
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    assert_int_equal(looks.answer.reminders[0].outlook.due_s, due_s + 8 * 3600);
    /* The region's facts, and where to complain there. */
    size_t facts = looks.answer.guide->fact_count;
    size_t exits = looks.answer.guide->exit_count;
    assert_int_equal(looks_set("region", "eea"), E_OK);
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    assert_true(looks.answer.guide->fact_count > facts);
    assert_int_equal(looks.answer.guide->exit_count, exits + 1);
    (void)looks_exit(looks.answer.guide, "complain-eea");
    assert_int_equal(looks_set("language", "de"), E_OK);
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    assert_non_null(strstr(looks.answer.verdict->text, "Aus"));
    assert_int_equal(looks_set("stale_days", "1"), E_OK);
    looks.now_ms += DAY_MS;
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    looks_assert_standing("stale");
    assert_int_equal(looks_accounts((struct order){0}), E_OK);
    assert_int_equal(looks.answer.accounts[0].state, STANDING_STALE);
}

/* Where nothing can be recorded, what was set still holds. */
static void settings_outlive_a_failed_record(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    assert_int_equal(looks_set("language", "de"), E_OK);
    support_sql(FILE_PATH, "CREATE TRIGGER t BEFORE INSERT ON visit"
                           " BEGIN SELECT RAISE(ABORT, 'no'); END");
    looks_answer(&(struct look_plan){.on = true, .visit = 1});
    assert_false(looks.answer.recorded);
    assert_int_equal(looks.answer.question->accounts[0], 0);
    assert_non_null(strstr(looks.answer.verdict->text, "Ein"));
}

static void objection_is_sent_and_answered(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000}); /* 2026-02-02 */
    const struct order done = {
        .action = ORDER_DONE, .name = view_of("objection"), .note = view_of("by e-mail")};
    assert_int_equal(looks_order(COMMAND_EXIT, 0, &done), E_OK);
    const struct told_exit *told = looks_exit(looks.answer.checklist, "objection");
    assert_true(told->done);
    assert_false(told->checked);
    int64_t at_s = told->at_s;
    assert_int_equal(at_s, looks.now_ms / 1000);
    /* Ticked again: the first date holds, and there is one reminder; a note is one more. */
    assert_int_equal(looks_order(COMMAND_EXIT, 0, &done), E_OK);
    assert_int_equal(looks_exit(looks.answer.checklist, "objection")->at_s, at_s);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM note"), 2);
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    assert_int_equal(looks.answer.reminder_count, 2);
    const struct told_reminder *reminder = &looks.answer.reminders[1];
    assert_int_equal(reminder->kind, REMIND_OBJECTION);
    assert_int_equal(reminder->outlook.due_s, 1772442000); /* 2026-03-02T09:00Z */
    assert_true(looks_exit(looks.answer.guide, "objection")->done);
    /* Looks at the switch settle no objection. */
    looks.now_ms = INT64_C(1772442000000) + DAY_MS;
    looks_answer(&(struct look_plan){.steady_ms = 5000, .visit = 1});
    assert_int_equal(looks.answer.reminders[0].outlook.due_s, 1772442000);
    assert_int_equal(looks_tick(ORDER_UNDO, "objection"), E_OK);
    assert_false(looks_exit(looks.answer.checklist, "objection")->done);
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    looks_assert_reminder(REMIND_RECHECK);
    assert_int_equal(looks_tick(ORDER_UNDO, "objection"), E_OK);
}

static void neighbours_are_ticked_until_read(void **state)
{
    (void)state;
    int other = catalogue_find_slug(view_of("policy-and-academic-research"));
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    assert_int_equal(looks_tick(ORDER_DONE, "research"), E_OK);
    assert_true(looks_exit(looks.answer.checklist, "research")->done);
    assert_false(looks_exit(looks.answer.checklist, "research")->checked);
    looks_answer(&(struct look_plan){.other = other, .on = true, .visit = 1});
    assert_false(looks_exit(looks.answer.guide, "research")->done);
    assert_true(looks_exit(looks.answer.guide, "research")->checked);
    assert_int_equal(looks_tick(ORDER_DONE, "research"), E_CHECKED);
    looks_answer(&(struct look_plan){.other = other, .steady_ms = 5000, .visit = 2});
    assert_true(looks_exit(looks.answer.guide, "research")->done);
}

static void three_unread_days_raise_a_notice(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    for (int day = 0; day < 4; day++) {
        looks.now_ms += DAY_MS;
        for (int i = 0; i < 2; i++) {
            looks_answer(
                &(struct look_plan){.mixed = true, .steady_ms = 5000, .visit = 10 + 2 * day + i});
            assert_string_equal(looks_state(), "unclear");
            assert_int_equal(looks.answer.warning->level, day < 2 ? WARN_NONE : WARN_INFO);
            assert_int_equal(looks.answer.warning->show, day >= 2);
        }
    }
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    assert_int_equal(looks.answer.warning->level, WARN_INFO);
    looks_assert_standing("off_confirmed");
    looks_answer(&(struct look_plan){.steady_ms = 5000, .visit = 50});
    assert_int_equal(looks.answer.warning->level, WARN_NONE);
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    assert_int_equal(looks.answer.warning->level, WARN_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOKS_TEST(settings_are_used),
        LOOKS_TEST(settings_outlive_a_failed_record),
        LOOKS_TEST(objection_is_sent_and_answered),
        LOOKS_TEST(neighbours_are_ticked_until_read),
        LOOKS_TEST(three_unread_days_raise_a_notice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
