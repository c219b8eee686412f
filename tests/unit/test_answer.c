#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "looks.h"
#include "service/reminders.h"
#include "support.h"

#define FILE_PATH "optwatch/optwatch.db"
#define DAY_MS    (INT64_C(86400) * 1000)

/* A verdict is given; nothing is called recorded; no off is called confirmed. */
static void assert_answers_without_history(enum error expected)
{
    static const struct look_plan plans[] = {
        {.steady_ms = 5000}, {.on = true, .visit = 1}, {.truncated = true, .visit = 2}};
    static const char *const states[] = {"off_unconfirmed", "on", "unknown"};
    static const char *const verdicts[] = {"off_unconfirmed", "on", "unclear"};
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        looks_answer(&plans[i]);
        assert_false(looks.answer.recorded);
        assert_int_equal(looks.answer.record_error, expected);
        looks_assert_standing(states[i]);
        assert_int_equal(looks_told()->confirmed_s, 0);
        assert_int_equal(looks_told()->account, 0);
        assert_string_equal(looks.answer.verdict->state, verdicts[i]);
        assert_true(strlen(looks.answer.verdict->text) > 0);
        assert_int_equal(looks.answer.reminder_count, 0);
        assert_int_equal(looks.answer.warning->level, i == 1 ? WARN_WARNING : WARN_NONE);
    }
}

static void answers_without_a_safe_file(void **state)
{
    (void)state;
    size_t len = 1;
    support_write("other.db", "", 0);
    assert_int_equal(mkdir(support_path("optwatch"), 0700), 0);
    assert_int_equal(symlink("../other.db", support_path(FILE_PATH)), 0);
    assert_answers_without_history(E_UNSAFE_PATH);
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_UNSAFE_PATH);
    assert_int_equal(looks_ask(COMMAND_REMIND, 0), E_UNSAFE_PATH);
    free(support_read("other.db", &len));
    assert_int_equal(len, 0);
    assert_int_equal(support_count("optwatch"), 1);
}

static void answers_without_a_file_of_ours(void **state)
{
    (void)state;
    support_write(FILE_PATH, "this is somebody's letter", 25);
    assert_answers_without_history(E_NOT_A_STORE);
    size_t len = 0;
    free(support_read(FILE_PATH, &len));
    assert_int_equal(len, 25);
    assert_int_equal(unlink(support_path(FILE_PATH)), 0);
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    looks_assert_standing("off_confirmed");
    support_sql(FILE_PATH, "PRAGMA user_version = 5");
    assert_answers_without_history(E_NEWER_STORE);
    assert_int_equal(unsetenv("XDG_DATA_HOME"), 0);
    assert_int_equal(unsetenv("HOME"), 0);
    assert_answers_without_history(E_HOME);
}

/* A history that breaks in the middle of a report keeps nothing of the report. */
static void records_all_or_nothing(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true});
    support_sql(FILE_PATH, "CREATE TRIGGER t BEFORE INSERT ON reminder"
                           " BEGIN SELECT RAISE(ABORT, 'no'); END");
    looks_answer(&(struct look_plan){.steady_ms = 5000, .visit = 1});
    assert_false(looks.answer.recorded);
    looks_assert_standing("off_unconfirmed");
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM visit"), 1);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM reading"), 1);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM standing"
                                               " WHERE state = 'on'"),
                     1);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM reminder WHERE ended_s = 0"),
                     1);
}

static void checks_without_a_trace(void **state)
{
    (void)state;
    struct report report = looks_report(&(struct look_plan){.steady_ms = 5000});
    service_check(&looks.service, &report, looks.now_ms, &looks.answer);
    looks_assert_standing("off_confirmed");
    assert_true(looks.answer.tells_recorded);
    assert_false(looks.answer.recorded);
    assert_int_equal(looks.answer.record_error, E_OK);
    report = looks_report(&(struct look_plan){.on = true});
    service_check(&looks.service, &report, looks.now_ms, &looks.answer);
    looks_assert_standing("on");
    assert_int_equal(looks.answer.warning->level, WARN_WARNING);
    assert_int_equal(looks.answer.reminder_count, 0);
    assert_int_equal(support_count(""), 0);

    looks_answer(&(struct look_plan){.steady_ms = 5000});
    report = looks_report(&(struct look_plan){.on = true, .visit = 1});
    service_check(&looks.service, &report, looks.now_ms, &looks.answer);
    looks_assert_standing("on");
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    looks_assert_standing("off_confirmed");
}

static void answers_before_there_is_a_history(void **state)
{
    (void)state;
    for (int instance = -1; instance < 1; instance++) {
        assert_int_equal(looks_ask(COMMAND_STATUS, instance), E_OK);
        looks_assert_standing("unknown");
        assert_int_equal(looks.answer.standing_count, 1);
        assert_int_equal(looks_told()->last_seen_s, 0);
        assert_int_equal(looks.answer.reading_count, 0);
        assert_int_equal(looks.answer.reminder_count, 0);
        assert_int_equal(looks.answer.warning->level, WARN_NONE);
        assert_string_equal(looks.answer.verdict->state, "unknown");
        assert_false(looks.answer.tells_recorded);
        assert_int_equal(looks_ask(COMMAND_REMIND, instance), E_OK);
        assert_int_equal(looks.answer.reminder_count, 0);
        assert_null(looks.answer.verdict);
    }
    assert_int_equal(looks_ask(COMMAND_HELLO, -1), E_OK);
    assert_null(looks.answer.standings);
    assert_null(looks.answer.reminders);
    assert_int_equal(looks_ask(COMMAND_COUNT, -1), E_COMMAND);
    assert_int_equal(support_count(""), 0);
}

static void tells_what_it_recorded(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    struct told_standing told = *looks_told();
    int64_t due_s = looks.answer.reminders[0].outlook.due_s;
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    assert_memory_equal(looks_told(), &told, sizeof told);
    assert_int_equal(told.since_s, looks.now_ms / 1000 - 60);
    assert_int_equal(told.last_seen_s, told.since_s);
    assert_int_equal(told.confirmed_s, told.since_s);
    assert_int_equal(looks_ask(COMMAND_REMIND, 0), E_OK);
    looks_assert_reminder(REMIND_RECHECK);
    assert_int_equal(looks.answer.reminders[0].outlook.due_s, due_s);
    assert_null(looks.answer.standings);
    /* Ninety days without a look. */
    looks.now_ms = told.confirmed_s * 1000 + 90 * DAY_MS - LOOKS_STEP_MS - 1;
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    looks_assert_standing("off_confirmed");
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    looks_assert_standing("stale");
    assert_int_equal(looks.answer.warning->level, WARN_INFO);
}

static void keeps_profiles_apart(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000, .instance = 0});
    looks_answer(&(struct look_plan){.on = true, .instance = 1});
    looks_assert_standing("on");
    int64_t second = looks_told()->account;
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    looks_assert_standing("off_confirmed");
    assert_int_not_equal(looks_told()->account, second);
    looks_assert_reminder(REMIND_RECHECK);
    assert_int_equal(looks_ask(COMMAND_STATUS, 1), E_OK);
    looks_assert_reminder(REMIND_OPT_OUT);
    /* A profile that was never seen is told nothing of the others. */
    assert_int_equal(looks_ask(COMMAND_STATUS, 2), E_OK);
    looks_assert_standing("unknown");
    assert_int_equal(looks.answer.reminder_count, 0);
    /* Whoever names none is told the worst. */
    assert_int_equal(looks_ask(COMMAND_STATUS, -1), E_OK);
    looks_assert_standing("on");
    looks_answer(&(struct look_plan){.on = true, .instance = 0, .visit = 1});
    looks_assert_standing("turned_back_on");
    assert_int_equal(looks_ask(COMMAND_STATUS, -1), E_OK);
    looks_assert_standing("turned_back_on");
}

/* The opt-out schedule: days 3, 14 and on from the first on; a recheck is settled by looking. */
static void settles_what_was_looked_at(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    int64_t began_ms = looks.now_ms;
    int64_t first_s = looks.answer.reminders[0].outlook.due_s;
    int64_t id = looks.answer.reminders[0].id;
    /* Two days before it is due a look settles nothing, half a day before it does. */
    looks.now_ms = first_s * 1000 - 2 * DAY_MS;
    looks_answer(&(struct look_plan){.steady_ms = 5000, .visit = 1});
    assert_int_equal(looks.answer.reminders[0].outlook.due_s, first_s);
    looks.now_ms = first_s * 1000 - DAY_MS / 2;
    looks_answer(&(struct look_plan){.visit = 2, .touched = TOUCHED_YES});
    assert_int_equal(looks.answer.reminders[0].outlook.due_s, first_s);
    looks_answer(&(struct look_plan){.visit = 3, .same_document = true});
    assert_int_equal(looks.answer.reminders[0].outlook.due_s, first_s);
    looks_answer(&(struct look_plan){.visit = 4});
    assert_int_equal(looks.answer.reminders[0].id, id);
    assert_int_equal(looks.answer.reminders[0].outlook.due_s, first_s + 11 * DAY_MS / 1000);
    assert_true(looks.now_ms > began_ms);
    /* The next is due and not looked at: it stays due. */
    looks.now_ms = first_s * 1000 + 12 * DAY_MS;
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    assert_int_equal(looks.answer.reminders[0].outlook.due_s, first_s + 11 * DAY_MS / 1000);
}

/* Standings that are at hand are those of one account, whoever is asked about since. */
static void judges_by_the_accounts_own_standing(void **state)
{
    (void)state;
    struct store *store = NULL;
    bool idle = true;
    bool alarm = true;
    looks_answer(&(struct look_plan){.instance = 1, .steady_ms = 5000});
    const struct reminder reminder = looks.service.reminders[0];
    assert_int_equal(reminder.kind, REMIND_RECHECK);
    looks_answer(&(struct look_plan){.instance = 2, .on = true});
    assert_int_equal(looks.service.standings_of, looks.service.account.id);
    assert_int_not_equal(looks.service.account.id, reminder.account);
    assert_int_equal(store_open(STORE_READ, &store), E_OK);
    assert_int_equal(store_get_account(store, reminder.account, &looks.service.account), E_OK);
    assert_int_equal(reminders_judge(&looks.service, store, &reminder, &idle, &alarm), E_OK);
    assert_false(idle);
    assert_false(alarm);
    store_close(store);
}

static void leaves_on_alone(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true});
    support_sql(FILE_PATH, "UPDATE account SET intent = 'leave_on'");
    looks_answer(&(struct look_plan){.on = true, .visit = 1});
    looks_assert_standing("on");
    assert_int_equal(looks.answer.warning->level, WARN_NONE);
    assert_int_equal(looks.answer.reminder_count, 0);
    /* Minded again after twenty days: days 3 and 14 are gone by, day 30 at nine is next. */
    support_sql(FILE_PATH, "UPDATE account SET intent = 'want_off'");
    looks.now_ms += 20 * DAY_MS;
    looks_answer(&(struct look_plan){.on = true, .visit = 2});
    looks_assert_reminder(REMIND_OPT_OUT);
    assert_int_equal(looks.answer.reminders[0].outlook.due_s, 1772614800);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOKS_TEST(answers_without_a_safe_file),
        LOOKS_TEST(answers_without_a_file_of_ours),
        LOOKS_TEST(records_all_or_nothing),
        LOOKS_TEST(checks_without_a_trace),
        LOOKS_TEST(answers_before_there_is_a_history),
        LOOKS_TEST(tells_what_it_recorded),
        LOOKS_TEST(keeps_profiles_apart),
        LOOKS_TEST(settles_what_was_looked_at),
        LOOKS_TEST(judges_by_the_accounts_own_standing),
        LOOKS_TEST(leaves_on_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
