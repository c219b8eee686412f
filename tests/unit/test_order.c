/* What the person tells of accounts, what is refused, and what the next look makes of it. */
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

/* Two profiles: the first off and confirmed, the second on. */
static void two_accounts(void)
{
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    assert_int_equal(looks.answer.question->accounts[0], 0);
    looks_answer(&(struct look_plan){.on = true, .instance = 1});
}

static void asks_when_a_second_profile_appears(void **state)
{
    (void)state;
    two_accounts();
    assert_int_equal(looks.answer.question->accounts[0], 1);
    assert_int_equal(looks.answer.question->accounts[1], 2);
    assert_true(strlen(looks.answer.question->text) > 0);
    for (int instance = -1; instance < 2; instance++) {
        assert_int_equal(looks_ask(COMMAND_STATUS, instance), E_OK);
        assert_int_equal(looks.answer.question->accounts[1], 2);
    }
    assert_int_equal(
        looks_accounts((struct order){.action = ORDER_SEPARATE, .account = 1, .with = 2}), E_OK);
    assert_int_equal(looks.answer.question->accounts[0], 0);
    looks_answer(&(struct look_plan){.on = true, .instance = 1, .visit = 1});
    assert_int_equal(looks.answer.question->accounts[0], 0);
    looks_answer(&(struct look_plan){.on = true, .instance = 2});
    assert_int_equal(looks.answer.question->accounts[0], 1);
    assert_int_equal(looks.answer.question->accounts[1], 3);
}

static void tells_the_worst_first(void **state)
{
    (void)state;
    two_accounts();
    looks_answer(&(struct look_plan){.instance = 2, .steady_ms = 1500});
    assert_int_equal(looks_accounts((struct order){0}), E_OK);
    assert_int_equal(looks.answer.account_count, 3);
    static const struct {
        int64_t id;
        enum standing_state state;
    } expected[] = {{2, STANDING_ON}, {3, STANDING_OFF_UNCONFIRMED}, {1, STANDING_OFF_CONFIRMED}};
    for (size_t i = 0; i < 3; i++) {
        const struct told_account *account = &looks.answer.accounts[i];
        assert_int_equal(account->id, expected[i].id);
        assert_int_equal(account->state, expected[i].state);
        assert_int_equal(account->profile_count, 1);
        assert_int_equal(account->profiles[0].family, FAMILY_FIREFOX);
        assert_true(account->profiles[0].first_s > 0);
    }
    assert_int_equal(looks_ask(COMMAND_STATUS, -1), E_OK);
    assert_int_equal(looks.answer.account_count, 3);
    assert_int_equal(looks_told()->account, 2);
    /* A profile is told of its own account only. */
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    assert_null(looks.answer.accounts);
}

static void joined_profiles_stand_as_one(void **state)
{
    (void)state;
    two_accounts();
    assert_int_equal(looks_accounts((struct order){.action = ORDER_JOIN, .account = 1, .with = 2}),
                     E_OK);
    assert_int_equal(looks.answer.account_count, 1);
    assert_int_equal(looks.answer.accounts[0].profile_count, 2);
    assert_int_equal(looks.answer.accounts[0].state, STANDING_ON);
    assert_int_equal(looks.answer.question->accounts[0], 0);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(looks_ask(COMMAND_STATUS, i), E_OK);
        looks_assert_standing("on");
        assert_int_equal(looks_told()->account, 1);
        looks_assert_reminder(REMIND_OPT_OUT);
    }
    /* The visit that had confirmed the first goes on: it may not take the other's on back. */
    looks_answer(&(struct look_plan){.steady_ms = 5000, .waited_ms = 600000});
    looks_assert_standing("off_unconfirmed");
    looks_answer(&(struct look_plan){.steady_ms = 5000, .visit = 9, .instance = 1});
    looks_assert_standing("off_confirmed");
    looks_answer(&(struct look_plan){.on = true, .visit = 8});
    looks_assert_standing("turned_back_on");
}

static void join_keeps_one_reminder_of_a_kind(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true});
    looks_answer(&(struct look_plan){.on = true, .instance = 1});
    assert_int_equal(looks_accounts((struct order){.action = ORDER_JOIN, .account = 2, .with = 1}),
                     E_OK);
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    looks_assert_reminder(REMIND_OPT_OUT);
    assert_int_equal(looks.answer.reminders[0].id, 1);
    assert_int_equal(looks_told()->account, 2);
}

static void that_was_me_ends_the_alarm(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    assert_int_equal(looks_accounts((struct order){.action = ORDER_MINE}), E_NO_ALARM);
    looks_answer(&(struct look_plan){.on = true, .visit = 1});
    looks_assert_standing("turned_back_on");
    int64_t since_s = looks_told()->since_s;
    assert_int_equal(looks_accounts((struct order){.action = ORDER_MINE}), E_OK);
    assert_int_equal(looks.answer.accounts[0].state, STANDING_ON);
    /* The alarm's own visit looks again, and another; it stays answered, and twice is no fault. */
    looks_answer(&(struct look_plan){.on = true, .visit = 1, .steady_ms = 5000});
    looks_assert_standing("on");
    assert_int_equal(looks_told()->since_s, since_s);
    assert_int_equal(looks.answer.warning->level, WARN_WARNING);
    looks_answer(&(struct look_plan){.on = true, .visit = 2});
    looks_assert_standing("on");
    looks_assert_reminder(REMIND_OPT_OUT);
    assert_int_equal(looks_accounts((struct order){.action = ORDER_MINE}), E_OK);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM change"), 3);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM change WHERE from_state ="
                                               " 'turned_back_on' AND to_state = 'on'"),
                     1);
}

static void intent_moves_the_reminder(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true});
    struct order order = {.action = ORDER_INTENT, .intent = INTENT_LEAVE_ON};
    assert_int_equal(looks_order(COMMAND_ACCOUNTS, 0, &order), E_OK);
    assert_int_equal(looks.answer.accounts[0].intent, INTENT_LEAVE_ON);
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    assert_int_equal(looks.answer.reminder_count, 0);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM reminder WHERE ended_s = 0"),
                     0);
    assert_int_equal(looks.answer.warning->level, WARN_NONE);
    looks_assert_standing("on");
    order.intent = INTENT_UNDECIDED;
    assert_int_equal(looks_order(COMMAND_ACCOUNTS, 0, &order), E_OK);
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    looks_assert_reminder(REMIND_OPT_OUT);
    assert_int_equal(looks.answer.warning->level, WARN_WARNING);
}

/* Everything in the history, as one number. */
static int64_t sum(void)
{
    return support_number(
        FILE_PATH,
        "SELECT (SELECT count(*) FROM account) + 10 * (SELECT total(separate) FROM account)"
        " + 100 * (SELECT count(*) FROM account WHERE name <> '' OR intent <> 'want_off')"
        " + 1000 * (SELECT count(*) FROM tick) + 10000 * (SELECT count(*) FROM note)"
        " + 100000 * (SELECT count(*) FROM preference)"
        " + 1000000 * (SELECT count(*) FROM change) + 10000000 * (SELECT count(*) FROM reminder"
        " WHERE ended_s = 0)");
}

static void refuses_without_a_change(void **state)
{
    (void)state;
    static char long_name[STORE_NAME_MAX + 2];
    memset(long_name, 'a', STORE_NAME_MAX + 1);
    const struct {
        struct order order;
        enum error error;
    } bad[] = {
        {{.action = ORDER_JOIN, .account = 1, .with = 1}, E_SAME_ACCOUNT},
        {{.action = ORDER_JOIN, .account = 1, .with = 9}, E_UNKNOWN_ID},
        {{.action = ORDER_JOIN, .account = 9, .with = 1}, E_UNKNOWN_ID},
        {{.action = ORDER_JOIN, .account = 1}, E_WHICH_ACCOUNT},
        {{.action = ORDER_SEPARATE, .with = 1}, E_WHICH_ACCOUNT},
        {{.action = ORDER_SEPARATE, .account = 2, .with = 2}, E_SAME_ACCOUNT},
        {{.action = ORDER_NAME, .account = 9, .name = view_of("x")}, E_UNKNOWN_ID},
        {{.action = ORDER_NAME, .name = view_of("x")}, E_WHICH_ACCOUNT},
        {{.action = ORDER_NAME, .account = 1, .name = view_of(long_name)}, E_NAME},
        {{.action = ORDER_NAME, .account = 1, .name = view_of("a\nb")}, E_NAME},
        {{.action = ORDER_NAME, .account = 1, .name = view_of("\xff")}, E_NAME},
        {{.action = ORDER_MINE, .account = 1}, E_NO_ALARM},
        {{.action = ORDER_INTENT, .intent = INTENT_LEAVE_ON}, E_WHICH_ACCOUNT},
    };
    two_accounts();
    int64_t before = sum();
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        enum error error = looks_accounts(bad[i].order);
        if (error != bad[i].error) {
            fail_msg("%zu: %d", i, (int)error);
        }
        assert_int_equal(sum(), before);
    }
    struct order mine = {.action = ORDER_MINE};
    assert_int_equal(looks_order(COMMAND_ACCOUNTS, 5, &mine), E_NO_ACCOUNT);
    assert_int_equal(looks_tick(ORDER_DONE, "objection"), E_WHICH_ACCOUNT);
    assert_int_equal(looks_tick(ORDER_DONE, "nothing"), E_UNKNOWN_EXIT);
    assert_int_equal(looks_set("stale_days", "0"), E_VALUE);
    assert_int_equal(looks_set("colour", "red"), E_UNKNOWN_PREFERENCE);
    struct order checked = {.action = ORDER_DONE, .account = 1, .name = view_of("switch")};
    assert_int_equal(looks_order(COMMAND_EXIT, -1, &checked), E_CHECKED);
    checked.name = view_of("objection");
    checked.note = view_of("\xff");
    assert_int_equal(looks_order(COMMAND_EXIT, -1, &checked), E_NOTE);
    assert_int_equal(sum(), before);
}

/* An order that breaks in the middle leaves everything as it was. */
static void is_done_whole_or_not_at_all(void **state)
{
    (void)state;
    two_accounts();
    int64_t before = sum();
    support_sql(FILE_PATH, "CREATE TRIGGER r BEFORE INSERT ON reminder"
                           " BEGIN SELECT RAISE(ABORT, 'no'); END;"
                           "CREATE TRIGGER a BEFORE DELETE ON account"
                           " BEGIN SELECT RAISE(ABORT, 'no'); END;"
                           "CREATE TRIGGER n BEFORE UPDATE ON note"
                           " BEGIN SELECT RAISE(ABORT, 'no'); END");
    const struct order sent = {.action = ORDER_DONE, .name = view_of("objection")};
    assert_int_equal(looks_order(COMMAND_EXIT, 0, &sent), E_STORE);
    const struct order noted = {
        .action = ORDER_DONE, .name = view_of("copy"), .note = view_of("asked")};
    assert_int_equal(looks_order(COMMAND_EXIT, 0, &noted), E_STORE);
    assert_int_equal(looks_accounts((struct order){.action = ORDER_JOIN, .account = 1, .with = 2}),
                     E_STORE);
    assert_int_equal(sum(), before);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(looks_ask(COMMAND_STATUS, i), E_OK);
        looks_assert_standing(i ? "on" : "off_confirmed");
    }
}

static void makes_no_history_for_nothing(void **state)
{
    (void)state;
    assert_int_equal(looks_accounts((struct order){0}), E_OK);
    assert_int_equal(looks.answer.account_count, 0);
    assert_int_equal(looks_accounts((struct order){.action = ORDER_NAME, .name = view_of("x")}),
                     E_NO_ACCOUNT);
    assert_int_equal(looks_tick(ORDER_LIST, ""), E_OK);
    assert_false(looks_exit(looks.answer.checklist, "objection")->done);
    assert_int_equal(looks_tick(ORDER_DONE, "objection"), E_NO_ACCOUNT);
    assert_int_equal(looks_set("hour", "24"), E_VALUE);
    assert_int_equal(looks_order(COMMAND_SETTINGS, -1, &(struct order){0}), E_OK);
    assert_int_equal(support_count(""), 0);
    assert_int_equal(looks_set("hour", "23"), E_OK);
    assert_true(support_exists(FILE_PATH));
    assert_int_equal(looks_accounts((struct order){.action = ORDER_NAME, .name = view_of("x")}),
                     E_NO_ACCOUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOKS_TEST(asks_when_a_second_profile_appears),
        LOOKS_TEST(tells_the_worst_first),
        LOOKS_TEST(joined_profiles_stand_as_one),
        LOOKS_TEST(join_keeps_one_reminder_of_a_kind),
        LOOKS_TEST(that_was_me_ends_the_alarm),
        LOOKS_TEST(intent_moves_the_reminder),
        LOOKS_TEST(refuses_without_a_change),
        LOOKS_TEST(is_done_whole_or_not_at_all),
        LOOKS_TEST(makes_no_history_for_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
