#include "cli/policy_file.h"

#include <stdio.h>
#include <string.h>

#include "identity.h"
#include "system/paths.h"

#define FILE_NAME   "policies.json"
#define HOSTS_PREFS "webextensions.native-messaging."

/* Newer versions than the ones tested may rule over hosts by preferences. */
static void weigh_preferences(json_t *policies, const char *file, struct policy *policy,
                              struct arena *arena)
{
    json_t *prefs = json_object_get(policies, "Preferences");
    for (void *at = json_object_iter(prefs); at; at = json_object_iter_next(prefs, at)) {
        const char *name = json_object_iter_key(at);
        if (strncmp(name, HOSTS_PREFS, strlen(HOSTS_PREFS)) == 0) {
            const char *kept = arena_copy(arena, view_of(name));
            policy_note(policy, POLICY_UNKNOWN_HERE, file, kept ? kept : HOSTS_PREFS, arena);
        }
    }
}

static void weigh_extension(const json_t *settings, const char *file, struct policy *policy,
                            struct arena *arena)
{
    enum policy_mode own = policy_mode_of(settings, OPTWATCH_FIREFOX_ID);
    enum policy_mode any = policy_mode_of(settings, POLICY_ANY);
    if ((own == POLICY_UNSAID ? any : own) == POLICY_FORBIDDEN) {
        policy_note(policy, POLICY_EXTENSION_BLOCKED, file, POLICY_SETTINGS, arena);
    }
}

/* False where there is no such file, and the next one counts. */
static bool read_file(const char *path, struct arena *arena, struct policy *ret)
{
    bool there = false;
    json_t *json = policy_load(path, FAMILY_FIREFOX, &there);
    json_t *policies = json_object_get(json, "policies");
    if (there && !policies) {
        policy_note(ret, POLICY_IGNORED, path, NULL, arena);
    }
    if (policies) {
        weigh_extension(json_object_get(policies, POLICY_SETTINGS), path, ret, arena);
        weigh_preferences(policies, path, ret, arena);
    }
    json_decref(json);
    return there;
}

void policy_read_firefox(const struct browser *browser, const char *distribution,
                         struct arena *arena, struct policy *ret)
{
    char path[PATHS_MAX];
    bool read = false;
    for (size_t i = 0; !read && i < BROWSER_PLACES; i++) {
        const char *folder = browser->policies[i];
        int len = folder ? snprintf(path, sizeof path, "%s/" FILE_NAME, folder) : 0;
        read = len > 0 && (size_t)len < sizeof path && read_file(path, arena, ret);
    }
    int len = distribution ? snprintf(path, sizeof path, "%s/" FILE_NAME, distribution) : 0;
    if (!read && len > 0 && (size_t)len < sizeof path) {
        (void)read_file(path, arena, ret);
    }
}
