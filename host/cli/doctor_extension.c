#include <inttypes.h>
#include <sys/stat.h>

#include "cli/doctor_self.h"
#include "desktop/browsers.h"
#include "identity.h"
#include "system/store.h"

#define LAYER        "extension"
#define PROFILES_MAX 256
#define QUIET_MS     (INT64_C(42) * 24 * 3600 * 1000) /* six weeks without a look */
#define PAGE         "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"

/* A package's extension: Chromium's in a folder of its own, Firefox's by its id, packed or not. */
static bool is_packaged(const struct doctor_self *self, const struct browser *browser,
                        const char **ret_path)
{
    static const char *const chromium[] = {"optwatch/manifest.json", NULL};
    static const char *const firefox[] = {OPTWATCH_FIREFOX_ID "/manifest.json",
                                          OPTWATCH_FIREFOX_ID ".xpi", NULL};
    const char *const *at = browser->family == FAMILY_FIREFOX ? firefox : chromium;
    struct stat info;
    for (; browser->extensions && *at; at++) {
        *ret_path = checkup_text(self->checkup, "%s/%s", browser->extensions, *at);
        if (stat(*ret_path, &info) == 0 && S_ISREG(info.st_mode)) {
            return true;
        }
    }
    return false;
}

/* One browser of each family: the others of it read the same folder. */
static void tell_packaged(const struct doctor_self *self)
{
    bool told[2] = {false, false};
    for (size_t i = 0; i < browser_count; i++) {
        const char *path = NULL;
        bool firefox = browsers[i].family == FAMILY_FIREFOX;
        if (!told[firefox] && is_packaged(self, &browsers[i], &path)) {
            told[firefox] = true;
            doctor_tell(self, LAYER, CHECKUP_OK,
                        checkup_text(self->checkup, "the system's package brings it for %s: %s",
                                     browsers[i].name, path),
                        NULL, NULL);
        }
    }
}

struct reported {
    size_t profiles;
    int64_t last_ms;
    const char *accounts; /* such as "1, 2": optwatch accounts tells more of them */
};

/* The profiles of an account stand together. */
static void count_profile(const struct doctor_self *self, const struct profile *profile,
                          int64_t *account, struct reported *ret)
{
    if (ret->profiles == 0 || *account != profile->account) {
        ret->accounts =
            checkup_text(self->checkup, "%s%s%" PRId64, ret->profiles ? ret->accounts : "",
                         ret->profiles ? ", " : "", profile->account);
    }
    *account = profile->account;
    ret->profiles++;
    ret->last_ms = profile->last_ms > ret->last_ms ? profile->last_ms : ret->last_ms;
}

static void tell_reported(const struct doctor_self *self, const char *family,
                          const struct reported *reported)
{
    bool quiet = self->now_ms - reported->last_ms > QUIET_MS;
    if (reported->profiles == 0) {
        return;
    }
    doctor_tell(self, LAYER, quiet ? CHECKUP_INFO : CHECKUP_OK,
                checkup_text(self->checkup, "%s: reported last %s, from %zu profile%s (account %s)",
                             family, doctor_time(self, reported->last_ms), reported->profiles,
                             reported->profiles == 1 ? "" : "s", reported->accounts),
                quiet ? "a look within six weeks: open the setting's page once" : NULL,
                quiet ? "xdg-open " PAGE : NULL);
}

static void tell_profiles(const struct doctor_self *self, const struct profile *profiles,
                          size_t count)
{
    struct reported chromium = {0};
    struct reported firefox = {0};
    int64_t accounts[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        bool is_firefox = profiles[i].family == FAMILY_FIREFOX;
        count_profile(self, &profiles[i], &accounts[is_firefox], is_firefox ? &firefox : &chromium);
    }
    tell_reported(self, "Chromium's family", &chromium);
    tell_reported(self, "Firefox's family", &firefox);
    if (count == 0) {
        doctor_tell(self, LAYER, CHECKUP_INFO, "no browser has reported yet",
                    "a first look: open the setting's page once, in a browser with Optwatch",
                    "xdg-open " PAGE);
    }
}

void doctor_look_at_extension(const struct doctor_self *self)
{
    struct profile profiles[PROFILES_MAX];
    size_t count = 0;
    tell_packaged(self);
    if (self->error != E_OK || self->version != 0) {
        doctor_tell(self, LAYER, CHECKUP_INFO, "who has reported cannot be read now",
                    "a history that can be read: see the layer store", NULL);
        return;
    }
    if (self->store && store_list_profiles(self->store, profiles, PROFILES_MAX, &count) != E_OK) {
        doctor_tell(self, LAYER, CHECKUP_INFO, "who has reported cannot be read now",
                    "a history that can be read: see the layer store", NULL);
        return;
    }
    tell_profiles(self, profiles, count);
}
