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

#define PERMISSION "nativeMessaging"

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
    json_t *json = policy_load(path, FAMILY_CHROMIUM, &there);
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

/* What the lists say of the extension itself: being forbidden goes before being allowed. */
static enum policy_mode listed_mode(const struct merged *merged, const char *id)
{
    if (is_forced(merged->values[FORCELIST], id)) {
        return POLICY_ALLOWED;
    }
    if (policy_lists(merged->values[INSTALL_BLOCKLIST], id)) {
        return POLICY_FORBIDDEN;
    }
    return policy_lists(merged->values[INSTALL_ALLOWLIST], id) ? POLICY_ALLOWED : POLICY_UNSAID;
}

/* What holds for extensions that nothing is said of, and the key that says so. */
static enum policy_mode usual_mode(const struct merged *merged, int *ret_key)
{
    enum policy_mode mode = policy_mode_of(merged->values[SETTINGS], POLICY_ANY);
    *ret_key = mode == POLICY_UNSAID ? INSTALL_BLOCKLIST : SETTINGS;
    if (mode == POLICY_UNSAID && policy_lists(merged->values[INSTALL_BLOCKLIST], POLICY_ANY)) {
        return POLICY_FORBIDDEN;
    }
    return mode;
}

static void weigh_install(const struct merged *merged, const char *id, struct policy *policy,
                          struct arena *arena)
{
    int usual_key = SETTINGS;
    int key = SETTINGS;
    enum policy_mode usual = usual_mode(merged, &usual_key);
    enum policy_mode mode = policy_mode_of(merged->values[SETTINGS], id);
    if (mode == POLICY_UNSAID) {
        mode = listed_mode(merged, id);
        key = INSTALL_BLOCKLIST;
    }
    if (mode == POLICY_UNSAID) {
        mode = usual;
        key = usual_key;
    }
    if (mode == POLICY_FORBIDDEN) {
        policy_note(policy, POLICY_EXTENSION_BLOCKED, merged->files[key], keys[key], arena);
    } else if (usual == POLICY_FORBIDDEN) {
        policy_note(policy, POLICY_UNPACKED_OFF, merged->files[usual_key], keys[usual_key], arena);
    }
}

/* An entry of its own takes over nothing of what is said of all. */
static void weigh_permission(const struct merged *merged, const char *id, struct policy *policy,
                             struct arena *arena)
{
    const json_t *settings = merged->values[SETTINGS];
    const json_t *own = json_object_get(settings, id);
    const json_t *entry = own ? own : json_object_get(settings, POLICY_ANY);
    if (policy_lists(json_object_get(entry, "blocked_permissions"), PERMISSION) &&
        !policy_lists(json_object_get(entry, "allowed_permissions"), PERMISSION)) {
        policy_note(policy, POLICY_PERMISSION_BLOCKED, merged->files[SETTINGS], keys[SETTINGS],
                    arena);
    }
}

static void weigh_extension(const struct merged *merged, struct policy *policy, struct arena *arena)
{
    char id[ID_LEN + 1];
    (void)snprintf(id, sizeof id, "%.*s", (int)ID_LEN, &OPTWATCH_CHROMIUM_ORIGIN[ID_AT]);
    weigh_install(merged, id, policy, arena);
    weigh_permission(merged, id, policy, arena);
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
