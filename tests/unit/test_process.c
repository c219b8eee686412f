/* What the host takes along from whoever started it: S11 and S12 of the requirements. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "system/process.h"

extern char **environ;

static size_t count_environment(void)
{
    size_t count = 0;
    while (environ && environ[count]) {
        count++;
    }
    return count;
}

static void keeps_three_names(void **state)
{
    (void)state;
    setenv("HOME", "/home/a", 1);
    setenv("TZ", "Europe/Berlin", 1);
    setenv("XDG_DATA_HOME", "/data", 1);
    setenv("SQLITE_TMPDIR", "/nowhere", 1);
    setenv("LC_ALL", "tr_TR.UTF-8", 1);
    process_confine();
    assert_string_equal(getenv("HOME"), "/home/a");
    assert_string_equal(getenv("TZ"), "Europe/Berlin");
    assert_string_equal(getenv("XDG_DATA_HOME"), "/data");
    assert_int_equal(count_environment(), 3);
}

static void makes_up_none(void **state)
{
    (void)state;
    unsetenv("TZ");
    unsetenv("XDG_DATA_HOME");
    process_confine();
    assert_null(getenv("TZ"));
    assert_int_equal(count_environment(), 1);
}

static void never_raises_a_limit(void **state)
{
    (void)state;
    struct rlimit limit = {.rlim_cur = 30, .rlim_max = 40};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    process_confine();
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_int_equal(limit.rlim_cur, 30);
    assert_int_equal(limit.rlim_max, 40);
}

static void keeps_to_itself(void **state)
{
    (void)state;
    struct rlimit limit = {.rlim_cur = 1, .rlim_max = 1};
    signal(SIGPIPE, SIG_DFL);
    umask(0);
    process_confine();
    assert_int_equal(umask(077), 077);
    assert_ptr_equal(signal(SIGPIPE, SIG_IGN), SIG_IGN);
    assert_ptr_equal(signal(SIGXFSZ, SIG_IGN), SIG_IGN);
    assert_int_equal(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
    assert_int_equal(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), 1);
    assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
    assert_int_equal(limit.rlim_cur, 0);
    assert_int_equal(limit.rlim_max, 0);
    assert_false(process_is_borrowed());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_three_names),
        cmocka_unit_test(makes_up_none),
        cmocka_unit_test(never_raises_a_limit),
        cmocka_unit_test(keeps_to_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
