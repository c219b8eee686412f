#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/checkup.h"
#include "cli/cli.h"
#include "cli/doctor.h"
#include "cli/doctor_patient.h"

#define PACKAGES "use Chromium's or Firefox's Debian package"

struct count {
    size_t found, able;
};

void patient_tell(struct patient *patient, const char *layer, enum checkup_state state,
                  const char *found)
{
    const struct finding finding = {
        .layer = layer, .of = patient->found->browser->id, .state = state, .found = found};
    checkup_add(patient->checkup, &finding);
}

void patient_fault(struct patient *patient, const char *layer, const char *found,
                   const char *wanted, const char *remedy)
{
    const struct finding finding = {.layer = layer,
                                    .of = patient->found->browser->id,
                                    .state = CHECKUP_FAULT,
                                    .found = found,
                                    .wanted = wanted,
                                    .remedy = remedy};
    checkup_add(patient->checkup, &finding);
    patient->faulty = true;
}

static void fault(struct checkup *checkup, const char *found, const char *wanted,
                  const char *remedy)
{
    const struct finding finding = {.layer = LAYER_BROWSER,
                                    .state = CHECKUP_FAULT,
                                    .found = found,
                                    .wanted = wanted,
                                    .remedy = remedy};
    checkup_add(checkup, &finding);
}

/* Ubuntu's portal starts hosts for its Firefox snap, and for no other. */
static bool has_portal(const struct found_browser *found)
{
    return found->snap && strcmp(found->browser->id, "firefox") == 0;
}

static bool is_able(const struct found_browser *found)
{
    return found_is_there(found) || has_portal(found);
}

/* The folder beside the program in which Firefox keeps the policies of its package. */
static const char *find_distribution(struct patient *patient)
{
    char path[PATHS_MAX];
    if (!patient->found->program || !realpath(patient->found->program_path, path)) {
        return NULL;
    }
    char *last = strrchr(path, '/');
    if (!last) {
        return NULL;
    }
    *last = '\0';
    return checkup_text(patient->checkup, "%s/distribution", path);
}

static void tell_package(struct patient *patient)
{
    const struct found_browser *found = patient->found;
    const char *name = found->browser->name;
    if (found->program) {
        patient_tell(
            patient, LAYER_BROWSER, CHECKUP_OK,
            checkup_text(patient->checkup, "%s, a plain program: %s", name, found->program_path));
    } else if (found_is_there(found)) {
        patient_tell(
            patient, LAYER_BROWSER, CHECKUP_INFO,
            checkup_text(patient->checkup, "%s ran here; its program is not in PATH", name));
    }
    if (found->snap) {
        patient_tell(
            patient, LAYER_BROWSER, has_portal(found) ? CHECKUP_INFO : CHECKUP_UNSUPPORTED,
            checkup_text(patient->checkup,
                         has_portal(found)
                             ? "%s, a snap: Ubuntu's WebExtensions portal starts the host, "
                               "and asks you once"
                             : "%s, a snap, which cannot start the host: " PACKAGES,
                         name));
    }
    if (found->flatpak) {
        patient_tell(patient, LAYER_BROWSER, CHECKUP_UNSUPPORTED,
                     checkup_text(patient->checkup,
                                  "%s, a Flatpak, which cannot start the host: " PACKAGES, name));
    }
}

static void look_at(const struct found_browser *found, const struct doctor_own *own,
                    struct checkup *checkup)
{
    struct patient patient = {.checkup = checkup, .own = own, .found = found};
    tell_package(&patient);
    if (!is_able(found)) {
        return;
    }
    policy_read(found->browser, find_distribution(&patient), checkup->arena, &patient.policy);
    patient.user_off = patient.policy.rules[POLICY_USER_HOSTS_OFF].file != NULL;
    doctor_look_at_manifest(&patient);
    doctor_look_at_policy(&patient);
    doctor_look_at_confinement(&patient);
    doctor_look_at_start(&patient);
}

/* Root's browsers are nobody's: who came by sudo meant their own. */
static void tell_home(struct checkup *checkup)
{
    const char *person = secure_getenv("SUDO_USER");
    const struct finding finding = {
        .layer = LAYER_BROWSER,
        .state = CHECKUP_INFO,
        .found = checkup_text(checkup,
                              "run by root: looked at the home %s, not at that of %s, who has to "
                              "run it without sudo",
                              secure_getenv("HOME"), person ? person : "(nobody)"),
    };
    if (geteuid() == 0 && person && strcmp(person, "root") != 0) {
        checkup_add(checkup, &finding);
    }
}

static bool has_home(struct checkup *checkup)
{
    char path[PATHS_MAX];
    const char *home = secure_getenv("HOME");
    if (found_place("%H/", path) == E_OK) {
        return true;
    }
    fault(checkup,
          home && *home != '\0'
              ? checkup_text(checkup, "HOME is %s, which is no absolute path", home)
              : "HOME is not set",
          "the absolute path of your home: browsers look for manifests below it",
          "export HOME=\"$(getent passwd \"$(id -u)\" | cut -d: -f6)\"");
    return false;
}

static void tell_none(struct checkup *checkup, const struct count *count)
{
    if (count->able == 0) {
        fault(checkup, count->found == 0 ? "none found" : "none that can start a host",
              "a browser that can start Optwatch's host", remedy_install_browser(checkup));
    }
}

void doctor_look_at_browsers(const struct cli *cli, struct checkup *checkup)
{
    struct doctor_own own;
    struct found_browser found;
    struct count count = {0};
    (void)cli;
    if (!has_home(checkup)) {
        return;
    }
    tell_home(checkup);
    doctor_find_own(checkup, &own);
    for (size_t i = 0; i < browser_count; i++) {
        found_look(&browsers[i], &found);
        if (!is_able(&found) && !found.snap && !found.flatpak) {
            continue;
        }
        count.found++;
        count.able += is_able(&found);
        look_at(&found, &own, checkup);
    }
    tell_none(checkup, &count);
}
