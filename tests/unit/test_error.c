#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "wire/frame.h"
#include "wire/reply.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* The numbers are exit codes and go on the wire: they never change. */
static const struct {
    enum error error;
    const char *name;
    int number;
    bool retry;
} errors[] = {
    {E_INTERNAL, "E_INTERNAL", 1, false},
    {E_USAGE, "E_USAGE", 2, false},
    {E_NO_INPUT, "E_NO_INPUT", 3, false},
    {E_HOME, "E_HOME", 4, false},
    {E_OUTPUT, "E_OUTPUT", 5, true},
    {E_EXISTS, "E_EXISTS", 6, false},
    {E_UNWELL, "E_UNWELL", 7, false},
    {E_EMPTY_FRAME, "E_EMPTY_FRAME", 10, false},
    {E_TOO_LARGE, "E_TOO_LARGE", 11, false},
    {E_CUT_SHORT, "E_CUT_SHORT", 12, false},
    {E_JSON, "E_JSON", 13, false},
    {E_MESSAGE, "E_MESSAGE", 14, false},
    {E_PROTOCOL, "E_PROTOCOL", 15, false},
    {E_COMMAND, "E_COMMAND", 16, false},
    {E_ARGS, "E_ARGS", 17, false},
    {E_LIMIT, "E_LIMIT", 18, false},
    {E_ORIGIN, "E_ORIGIN", 19, false},
    {E_REPLY, "E_REPLY", 20, false},
    {E_NO_BROWSER, "E_NO_BROWSER", 21, false},
    {E_HOST_PATH, "E_HOST_PATH", 22, false},
    {E_FOREIGN, "E_FOREIGN", 23, false},
    {E_UNSUPPORTED, "E_UNSUPPORTED", 24, false},
    {E_ROOT, "E_ROOT", 25, false},
    {E_UNSAFE_FOLDER, "E_UNSAFE_FOLDER", 26, false},
    {E_NO_MANAGER, "E_NO_MANAGER", 27, true},
    {E_REDACT, "E_REDACT", 28, false},
    {E_STORE, "E_STORE", 30, true},
    {E_BUSY, "E_BUSY", 31, true},
    {E_FULL, "E_FULL", 32, true},
    {E_READ_ONLY, "E_READ_ONLY", 33, false},
    {E_UNSAFE_PATH, "E_UNSAFE_PATH", 34, false},
    {E_NOT_A_STORE, "E_NOT_A_STORE", 35, false},
    {E_NEWER_STORE, "E_NEWER_STORE", 36, false},
    {E_UNKNOWN_ID, "E_UNKNOWN_ID", 37, false},
    {E_SUDO, "E_SUDO", 38, false},
    {E_NO_KEYRING, "E_NO_KEYRING", 39, true},
    {E_LOCKED, "E_LOCKED", 40, true},
    {E_KEYRING_SLOW, "E_KEYRING_SLOW", 41, true},
    {E_KEY_MISSING, "E_KEY_MISSING", 42, false},
    {E_KEY_MISMATCH, "E_KEY_MISMATCH", 43, false},
    {E_NO_KEY, "E_NO_KEY", 44, false},
    {E_KEY_PENDING, "E_KEY_PENDING", 45, true},
    {E_PASSPHRASE, "E_PASSPHRASE", 46, false},
    {E_KEY_COPY, "E_KEY_COPY", 47, false},
    {E_SEAL, "E_SEAL", 48, false},
    {E_BAD_PASSPHRASE, "E_BAD_PASSPHRASE", 49, false},
    {E_SAME_ACCOUNT, "E_SAME_ACCOUNT", 50, false},
    {E_WHICH_ACCOUNT, "E_WHICH_ACCOUNT", 51, false},
    {E_NAME, "E_NAME", 52, false},
    {E_NO_ALARM, "E_NO_ALARM", 53, false},
    {E_UNKNOWN_PREFERENCE, "E_UNKNOWN_PREFERENCE", 54, false},
    {E_VALUE, "E_VALUE", 55, false},
    {E_UNKNOWN_EXIT, "E_UNKNOWN_EXIT", 56, false},
    {E_CHECKED, "E_CHECKED", 57, false},
    {E_NOTE, "E_NOTE", 58, false},
    {E_NO_ACCOUNT, "E_NO_ACCOUNT", 59, false},
    {E_CONFIRM, "E_CONFIRM", 60, false},
    {E_EXPORT, "E_EXPORT", 61, false},
    {E_NEWER_EXPORT, "E_NEWER_EXPORT", 62, false},
    {E_REMAINS, "E_REMAINS", 64, true},
    {E_LEASE, "E_LEASE", 65, false},
    {E_TIME, "E_TIME", 66, false},
    {E_NO_ACT, "E_NO_ACT", 67, false},
    {E_TOO_MANY, "E_TOO_MANY", 68, false},
    {E_SETTLED, "E_SETTLED", 69, false},
    {E_RULE, "E_RULE", 70, false},
    {E_WEEKS, "E_WEEKS", 71, false},
    {E_SENT, "E_SENT", 72, false},
    {E_LATER, "E_LATER", 75, true},
};

static void tells_errors_by_the_table(void **state)
{
    (void)state;
    static const struct host_facts facts = {"1.2.3", 42, "none"};
    static const struct reply_head seven = {true, 7, 1};
    static char reply[FRAME_MAX + 1];
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        char expected[256];
        size_t len = 0;
        int count = snprintf(expected, sizeof expected,
                             "{\"v\":1,\"id\":7,\"error\":{\"code\":\"%s\",\"num\":%d,"
                             "\"retry\":%s,\"hint\":\"",
                             errors[i].name, errors[i].number, errors[i].retry ? "true" : "false");
        assert_int_equal(
            reply_encode_error(&seven, errors[i].error, &facts, reply, FRAME_MAX, &len), E_OK);
        reply[len] = '\0';
        assert_true(len > (size_t)count);
        assert_memory_equal(reply, expected, (size_t)count);
        /* A hint for the person, and nothing behind it but who answers. */
        assert_int_not_equal(reply[count], '"');
        assert_non_null(strstr(reply, "\"},\"host\":{\"version\":\"1.2.3\","));
    }
}

static void has_no_name_for_what_is_no_error(void **state)
{
    (void)state;
    const enum error none = (enum error)74;
    assert_string_equal(error_name(none), "E_INTERNAL");
    assert_false(error_retry(none));
}

/* Every error of the enum is in the list above; 75 is the one to try again later. */
static void knows_every_error(void **state)
{
    (void)state;
    static const enum error all[] = {
#define ERROR_VALUE(symbol, number, retry, hint) E_##symbol,
        ERROR_TABLE(ERROR_VALUE)
#undef ERROR_VALUE
    };
    assert_int_equal(COUNT_OF(all), COUNT_OF(errors) + 1);
    assert_int_equal(all[0], E_OK);
    for (size_t i = 1; i < COUNT_OF(all); i++) {
        assert_int_equal(all[i], errors[i - 1].number);
        assert_in_range(all[i], 1, all[i] == E_LATER ? 75 : 74);
        assert_true(all[i] > all[i - 1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_errors_by_the_table),
        cmocka_unit_test(has_no_name_for_what_is_no_error),
        cmocka_unit_test(knows_every_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
