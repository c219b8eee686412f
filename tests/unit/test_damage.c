/* Files at the history's place that are none, or one no more: refused, kept, set aside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "support.h"
#include "system/store.h"

#define FILE_PATH "optwatch/optwatch.db"

/* 2026-05-14T09:30:07Z */
#define NOW_S INT64_C(1778751007)
#define ASIDE FILE_PATH ".aside-20260514T093007Z"

static void make_store(void)
{
    struct store *store = NULL;
    assert_int_equal(store_open(STORE_WRITE, &store), E_OK);
    assert_non_null(store);
    store_close(store);
}

static void assert_refuses(enum error expected)
{
    static const enum store_mode modes[] = {STORE_READ, STORE_WRITE};
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        struct store *store = (struct store *)&store;
        assert_int_equal(store_open(modes[i], &store), expected);
        assert_null(store);
    }
}

/* Refused both ways, with not a byte changed and no file made beside it. */
static void assert_untouched(enum error expected)
{
    size_t before_len = 0;
    size_t after_len = 0;
    char *before = support_read(FILE_PATH, &before_len);
    assert_refuses(expected);
    char *after = support_read(FILE_PATH, &after_len);
    assert_int_equal(before_len, after_len);
    assert_memory_equal(before, after, before_len);
    assert_int_equal(support_count("optwatch"), 1);
    free(before);
    free(after);
}

static void leaves_other_files_alone(void **state)
{
    (void)state;
    static const char *const others[] = {
        "CREATE TABLE mine (a); INSERT INTO mine VALUES (1)",
        "CREATE TABLE mine (a); PRAGMA user_version = 1",
        "PRAGMA user_version = 1",
        "PRAGMA application_id = 7",
        "PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE account (id)",
        "PRAGMA application_id = 1332769911; CREATE TABLE account (id)",
        "PRAGMA application_id = 1332769911; PRAGMA user_version = -1",
    };
    assert_int_equal(mkdir(support_path("optwatch"), 0700), 0);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        support_sql(FILE_PATH, others[i]);
        assert_untouched(E_NOT_A_STORE);
        assert_int_equal(unlink(support_path(FILE_PATH)), 0);
    }
}

static void refuses_damaged_files(void **state)
{
    (void)state;
    char garbage[8192];
    for (size_t i = 0; i < sizeof garbage; i++) {
        garbage[i] = (char)(i * 37 + 11);
    }
    support_write(FILE_PATH, garbage, sizeof garbage);
    assert_untouched(E_NOT_A_STORE);
    support_write(FILE_PATH, "not a database", 14);
    assert_untouched(E_NOT_A_STORE);
    memcpy(garbage, "SQLite format 3", 16);
    support_write(FILE_PATH, garbage, sizeof garbage);
    assert_untouched(E_NOT_A_STORE);
}

/* An empty file was a history once: a new one is never empty. */
static void refuses_emptied_files(void **state)
{
    (void)state;
    static const char zeros[12288];
    static const size_t lengths[] = {0, 1, 99, 100, 4096, sizeof zeros};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        support_write(FILE_PATH, zeros, lengths[i]);
        assert_untouched(E_NOT_A_STORE);
    }
}

/* Down to the last byte, and around each border of a page. */
static void refuses_truncated_files(void **state)
{
    (void)state;
    make_store();
    size_t len = 0;
    char *whole = support_read(FILE_PATH, &len);
    for (size_t page = 0; page < len; page += 4096) {
        const size_t cuts[] = {page, page + 1, page + 16, page + 100, page + 2048, page + 4095};
        for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
            assert_true(cuts[i] < len);
            support_write(FILE_PATH, whole, cuts[i]);
            assert_untouched(E_NOT_A_STORE);
        }
    }
    support_write(FILE_PATH, whole, len);
    make_store();
    free(whole);
}

/* Writes more than SQLite's cache holds, so that the file is half changed, and dies. */
static void die_in_mid_write(const char *below, const char *sql)
{
    pid_t pid = fork();
    if (pid == 0) {
        sqlite3 *db = NULL;
        bool well = sqlite3_open(support_path(below), &db) == SQLITE_OK &&
                    sqlite3_exec(db, "PRAGMA cache_size=2; BEGIN", NULL, NULL, NULL) == SQLITE_OK;
        for (int i = 0; well && i < 200; i++) {
            well = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
        }
        _exit(well ? 0 : 1);
    }
    support_wait(pid);
}

static void rolls_a_hot_journal_back(void **state)
{
    (void)state;
    static const enum store_mode modes[] = {STORE_READ, STORE_WRITE};
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        make_store();
        size_t before = 0;
        size_t after = 0;
        free(support_read(FILE_PATH, &before));
        die_in_mid_write(FILE_PATH, "INSERT INTO account (name, created_ms)"
                                    " VALUES (hex(randomblob(900)), 1)");
        free(support_read(FILE_PATH, &after));
        assert_true(after > before);
        assert_true(support_exists(FILE_PATH "-journal"));
        struct store *store = NULL;
        assert_int_equal(store_open(modes[i], &store), E_OK);
        assert_non_null(store);
        store_close(store);
        assert_int_equal(support_count("optwatch"), 1);
        assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM account"), 0);
        free(support_read(FILE_PATH, &after));
        assert_int_equal(after, before);
    }
}

/* SQLite would roll it back, or throw the journal of an emptied file away. */
static void keeps_the_journal_of_others(void **state)
{
    (void)state;
    size_t len = 0;
    assert_int_equal(mkdir(support_path("optwatch"), 0700), 0);
    support_sql(FILE_PATH, "CREATE TABLE mine (a)");
    die_in_mid_write(FILE_PATH, "INSERT INTO mine VALUES (hex(randomblob(900)))");
    char *journal = support_read(FILE_PATH "-journal", &len);
    for (int emptied = 0; emptied < 2; emptied++) {
        if (emptied) {
            support_write(FILE_PATH, "", 0);
        }
        size_t file_len = 0;
        size_t now_len = 0;
        char *file = support_read(FILE_PATH, &file_len);
        assert_refuses(E_NOT_A_STORE);
        char *now = support_read(FILE_PATH, &now_len);
        assert_int_equal(now_len, file_len);
        assert_memory_equal(now, file, file_len);
        free(now);
        now = support_read(FILE_PATH "-journal", &now_len);
        assert_int_equal(now_len, len);
        assert_memory_equal(now, journal, len);
        free(now);
        free(file);
    }
    free(journal);
}

static void refuses_newer_files(void **state)
{
    (void)state;
    make_store();
    support_sql(FILE_PATH, "PRAGMA user_version = 5; CREATE TABLE new (a)");
    assert_untouched(E_NEWER_STORE);
    support_sql(FILE_PATH, "PRAGMA user_version = 4; DROP TABLE new");
    make_store();
}

static void sets_the_unreadable_aside(void **state)
{
    (void)state;
    char name[STORE_ASIDE_MAX] = "x";
    assert_int_equal(store_set_aside(NOW_S, name), E_OK);
    assert_string_equal(name, "");
    make_store();
    assert_int_equal(store_set_aside(NOW_S, name), E_OK);
    assert_string_equal(name, "");
    assert_int_equal(support_count("optwatch"), 1);

    support_write(FILE_PATH, "damaged", 7);
    support_write(FILE_PATH "-journal", "its journal", 11);
    assert_int_equal(store_set_aside(NOW_S, name), E_OK);
    assert_string_equal(name, strchr(ASIDE, '/') + 1);
    assert_int_equal(support_count("optwatch"), 2);
    size_t len = 0;
    char *data = support_read(ASIDE, &len);
    assert_int_equal(len, 7);
    assert_memory_equal(data, "damaged", 7);
    free(data);
    data = support_read(ASIDE "-journal", &len);
    assert_int_equal(len, 11);
    free(data);
    make_store();
    assert_int_equal(support_count("optwatch"), 3);

    support_sql(FILE_PATH, "PRAGMA user_version = 99");
    assert_int_equal(store_set_aside(NOW_S, name), E_OK);
    assert_string_equal(name, strchr(ASIDE "-2", '/') + 1);
    assert_int_equal(support_number(ASIDE "-2", "PRAGMA user_version"), 99);
    struct store *store = (struct store *)&store;
    assert_int_equal(store_open(STORE_READ, &store), E_OK);
    assert_null(store);

    assert_int_equal(mkfifo(support_path(FILE_PATH), 0600), 0);
    assert_int_equal(store_set_aside(NOW_S, name), E_UNSAFE_PATH);
    assert_string_equal(name, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, support_make_home, support_drop_home)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(leaves_other_files_alone), TEST(refuses_damaged_files),
        TEST(refuses_emptied_files),    TEST(refuses_truncated_files),
        TEST(rolls_a_hot_journal_back), TEST(keeps_the_journal_of_others),
        TEST(refuses_newer_files),      TEST(sets_the_unreadable_aside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
