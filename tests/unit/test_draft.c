/* How a history comes to its place, and how it leaves it. */
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

#include "support.h"
#include "system/paths.h"

#define FOLDER "optwatch"
#define STORE  "optwatch/optwatch.db"
#define DRAFT  "optwatch/optwatch.db.new"
#define ASIDE  "optwatch/optwatch.db.aside-20260514T093007Z"

/* 2026-05-14T09:30:07Z */
#define NOW_S INT64_C(1778751007)

static void assert_finds(bool create, bool expected)
{
    char path[PATHS_MAX] = "";
    bool found = !expected;
    assert_int_equal(paths_history(create, path, sizeof path, &found), E_OK);
    assert_int_equal(found, expected);
    if (expected || create) {
        assert_string_equal(path, support_path(STORE));
    }
}

static enum error take(struct paths_draft *draft, bool *taken)
{
    return paths_take_draft(0, draft, taken);
}

/* A new history that says text. */
static void make_history(const char *text)
{
    struct paths_draft draft;
    bool taken = false;
    assert_int_equal(take(&draft, &taken), E_OK);
    assert_true(taken);
    assert_int_equal(write(draft.fd, text, strlen(text)), strlen(text));
    assert_int_equal(paths_place_draft(&draft, NOW_S), E_OK);
    paths_drop_draft(&draft);
}

static void assert_says(const char *below, const char *text)
{
    size_t len = 0;
    char *data = support_read(below, &len);
    assert_int_equal(len, strlen(text));
    assert_memory_equal(data, text, len);
    free(data);
}

static void places_a_draft(void **state)
{
    (void)state;
    struct paths_draft draft;
    bool taken = false;
    /* Whatever the person's umask is. */
    mode_t before = umask(0);
    assert_int_equal(take(&draft, &taken), E_OK);
    umask(before);
    assert_true(taken);
    assert_string_equal(draft.path, support_path(DRAFT));
    assert_int_equal(support_mode(FOLDER), 0700);
    assert_int_equal(support_mode(DRAFT), 0600);
    assert_finds(true, false);
    assert_int_equal(write(draft.fd, "mine", 4), 4);
    assert_int_equal(paths_place_draft(&draft, NOW_S), E_OK);
    paths_drop_draft(&draft);
    assert_int_equal(support_mode(STORE), 0600);
    assert_int_equal(support_count(FOLDER), 1);
    assert_finds(true, true);
    assert_finds(false, true);
    assert_says(STORE, "mine");
    /* There is a history: nothing to make. */
    assert_int_equal(take(&draft, &taken), E_OK);
    assert_false(taken);
    assert_int_equal(support_count(FOLDER), 1);
}

static void drops_a_draft(void **state)
{
    (void)state;
    struct paths_draft draft;
    struct paths_draft other;
    bool taken = false;
    assert_int_equal(take(&draft, &taken), E_OK);
    assert_int_equal(take(&other, &taken), E_BUSY);
    assert_false(taken);
    paths_drop_draft(&draft);
    assert_int_equal(support_count(FOLDER), 0);
    paths_drop_draft(&draft);
    /* A history that somebody put there meanwhile is not ours to replace. */
    assert_int_equal(take(&draft, &taken), E_OK);
    support_write(STORE, "theirs", 6);
    assert_int_equal(paths_place_draft(&draft, NOW_S), E_OK);
    paths_drop_draft(&draft);
    assert_says(STORE, "theirs");
    assert_int_equal(support_count(FOLDER), 1);
}

static void goes_on_after_the_dead(void **state)
{
    (void)state;
    support_write(DRAFT, "half a hist", 11);
    make_history("mine");
    assert_says(STORE, "mine");
    assert_int_equal(support_count(FOLDER), 1);
    /* One that another overtook: swept by the next that may write. */
    support_write(DRAFT, "half a hist", 11);
    assert_finds(false, true);
    assert_true(support_exists(DRAFT));
    assert_finds(true, true);
    assert_false(support_exists(DRAFT));
    assert_says(STORE, "mine");
}

/* A filesystem that knows links only leaves both names where the process dies between the two. */
static void knows_a_draft_that_is_the_history(void **state)
{
    (void)state;
    char store[SUPPORT_PATH_MAX];
    make_history("mine");
    snprintf(store, sizeof store, "%s", support_path(STORE));
    assert_int_equal(link(store, support_path(DRAFT)), 0);
    assert_finds(false, true);
    assert_finds(true, true);
    assert_false(support_exists(DRAFT));
    assert_says(STORE, "mine");
}

static void keeps_a_journal_from_a_new_history(void **state)
{
    (void)state;
    support_write(STORE "-journal", "of another", 10);
    make_history("mine");
    assert_false(support_exists(STORE "-journal"));
    assert_says(ASIDE "-journal", "of another");
    assert_int_equal(support_count(FOLDER), 2);
}

/* Of a report: its head is zeroed once it is over. */
static void drops_a_journal_that_is_over(void **state)
{
    (void)state;
    static const char over[600] = {0};
    support_write(STORE "-journal", over, sizeof over);
    make_history("mine");
    assert_false(support_exists(STORE "-journal"));
    assert_false(support_exists(ASIDE "-journal"));
    assert_int_equal(support_count(FOLDER), 1);
}

static void sets_aside_without_overwriting(void **state)
{
    (void)state;
    char name[PATHS_NAME_MAX] = "x";
    assert_int_equal(paths_set_aside(NOW_S, name), E_OK);
    assert_string_equal(name, "");
    assert_int_equal(support_count(""), 0);
    support_write(STORE, "one", 3);
    support_write(STORE "-journal", "of one", 6);
    assert_int_equal(paths_set_aside(NOW_S, name), E_OK);
    assert_string_equal(name, strchr(ASIDE, '/') + 1);
    support_write(STORE, "two", 3);
    assert_int_equal(paths_set_aside(NOW_S, name), E_OK);
    assert_string_equal(name, strchr(ASIDE "-2", '/') + 1);
    assert_says(ASIDE, "one");
    assert_says(ASIDE "-journal", "of one");
    assert_says(ASIDE "-2", "two");
    assert_int_equal(support_count(FOLDER), 3);
    /* A journal that lost its file keeps its name too. */
    support_write(STORE, "three", 5);
    support_write(ASIDE "-3-journal", "alone", 5);
    assert_int_equal(paths_set_aside(NOW_S, name), E_OK);
    assert_string_equal(name, strchr(ASIDE "-4", '/') + 1);
    /* What is no file of ours is for the person to judge. */
    assert_int_equal(symlink("elsewhere", support_path(STORE)), 0);
    assert_int_equal(paths_set_aside(NOW_S, name), E_UNSAFE_PATH);
    assert_string_equal(name, "");
    assert_true(support_exists(STORE));
}

static void refuses_drafts_of_others(void **state)
{
    (void)state;
    struct paths_draft draft;
    bool taken = false;
    support_write("optwatch/other", "", 0);
    assert_int_equal(symlink("other", support_path(DRAFT)), 0);
    assert_int_equal(take(&draft, &taken), E_UNSAFE_PATH);
    assert_int_equal(unlink(support_path(DRAFT)), 0);
    char other[SUPPORT_PATH_MAX];
    snprintf(other, sizeof other, "%s", support_path("optwatch/other"));
    assert_int_equal(link(other, support_path(DRAFT)), 0);
    assert_int_equal(take(&draft, &taken), E_UNSAFE_PATH);
    assert_int_equal(unlink(support_path(DRAFT)), 0);
    assert_int_equal(mkfifo(support_path(DRAFT), 0600), 0);
    assert_int_equal(take(&draft, &taken), E_UNSAFE_PATH);
    assert_int_equal(unlink(support_path(DRAFT)), 0);
    assert_int_equal(mkdir(support_path(DRAFT), 0700), 0);
    assert_int_equal(take(&draft, &taken), E_UNSAFE_PATH);
    assert_false(taken);
    assert_false(support_exists(STORE));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, support_make_home, support_drop_home)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(places_a_draft),
        TEST(drops_a_draft),
        TEST(goes_on_after_the_dead),
        TEST(knows_a_draft_that_is_the_history),
        TEST(keeps_a_journal_from_a_new_history),
        TEST(drops_a_journal_that_is_over),
        TEST(sets_aside_without_overwriting),
        TEST(refuses_drafts_of_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
