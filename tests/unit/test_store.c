#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"
#include "system/store.h"

#define FILE_PATH "optwatch/optwatch.db"
#define UUID      "0b9a1f6e-3c52-4d71-9e10-aabbccddeeff"
#define PROCESSES 8
#define ROUNDS    25

static struct store *open_store(void)
{
    struct store *store = NULL;
    assert_int_equal(store_open(STORE_WRITE, &store), E_OK);
    assert_non_null(store);
    return store;
}

static void make_store(void)
{
    store_close(open_store());
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

static void makes_its_file(void **state)
{
    (void)state;
    make_store();
    assert_int_equal(support_mode("optwatch"), 0700);
    assert_int_equal(support_mode(FILE_PATH), 0600);
    assert_int_equal(support_count("optwatch"), 1);
    assert_int_equal(support_number(FILE_PATH, "PRAGMA application_id"), 0x4F707477);
    assert_int_equal(support_number(FILE_PATH, "PRAGMA user_version"), 4);
    store_close(NULL);
}

static void makes_nothing_to_read(void **state)
{
    (void)state;
    struct store *store = (struct store *)&store;
    assert_int_equal(store_open(STORE_READ, &store), E_OK);
    assert_null(store);
    assert_int_equal(support_count(""), 0);
    make_store();
    assert_int_equal(store_open(STORE_READ, &store), E_OK);
    assert_non_null(store);
    store_close(store);
}

static void refuses_unsafe_places(void **state)
{
    (void)state;
    make_store();
    char other[SUPPORT_PATH_MAX];
    snprintf(other, sizeof other, "%s", support_path("other.db"));
    assert_int_equal(rename(support_path(FILE_PATH), other), 0);
    assert_int_equal(symlink(other, support_path(FILE_PATH)), 0);
    assert_refuses(E_UNSAFE_PATH);
    assert_int_equal(unlink(support_path(FILE_PATH)), 0);
    assert_int_equal(link(other, support_path(FILE_PATH)), 0);
    assert_refuses(E_UNSAFE_PATH);
    assert_int_equal(unlink(support_path(FILE_PATH)), 0);
    assert_int_equal(mkfifo(support_path(FILE_PATH), 0600), 0);
    assert_refuses(E_UNSAFE_PATH);
    assert_int_equal(unlink(support_path(FILE_PATH)), 0);
    assert_int_equal(rename(other, support_path(FILE_PATH)), 0);
    make_store();
}

static void needs_a_home(void **state)
{
    (void)state;
    assert_int_equal(unsetenv("XDG_DATA_HOME"), 0);
    assert_int_equal(unsetenv("HOME"), 0);
    assert_refuses(E_HOME);
}

static enum error take_account(struct store *store, const char *uuid)
{
    struct account account;
    return store_take_account(store, view_of(uuid), FAMILY_FIREFOX, 1000, &account);
}

static void asks_again_where_its_file_went(void **state)
{
    (void)state;
    char other[SUPPORT_PATH_MAX];
    struct store *store = open_store();
    snprintf(other, sizeof other, "%s", support_path("other.db"));
    assert_int_equal(rename(support_path(FILE_PATH), other), 0);
    enum error error = store_begin(store);
    error = error == E_OK ? take_account(store, UUID) : error;
    assert_int_equal(error, E_BUSY);
    store_rollback(store);
    store_close(store);
}

static void forgets_what_was_rolled_back(void **state)
{
    (void)state;
    struct store *store = open_store();
    assert_int_equal(store_begin(store), E_OK);
    assert_int_equal(take_account(store, UUID), E_OK);
    store_rollback(store);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM account"), 0);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM instance"), 0);
    store_rollback(store);
    /* Closing, as dying, is no commit. */
    assert_int_equal(store_begin(store), E_OK);
    assert_int_equal(take_account(store, UUID), E_OK);
    store_close(store);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM account"), 0);

    store = open_store();
    assert_int_equal(store_begin(store), E_OK);
    assert_int_equal(take_account(store, UUID), E_OK);
    assert_int_equal(store_commit(store), E_OK);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM account"), 1);
    store_close(store);
    assert_int_equal(support_count("optwatch"), 1);
}

static void forgets_what_a_killed_process_wrote(void **state)
{
    (void)state;
    make_store();
    pid_t pid = fork();
    if (pid == 0) {
        struct store *store = NULL;
        bool well = store_open(STORE_WRITE, &store) == E_OK && store_begin(store) == E_OK &&
                    take_account(store, UUID) == E_OK;
        _exit(well ? 0 : 1);
    }
    support_wait(pid);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM account"), 0);
    struct store *store = open_store();
    assert_int_equal(store_begin(store), E_OK);
    assert_int_equal(take_account(store, UUID), E_OK);
    assert_int_equal(store_commit(store), E_OK);
    store_close(store);
}

/* Holds the write lock until the pipe says that the other one waits, and a little longer. */
static void waits_for_another_writer(void **state)
{
    (void)state;
    int held[2];
    char byte = 'x';
    make_store();
    assert_int_equal(pipe(held), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct store *store = NULL;
        bool well = store_open(STORE_WRITE, &store) == E_OK && store_begin(store) == E_OK &&
                    take_account(store, UUID) == E_OK && write(held[1], &byte, 1) == 1;
        (void)poll(NULL, 0, 300);
        well = well && store_commit(store) == E_OK;
        store_close(store);
        _exit(well ? 0 : 1);
    }
    struct store *store = open_store();
    assert_int_equal(read(held[0], &byte, 1), 1);
    assert_int_equal(store_begin(store), E_OK);
    /* The other's work is there: begin came after its commit. */
    struct account account;
    assert_int_equal(store_find_account(store, view_of(UUID), &account), E_OK);
    assert_int_not_equal(account.id, 0);
    assert_int_equal(store_commit(store), E_OK);
    store_close(store);
    support_wait(pid);
    close(held[0]);
    close(held[1]);
}

/* A writer that does not end is told as busy, in the end; nothing of ours is half done. */
static void gives_up_on_a_stuck_writer(void **state)
{
    (void)state;
    struct store *holder = open_store();
    struct store *store = open_store();
    assert_int_equal(store_begin(holder), E_OK);
    assert_int_equal(store_begin(store), E_BUSY);
    store_rollback(holder);
    assert_int_equal(store_begin(store), E_OK);
    store_rollback(store);
    store_close(holder);
    store_close(store);
}

static int open_and_write(int number)
{
    char uuid[] = UUID;
    struct store *store = NULL;
    uuid[0] = (char)('0' + number);
    enum error error = store_open(STORE_WRITE, &store);
    error = error == E_OK ? store_begin(store) : error;
    error = error == E_OK ? take_account(store, uuid) : error;
    error = error == E_OK ? store_commit(store) : error;
    store_close(store);
    return (int)error;
}

static void is_made_by_many_at_once(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        pid_t pids[PROCESSES];
        int gate[2];
        char byte;
        assert_int_equal(pipe(gate), 0);
        for (int i = 0; i < PROCESSES; i++) {
            pids[i] = fork();
            if (pids[i] == 0) {
                /* All wait here until the last is made: the end of the pipe lets them go. */
                close(gate[1]);
                ssize_t got = read(gate[0], &byte, 1);
                _exit(got == 0 ? open_and_write(i) : 99);
            }
        }
        close(gate[0]);
        close(gate[1]);
        for (int i = 0; i < PROCESSES; i++) {
            support_wait(pids[i]);
        }
        assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM instance"), PROCESSES);
        assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM account"), PROCESSES);
        assert_int_equal(unlink(support_path(FILE_PATH)), 0);
        assert_int_equal(rmdir(support_path("optwatch")), 0);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, support_make_home, support_drop_home)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(makes_its_file),
        TEST(makes_nothing_to_read),
        TEST(refuses_unsafe_places),
        TEST(needs_a_home),
        TEST(asks_again_where_its_file_went),
        TEST(forgets_what_was_rolled_back),
        TEST(forgets_what_a_killed_process_wrote),
        TEST(waits_for_another_writer),
        TEST(gives_up_on_a_stuck_writer),
        TEST(is_made_by_many_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
