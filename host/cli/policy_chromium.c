#include "cli/policy_file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "identity.h"
#include "system/paths.h"

/* "chrome-extension://ID/" without what is around the id. */
#define ID_AT  (sizeof "chrome-extension://" - 1)
#define ID_LEN ((size_t)32)

enum {
    USER_HOSTS,
    BLOCKLIST,
    ALLOWLIST,
    INSTALL_BLOCKLIST,
    INSTALL_ALLOWLIST,
    FORCELIST,
    SETTINGS,
    KEY_COUNT
};

static const char *const keys[KEY_COUNT] = {
    [USER_HOSTS] = "NativeMessagingUserLevelHosts",
    [BLOCKLIST] = "NativeMessagingBlocklist",
    [ALLOWLIST] = "NativeMessagingAllowlist",
    [INSTALL_BLOCKLIST] = "ExtensionInstallBlocklist",
    [INSTALL_ALLOWLIST] = "ExtensionInstallAllowlist",
    [FORCELIST] = "ExtensionInstallForcelist",
    [SETTINGS] = POLICY_SETTINGS,
};

/* What holds of each key, and the file that says so. */
struct merged {
    json_t *values[KEY_COUNT];
    const char *files[KEY_COUNT];
};

static void merge_file(const char *path, struct merged *merged, struct policy *policy,
                       struct arena *arena)
{
    bool there = false;
    json_t *json = policy_load(path, true, &there);
    if (!json && there) {
        policy_note(policy, POLICY_IGNORED, path, NULL, arena);
    }
    for (size_t i = 0; json && i < KEY_COUNT; i++) {
        json_t *value = json_object_get(json, keys[i]);
        if (value) {
            json_decref(merged->values[i]);
            merged->values[i] = json_incref(value);
            merged->files[i] = arena_copy(arena, view_of(path));
        }
    }
    json_decref(json);
}

static void merge_folder(const char *folder, struct merged *merged, struct policy *policy,
                         struct arena *arena)
{
    struct dirent **entries = NULL;
    char path[PATHS_MAX];
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        int len = snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (len > 0 && (size_t)len < sizeof path) {
            merge_file(path, merged, policy, arena);
        }
        free(entries[i]);
    }
    free(entries);
}

static void weigh_hosts(const struct merged *merged, struct policy *policy, struct arena *arena)
{
    const json_t *block = merged->values[BLOCKLIST];
    if (json_is_false(merged->values[USER_HOSTS])) {
        policy_note(policy, POLICY_USER_HOSTS_OFF, merged->files[USER_HOSTS], keys[USER_HOSTS],
                    arena);
    }
    if ((policy_lists(block, POLICY_HOST) || policy_lists(block, POLICY_ANY)) &&
        !policy_lists(merged->values[ALLOWLIST], POLICY_HOST)) {
        policy_note(policy, POLICY_HOST_BLOCKED, merged->files[BLOCKLIST], keys[BLOCKLIST], arena);
    }
}

/* Entries of this list are an id alone, or with an address behind a semicolon. */
static bool is_forced(const json_t *list, const char *id)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *item = json_string_value(json_array_get(list, i));
        if (item && strncmp(item, id, ID_LEN) == 0 &&
            (item[ID_LEN] == '\0' || item[ID_LEN] == ';')) {
            return true;
        }
    }
    return false;
}

static void weigh_extension(const struct merged *merged, struct policy *policy, struct arena *arena)
{
    char id[ID_LEN + 1];
    const json_t *block = merged->values[INSTALL_BLOCKLIST];
    (void)snprintf(id, sizeof id, "%.*s", (int)ID_LEN, OPTWATCH_CHROMIUM_ORIGIN + ID_AT);
    bool named = policy_lists(block, id);
    bool blocked = named || (policy_lists(block, POLICY_ANY) &&
                             !policy_lists(merged->values[INSTALL_ALLOWLIST], id));
    blocked = blocked && !is_forced(merged->values[FORCELIST], id);
    const char *file = merged->files[SETTINGS];
    policy_weigh_extension(merged->values[SETTINGS], id, file ? file : "", blocked, policy, arena);
    bool by_settings = json_object_get(merged->values[SETTINGS], id) ||
                       json_object_get(merged->values[SETTINGS], POLICY_ANY);
    if (policy->rules[POLICY_EXTENSION_BLOCKED].file && blocked && !by_settings) {
        policy_note(policy, POLICY_EXTENSION_BLOCKED, merged->files[INSTALL_BLOCKLIST],
                    keys[INSTALL_BLOCKLIST], arena);
    }
}

void policy_read_chromium(const struct browser *browser, struct arena *arena, struct policy *ret)
{
    struct merged merged = {0};
    for (size_t i = 0; i < BROWSER_PLACES && browser->policies[i]; i++) {
        merge_folder(browser->policies[i], &merged, ret, arena);
    }
    weigh_hosts(&merged, ret, arena);
    weigh_extension(&merged, ret, arena);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        json_decref(merged.values[i]);
    }
}
