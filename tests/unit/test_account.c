#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "catalogue/catalogue.h"
#include "core/exits.h"
#include "support.h"
#include "system/store.h"

#define FILE_PATH       "optwatch/optwatch.db"
#define SLUG            "data-for-ai-improvement"
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static struct store *store;
static struct account accounts[3]; /* of three profiles */

static struct view instance(int index)
{
    static char uuids[3][PAGE_UUID_LEN + 1];
    snprintf(uuids[index], sizeof uuids[0], "%08x-3c52-4d71-9e10-aabbccddeeff", (unsigned)index);
    return view_of(uuids[index]);
}

/* Each test has three profiles, each an account, and one open transaction. */
static int begin(void **state)
{
    bool well = support_make_home(state) == 0 && store_open(STORE_WRITE, &store) == E_OK &&
                store_begin(store) == E_OK;
    for (int i = 0; well && i < 3; i++) {
        well = store_take_account(store, instance(i), i == 1 ? FAMILY_FIREFOX : FAMILY_CHROMIUM,
                                  1000 * (3 - i), &accounts[i]) == E_OK;
    }
    return well ? 0 : -1;
}

static int end(void **state)
{
    store_close(store);
    store = NULL;
    return support_drop_home(state);
}

/* Runs SQL, if any, on what is on disk, and gives the number that is asked for. */
static int64_t on_disk(const char *sql, const char *question)
{
    assert_int_equal(store_commit(store), E_OK);
    if (sql) {
        support_sql(FILE_PATH, sql);
    }
    int64_t number = question ? support_number(FILE_PATH, question) : 0;
    assert_int_equal(store_begin(store), E_OK);
    return number;
}

static void lists_accounts_and_profiles(void **state)
{
    (void)state;
    struct account got[4];
    struct profile profiles[4];
    size_t count = 0;
    assert_int_equal(store_list_accounts(store, got, 4, &count), E_OK);
    assert_int_equal(count, 3);
    assert_int_equal(got[2].id, accounts[2].id);
    assert_string_equal(got[0].name, "");
    assert_int_equal(store_list_profiles(store, profiles, 4, &count), E_OK);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(profiles[i].account, accounts[i].id);
        assert_int_equal(profiles[i].family, i == 1 ? FAMILY_FIREFOX : FAMILY_CHROMIUM);
        assert_int_equal(profiles[i].first_ms, 1000 * (3 - (int)i));
        assert_int_equal(profiles[i].last_ms, profiles[i].first_ms);
    }
    assert_int_equal(store_list_profiles(store, profiles, 2, &count), E_OK);
    assert_int_equal(count, 2);
    assert_int_equal(store_get_account(store, 99, &got[0]), E_UNKNOWN_ID);
}

static void keeps_name_and_intent(void **state)
{
    (void)state;
    struct account got;
    struct account put = {accounts[1].id, INTENT_LEAVE_ON, "Büro"};
    assert_int_equal(store_put_account(store, &put), E_OK);
    assert_int_equal(store_get_account(store, put.id, &got), E_OK);
    assert_string_equal(got.name, "Büro");
    assert_int_equal(got.intent, INTENT_LEAVE_ON);
    assert_int_equal(store_find_account(store, instance(1), &got), E_OK);
    assert_string_equal(got.name, "Büro");
    assert_int_equal(store_get_account(store, accounts[0].id, &got), E_OK);
    assert_int_equal(got.intent, INTENT_WANT_OFF);
    /* What somebody else wrote into the file reaches no terminal. */
    (void)on_disk("UPDATE account SET name = 'a' || char(27) || '[31m'", NULL);
    assert_int_equal(store_get_account(store, put.id, &got), E_OK);
    assert_string_equal(got.name, "");
}

static void assert_question(int64_t a, int64_t b)
{
    int64_t question[2] = {-1, -1};
    assert_int_equal(store_find_question(store, question), E_OK);
    assert_int_equal(question[0], a);
    assert_int_equal(question[1], b);
}

/* One and two, then three against both: each pair once. */
static void asks_of_each_pair_once(void **state)
{
    (void)state;
    int64_t one = accounts[0].id;
    int64_t two = accounts[1].id;
    int64_t three = accounts[2].id;
    assert_question(one, two);
    assert_int_equal(store_separate_accounts(store, two, one), E_OK);
    assert_question(one, three);
    assert_int_equal(store_separate_accounts(store, one, three), E_OK);
    assert_question(two, three);
    assert_int_equal(store_separate_accounts(store, two, three), E_OK);
    assert_question(0, 0);
    assert_int_equal(store_join_accounts(store, one, two, 7), E_OK);
    assert_question(0, 0);
}

static void asks_nothing_of_one(void **state)
{
    (void)state;
    assert_int_equal(store_join_accounts(store, accounts[0].id, accounts[1].id, 7), E_OK);
    assert_question(accounts[0].id, accounts[2].id);
    assert_int_equal(store_join_accounts(store, accounts[2].id, accounts[0].id, 7), E_OK);
    assert_question(0, 0);
}

/* The answer of the account that goes is not asked for again of the one that stays. */
static void answers_survive_a_join(void **state)
{
    (void)state;
    assert_int_equal(store_separate_accounts(store, accounts[1].id, accounts[2].id), E_OK);
    assert_int_equal(store_join_accounts(store, accounts[0].id, accounts[1].id, 7), E_OK);
    assert_question(0, 0);
}

/* One row of everything for the first two accounts; a reading and a tick that both have. */
static void fill(void)
{
    static char sql[8192];
    size_t at = 0;
    for (int i = 0; i < 2; i++) {
        long long id = accounts[i].id;
        at += (size_t)snprintf(
            sql + at, sizeof sql - at,
            "INSERT INTO reading (account, instance, setting, state, locked, load, touched, rules,"
            " wording, catalogue, first_ms, last_ms, visits) VALUES"
            " (%lld, '%s', '" SLUG "', 'on', 0, 'fresh', 'no', 1, x'', 1, %d, %d, 2),"
            " (%lld, '%s', '" SLUG "', 'off', 0, 'fresh', 'no', 1, x'', 1, 10, 20, 3);"
            "INSERT INTO visit VALUES ('v%d', '%s', '/', 1, 1, 1, 0);"
            "INSERT INTO memory VALUES ('v%d', '" SLUG "', 1, 0, 'on', 'none', 1, 1, 1, 1, 1,"
            " (SELECT id FROM reading WHERE account = %lld AND state = 'on'), 1, 1, 0);"
            "INSERT INTO change VALUES (NULL, %lld, '" SLUG "', 'unknown', 'on', '', %d);"
            "INSERT INTO reminder VALUES (NULL, %lld, '" SLUG "', 'opt_out', 'decaying', 1, 1, 1,"
            " 0, -1, 0, '');"
            "INSERT INTO tick VALUES (%lld, 'objection', %d), (%lld, 'only%d', 7);"
            "INSERT INTO note VALUES (NULL, %lld, 's', x'', 0, 1);"
            "INSERT INTO wording_seen VALUES (%lld, '" SLUG "', 'en', x'01', %d, %d, '', ''),"
            " (%lld, '" SLUG "', 'en', x'0%d', 5, 6, '', '');"
            "INSERT INTO drift VALUES (NULL, %lld, '" SLUG "', 'en', x'', x'', 1, '');"
            "INSERT INTO unread VALUES (%lld, '" SLUG "', %d, %d, 0);"
            "INSERT INTO shown VALUES (%lld, 'on', %d), (%lld, 'only%d', 7);"
            "INSERT INTO standing VALUES (%lld, 'of-a-later-version', 'on', 'none', 1, 1, %d, 1, 1,"
            " '', x'', 0);",
            id, instance(0).data, 100 - i, 200 + i, id, instance(i).data, i, instance(i).data, i,
            id, id, 30 + i, id, id, 50 - i, id, i, id, id, 100 - i, 200 + i, id, 2 + i, id, id,
            2 - i, 40 + i, id, 70 + i, id, i, id, 60 + i);
        assert_true(at < sizeof sql);
    }
    (void)on_disk(sql, NULL);
}

static void joins_all_that_hangs_on_them(void **state)
{
    (void)state;
    static const struct {
        const char *sql;
        int64_t number;
    } after[] = {
        {"SELECT count(*) FROM account", 2},
        {"SELECT count(*) FROM instance WHERE account = 1", 2},
        {"SELECT count(*) FROM reading", 3},
        {"SELECT count(*) FROM reading WHERE account = 1", 3},
        {"SELECT visits FROM reading WHERE state = 'on'", 4},
        {"SELECT first_ms FROM reading WHERE state = 'on'", 99},
        {"SELECT last_ms FROM reading WHERE state = 'on'", 201},
        {"SELECT count(*) FROM memory m JOIN reading r ON r.id = m.reading", 2},
        {"SELECT count(*) FROM change WHERE account = 1", 2},
        {"SELECT count(*) FROM reminder WHERE account = 1", 2},
        {"SELECT count(*) FROM tick WHERE account = 1", 3},
        {"SELECT at_ms FROM tick WHERE exit = 'objection'", 49},
        {"SELECT count(*) FROM note WHERE account = 1", 2},
        {"SELECT count(*) FROM wording_seen WHERE account = 1", 3},
        {"SELECT first_ms FROM wording_seen WHERE hash = x'01'", 99},
        {"SELECT last_ms FROM wording_seen WHERE hash = x'01'", 201},
        {"SELECT count(*) FROM drift WHERE account = 1", 2},
        {"SELECT count(*) FROM unread", 1},
        {"SELECT last_day FROM unread WHERE account = 1", 41},
        {"SELECT count(*) FROM shown", 3},
        {"SELECT count(*) FROM shown WHERE account = 1", 3},
        {"SELECT at_ms FROM shown WHERE warn = 'on'", 71},
        {"SELECT count(*) FROM standing", 1},
        {"SELECT count(*) FROM standing WHERE account = 1", 1},
        {"SELECT created_ms FROM account WHERE id = 1", 2000},
        {"SELECT count(*) FROM pragma_foreign_key_check", 0},
    };
    fill();
    assert_int_equal(accounts[0].id, 1);
    assert_int_equal(store_join_accounts(store, accounts[0].id, accounts[1].id, 7), E_OK);
    for (size_t i = 0; i < COUNT_OF(after); i++) {
        int64_t number = on_disk(NULL, after[i].sql);
        if (number != after[i].number) {
            fail_msg("%s: %lld", after[i].sql, (long long)number);
        }
    }
}

/* A stranger's rows are never touched, and a name is only taken where there was none. */
static void joins_nobody_else(void **state)
{
    (void)state;
    struct account got;
    struct account named = {accounts[1].id, INTENT_LEAVE_ON, "Work"};
    fill();
    (void)on_disk("INSERT INTO tick VALUES (3, 'objection', 1);"
                  "INSERT INTO shown VALUES (3, 'on', 1);"
                  "UPDATE account SET intent = 'undecided' WHERE id = 1",
                  NULL);
    assert_int_equal(store_put_account(store, &named), E_OK);
    assert_int_equal(store_join_accounts(store, accounts[0].id, accounts[1].id, 7), E_OK);
    assert_int_equal(store_get_account(store, accounts[0].id, &got), E_OK);
    assert_string_equal(got.name, "Work");
    assert_int_equal(got.intent, INTENT_UNDECIDED);
    assert_int_equal(store_get_account(store, accounts[1].id, &got), E_UNKNOWN_ID);
    assert_int_equal(store_find_account(store, instance(1), &got), E_OK);
    assert_int_equal(got.id, accounts[0].id);
    assert_int_equal(on_disk(NULL, "SELECT at_ms FROM tick WHERE account = 3"), 1);
    assert_int_equal(on_disk(NULL, "SELECT at_ms FROM shown WHERE account = 3"), 1);
    assert_int_equal(on_disk(NULL, "SELECT count(*) FROM instance WHERE account = 3"), 1);
}

static void joins_standings_by_their_rule(void **state)
{
    (void)state;
    int setting = catalogue_find_slug(view_of(SLUG));
    struct kept_standing off = {
        .standing = {.state = STANDING_OFF_CONFIRMED, .last_seen_ms = 9000, .confirmed_ms = 9000},
        .visit = "0b9a1f6e-3c52-4d71-9e10-aabbccddeeff",
        .wording = {1},
        .wording_changed_ms = 5};
    struct kept_standing on = {
        .standing = {.state = STANDING_ON, .last_seen_ms = 9500, .last_on_ms = 9500},
        .visit = "1b9a1f6e-3c52-4d71-9e10-aabbccddeeff",
        .wording = {2},
        .wording_changed_ms = 3};
    struct kept_standing got;
    assert_int_equal(store_put_standing(store, accounts[0].id, setting, &off), E_OK);
    assert_int_equal(store_put_standing(store, accounts[1].id, setting, &on), E_OK);
    assert_int_equal(store_put_standing(store, accounts[1].id, 0, &on), E_OK);
    assert_int_equal(store_join_accounts(store, accounts[0].id, accounts[1].id, 7), E_OK);
    assert_int_equal(store_find_standing(store, accounts[0].id, setting, &got), E_OK);
    assert_int_equal(got.standing.state, STANDING_ON);
    assert_string_equal(got.visit, "");
    assert_int_equal(got.wording[0], 2);
    assert_int_equal(got.wording_changed_ms, 5);
    assert_int_equal(store_find_standing(store, accounts[0].id, 0, &got), E_OK);
    assert_int_equal(got.standing.state, STANDING_ON);
    assert_int_equal(on_disk(NULL, "SELECT count(*) FROM standing"), 2);
    /* The one that changed what the first account stood at is told, the one that it had not is not.
     */
    assert_int_equal(on_disk(NULL, "SELECT count(*) FROM change"), 1);
    assert_int_equal(on_disk(NULL, "SELECT count(*) FROM change WHERE setting = '" SLUG "'"
                                   " AND from_state = 'off_confirmed' AND to_state = 'on'"
                                   " AND at_ms = 7"),
                     1);
}

static void keeps_preferences(void **state)
{
    (void)state;
    struct preferences got;
    assert_int_equal(store_put_preference(store, PREFERENCE_REGION, "eea"), E_OK);
    assert_int_equal(store_put_preference(store, PREFERENCE_HOUR, "7"), E_OK);
    assert_int_equal(store_put_preference(store, PREFERENCE_HOUR, "6"), E_OK);
    /* Of another version: names and values that mean nothing here. */
    (void)on_disk("INSERT INTO preference VALUES ('colour', 'red'), ('stale_days', 'many'),"
                  " ('language', 'tlh')",
                  NULL);
    assert_int_equal(store_load_preferences(store, &got), E_OK);
    assert_string_equal(got.values[PREFERENCE_REGION], "eea");
    assert_int_equal(preference_number(&got, PREFERENCE_HOUR), 6);
    assert_int_equal(preference_number(&got, PREFERENCE_STALE_DAYS), 90);
    assert_string_equal(got.values[PREFERENCE_LANGUAGE], "");
    assert_int_equal(on_disk(NULL, "SELECT count(*) FROM preference"), 5);
}

static void keeps_ticks_notes_and_unread_days(void **state)
{
    (void)state;
    int setting = catalogue_find_slug(view_of(SLUG));
    int64_t id = accounts[0].id;
    const struct exit *exit = exits_find(setting, view_of("objection"));
    struct tick ticks[4];
    struct unread unread = {3, 20000, 77};
    size_t count = 9;
    bool new = false;
    assert_int_equal(store_add_tick(store, id, exit, 100, &new), E_OK);
    assert_true(new);
    assert_int_equal(store_add_tick(store, id, exit, 200, &new), E_OK);
    assert_false(new);
    (void)on_disk("INSERT INTO tick VALUES (1, 'of-a-later-version', 5)", NULL);
    assert_int_equal(store_list_ticks(store, id, setting, ticks, 4, &count), E_OK);
    assert_int_equal(count, 1);
    assert_ptr_equal(ticks[0].exit, exit);
    assert_int_equal(ticks[0].at_ms, 100);
    assert_int_equal(store_list_ticks(store, accounts[1].id, setting, ticks, 4, &count), E_OK);
    assert_int_equal(count, 0);
    assert_int_equal(store_drop_tick(store, id, exit), E_OK);
    assert_int_equal(store_list_ticks(store, id, setting, ticks, 4, &count), E_OK);
    assert_int_equal(count, 0);
    assert_int_equal(store_add_note(store, id, view_of("exit.objection"), view_of("sent"), 8),
                     E_OK);
    assert_int_equal(on_disk(NULL, "SELECT count(*) FROM note WHERE payload = x'73656e74'"
                                   " AND sealed = 0 AND subject = 'exit.objection'"),
                     1);
    assert_int_equal(store_put_unread(store, id, setting, &unread), E_OK);
    unread = (struct unread){0};
    assert_int_equal(store_find_unread(store, id, setting, &unread), E_OK);
    assert_int_equal(unread.days, 3);
    assert_int_equal(unread.last_day, 20000);
    assert_int_equal(unread.raised_ms, 77);
    assert_int_equal(store_find_unread(store, accounts[1].id, setting, &unread), E_OK);
    assert_int_equal(unread.days, 0);
}

static void find_program(const char *path, enum family family)
{
    struct kept_program got;
    assert_int_equal(store_find_program(store, &got), E_OK);
    assert_true(got.found);
    assert_string_equal(got.path, path);
    assert_int_equal(got.family, family);
}

static void keeps_the_browser_that_reported_last(void **state)
{
    (void)state;
    struct account account;
    char long_path[STORE_PROGRAM_MAX + 2] = "/";
    memset(long_path + 1, 'a', STORE_PROGRAM_MAX);
    find_program("", FAMILY_CHROMIUM);
    assert_int_equal(store_note_program(store, instance(0), "/usr/bin/one"), E_OK);
    assert_int_equal(store_note_program(store, instance(1), "/usr/lib/fire fox"), E_OK);
    find_program("/usr/bin/one", FAMILY_CHROMIUM);
    assert_int_equal(store_take_account(store, instance(1), FAMILY_FIREFOX, 9000, &account), E_OK);
    find_program("/usr/lib/fire fox", FAMILY_FIREFOX);
    /* What is no path, or too long for one, leaves what is known. */
    const char *const no_paths[] = {NULL, "", "firefox", long_path, "/\xff"};
    for (size_t i = 0; i < COUNT_OF(no_paths); i++) {
        assert_int_equal(store_note_program(store, instance(1), no_paths[i]), E_OK);
        find_program("/usr/lib/fire fox", FAMILY_FIREFOX);
    }
    long_path[STORE_PROGRAM_MAX] = '\0';
    assert_int_equal(store_note_program(store, instance(1), long_path), E_OK);
    find_program(long_path, FAMILY_FIREFOX);
    /* Nor is it believed of a file that others wrote. */
    (void)on_disk("UPDATE instance SET program = 'sh'", NULL);
    find_program("", FAMILY_FIREFOX);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(lists_accounts_and_profiles),
        CASE(keeps_name_and_intent),
        CASE(asks_of_each_pair_once),
        CASE(asks_nothing_of_one),
        CASE(answers_survive_a_join),
        CASE(joins_all_that_hangs_on_them),
        CASE(joins_nobody_else),
        CASE(joins_standings_by_their_rule),
        CASE(keeps_preferences),
        CASE(keeps_ticks_notes_and_unread_days),
        CASE(keeps_the_browser_that_reported_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
