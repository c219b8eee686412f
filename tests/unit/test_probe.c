// A program that is started as a host: how each way to end is told, and that nothing is left of it.
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "desktop/probe.h"

#define SHORT_MS 200
#define LONG_MS  30000

static char folder[] = "/tmp/optwatch-probe.XXXXXX";

static void make_path(const char *name, char ret[128])
{
    (void)snprintf(ret, 128, "%s/%s", folder, name);
}

static void put(const char *name, const char *script, mode_t mode)
{
    char path[128];
    make_path(name, path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    (void)fprintf(file, "%s", script);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, mode), 0);
}

static bool is_line(struct view output)
{
    return output.len > 0 && output.data[output.len - 1] == '\n';
}

static struct probe_result *run_for(const char *name, int limit_ms)
{
    static struct probe_result result;
    char path[128];
    make_path(name, path);
    struct probe probe = {.arguments = {path, "one", "two words"},
                          .input = view_of("in\n"),
                          .is_whole = is_line,
                          .limit_ms = limit_ms};
    probe_run(&probe, &result);
    /* No child of ours is left, dead or alive. */
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    return &result;
}

static struct probe_result *run(const char *script)
{
    char text[512];
    (void)snprintf(text, sizeof text, "#!/bin/sh\n%s\n", script);
    put("script", text, 0700);
    return run_for("script", LONG_MS);
}

static void assert_output(const struct probe_result *result, const char *text)
{
    assert_int_equal(result->len, strlen(text));
    assert_memory_equal(result->output, text, result->len);
}

static void test_answers(void **state)
{
    (void)state;
    const struct probe_result *result = run("read line; echo \"$line $1 $2\"; cat >/dev/null");
    assert_int_equal(result->end, PROBE_WHOLE);
    assert_false(result->lingers);
    assert_output(result, "in one two words\n");
}

static void test_in_pieces(void **state)
{
    (void)state;
    const struct probe_result *result = run("printf a; sleep 0.1; printf b; sleep 0.1; echo c");
    assert_int_equal(result->end, PROBE_WHOLE);
    assert_output(result, "abc\n");
}

static void test_ends_before(void **state)
{
    (void)state;
    const struct probe_result *result = run("echo why >&2; printf half; exit 9");
    assert_int_equal(result->end, PROBE_EXITED);
    assert_int_equal(result->code, 9);
    assert_output(result, "half");
    assert_int_equal(result->said_len, 4);
    assert_memory_equal(result->said, "why\n", 4);
    result = run("kill -ABRT $$");
    assert_int_equal(result->end, PROBE_SIGNALLED);
    assert_int_equal(result->code, SIGABRT);
}

static void test_slow(void **state)
{
    (void)state;
    put("slow", "#!/bin/sh\nsleep 1000 &\necho $! >&2\nwait\n", 0700);
    const struct probe_result *result = run_for("slow", SHORT_MS);
    assert_int_equal(result->end, PROBE_SLOW);
    put("closed", "#!/bin/sh\nexec >&-\nsleep 1000\n", 0700);
    assert_int_equal(run_for("closed", SHORT_MS)->end, PROBE_SLOW);
}

static void test_lingers(void **state)
{
    (void)state;
    const struct probe_result *result = run("echo yes; sleep 1000");
    assert_int_equal(result->end, PROBE_WHOLE);
    assert_true(result->lingers);
}

static void test_floods(void **state)
{
    (void)state;
    assert_int_equal(run("cat /dev/zero")->end, PROBE_FLOOD);
    const struct probe_result *result = run("head -c 100000 /dev/zero >&2; echo yes");
    assert_int_equal(result->end, PROBE_WHOLE);
    assert_int_equal(result->said_len, PROBE_SAID_MAX);
}

static void test_not_started(void **state)
{
    (void)state;
    char path[128];
    put("plain", "no program", 0700);
    put("script-of-nothing", "#!/nonexistent/shell\n", 0700);
    put("forbidden", "#!/bin/sh\n", 0600);
    make_path("fifo", path);
    assert_int_equal(mkfifo(path, 0700), 0);
    static const struct {
        const char *name;
        int code;
    } cases[] = {{"plain", ENOEXEC}, {"script-of-nothing", ENOENT}, {"forbidden", EACCES},
                 {"fifo", EACCES},   {"missing", ENOENT},           {".", EACCES}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct probe_result *result = run_for(cases[i].name, LONG_MS);
        assert_int_equal(result->end, PROBE_NOT_STARTED);
        assert_int_equal(result->code, cases[i].code);
    }
}

static void test_surroundings(void **state)
{
    (void)state;
    char wanted[256];
    assert_int_equal(setenv("LD_LIBRARY_PATH", "/nonexistent", 1), 0);
    assert_int_equal(signal(SIGPIPE, SIG_IGN) == SIG_ERR, 0);
    (void)snprintf(wanted, sizeof wanted, "%s none 0 1 2\n", folder);
    const struct probe_result *result = run("kill -PIPE $$; echo alive");
    assert_int_equal(result->end, PROBE_SIGNALLED);
    assert_int_equal(result->code, SIGPIPE);
    result = run("echo \"$PWD ${LD_LIBRARY_PATH-none}\" $(cd /proc/self/fd && echo [0-2])");
    assert_output(result, wanted);
    assert_int_equal(unsetenv("LD_LIBRARY_PATH"), 0);
    /* Ours is as it was. */
    assert_ptr_equal(signal(SIGPIPE, SIG_DFL), SIG_IGN);
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : 1;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"script",    "slow", "closed", "plain", "script-of-nothing",
                                        "forbidden", "fifo"};
    char path[128];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        make_path(names[i], path);
        (void)unlink(path);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),     cmocka_unit_test(test_in_pieces),
        cmocka_unit_test(test_ends_before), cmocka_unit_test(test_slow),
        cmocka_unit_test(test_lingers),     cmocka_unit_test(test_floods),
        cmocka_unit_test(test_not_started), cmocka_unit_test(test_surroundings),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
