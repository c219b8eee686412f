// What files of managed policies mean for the host and the extension.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/policy.h"
#include "identity.h"

struct place {
    char folder[64];
    struct browser browser;
    struct arena arena;
    struct policy policy;
};

static void put(const struct place *place, const char *name, const char *text)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", place->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    (void)fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    (void)snprintf(place->folder, sizeof place->folder, "/tmp/optwatch-policy.XXXXXX");
    if (!place || !mkdtemp(place->folder)) {
        return 1;
    }
    place->browser = (struct browser){.id = "chromium", .policies = {place->folder}};
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"a.json", "b.json", "c", "policies.json"};
    struct place *place = *state;
    char path[128];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", place->folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(place->folder);
    arena_finish(&place->arena);
    free(place);
    return 0;
}

static bool holds(struct place *place, enum policy_rule rule)
{
    policy_read(&place->browser, NULL, &place->arena, &place->policy);
    return place->policy.rules[rule].file != NULL;
}

static bool holds_with(struct place *place, const char *text, enum policy_rule rule)
{
    put(place, "a.json", text);
    return holds(place, rule);
}

static void test_lists(void **state)
{
    struct place *place = *state;
    static const enum policy_rule rule = POLICY_HOST_BLOCKED;
    assert_false(holds(place, rule));
    assert_true(holds_with(place, "{\"NativeMessagingBlocklist\":[\"optwatch\"]}", rule));
    assert_true(holds_with(place, "{\"NativeMessagingBlocklist\":[\"x\",\"*\"]}", rule));
    assert_false(holds_with(place, "{\"NativeMessagingBlocklist\":[\"opt*\",\"Optwatch\"]}", rule));
    assert_false(holds_with(place,
                            "{\"NativeMessagingBlocklist\":[\"*\"],"
                            "\"NativeMessagingAllowlist\":[\"optwatch\"]}",
                            rule));
    /* The allowlist knows no wildcard. */
    assert_true(holds_with(place,
                           "{\"NativeMessagingBlocklist\":[\"*\"],"
                           "\"NativeMessagingAllowlist\":[\"*\"]}",
                           rule));
    assert_false(holds_with(place, "{\"NativeMessagingBlocklist\":\"*\"}", rule));
}

static void test_last_file_holds(void **state)
{
    struct place *place = *state;
    put(place, "b.json", "{\"NativeMessagingBlocklist\":[]}");
    assert_false(holds_with(place, "{\"NativeMessagingBlocklist\":[\"*\"]}", POLICY_HOST_BLOCKED));
    /* Whatever it is called. */
    put(place, "c", "{\"NativeMessagingBlocklist\":[\"*\"]}");
    assert_true(holds(place, POLICY_HOST_BLOCKED));
    assert_string_equal(strrchr(place->policy.rules[POLICY_HOST_BLOCKED].file, '/'), "/c");
}

static void test_lenient(void **state)
{
    struct place *place = *state;
    assert_true(holds_with(place,
                           "// by IT\n{\"NativeMessagingUserLevelHosts\": /* no */ false , \n}\n",
                           POLICY_USER_HOSTS_OFF));
    assert_false(holds(place, POLICY_IGNORED));
    assert_true(holds_with(place, "{\"a\":\"x // ,}\\\"\",\"NativeMessagingBlocklist\":[\"*\",],}",
                           POLICY_HOST_BLOCKED));
    assert_true(holds_with(place, "{\"NativeMessagingBlocklist\":[\"*\"]", POLICY_IGNORED));
    assert_false(holds(place, POLICY_HOST_BLOCKED));
    assert_true(holds_with(place, "[]", POLICY_IGNORED));
    assert_true(holds_with(place, "", POLICY_IGNORED));
    assert_true(holds_with(place, "{\"a\":\"/*", POLICY_IGNORED));
    assert_true(holds_with(place, "\"\\", POLICY_IGNORED));
}

static void test_user_hosts(void **state)
{
    struct place *place = *state;
    assert_false(
        holds_with(place, "{\"NativeMessagingUserLevelHosts\":true}", POLICY_USER_HOSTS_OFF));
    assert_false(holds_with(place, "{\"NativeMessagingUserLevelHosts\":0}", POLICY_USER_HOSTS_OFF));
}

#define SETTINGS_OF(id, own, all) "{\"ExtensionSettings\":{\"" id "\":{" own "},\"*\":{" all "}}}"
#define MODE(mode)                "\"installation_mode\":\"" mode "\""
#define BLOCKED                   "\"blocked_permissions\":[\"nativeMessaging\"]"

static void test_extension(void **state)
{
    static const enum policy_rule rule = POLICY_EXTENSION_BLOCKED;
    struct place *place = *state;
    char text[512];
    char id[33];
    (void)snprintf(id, sizeof id, "%.32s",
                   &OPTWATCH_CHROMIUM_ORIGIN[strlen("chrome-extension://")]);
    assert_true(holds_with(place, "{\"ExtensionInstallBlocklist\":[\"*\"]}", rule));
    assert_string_equal(place->policy.rules[rule].key, "ExtensionInstallBlocklist");
    (void)snprintf(text, sizeof text,
                   "{\"ExtensionInstallBlocklist\":[\"*\"],\"ExtensionInstallAllowlist\":[\"%s\"]}",
                   id);
    assert_false(holds_with(place, text, rule));
    (void)snprintf(text, sizeof text,
                   "{\"ExtensionInstallBlocklist\":[\"*\"],"
                   "\"ExtensionInstallForcelist\":[\"%s;https://x.test/\"]}",
                   id);
    assert_false(holds_with(place, text, rule));
    assert_true(place->policy.rules[POLICY_UNPACKED_OFF].file != NULL);
    (void)snprintf(text, sizeof text, "{\"ExtensionInstallBlocklist\":[\"%s\"]}", id);
    assert_true(holds_with(place, text, rule));
    (void)snprintf(text, sizeof text,
                   "{\"ExtensionInstallAllowlist\":[\"%s\"],\"ExtensionSettings\":"
                   "{\"*\":{" MODE("blocked") "}}}",
                   id);
    assert_false(holds_with(place, text, rule));
    assert_true(holds_with(place, "{\"ExtensionSettings\":{\"*\":{" BLOCKED "}}}",
                           POLICY_PERMISSION_BLOCKED));
    (void)snprintf(text, sizeof text, "{\"ExtensionSettings\":{\"%s\":{},\"*\":{" BLOCKED "}}}",
                   id);
    assert_false(holds_with(place, text, POLICY_PERMISSION_BLOCKED));
}

static void test_settings(void **state)
{
    static const enum policy_rule rule = POLICY_EXTENSION_BLOCKED;
    struct place *place = *state;
    place->browser.family = FAMILY_FIREFOX;
    put(place, "policies.json",
        "{\"policies\":" SETTINGS_OF(OPTWATCH_FIREFOX_ID, MODE("allowed"), MODE("blocked")) "}");
    assert_false(holds(place, rule));
    put(place, "policies.json",
        "{\"policies\":" SETTINGS_OF(OPTWATCH_FIREFOX_ID, "", MODE("blocked")) "}");
    assert_true(holds(place, rule));
    put(place, "policies.json",
        "{\"policies\":" SETTINGS_OF(OPTWATCH_FIREFOX_ID, MODE("blocked"), "") "}");
    assert_true(holds(place, rule));
    /* A key that Firefox does not know. */
    put(place, "policies.json", "{\"policies\":" SETTINGS_OF("x", "", BLOCKED) "}");
    assert_false(holds(place, rule));
    assert_false(holds(place, POLICY_PERMISSION_BLOCKED));
    /* Firefox reads JSON strictly. */
    put(place, "policies.json", "{\"policies\":{},}");
    assert_true(holds(place, POLICY_IGNORED));
}

static void test_no_folder(void **state)
{
    struct place *place = *state;
    place->browser.policies[0] = "/nonexistent/policies";
    for (enum policy_rule rule = 0; rule < POLICY_COUNT; rule++) {
        assert_false(holds(place, rule));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lists, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_last_file_holds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_lenient, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_user_hosts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_extension, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_settings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_folder, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
