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

static void decodes_the_smallest_report(void **state)
{
    (void)state;
    struct request request;
    assert_int_equal(
        message_decode(&arena, REPORT(ARGS(PAGE("/a", ""), CONTROL(""), ROW("/b", ""))), &request),
        E_OK);
    const struct control *control = &request.report.page.controls[0];
    assert_int_equal(request.report.family, FAMILY_CHROMIUM);
    assert_int_equal(request.report.page.load, LOAD_SAME_DOCUMENT);
    assert_int_equal(request.report.page.touched, TOUCHED_NO);
    assert_true(request.report.page.truncated);
    assert_null(request.report.page.heading.data);
    assert_int_equal(control->kind, CONTROL_INPUT);
    assert_int_equal(control->checked, SIGNAL_NONE);
    assert_int_equal(control->key_count, 0);
    assert_null(control->word.data);
    assert_true(control->disabled);
    assert_false(control->visible);
    assert_null(request.report.page.rows[0].word.data);
}

static void decodes_signals(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        enum signal signal;
    } cases[] = {{"true", SIGNAL_ON},     {"false", SIGNAL_OFF},     {"null", SIGNAL_NONE},
                 {"\"true\"", SIGNAL_ON}, {"\"false\"", SIGNAL_OFF}, {"\"mixed\"", SIGNAL_MIXED}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[1024];
        struct request request;
        /* The four in turn, so that none is taken for another. */
        for (int which = 0; which < 4; which++) {
            static const char *const names[] = {"checked", "default_checked", "aria_checked",
                                                "pressed"};
            snprintf(text, sizeof text,
                     "{\"v\":1,\"id\":7,\"cmd\":\"report\",\"args\":{" WHO
                     "," PAGE("/a", "") ",\"controls\":[{\"ref\":0,\"kind\":\"input\",\"keys\":[],"
                                        "\"disabled\":true,\"visible\":false,\"%s\":%s}],"
                                        "\"rows\":[]}}",
                     names[which], cases[i].json);
            /* A property is no text. */
            bool refused = which < 2 && cases[i].json[0] == '"';
            assert_int_equal(message_decode(&arena, text, &request), refused ? E_ARGS : E_OK);
            if (refused) {
                continue;
            }
            const struct control *control = &request.report.page.controls[0];
            const enum signal got[] = {control->checked, control->default_checked,
                                       control->aria_checked, control->pressed};
            for (int other = 0; other < 4; other++) {
                assert_int_equal(got[other], other == which ? cases[i].signal : SIGNAL_NONE);
            }
        }
    }
}

static void decodes_visits(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        enum touched touched;
    } cases[] = {{"no", TOUCHED_NO}, {"yes", TOUCHED_YES}, {"unknown", TOUCHED_UNKNOWN}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[1024];
        struct request request;
        snprintf(text, sizeof text,
                 "{\"v\":1,\"id\":7,\"cmd\":\"report\",\"args\":{" WHO
                 ",\"page\":{\"path\":\"/a\",\"wanted\":\"/b\",\"visit\":\"" UUID
                 "\",\"load\":\"fresh\",\"touched\":\"%s\",\"steady_ms\":1,\"waited_ms\":2,"
                 "\"truncated\":false},\"controls\":[],\"rows\":[]}}",
                 cases[i].json);
        assert_int_equal(message_decode(&arena, text, &request), E_OK);
        assert_int_equal(request.report.page.touched, cases[i].touched);
        assert_int_equal(request.report.page.load, LOAD_FRESH);
        assert_int_equal(request.report.page.steady_ms, 1);
        assert_int_equal(request.report.page.waited_ms, 2);
        assert_true(view_equal(request.report.page.wanted, view_of("/b")));
        assert_int_equal(request.report.page.control_count, 0);
    }
}

static void takes_plain_paths_only(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum error error;
    } cases[] = {
        {"/", E_OK},      {"/a/b", E_OK},         {"/a%3Fb", E_OK},
        {"", E_ARGS},     {"a/b", E_ARGS},        {"https://www.linkedin.com/a", E_ARGS},
        {"/a?b", E_ARGS}, {"/a?", E_ARGS},        {"/a#b", E_ARGS},
        {"/#", E_ARGS},   {"/a\\u003fb", E_ARGS}, {"?/a", E_ARGS},
    };
    static const char *const forms[] = {
        REPORT("{" WHO ",\"page\":{\"path\":\"%s\",\"visit\":\"" UUID "\",\"load\":\"fresh\","
               "\"touched\":\"no\",\"steady_ms\":0,\"waited_ms\":0,\"truncated\":false},"
               "\"controls\":[],\"rows\":[]}"),
        REPORT(ARGS(PAGE("/a", ",\"wanted\":\"%s\""), CONTROL(""), ROW("/b", ""))),
        REPORT(ARGS(PAGE("/a", ""), CONTROL(""), ROW("%s", ""))),
    };
    for (size_t i = 0; i < COUNT_OF(cases) * COUNT_OF(forms); i++) {
        const char *form = forms[i % COUNT_OF(forms)];
        const char *hole = strstr(form, "%s");
        char text[1024];
        snprintf(text, sizeof text, "%.*s%s%s", (int)(hole - form), form,
                 cases[i / COUNT_OF(forms)].path, hole + 2);
        assert_decodes(&arena, text, cases[i / COUNT_OF(forms)].error);
    }
}

static void takes_uuids_only(void **state)
{
    (void)state;
    static const struct {
        const char *uuid;
        enum error error;
    } cases[] = {
        {UUID, E_OK},
        {"0B9A1F6E-3C52-4D71-9E10-AABBCCDDEEFF", E_OK},
        {"0b9a1f6e-3c52-4d71-9e10-aabbccddeef", E_ARGS},
        {"0b9a1f6e-3c52-4d71-9e10-aabbccddeefff", E_LIMIT},
        {"0b9a1f6e-3c52-4d71-9e10-aabbccddeefg", E_ARGS},
        {"0b9a1f6e-3c52-4d71-9e10_aabbccddeeff", E_ARGS},
        {"0b9a1f6e03c52-4d71-9e10-aabbccddeeff", E_ARGS},
        {"0b9a1f6e-3c52-4d71-9e10-aabbccddee-f", E_ARGS},
        {"", E_ARGS},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[256];
        snprintf(text, sizeof text,
                 "{\"v\":1,\"id\":7,\"cmd\":\"status\",\"args\":{\"instance\":\"%s\"}}",
                 cases[i].uuid);
        assert_decodes(&arena, text, cases[i].error);
    }
}

static void decodes_a_bare_report(void **state)
{
    (void)state;
    struct report report;
    arena_reset(&arena);
    assert_int_equal(
        request_decode_report(view_of(ARGS(PAGE("/a", ""), CONTROL(""), ROW("/b", ""))), &arena,
                              &report),
        E_OK);
    assert_true(view_equal(report.page.path, view_of("/a")));
    assert_true(view_equal(report.page.rows[0].path, view_of("/b")));
    assert_int_equal(request_decode_report(view_of("[]"), &arena, &report), E_ARGS);
    assert_int_equal(request_decode_report(view_of("{}"), &arena, &report), E_ARGS);
    assert_int_equal(request_decode_report(view_of("{"), &arena, &report), E_JSON);
}

static void has_an_end_of_memory(void **state)
{
    (void)state;
    struct report report;
    arena_reset(&arena);
    assert_non_null(arena_take(&arena, 1, ARENA_MAX - 64));
    assert_int_equal(
        request_decode_report(view_of(ARGS(PAGE("/a", ""), CONTROL(""), ROW("/b", ""))), &arena,
                              &report),
        E_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_the_smallest_report),
        cmocka_unit_test(decodes_signals),
        cmocka_unit_test(decodes_visits),
        cmocka_unit_test(takes_plain_paths_only),
        cmocka_unit_test(takes_uuids_only),
        cmocka_unit_test(decodes_a_bare_report),
        cmocka_unit_test(has_an_end_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, free_arena);
}
