#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/doctor_patient.h"
#include "cli/peek.h"
#include "desktop/permission.h"

#define APPLICATION "snap.firefox"
#define ENTRY       "optwatch"
#define SET         "webextensions " ENTRY " " APPLICATION " yes"
/* The same by GLib's own tool, which every desktop has. */
#define STORE "org.freedesktop.impl.portal.PermissionStore"
#define STORE_SET                                                                                  \
    "gdbus call --session --dest " STORE                                                           \
    " --object-path /org/freedesktop/impl/portal/PermissionStore --method " STORE                  \
    ".SetPermission webextensions true " ENTRY " " APPLICATION " \"['yes']\""

static bool find_store(char ret[PATHS_MAX])
{
    char home[PATHS_MAX];
    const char *data = secure_getenv("XDG_DATA_HOME");
    if (found_place("%H/.local/share", home) != E_OK) {
        return false;
    }
    int len = snprintf(ret, PATHS_MAX, "%s/flatpak/db/webextensions",
                       data && data[0] == '/' ? data : home);
    return len > 0 && len < PATHS_MAX;
}

static const char *allow(void)
{
    struct stat file;
    return stat("/usr/bin/flatpak", &file) == 0 ? "flatpak permission-set " SET : STORE_SET;
}

static void tell_answer(struct patient *patient, const char *store, const char *answer)
{
    if (strcmp(answer, "no") == 0) {
        patient_fault(patient, LAYER_CONFINEMENT,
                      checkup_text(patient->checkup,
                                   "%s: you denied the Firefox snap to start optwatch", store),
                      "the answer yes", allow());
        return;
    }
    patient_tell(patient, LAYER_CONFINEMENT, strcmp(answer, "yes") == 0 ? CHECKUP_OK : CHECKUP_INFO,
                 strcmp(answer, "yes") == 0
                     ? "you allowed the Firefox snap to start optwatch"
                     : "the Firefox snap asks you once whether it may start optwatch");
}

void doctor_look_at_permission(struct patient *patient)
{
    char path[PATHS_MAX];
    char answer[PERMISSION_ANSWER_MAX] = "";
    struct buffer text = {.max = PERMISSION_MAX};
    struct stat file;
    if (!patient->found->snap || patient->found->program ||
        strcmp(patient->found->browser->id, "firefox") != 0 || !find_store(path)) {
        return;
    }
    enum peek what = peek_read(path, &text, &file);
    if (what == PEEK_READ && !permission_find(buffer_view(&text), ENTRY, APPLICATION, answer)) {
        patient_tell(
            patient, LAYER_CONFINEMENT, CHECKUP_INFO,
            checkup_text(patient->checkup, "%s cannot be read as a permission store", path));
    } else {
        tell_answer(patient, path, answer);
    }
    buffer_finish(&text);
}

/* Ubuntu's portal starts nothing that the snap itself could have written. */
static void look_at_place(struct patient *patient)
{
    char folder[PATHS_MAX];
    bool only_snap = patient->found->snap && !patient->found->program;
    if (only_snap && found_place("%H/snap/", folder) == E_OK &&
        strncmp(patient->host, folder, strlen(folder)) == 0) {
        patient_fault(
            patient, LAYER_CONFINEMENT,
            checkup_text(patient->checkup, "the host %s lies below %s", patient->host, folder),
            "a host outside of it", remedy_register(patient));
    }
}

void doctor_look_at_confinement(struct patient *patient)
{
    size_t before = patient->checkup->count;
    doctor_look_at_apparmor(patient);
    doctor_look_at_preferences(patient);
    doctor_look_at_permission(patient);
    look_at_place(patient);
    if (patient->checkup->count == before) {
        patient_tell(patient, LAYER_CONFINEMENT, CHECKUP_OK,
                     "no profile and no portal stands between browser and host");
    }
}
