#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "identity.h"
#include "wire/manifest.h"

#define HOST "/opt/optwatch/optwatch-host"
#define BODY "\"name\":\"optwatch\",\"description\":\"d\",\"type\":\"stdio\","
#define LIST "\"allowed_origins\":[\"" OPTWATCH_CHROMIUM_ORIGIN "\"]"
#define IDS  "\"allowed_extensions\":[\"" OPTWATCH_FIREFOX_ID "\"]"

static struct manifest read_text(struct arena *arena, enum family family, const char *text)
{
    struct manifest manifest = {.fault = MANIFEST_NOT_JSON};
    assert_int_equal(manifest_read(view_of(text), family, arena, &manifest), E_OK);
    return manifest;
}

static void assert_encodes(enum family family, const char *path, const char *told)
{
    struct buffer buffer = {.max = MANIFEST_MAX};
    struct arena arena = {0};
    struct manifest manifest;
    assert_int_equal(manifest_encode(family, path, &buffer), E_OK);
    assert_non_null(memmem(buffer.data, buffer.len, told, strlen(told)));
    assert_int_equal(manifest_read(buffer_view(&buffer), family, &arena, &manifest), E_OK);
    assert_int_equal(manifest.fault, MANIFEST_SOUND);
    assert_true(manifest.ours);
    assert_string_equal(manifest.path, path);
    assert_null(manifest.key);
    assert_null(manifest.entry);
    buffer_finish(&buffer);
    arena_finish(&arena);
}

static void what_is_made_is_sound(void **state)
{
    (void)state;
    for (enum family family = FAMILY_CHROMIUM; family <= FAMILY_FIREFOX; family++) {
        assert_encodes(family, HOST, "\"" HOST "\"");
        assert_encodes(family, "/o'p t/$x/@OPTWATCH_HOST_PATH@;[/optwatch-host", "/o'p t/$x/@OPT");
        assert_encodes(family, "/a\\b\"c/optwatch-host", "/a\\\\b\\\"c/");
    }
}

static void other_paths_are_refused(void **state)
{
    (void)state;
    static const char *const paths[] = {"",
                                        "optwatch-host",
                                        "./optwatch-host",
                                        "~/optwatch-host",
                                        "/o\xc3\xbc/optwatch-host",
                                        "/o\n/optwatch-host",
                                        "/o\x7f/optwatch-host"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct buffer buffer = {.max = MANIFEST_MAX};
        assert_int_equal(manifest_encode(FAMILY_FIREFOX, paths[i], &buffer), E_HOST_PATH);
        assert_int_equal(buffer.len, 0);
        buffer_finish(&buffer);
    }
    struct buffer narrow = {.max = 100};
    assert_int_equal(manifest_encode(FAMILY_CHROMIUM, HOST, &narrow), E_HOST_PATH);
    buffer_finish(&narrow);
}

static const struct {
    const char *text;
    enum manifest_fault chromium, firefox;
} faults[] = {
    {"", MANIFEST_NOT_JSON, MANIFEST_NOT_JSON},
    {"\xef\xbb\xbf", MANIFEST_NOT_JSON, MANIFEST_NOT_JSON},
    {"{", MANIFEST_NOT_JSON, MANIFEST_NOT_JSON},
    {"\"", MANIFEST_NOT_JSON, MANIFEST_NOT_JSON},
    {"\"\\", MANIFEST_NOT_JSON, MANIFEST_NOT_JSON},
    {"{\"a\":\"\\ud8", MANIFEST_NOT_JSON, MANIFEST_NOT_JSON},
    {"/", MANIFEST_NOT_JSON, MANIFEST_NOT_JSON},
    {"/*", MANIFEST_NOT_JSON, MANIFEST_NOT_JSON},
    {"/**/", MANIFEST_NOT_JSON, MANIFEST_NOT_JSON},
    {"[]", MANIFEST_NOT_OBJECT, MANIFEST_NOT_OBJECT},
    {"null", MANIFEST_NOT_OBJECT, MANIFEST_NOT_OBJECT},
    {"{}", MANIFEST_NAME, MANIFEST_NAME},
    {"{\"x\":1}", MANIFEST_NAME, MANIFEST_UNKNOWN_KEY},
    {"{\"name\":\"optwatch\"}", MANIFEST_DESCRIPTION, MANIFEST_DESCRIPTION},
    {"{\"name\":\"optwatch\\u0000\"}", MANIFEST_NAME, MANIFEST_NAME},
    {"{\"name\":\"optwatch\",\"description\":\"\"}", MANIFEST_DESCRIPTION, MANIFEST_TYPE},
    {"{\"name\":\"optwatch\",\"description\":\"d\",\"type\":\"x\"}", MANIFEST_TYPE, MANIFEST_TYPE},
    {"{" BODY IDS "}", MANIFEST_NO_PATH, MANIFEST_NO_PATH},
    {"{" BODY "\"path\":\"\"}", MANIFEST_NO_PATH, MANIFEST_NO_PATH},
    {"{" BODY "\"path\":\"/a\\u0000b\"}", MANIFEST_NO_PATH, MANIFEST_NO_PATH},
    {"{" BODY "\"path\":\"a\"}", MANIFEST_RELATIVE_PATH, MANIFEST_RELATIVE_PATH},
    {"{" BODY "\"path\":\"/a\"}", MANIFEST_NOT_LISTED, MANIFEST_NOT_LISTED},
    {"{" BODY "\"path\":\"/a\"," LIST "}", MANIFEST_SOUND, MANIFEST_UNKNOWN_KEY},
    {"{" BODY "\"path\":\"/a\"," IDS "}", MANIFEST_NOT_LISTED, MANIFEST_SOUND},
    {"{" BODY "\"path\":\"/a\"," LIST "," IDS "}", MANIFEST_SOUND, MANIFEST_UNKNOWN_KEY},
    {"\xef\xbb\xbf{" BODY "\"path\":\"/a\"," LIST "}", MANIFEST_SOUND, MANIFEST_UNKNOWN_KEY},
    {"// here\n{" BODY "\"path\":\"/a\"," LIST "}", MANIFEST_SOUND, MANIFEST_NOT_JSON},
};

static void the_first_fault_is_told(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct manifest chromium = read_text(&arena, FAMILY_CHROMIUM, faults[i].text);
        struct manifest firefox = read_text(&arena, FAMILY_FIREFOX, faults[i].text);
        if (chromium.fault != faults[i].chromium || firefox.fault != faults[i].firefox) {
            fail_msg("%s: %s; %s", faults[i].text, manifest_fault_text(chromium.fault),
                     manifest_fault_text(firefox.fault));
        }
        assert_int_equal(chromium.fault == MANIFEST_SOUND,
                         *manifest_fault_text(chromium.fault) == '\0');
    }
    arena_finish(&arena);
}

static void key_path_and_entry_are_told(void **state)
{
    struct arena arena = {0};
    (void)state;
    struct manifest both =
        read_text(&arena, FAMILY_FIREFOX, "{" BODY "\"path\":\"/a/b\"," LIST "}");
    assert_string_equal(both.key, "allowed_origins");
    assert_string_equal(both.path, "/a/b");
    struct manifest other = read_text(&arena, FAMILY_CHROMIUM,
                                      "{" BODY "\"path\":\"/a\",\"allowed_origins\":"
                                      "[\"chrome-extension://abc/\"]}");
    assert_int_equal(other.fault, MANIFEST_NOT_LISTED);
    assert_string_equal(other.entry, "chrome-extension://abc/");
    struct manifest bad =
        read_text(&arena, FAMILY_CHROMIUM,
                  "{" BODY "\"path\":\"/a\",\"allowed_origins\":["
                  "\"" OPTWATCH_CHROMIUM_ORIGIN "\",\"chrome-extension://abc\"]}");
    assert_int_equal(bad.fault, MANIFEST_ENTRY);
    assert_string_equal(bad.entry, "chrome-extension://abc");
    arena_finish(&arena);
}

/* Whatever else is wrong with it: what has our name and leads to our host may be replaced. */
static void ours_is_told_by_name_and_path(void **state)
{
    static const struct {
        const char *text;
        bool ours;
    } cases[] = {
        {"{\"name\":\"optwatch\",\"path\":\"/gone/optwatch-host\"}", true},
        {"{\"name\":\"optwatch\",\"path\":\"optwatch-host\",\"more\":1}", true},
        {"{\"name\":\"optwatch\",\"path\":\"/gone/optwatch-host2\"}", false},
        {"{\"name\":\"optwatch\",\"path\":\"/optwatch-host/x\"}", false},
        {"{\"name\":\"optwatch\",\"path\":\"/gone/my-optwatch-host\"}", false},
        {"{\"name\":\"other\",\"path\":\"/gone/optwatch-host\"}", false},
        {"{\"name\":\"optwatch\"}", false},
        {"{\"name\":\"optwatch\",\"path\":\"/gone/optwatch-host\"", false},
        {"[\"optwatch\"]", false},
        {"", false},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (enum family family = FAMILY_CHROMIUM; family <= FAMILY_FIREFOX; family++) {
            assert_int_equal(read_text(&arena, family, cases[i].text).ours, cases[i].ours);
        }
    }
    arena_finish(&arena);
}

static void what_is_too_long_is_refused(void **state)
{
    static char text[MANIFEST_MAX + 1];
    struct arena arena = {0};
    struct manifest manifest;
    (void)state;
    memset(text, ' ', sizeof text);
    struct view all = {text, sizeof text};
    assert_int_equal(manifest_read(all, FAMILY_FIREFOX, &arena, &manifest), E_LIMIT);
    all.len--;
    assert_int_equal(manifest_read(all, FAMILY_FIREFOX, &arena, &manifest), E_OK);
    assert_int_equal(manifest.fault, MANIFEST_NOT_JSON);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_made_is_sound),
        cmocka_unit_test(other_paths_are_refused),
        cmocka_unit_test(the_first_fault_is_told),
        cmocka_unit_test(key_path_and_entry_are_told),
        cmocka_unit_test(ours_is_told_by_name_and_path),
        cmocka_unit_test(what_is_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
