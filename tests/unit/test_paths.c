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

static void assert_refuses(enum error expected)
{
    char path[PATHS_MAX];
    for (int create = 0; create < 2; create++) {
        bool found = true;
        assert_int_equal(paths_history(create, path, sizeof path, &found), expected);
        assert_false(found);
    }
}

static void makes_the_folder_only(void **state)
{
    (void)state;
    assert_finds(true, false);
    assert_int_equal(support_mode(FOLDER), 0700);
    assert_int_equal(support_count(FOLDER), 0);
}

static void makes_nothing_to_read(void **state)
{
    (void)state;
    assert_finds(false, false);
    assert_int_equal(support_count(""), 0);
    assert_int_equal(mkdir(support_path(FOLDER), 0700), 0);
    assert_finds(false, false);
    assert_int_equal(support_count(FOLDER), 0);
    assert_int_equal(setenv("XDG_DATA_HOME", support_path("deep/er"), 1), 0);
    assert_finds(false, false);
    assert_false(support_exists("deep"));
}

static void makes_the_parents(void **state)
{
    (void)state;
    char path[PATHS_MAX];
    bool found = false;
    assert_int_equal(setenv("XDG_DATA_HOME", support_path("deep/er"), 1), 0);
    assert_int_equal(paths_history(true, path, sizeof path, &found), E_OK);
    assert_false(found);
    assert_string_equal(path, support_path("deep/er/" STORE));
    assert_int_equal(support_mode("deep"), 0700);
    assert_int_equal(support_mode("deep/er/" FOLDER), 0700);
    assert_int_equal(support_count("deep/er/" FOLDER), 0);
}

static void keeps_what_is_there(void **state)
{
    (void)state;
    support_write(STORE, "mine", 4);
    assert_finds(true, true);
    size_t len = 0;
    char *data = support_read(STORE, &len);
    assert_int_equal(len, 4);
    assert_memory_equal(data, "mine", 4);
    free(data);
}

static void refuses_links(void **state)
{
    (void)state;
    char target[SUPPORT_PATH_MAX];
    support_write("elsewhere/optwatch.db", "", 0);
    snprintf(target, sizeof target, "%s", support_path("elsewhere"));
    assert_int_equal(symlink(target, support_path(FOLDER)), 0);
    assert_refuses(E_UNSAFE_PATH);
    assert_int_equal(unlink(support_path(FOLDER)), 0);
    assert_int_equal(symlink("nowhere", support_path(FOLDER)), 0);
    assert_refuses(E_UNSAFE_PATH);
    assert_false(support_exists("nowhere"));

    assert_int_equal(unlink(support_path(FOLDER)), 0);
    assert_int_equal(mkdir(support_path(FOLDER), 0700), 0);
    assert_int_equal(symlink("../elsewhere/optwatch.db", support_path(STORE)), 0);
    assert_refuses(E_UNSAFE_PATH);
    assert_int_equal(unlink(support_path(STORE)), 0);
    assert_int_equal(symlink("nowhere", support_path(STORE)), 0);
    assert_refuses(E_UNSAFE_PATH);
    assert_false(support_exists("optwatch/nowhere"));

    assert_int_equal(unlink(support_path(STORE)), 0);
    snprintf(target, sizeof target, "%s", support_path("elsewhere/optwatch.db"));
    assert_int_equal(link(target, support_path(STORE)), 0);
    assert_refuses(E_UNSAFE_PATH);
}

static void refuses_other_types(void **state)
{
    (void)state;
    support_write(FOLDER, "a file", 6);
    assert_refuses(E_UNSAFE_PATH);
    assert_int_equal(unlink(support_path(FOLDER)), 0);
    assert_int_equal(mkfifo(support_path(FOLDER), 0600), 0);
    assert_refuses(E_UNSAFE_PATH);
    assert_int_equal(unlink(support_path(FOLDER)), 0);
    assert_int_equal(mkdir(support_path(FOLDER), 0700), 0);
    /* A FIFO that somebody opened would keep us waiting for ever. */
    assert_int_equal(mkfifo(support_path(STORE), 0600), 0);
    assert_refuses(E_UNSAFE_PATH);
    assert_int_equal(unlink(support_path(STORE)), 0);
    assert_int_equal(mkdir(support_path(STORE), 0700), 0);
    assert_refuses(E_UNSAFE_PATH);
}

/* Only root can give a file away. */
static void refuses_other_owners(void **state)
{
    (void)state;
    if (geteuid() != 0) {
        skip();
    }
    support_write(STORE, "", 0);
    assert_int_equal(chown(support_path(STORE), 65534, 65534), 0);
    assert_refuses(E_UNSAFE_PATH);
    assert_int_equal(chown(support_path(STORE), 0, 0), 0);
    assert_finds(false, true);
    assert_int_equal(chown(support_path(FOLDER), 65534, 65534), 0);
    assert_refuses(E_UNSAFE_PATH);
}

/* A link above the folder is the person's own way to keep data elsewhere. */
static void resolves_the_parent(void **state)
{
    (void)state;
    assert_int_equal(mkdir(support_path("real"), 0700), 0);
    assert_int_equal(symlink("real", support_path("link")), 0);
    assert_int_equal(setenv("XDG_DATA_HOME", support_path("link"), 1), 0);
    char path[PATHS_MAX];
    bool found = false;
    assert_int_equal(paths_history(true, path, sizeof path, &found), E_OK);
    assert_false(found);
    assert_string_equal(path, support_path("real/" STORE));
}

static void falls_back_to_home(void **state)
{
    (void)state;
    static const char *const unusable[] = {"", "relative/data", "./data", "~/data", NULL};
    char expected[PATHS_MAX];
    snprintf(expected, sizeof expected, "%s/.local/share/" STORE, getenv("HOME"));
    for (size_t i = 0; i < sizeof unusable / sizeof unusable[0]; i++) {
        char path[PATHS_MAX] = "";
        bool found = false;
        assert_int_equal(
            unusable[i] ? setenv("XDG_DATA_HOME", unusable[i], 1) : unsetenv("XDG_DATA_HOME"), 0);
        assert_int_equal(paths_history(true, path, sizeof path, &found), E_OK);
        assert_false(found);
        assert_string_equal(path, expected);
    }
    assert_int_equal(support_count(""), 0);
}

static void needs_a_home(void **state)
{
    (void)state;
    assert_int_equal(unsetenv("XDG_DATA_HOME"), 0);
    assert_int_equal(unsetenv("HOME"), 0);
    assert_refuses(E_HOME);
    assert_int_equal(setenv("HOME", "", 1), 0);
    assert_refuses(E_HOME);
    assert_int_equal(setenv("HOME", "relative", 1), 0);
    assert_refuses(E_HOME);
    assert_int_equal(setenv("XDG_DATA_HOME", "relative", 1), 0);
    assert_refuses(E_HOME);
}

static void needs_a_path_that_fits(void **state)
{
    (void)state;
    static char data[PATHS_MAX + 8];
    char small[16];
    bool found = true;
    assert_int_equal(paths_history(true, small, sizeof small, &found), E_HOME);
    assert_false(found);
    memset(data, 'a', sizeof data - 1);
    data[0] = '/';
    assert_int_equal(setenv("XDG_DATA_HOME", data, 1), 0);
    assert_refuses(E_HOME);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, support_make_home, support_drop_home)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(makes_the_folder_only), TEST(makes_nothing_to_read),  TEST(makes_the_parents),
        TEST(keeps_what_is_there),   TEST(refuses_links),          TEST(refuses_other_types),
        TEST(refuses_other_owners),  TEST(resolves_the_parent),    TEST(falls_back_to_home),
        TEST(needs_a_home),          TEST(needs_a_path_that_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
