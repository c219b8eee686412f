#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static struct arena arena;

static int free_arena(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static void refuses_unknown_keys(void **state)
{
    (void)state;
    assert_decodes(&arena, "{\"v\":1,\"id\":7,\"cmd\":\"hello\",\"args\":{},\"more\":null}",
                   E_MESSAGE);
    assert_decodes(&arena, "{\"v\":1,\"id\":7,\"cmd\":\"hello\",\"args\":{\"more\":null}}", E_ARGS);
    assert_decodes(&arena, "{\"v\":1,\"id\":7,\"cmd\":\"status\",\"args\":{\"page\":{}}}", E_ARGS);
    assert_decodes(&arena,
                   "{\"v\":1,\"id\":7,\"cmd\":\"remind\",\"args\":{\"action\":\"list\",\"x\":1}}",
                   E_ARGS);
    assert_decodes(
        &arena, REPORT("{" WHO "," PAGE("/a", "") ",\"controls\":[],\"rows\":[],\"x\":1}"), E_ARGS);
    assert_decodes(&arena, REPORT(ARGS(PAGE("/a", ",\"title\":\"\""), CONTROL(""), ROW("/b", ""))),
                   E_ARGS);
    assert_decodes(&arena, REPORT(ARGS(PAGE("/a", ""), CONTROL(",\"value\":\"\""), ROW("/b", ""))),
                   E_ARGS);
    assert_decodes(&arena, REPORT(ARGS(PAGE("/a", ""), CONTROL(""), ROW("/b", ",\"query\":null"))),
                   E_ARGS);
    assert_decodes(&arena, REPORT(ARGS(PAGE("/a", ""), CONTROL(",\"\":0"), ROW("/b", ""))), E_ARGS);
}

static void refuses_duplicate_keys(void **state)
{
    (void)state;
    assert_decodes(&arena, "{\"v\":1,\"v\":1,\"id\":7,\"cmd\":\"hello\",\"args\":{}}", E_JSON);
    assert_decodes(&arena, "{\"v\":1,\"id\":7,\"cmd\":\"hello\",\"args\":{},\"args\":{}}", E_JSON);
    assert_decodes(&arena, REPORT(ARGS(PAGE("/a", ",\"path\":\"/a\""), CONTROL(""), ROW("/b", ""))),
                   E_JSON);
    assert_decodes(&arena, REPORT(ARGS(PAGE("/a", ""), CONTROL(",\"ref\":0"), ROW("/b", ""))),
                   E_JSON);
    assert_decodes(&arena, REPORT(ARGS(PAGE("/a", ""), CONTROL(""), ROW("/b", ",\"r\\u0065f\":0"))),
                   E_JSON);
}

static void refuses_what_is_no_text(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\"a\\u0000b\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83d\\ud83d\"",
        "\"\\ud83dx\"",
        "\"\\u12\"",
        "\"\\x41\"",
        "\"a\nb\"",
        "\"\xff\"",
        "\"\xc3\"",
        "\"\xc0\xaf\"",
        "\"\xed\xa0\x80\"",
        "\"\xf4\x90\x80\x80\"",
        "\"\xe2\x82\"",
        "\"unfinished",
        "'single'",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        char text[1024];
        snprintf(text, sizeof text, "{\"v\":1,\"id\":7,\"cmd\":\"hello\",\"args\":{\"name\":%s}}",
                 bad[i]);
        assert_decodes(&arena, text, E_JSON);
        snprintf(text, sizeof text, "{\"v\":1,\"id\":7,\"cmd\":\"hello\",\"args\":{%s:1}}", bad[i]);
        assert_decodes(&arena, text, E_JSON);
    }
    assert_decodes(&arena, WITH_NAME("\"\\ud83d\\ude00 \\u00e9\""), E_OK);
    struct request request;
    static const char nul[] = "{\"v\":1,\"id\":7,\"cmd\":\"hello\",\"args\":{}}\0";
    assert_int_equal(message_decode_bytes(&arena, nul, sizeof nul - 2, &request), E_OK);
    assert_int_equal(message_decode_bytes(&arena, nul, sizeof nul - 1, &request), E_JSON);
}

static void refuses_what_is_no_message(void **state)
{
    (void)state;
    static const char *const no_json[] = {
        "",     "{",          "}",   "{}{}", "[1,]",          "{\"v\":1,}", "nul", "\xef\xbb\xbf{}",
        "// x", "{\"v\":01}", "NaN", "-",    "{\"v\":1e999}", "{v:1}",
    };
    static const char *const no_message[] = {
        "[]",
        "7",
        "null",
        "\"hello\"",
        "{}",
        "{\"id\":7,\"cmd\":\"hello\",\"args\":{}}",
        "{\"v\":1,\"cmd\":\"hello\",\"args\":{}}",
        "{\"v\":1,\"id\":7,\"args\":{}}",
        "{\"v\":1,\"id\":7,\"cmd\":null,\"args\":{}}",
        "{\"v\":1,\"id\":7,\"cmd\":1,\"args\":{}}",
        "{\"v\":\"1\",\"id\":7,\"cmd\":\"hello\",\"args\":{}}",
        "{\"v\":1.0,\"id\":7,\"cmd\":\"hello\",\"args\":{}}",
    };
    for (size_t i = 0; i < COUNT_OF(no_json); i++) {
        assert_decodes(&arena, no_json[i], E_JSON);
    }
    for (size_t i = 0; i < COUNT_OF(no_message); i++) {
        assert_decodes(&arena, no_message[i], E_MESSAGE);
    }
}

/* Deep enough to run a recursive reader out of stack, then only as deep as JSON may be. */
static void survives_nesting(void **state)
{
    (void)state;
    static const char *const begins[] = {"[", "{\"a\":"};
    for (size_t i = 0; i < COUNT_OF(begins); i++) {
        size_t step = strlen(begins[i]);
        char *deep = malloc(65536);
        assert_non_null(deep);
        for (size_t at = 0; at + step <= 65536; at += step) {
            memcpy(deep + at, begins[i], step);
        }
        struct request request;
        assert_int_equal(message_decode_bytes(&arena, deep, 65536 / step * step, &request), E_JSON);
        free(deep);
    }
    char text[2048] = "{\"v\":1,\"id\":7,\"cmd\":\"hello\",\"args\":{\"a\":";
    size_t len = strlen(text);
    memset(text + len, '[', 500);
    memset(text + len + 500, ']', 500);
    memcpy(text + len + 1000, "}}", 3);
    struct request request;
    assert_int_equal(message_decode(&arena, text, &request), E_ARGS);
    assert_true(request.has_id);
}

static void survives_numbers(void **state)
{
    (void)state;
    char text[4096];
    char digits[2000];
    memset(digits, '9', sizeof digits - 1);
    digits[sizeof digits - 1] = '\0';
    static const char *const forms[] = {"{\"v\":1,\"id\":%s,\"cmd\":\"hello\",\"args\":{}}",
                                        "{\"v\":%s,\"id\":1,\"cmd\":\"hello\",\"args\":{}}",
                                        "{\"v\":1,\"id\":-%s,\"cmd\":\"hello\",\"args\":{}}"};
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        /* One of ours, not the page's: the compiler cannot see that the format is constant. */
        char *hole = strstr(forms[i], "%s");
        snprintf(text, sizeof text, "%.*s%s%s", (int)(hole - forms[i]), forms[i], digits, hole + 2);
        assert_decodes(&arena, text, E_JSON);
        snprintf(text, sizeof text, "%.*s%s%s", (int)(hole - forms[i]), forms[i], "1e309",
                 hole + 2);
        assert_decodes(&arena, text, E_JSON);
    }
    assert_decodes(&arena, "{\"v\":9223372036854775807,\"id\":1,\"cmd\":\"hello\",\"args\":{}}",
                   E_PROTOCOL);
}

static void keeps_the_id(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum error error;
        bool has_id;
        int64_t id;
    } cases[] = {
        {"{\"v\":1,\"id\":0,\"cmd\":\"hello\",\"args\":{}}", E_OK, true, 0},
        {"{\"v\":1,\"id\":-5,\"cmd\":\"hello\",\"args\":{}}", E_OK, true, -5},
        {"{\"v\":1,\"id\":9007199254740991,\"cmd\":\"hello\",\"args\":{}}", E_OK, true,
         INT64_C(9007199254740991)},
        {"{\"v\":1,\"id\":9007199254740992,\"cmd\":\"hello\",\"args\":{}}", E_MESSAGE, false, 0},
        {"{\"v\":1,\"id\":-9007199254740992,\"cmd\":\"hello\",\"args\":{}}", E_MESSAGE, false, 0},
        {"{\"v\":1,\"id\":7.0,\"cmd\":\"hello\",\"args\":{}}", E_MESSAGE, false, 0},
        {"{\"v\":1,\"id\":\"7\",\"cmd\":\"hello\",\"args\":{}}", E_MESSAGE, false, 0},
        {"{\"v\":1,\"id\":null,\"cmd\":\"hello\",\"args\":{}}", E_MESSAGE, false, 0},
        {"{\"v\":0,\"id\":8,\"cmd\":\"hello\",\"args\":{}}", E_PROTOCOL, true, 8},
        {"{\"v\":2,\"id\":9,\"cmd\":\"new\",\"args\":{},\"new\":1}", E_PROTOCOL, true, 9},
        {"{\"id\":10}", E_MESSAGE, true, 10},
        {"{\"v\":1,\"id\":11,\"cmd\":\"hello\",\"args\":{},\"more\":1}", E_MESSAGE, true, 11},
        {"{\"v\":1,\"id\":12,\"cmd\":\"Hello\",\"args\":{}}", E_COMMAND, true, 12},
        {"{\"v\":1,\"id\":13,\"cmd\":\"\",\"args\":{}}", E_COMMAND, true, 13},
        {"{\"v\":1,\"id\":14,\"cmd\":\"hello\"}", E_ARGS, true, 14},
        {REPORT("{}"), E_ARGS, true, 7},
        {WITH_NAME("\"\\u0000\""), E_JSON, false, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct request request;
        enum error error = message_decode(&arena, cases[i].text, &request);
        if (error != cases[i].error || request.has_id != cases[i].has_id ||
            request.id != cases[i].id) {
            fail_msg("%s: %d, id %d %lld", cases[i].text, (int)error, request.has_id,
                     (long long)request.id);
        }
    }
}

static void knows_its_commands(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum error error;
        enum command command;
    } cases[] = {
        {"{\"v\":1,\"id\":1,\"cmd\":\"hello\",\"args\":{}}", E_OK, COMMAND_HELLO},
        {"{\"v\":1,\"id\":1,\"cmd\":\"hello\",\"args\":{" WHO "}}", E_ARGS, COMMAND_HELLO},
        {"{\"v\":1,\"id\":1,\"cmd\":\"status\",\"args\":{}}", E_OK, COMMAND_STATUS},
        {"{\"v\":1,\"id\":1,\"cmd\":\"status\",\"args\":{" WHO "}}", E_OK, COMMAND_STATUS},
        {"{\"v\":1,\"id\":1,\"cmd\":\"status\",\"args\":null}", E_ARGS, COMMAND_STATUS},
        {"{\"v\":1,\"id\":1,\"cmd\":\"remind\",\"args\":{\"action\":\"list\"}}", E_OK,
         COMMAND_REMIND},
        {"{\"v\":1,\"id\":1,\"cmd\":\"remind\",\"args\":{}}", E_ARGS, COMMAND_REMIND},
        {"{\"v\":1,\"id\":1,\"cmd\":\"remind\",\"args\":{\"action\":\"done\"}}", E_ARGS,
         COMMAND_REMIND},
        {"{\"v\":1,\"id\":1,\"cmd\":\"history\",\"args\":{}}", E_OK, COMMAND_HISTORY},
        {"{\"v\":1,\"id\":1,\"cmd\":\"history\",\"args\":{\"setting\":null,\"account\":null,"
         "\"from\":0,\"to\":253402300799}}",
         E_OK, COMMAND_HISTORY},
        {"{\"v\":1,\"id\":1,\"cmd\":\"history\",\"args\":{\"to\":253402300800}}", E_LIMIT,
         COMMAND_HISTORY},
        {"{\"v\":1,\"id\":1,\"cmd\":\"history\",\"args\":{\"from\":-1}}", E_LIMIT, COMMAND_HISTORY},
        {"{\"v\":1,\"id\":1,\"cmd\":\"history\",\"args\":{\"setting\":\"\"}}", E_ARGS,
         COMMAND_HISTORY},
        {"{\"v\":1,\"id\":1,\"cmd\":\"history\",\"args\":{" WHO "}}", E_ARGS, COMMAND_HISTORY},
        {"{\"v\":1,\"id\":1,\"cmd\":\"forget\",\"args\":{}}", E_ARGS, COMMAND_FORGET},
        {"{\"v\":1,\"id\":1,\"cmd\":\"forget\",\"args\":{\"confirm\":1}}", E_ARGS, COMMAND_FORGET},
        {"{\"v\":1,\"id\":1,\"cmd\":\"forget\",\"args\":{\"confirm\":true}}", E_OK, COMMAND_FORGET},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct request request;
        enum error error = message_decode(&arena, cases[i].text, &request);
        if (error != cases[i].error || request.command != cases[i].command) {
            fail_msg("%s: %d", cases[i].text, (int)error);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_unknown_keys),
        cmocka_unit_test(refuses_duplicate_keys),
        cmocka_unit_test(refuses_what_is_no_text),
        cmocka_unit_test(refuses_what_is_no_message),
        cmocka_unit_test(survives_nesting),
        cmocka_unit_test(survives_numbers),
        cmocka_unit_test(keeps_the_id),
        cmocka_unit_test(knows_its_commands),
    };
    return cmocka_run_group_tests(tests, NULL, free_arena);
}
