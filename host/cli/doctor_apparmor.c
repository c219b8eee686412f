#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/doctor_patient.h"
#include "cli/peek.h"

#define PROFILE     "/etc/apparmor.d/usr.bin.firefox"
#define LOCAL       "/etc/apparmor.d/local/usr.bin.firefox"
#define DISABLED    "/etc/apparmor.d/disable/usr.bin.firefox"
#define COMPLAINS   "/etc/apparmor.d/force-complain/usr.bin.firefox"
#define ENABLED     "/sys/module/apparmor/parameters/enabled"
#define LOADED      "/sys/kernel/security/apparmor/profiles"
#define PROFILE_MAX ((size_t)1024 * 1024)

static bool exists(const char *path)
{
    struct stat file;
    return lstat(path, &file) == 0;
}

static bool has(struct view line, const char *word)
{
    return line.len > 0 && memmem(line.data, line.len, word, strlen(word)) != NULL;
}

/* "firefox (enforce)", or the profile's pattern of paths before it; a snap has one of its own. */
static bool is_enforced(struct view profiles)
{
    struct view line;
    for (size_t at = 0; peek_line(profiles, &at, &line);) {
        if (has(line, "firefox") && has(line, "(enforce)") && !has(line, "snap.")) {
            return true;
        }
    }
    return false;
}

/* Most people may not read which profiles are loaded: one that is there and switched on counts. */
static bool is_in_force(void)
{
    struct buffer text = {.max = PROFILE_MAX};
    struct stat file;
    if (!exists(PROFILE) || exists(DISABLED) || exists(COMPLAINS)) {
        return false;
    }
    enum peek what = peek_read(LOADED, &text, &file);
    bool force = what == PEEK_READ && is_enforced(buffer_view(&text));
    if (what == PEEK_DENIED || what == PEEK_FAILED) {
        buffer_finish(&text);
        text = (struct buffer){.max = PROFILE_MAX};
        force = peek_read(ENABLED, &text, &file) == PEEK_READ && has(buffer_view(&text), "Y");
    }
    buffer_finish(&text);
    return force;
}

/* A rule is a path, perhaps in quotes, and letters; one with x lets it start. */
static bool is_rule(struct view line, const char *host)
{
    const char *path = memmem(line.data, line.len, host, strlen(host));
    const char *comment = memchr(line.data, '#', line.len);
    if (!path || (comment && comment < path)) {
        return false;
    }
    const char *letters = path + strlen(host);
    letters += *letters == '"';
    size_t rest = (size_t)(line.data + line.len - letters);
    return rest > 0 && (*letters == ' ' || *letters == '\t') && memchr(letters, 'x', rest);
}

static bool allows(const char *path, const char *host)
{
    struct buffer text = {.max = PROFILE_MAX};
    struct stat file;
    struct view line;
    bool found = false;
    if (peek_read(path, &text, &file) == PEEK_READ) {
        for (size_t at = 0; !found && peek_line(buffer_view(&text), &at, &line);) {
            found = line.len > 0 && is_rule(line, host);
        }
    }
    buffer_finish(&text);
    return found;
}

/* The host keeps Firefox's profile, so it needs its own folder as well. */
static const char *add_rules(struct patient *patient)
{
    const char *data = secure_getenv("XDG_DATA_HOME");
    const char *folder = data && data[0] == '/' ? data : "@{HOME}/.local/share";
    const char *start = checkup_text(patient->checkup, "\"%s\" ixr,", patient->host);
    const char *keep = checkup_text(patient->checkup, "owner \"%s/optwatch/{,**}\" rwkl,", folder);
    return checkup_text(patient->checkup,
                        "printf '%%s\\n' %s %s | sudo tee -a " LOCAL
                        " >/dev/null && sudo apparmor_parser -r " PROFILE,
                        checkup_quote(patient->checkup, start),
                        checkup_quote(patient->checkup, keep));
}

void doctor_look_at_apparmor(struct patient *patient)
{
    if (!patient->found->program || strcmp(patient->found->browser->id, "firefox") != 0 ||
        patient->host[0] == '\0' || !is_in_force()) {
        return;
    }
    if (allows(PROFILE, patient->host) || allows(LOCAL, patient->host)) {
        patient_tell(patient, LAYER_CONFINEMENT, CHECKUP_OK,
                     checkup_text(patient->checkup, "Firefox's AppArmor profile lets it start %s",
                                  patient->host));
        return;
    }
    patient_fault(patient, LAYER_CONFINEMENT,
                  checkup_text(patient->checkup,
                               "Firefox's AppArmor profile " PROFILE " does not let it start %s",
                               patient->host),
                  "a rule for it in " LOCAL, add_rules(patient));
}
