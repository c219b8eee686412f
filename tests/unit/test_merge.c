#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "looks.h"
#include "service/archive.h"
#include "support.h"

#define FILE_PATH "optwatch/optwatch.db"
#define SLUG      "data-for-ai-improvement"

static bool open_none(void *self, const struct archive_row *row, struct view *ret_text)
{
    (void)self;
    (void)row;
    (void)ret_text;
    return false;
}

static struct buffer export_all(void)
{
    const struct archive_opener opener = {open_none, NULL};
    const struct archive_head head = {"1.2.3", 4, 1700000000};
    struct buffer buffer = {.max = ARCHIVE_BYTES_MAX};
    struct store *store = NULL;
    assert_int_equal(store_open(STORE_READ, &store), E_OK);
    assert_int_equal(archive_export(store, &opener, &head, &buffer), E_OK);
    store_close(store);
    return buffer;
}

static void import(struct buffer *taken)
{
    struct archive_taken counts;
    assert_int_equal(archive_import(buffer_view(taken), looks.now_ms, &counts), E_OK);
    buffer_finish(taken);
}

static void start_anew(void)
{
    assert_int_equal(remove(support_path(FILE_PATH)), 0);
}

static void put_standing(int64_t account, const char *state, int64_t seen, int64_t confirmed,
                         int64_t last_on)
{
    char sql[512];
    snprintf(sql, sizeof sql,
             "INSERT OR REPLACE INTO standing VALUES (%d, '" SLUG "', '%s', 'none', 1, 1,"
             " %lld, %lld, %lld, '', zeroblob(16), 0)",
             (int)account, state, (long long)seen, (long long)confirmed, (long long)last_on);
    support_sql(FILE_PATH, sql);
}

static void assert_stands(const char *state)
{
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM standing WHERE state = '%s'", state);
    assert_int_equal(support_number(FILE_PATH, sql), 1);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM standing"), 1);
}

struct side {
    const char *state;
    int64_t seen, confirmed, last_on;
};

/* Their standing is exported; ours is there when it is imported. */
static void merge(const struct side *theirs, const struct side *ours, const char *expected)
{
    looks_answer(&(struct look_plan){.on = true});
    put_standing(1, theirs->state, theirs->seen, theirs->confirmed, theirs->last_on);
    struct buffer taken = export_all();
    put_standing(1, ours->state, ours->seen, ours->confirmed, ours->last_on);
    import(&taken);
    assert_stands(expected);
    start_anew();
}

static void takes_the_standing_seen_last(void **state)
{
    (void)state;
    const struct side off = {"off_confirmed", 2000, 2000, 1000};
    const struct side on = {"on", 1500, 0, 1500};
    const struct side alarm = {"turned_back_on", 3000, 2000, 3000};
    merge(&off, &on, "off_confirmed");
    merge(&on, &off, "off_confirmed");
    merge(&off, &alarm, "turned_back_on");
    merge(&alarm, &off, "turned_back_on");
    merge(&off, &off, "off_confirmed");
}

/* Else its last on would be forgotten, and remembered by a second import. */
static void takes_a_standing_without_a_date(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true});
    put_standing(1, "off_unconfirmed", 0, 0, 2000);
    struct buffer taken = export_all();
    support_sql(FILE_PATH, "DELETE FROM standing");
    import(&taken);
    assert_stands("off_unconfirmed");
    assert_int_equal(support_number(FILE_PATH, "SELECT last_on_ms FROM standing"), 2000);
}

/* No import makes an off that is none. */
static void never_makes_a_false_off(void **state)
{
    (void)state;
    const struct side off = {"off_confirmed", 3000, 1000, 500};
    const struct side on = {"on", 2000, 0, 2000};
    const struct side same = {"on", 3000, 0, 3000};
    const struct side never = {"off_confirmed", 3000, 0, 0};
    const struct side ahead = {"off_confirmed", INT64_C(1770000000000) * 2, 4000, 0};
    const struct side unconfirmed = {"off_unconfirmed", 5000, 0, 2500};
    /* Confirmed before somebody else saw it on. */
    merge(&off, &on, "off_unconfirmed");
    merge(&on, &off, "off_unconfirmed");
    /* At the same moment. */
    merge(&off, &same, "on");
    merge(&same, &off, "on");
    /* Confirmed at no time, or by a clock that is years ahead. */
    merge(&never, &on, "off_unconfirmed");
    merge(&ahead, &on, "on");
    merge(&unconfirmed, &off, "off_unconfirmed");
}

/* Profiles that are one account there and two here: whose standing it is cannot be told. */
static void takes_no_standing_of_accounts_that_are_apart_here(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.instance = 0, .on = true});
    looks_answer(&(struct look_plan){.instance = 1, .on = true});
    support_sql(FILE_PATH, "UPDATE instance SET account = 1; UPDATE reading SET account = 1;"
                           "DELETE FROM standing WHERE account = 2;"
                           "DELETE FROM change WHERE account = 2;"
                           "DELETE FROM reminder WHERE account = 2;"
                           "DELETE FROM wording_seen WHERE account = 2;"
                           "DELETE FROM account WHERE id = 2");
    int64_t later_ms = looks.now_ms + 60 * (int64_t)LOOKS_STEP_MS;
    put_standing(1, "off_confirmed", later_ms, later_ms, 1000);
    struct buffer joined = export_all();
    start_anew();
    looks_answer(&(struct look_plan){.instance = 0, .on = true});
    looks_answer(&(struct look_plan){.instance = 1, .on = true});
    import(&joined);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM standing"
                                               " WHERE state = 'on'"),
                     2);
    /* The readings go to the account of their profile here. */
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM reading r JOIN instance i"
                                               " ON i.uuid = r.instance AND i.account = r.account"),
                     2);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM reading"), 2);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM account"), 2);
}

/* Numbers of accounts differ from file to file: profiles do not. */
static void finds_accounts_by_their_profiles(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.instance = 5, .on = true});
    struct buffer theirs = export_all();
    start_anew();
    looks_answer(&(struct look_plan){.instance = 7, .on = true});
    looks_answer(&(struct look_plan){.instance = 5, .on = true});
    import(&theirs);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM account"), 2);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM instance WHERE account = 2"),
                     1);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM reading WHERE account = 1"),
                     1);
}

static void opens_no_second_reminder_of_a_kind(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true});
    struct buffer theirs = export_all();
    start_anew();
    looks_answer(&(struct look_plan){.on = true});
    import(&theirs);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM reminder"), 1);
}

#define UNREAD(days, last)                                                                         \
    "INSERT OR REPLACE INTO unread VALUES (1, '" SLUG "', " days ", " last ", 0)"

static int64_t count_unread(void)
{
    return support_number(FILE_PATH, "SELECT total(days) FROM unread");
}

/* 1769990400 is the 20486th day. */
static void ends_unread_days_by_a_later_reading(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true});
    support_sql(FILE_PATH, UNREAD("2", "20480"));
    struct buffer older = export_all();
    support_sql(FILE_PATH, UNREAD("3", "20490"));
    struct buffer newer = export_all();
    support_sql(FILE_PATH, "DELETE FROM unread");
    import(&older);
    assert_int_equal(count_unread(), 0);
    support_sql(FILE_PATH, UNREAD("1", "20487"));
    import(&newer);
    assert_int_equal(count_unread(), 3);
    /* Of two counts the one that went on last holds. */
    struct buffer less = export_all();
    support_sql(FILE_PATH, UNREAD("4", "20495"));
    import(&less);
    assert_int_equal(count_unread(), 4);
}

static void keeps_what_was_set_here(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true});
    support_sql(FILE_PATH, "INSERT INTO preference VALUES ('hour', '7'), ('region', 'eea')");
    struct buffer theirs = export_all();
    support_sql(FILE_PATH, "DELETE FROM preference; INSERT INTO preference VALUES ('hour', '8')");
    import(&theirs);
    assert_int_equal(support_number(FILE_PATH, "SELECT value FROM preference WHERE name = 'hour'"),
                     8);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM preference"), 2);
}

#define FEW "100"

/* So many readings, each a minute apart, and a change to each hundredth. */
#define FILL(count)                                                                                \
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " count ")"          \
    "INSERT INTO reading (account, instance, setting, state, locked, load, touched, rules,"        \
    " wording, catalogue, first_ms, last_ms, visits) SELECT 1, (SELECT uuid FROM instance),"       \
    " '" SLUG "', 'on', 0, 'fresh', 'no', i + 1, zeroblob(16), 1, i * 60000, i * 60000, 1 FROM n;" \
    "INSERT INTO change (account, setting, from_state, to_state, visit, at_ms)"                    \
    " SELECT 1, '" SLUG "', 'on', 'off_unconfirmed', '', last_ms FROM reading WHERE id % 100 = 0"

static void carries_many_readings(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true});
    support_sql(FILE_PATH, FILL(FEW));
    struct buffer taken = export_all();
    start_anew();
    import(&taken);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM reading"), 101);
    struct buffer again = export_all();
    import(&again);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM reading"), 101);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOKS_TEST(takes_the_standing_seen_last),
        LOOKS_TEST(never_makes_a_false_off),
        LOOKS_TEST(takes_a_standing_without_a_date),
        LOOKS_TEST(takes_no_standing_of_accounts_that_are_apart_here),
        LOOKS_TEST(finds_accounts_by_their_profiles),
        LOOKS_TEST(opens_no_second_reminder_of_a_kind),
        LOOKS_TEST(ends_unread_days_by_a_later_reading),
        LOOKS_TEST(keeps_what_was_set_here),
        LOOKS_TEST(carries_many_readings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
