#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/doctor_patient.h"
#include "cli/peek.h"

#define PREFERENCE "widget.use-xdg-desktop-portal.native-messaging"
#define LEAD       "user_pref(\"" PREFERENCE "\","
#define FILE_MAX   ((size_t)4 * 1024 * 1024)
#define ALWAYS     '1'
#define PROFILES   256

/* The first character of the value that line sets; '\0' where it sets another preference. */
static char line_value(struct view line)
{
    const char *end = line.data + line.len;
    const char *at = line.data;
    while (at < end && (*at == ' ' || *at == '\t')) {
        at++;
    }
    if ((size_t)(end - at) <= strlen(LEAD) || memcmp(at, LEAD, strlen(LEAD)) != 0) {
        return '\0';
    }
    at += strlen(LEAD);
    while (at < end && *at == ' ') {
        at++;
    }
    return at < end ? at[0] : '\0';
}

/* The last line that sets it holds. */
static char find_value(struct view text)
{
    char value = '\0';
    struct view line;
    for (size_t at = 0; peek_line(text, &at, &line);) {
        const char set = line_value(line);
        if (set != '\0') {
            value = set;
        }
    }
    return value;
}

static char read_value(const char *profile, const char *name)
{
    char path[PATHS_MAX];
    struct buffer text = {.max = FILE_MAX};
    struct stat file;
    char value = '\0';
    int len = snprintf(path, sizeof path, "%s/%s", profile, name);
    if (len > 0 && (size_t)len < sizeof path && peek_read(path, &text, &file) == PEEK_READ &&
        text.len > 0) {
        value = find_value(buffer_view(&text));
    }
    buffer_finish(&text);
    return value;
}

/* What Firefox writes itself is written over when it ends: user.js holds at each start. */
static void look_at_profile(struct patient *patient, const char *profile)
{
    char value = read_value(profile, "user.js");
    if (value == '\0') {
        value = read_value(profile, "prefs.js");
    }
    if (value != ALWAYS) {
        return;
    }
    const char *file = checkup_text(patient->checkup, "%s/user.js", profile);
    patient_fault(patient, LAYER_CONFINEMENT,
                  checkup_text(patient->checkup,
                               PREFERENCE
                               " is 1 in the profile %s: Firefox asks a portal that only "
                               "its snap has",
                               profile),
                  "0, as about:config shows where nobody changed it, from Firefox's next start",
                  checkup_text(patient->checkup, "echo 'user_pref(\"" PREFERENCE "\", 0);' >> %s",
                               checkup_quote(patient->checkup, file)));
}

static void look_in(struct patient *patient, const char *folder)
{
    char path[PATHS_MAX];
    DIR *all = opendir(folder);
    const struct dirent *entry = all ? readdir(all) : NULL;
    for (int count = 0; entry && count < PROFILES; count++, entry = readdir(all)) {
        int len = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.' && len > 0 && (size_t)len < sizeof path) {
            look_at_profile(patient, path);
        }
    }
    if (all) {
        closedir(all);
    }
}

void doctor_look_at_preferences(struct patient *patient)
{
    const struct browser *browser = patient->found->browser;
    char folder[PATHS_MAX];
    if (browser->family != FAMILY_FIREFOX || !found_is_there(patient->found)) {
        return;
    }
    for (size_t i = 0; i < BROWSER_PLACES && browser->profiles[i]; i++) {
        if (found_place(browser->profiles[i], folder) == E_OK) {
            look_in(patient, folder);
        }
    }
}
