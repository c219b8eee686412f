#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "wire/request.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#define INSTANCE "0b9a1f6e-3c52-4d71-9e10-aabbccddeeff"
#define VISIT    "5F0C8A44-1d2e-4b6f-8a90-001122334455"
#define AI_PATH  "/mypreferences/d/settings/data-for-ai-improvement"

/* The message of the protocol page. */
static const char example[] =
    "{\"v\":1,\"id\":7,\"cmd\":\"report\",\"args\":"
    "{\"instance\":\"" INSTANCE "\",\"family\":\"firefox\",\"locale\":\"de\","
    "\"page\":{\"path\":\"" AI_PATH "\",\"wanted\":null,\"lang\":\"en\",\"heading\":\"Data\","
    "\"visit\":\"" VISIT "\",\"load\":\"fresh\",\"touched\":\"unknown\","
    "\"steady_ms\":1500,\"waited_ms\":2140,\"truncated\":false},"
    "\"controls\":[{\"ref\":3,\"kind\":\"button\",\"role\":\"switch\","
    "\"keys\":[\"allowDataForGenerativeAI\",\"second\"],\"name\":\"l\\u2019IA\","
    "\"description\":\"Can we?\",\"checked\":true,\"default_checked\":false,"
    "\"aria_checked\":null,\"pressed\":\"mixed\",\"word\":\"On\",\"disabled\":false,"
    "\"visible\":true}],"
    "\"rows\":[{\"ref\":4,\"path\":\"" AI_PATH "\",\"name\":\"Row\",\"word\":\"Off\"}]}}";

static struct arena arena;

static int free_arena(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

/* What decode points at may only be the arena: the text is gone before anything is compared. */
static enum error decode(const char *text, size_t len, struct request *ret)
{
    char *copy = malloc(len > 0 ? len : 1);
    assert_non_null(copy);
    memcpy(copy, text, len);
    arena_reset(&arena);
    enum error error = request_decode((struct view){copy, len}, &arena, ret);
    memset(copy, 'X', len);
    free(copy);
    return error;
}

static enum error decode_json(const json_t *json)
{
    struct request request;
    char *text = json_dumps(json, JSON_COMPACT);
    assert_non_null(text);
    enum error error = decode(text, strlen(text), &request);
    free(text);
    return error;
}

/* The object that holds the last name of a path such as "args/controls/0/ref". */
static json_t *find_parent(json_t *json, const char *path, const char **ret_name)
{
    const char *slash;
    while ((slash = strchr(path, '/')) != NULL) {
        char name[32] = "";
        assert_true((size_t)(slash - path) < sizeof name);
        memcpy(name, path, (size_t)(slash - path));
        json = json_is_array(json) ? json_array_get(json, (size_t)(name[0] - '0'))
                                   : json_object_get(json, name);
        path = slash + 1;
    }
    assert_non_null(json);
    *ret_name = path;
    return json;
}

/* Decodes the example with one value put in (taken), or with NULL left out. */
static enum error decode_with(const char *path, json_t *value)
{
    const char *name = NULL;
    json_t *root = json_loads(example, 0, NULL);
    assert_non_null(root);
    json_t *parent = find_parent(root, path, &name);
    if (value) {
        assert_int_equal(json_object_set_new(parent, name, value), 0);
    } else {
        assert_int_equal(json_object_del(parent, name), 0);
    }
    enum error error = decode_json(root);
    json_decref(root);
    return error;
}

static enum error decode_with_text(const char *path, const char *json)
{
    json_t *value = json_loads(json, JSON_DECODE_ANY, NULL);
    assert_non_null(value);
    return decode_with(path, value);
}

static json_t *make_text(size_t len, const char *begin, const char *unit)
{
    char *text = calloc(len + 1, 1);
    assert_non_null(text);
    size_t at = strlen(begin);
    memcpy(text, begin, at);
    for (size_t step = strlen(unit); at + step <= len; at += step) {
        memcpy(text + at, unit, step);
    }
    memset(text + at, 'a', len - at);
    json_t *json = json_stringn(text, len);
    free(text);
    return json;
}

static void assert_view(struct view view, const char *text)
{
    assert_int_equal(view.len, strlen(text));
    assert_non_null(view.data);
    assert_memory_equal(view.data, text, view.len);
}

static void assert_none(struct view view)
{
    assert_null(view.data);
    assert_int_equal(view.len, 0);
}

static void decodes_the_example(void **state)
{
    (void)state;
    struct request request;
    assert_int_equal(decode(example, sizeof example - 1, &request), E_OK);
    assert_true(request.has_id);
    assert_int_equal(request.id, 7);
    assert_int_equal(request.command, COMMAND_REPORT);
    assert_view(request.report.instance, INSTANCE);
    assert_int_equal(request.report.family, FAMILY_FIREFOX);
    assert_view(request.report.locale, "de");
    const struct page *page = &request.report.page;
    assert_view(page->path, AI_PATH);
    assert_none(page->wanted);
    assert_view(page->lang, "en");
    assert_view(page->heading, "Data");
    assert_view(page->visit, VISIT);
    assert_int_equal(page->load, LOAD_FRESH);
    assert_int_equal(page->touched, TOUCHED_UNKNOWN);
    assert_int_equal(page->steady_ms, 1500);
    assert_int_equal(page->waited_ms, 2140);
    assert_false(page->truncated);
    assert_int_equal(page->control_count, 1);
    assert_int_equal(page->row_count, 1);
    assert_int_equal(page->rows[0].ref, 4);
    assert_view(page->rows[0].path, AI_PATH);
    assert_view(page->rows[0].name, "Row");
    assert_view(page->rows[0].word, "Off");
}

static void decodes_the_example_control(void **state)
{
    (void)state;
    struct request request;
    assert_int_equal(decode(example, sizeof example - 1, &request), E_OK);
    assert_int_equal(request.report.page.control_count, 1);
    const struct control *control = &request.report.page.controls[0];
    assert_int_equal(control->ref, 3);
    assert_int_equal(control->kind, CONTROL_BUTTON);
    assert_view(control->role, "switch");
    assert_int_equal(control->key_count, 2);
    assert_view(control->keys[0], "allowDataForGenerativeAI");
    assert_view(control->keys[1], "second");
    assert_view(control->name, "l\u2019IA");
    assert_view(control->description, "Can we?");
    assert_int_equal(control->checked, SIGNAL_ON);
    assert_int_equal(control->default_checked, SIGNAL_OFF);
    assert_int_equal(control->aria_checked, SIGNAL_NONE);
    assert_int_equal(control->pressed, SIGNAL_MIXED);
    assert_view(control->word, "On");
    assert_false(control->disabled);
    assert_true(control->visible);
}

static const struct {
    const char *path;
    bool optional;     /* null and absent are the same */
    const char *wrong; /* a value of a wrong type or word */
} fields[] = {
    {"args/instance", false, "7"},
    {"args/family", false, "\"safari\""},
    {"args/locale", false, "[]"},
    {"args/page", false, "[]"},
    {"args/controls", false, "{}"},
    {"args/rows", false, "\"\""},
    {"args/page/path", false, "1"},
    {"args/page/wanted", true, "false"},
    {"args/page/lang", true, "0"},
    {"args/page/heading", true, "{}"},
    {"args/page/visit", false, "\"7\""},
    {"args/page/load", false, "\"Fresh\""},
    {"args/page/touched", false, "true"},
    {"args/page/steady_ms", false, "1500.0"},
    {"args/page/waited_ms", false, "\"2140\""},
    {"args/page/truncated", false, "0"},
    {"args/controls/0/ref", false, "\"0\""},
    {"args/controls/0/kind", false, "\"\""},
    {"args/controls/0/role", true, "true"},
    {"args/controls/0/keys", false, "\"allowDataForGenerativeAI\""},
    {"args/controls/0/name", true, "1"},
    {"args/controls/0/description", true, "[\"a\"]"},
    {"args/controls/0/checked", true, "1"},
    {"args/controls/0/default_checked", true, "\"yes\""},
    {"args/controls/0/aria_checked", true, "\"True\""},
    {"args/controls/0/pressed", true, "{}"},
    {"args/controls/0/word", true, "false"},
    {"args/controls/0/disabled", false, "\"false\""},
    {"args/controls/0/visible", false, "1"},
    {"args/rows/0/ref", false, "true"},
    {"args/rows/0/path", false, "{}"},
    {"args/rows/0/name", true, "2"},
    {"args/rows/0/word", true, "[]"},
};

static void asks_for_every_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        enum error missing = decode_with(fields[i].path, NULL);
        enum error null = decode_with(fields[i].path, json_null());
        enum error expected = fields[i].optional ? E_OK : E_ARGS;
        if (missing != expected || null != expected) {
            fail_msg("%s: missing %d, null %d", fields[i].path, (int)missing, (int)null);
        }
    }
}

static void refuses_wrong_types(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        enum error error = decode_with_text(fields[i].path, fields[i].wrong);
        if (error != E_ARGS) {
            fail_msg("%s as %s: %d", fields[i].path, fields[i].wrong, (int)error);
        }
    }
    assert_int_equal(decode_with_text("args", "[]"), E_ARGS);
    assert_int_equal(decode_with_text("args", "null"), E_ARGS);
    assert_int_equal(decode_with("args", NULL), E_ARGS);
    assert_int_equal(decode_with_text("args/controls", "[7]"), E_ARGS);
    assert_int_equal(decode_with_text("args/rows", "[[]]"), E_ARGS);
    assert_int_equal(decode_with_text("args/controls/0/keys", "[\"a\",null]"), E_ARGS);
    assert_int_equal(decode_with_text("args/controls/0/keys", "[1]"), E_ARGS);
}

/* Limits are bytes: a text of wide characters reaches them with fewer of them. */
static void holds_text_to_its_limit(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        size_t max;
        const char *begin;
    } limits[] = {
        {"args/locale", 35, ""},           {"args/page/path", 512, "/"},
        {"args/page/wanted", 512, "/"},    {"args/page/lang", 35, ""},
        {"args/page/heading", 512, ""},    {"args/controls/0/role", 32, ""},
        {"args/controls/0/name", 512, ""}, {"args/controls/0/description", 2048, ""},
        {"args/controls/0/word", 64, ""},  {"args/rows/0/path", 512, "/"},
        {"args/rows/0/name", 512, ""},     {"args/rows/0/word", 64, ""},
    };
    static const char *const units[] = {"a", "\u00e9", "\u30c7", "\U0001F600"};
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        for (size_t u = 0; u < COUNT_OF(units); u++) {
            json_t *whole = make_text(limits[i].max, limits[i].begin, units[u]);
            json_t *over = make_text(limits[i].max + 1, limits[i].begin, units[u]);
            enum error at = decode_with(limits[i].path, whole);
            enum error beyond = decode_with(limits[i].path, over);
            if (at != E_OK || beyond != E_LIMIT) {
                fail_msg("%s of %s: %d, %d", limits[i].path, units[u], (int)at, (int)beyond);
            }
        }
    }
}

static void holds_lists_to_their_limit(void **state)
{
    (void)state;
    static const char *const lists[] = {"controls", "rows"};
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        json_t *root = json_loads(example, 0, NULL);
        json_t *list = json_object_get(json_object_get(root, "args"), lists[i]);
        json_t *item = json_array_get(list, 0);
        while (json_array_size(list) < 64) {
            assert_int_equal(json_array_append(list, item), 0);
        }
        assert_int_equal(decode_json(root), E_OK);
        assert_int_equal(json_array_append(list, item), 0);
        assert_int_equal(decode_json(root), E_LIMIT);
        assert_int_equal(json_array_clear(list), 0);
        assert_int_equal(decode_json(root), E_OK);
        json_decref(root);
    }
}

static void holds_keys_to_their_limit(void **state)
{
    (void)state;
    json_t *keys = json_array();
    assert_int_equal(decode_with("args/controls/0/keys", json_deep_copy(keys)), E_OK);
    while (json_array_size(keys) < 8) {
        json_array_append_new(keys, make_text(64, "", "k"));
    }
    assert_int_equal(decode_with("args/controls/0/keys", json_deep_copy(keys)), E_OK);
    json_array_set_new(keys, 7, make_text(65, "", "k"));
    assert_int_equal(decode_with("args/controls/0/keys", json_deep_copy(keys)), E_LIMIT);
    json_array_set_new(keys, 7, make_text(65, "", "\u00e9"));
    assert_int_equal(decode_with("args/controls/0/keys", json_deep_copy(keys)), E_LIMIT);
    json_array_set_new(keys, 7, json_string(""));
    json_array_append_new(keys, json_string("ninth"));
    assert_int_equal(decode_with("args/controls/0/keys", keys), E_LIMIT);
}

static void holds_numbers_to_their_limit(void **state)
{
    (void)state;
    static const struct {
        const char *path, *value;
        enum error error;
    } numbers[] = {
        {"args/controls/0/ref", "0", E_OK},
        {"args/controls/0/ref", "2147483647", E_OK},
        {"args/controls/0/ref", "2147483648", E_LIMIT},
        {"args/controls/0/ref", "-1", E_LIMIT},
        {"args/rows/0/ref", "4294967296", E_LIMIT},
        {"args/rows/0/ref", "-9223372036854775808", E_LIMIT},
        {"args/page/steady_ms", "0", E_OK},
        {"args/page/steady_ms", "9007199254740991", E_OK},
        {"args/page/steady_ms", "9007199254740992", E_LIMIT},
        {"args/page/waited_ms", "9223372036854775807", E_LIMIT},
        {"args/page/waited_ms", "-1", E_LIMIT},
        {"args/page/waited_ms", "1e3", E_ARGS},
    };
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        enum error error = decode_with_text(numbers[i].path, numbers[i].value);
        if (error != numbers[i].error) {
            fail_msg("%s = %s: %d", numbers[i].path, numbers[i].value, (int)error);
        }
    }
}

static void decodes_words(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "args/controls/0/checked",
        "args/controls/0/default_checked",
        "args/controls/0/aria_checked",
        "args/controls/0/pressed",
    };
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        /* The first two are properties, the others attributes. */
        enum error text = i < 2 ? E_ARGS : E_OK;
        assert_int_equal(decode_with_text(paths[i], "\"true\""), text);
        assert_int_equal(decode_with_text(paths[i], "\"false\""), text);
        assert_int_equal(decode_with_text(paths[i], "\"mixed\""), text);
        assert_int_equal(decode_with_text(paths[i], "\"\""), E_ARGS);
    }
    assert_int_equal(decode_with_text("args/family", "\"chromium\""), E_OK);
    assert_int_equal(decode_with_text("args/page/load", "\"same_document\""), E_OK);
    assert_int_equal(decode_with_text("args/page/touched", "\"yes\""), E_OK);
    assert_int_equal(decode_with_text("args/page/touched", "\"no\""), E_OK);
    assert_int_equal(decode_with_text("args/controls/0/kind", "\"input\""), E_OK);
    assert_int_equal(decode_with_text("args/controls/0/kind", "\"other\""), E_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_the_example),
        cmocka_unit_test(decodes_the_example_control),
        cmocka_unit_test(asks_for_every_field),
        cmocka_unit_test(refuses_wrong_types),
        cmocka_unit_test(holds_text_to_its_limit),
        cmocka_unit_test(holds_lists_to_their_limit),
        cmocka_unit_test(holds_keys_to_their_limit),
        cmocka_unit_test(holds_numbers_to_their_limit),
        cmocka_unit_test(decodes_words),
    };
    return cmocka_run_group_tests(tests, NULL, free_arena);
}
