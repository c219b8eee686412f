#include "cli/doctor_patient.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/peek.h"

#define OS_RELEASE     "/etc/os-release"
#define OS_RELEASE_MAX ((size_t)16 * 1024)

static bool in_path(const char *name, const char *wanted)
{
    const char *at = secure_getenv("PATH");
    char path[PATHS_MAX];
    char real[PATHS_MAX];
    while (at && *at != '\0') {
        size_t len = strcspn(at, ":");
        int written = snprintf(path, sizeof path, "%.*s/%s", (int)len, at, name);
        if (written > 0 && (size_t)written < sizeof path && access(path, X_OK) == 0) {
            return !wanted || (realpath(path, real) && strcmp(real, wanted) == 0);
        }
        at += at[len] == '\0' ? len : len + 1;
    }
    return false;
}

/* Where sudo looks for programs, too; root registers no host that lies below a home. */
static bool is_of_system(const char *self)
{
    return strncmp(self, "/usr/bin/", strlen("/usr/bin/")) == 0 ||
           strncmp(self, "/usr/local/bin/", strlen("/usr/local/bin/")) == 0;
}

void doctor_find_own(struct checkup *checkup, struct doctor_own *ret)
{
    char self[PATHS_MAX];
    *ret = (struct doctor_own){.word = "optwatch", .fault = HOSTPATH_MISSING};
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = '\0';
    const char *quoted = checkup_text(checkup, "%s", checkup_quote(checkup, self));
    if (len > 0 && !in_path("optwatch", self)) {
        ret->word = quoted;
    }
    ret->system = is_of_system(self);
    if (found_host(ret->host) == E_OK) {
        ret->fault = hostpath_look(ret->host, NULL);
    } else {
        ret->host[0] = '\0';
    }
}

static const char *by_root(void)
{
    return geteuid() == 0 ? "" : "sudo ";
}

const char *remedy_install_again(const struct patient *patient)
{
    char self[PATHS_MAX];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = '\0';
    if (strncmp(self, "/usr/bin/", strlen("/usr/bin/")) == 0) {
        return checkup_text(patient->checkup, "%sapt-get install --reinstall optwatch", by_root());
    }
    return is_of_system(self)
               ? checkup_text(patient->checkup, "%spackaging/install --system", by_root())
               : "packaging/install --user";
}

const char *remedy_sudo(const char *path)
{
    struct stat file;
    return geteuid() == 0 || (stat(path, &file) == 0 && file.st_uid == geteuid()) ? "" : "sudo ";
}

const char *remedy_own_host(const struct patient *patient, enum hostpath_fault fault,
                            const char *path)
{
    switch (fault) {
    case HOSTPATH_NOT_EXECUTABLE:
        return checkup_text(patient->checkup, "%schmod 755 %s", remedy_sudo(path),
                            checkup_quote(patient->checkup, path));
    case HOSTPATH_WRITABLE:
        return remedy_tighten(patient, patient->own->host);
    case HOSTPATH_NOT_ASCII:
        /* The same place again has the same name. */
        return checkup_text(patient->checkup, "%spackaging/install --system", by_root());
    case HOSTPATH_SOUND:
    case HOSTPATH_RELATIVE:
    case HOSTPATH_MISSING:
    case HOSTPATH_NOT_PLAIN:
        break;
    }
    return remedy_install_again(patient);
}

/* register refuses a host of ours that is not sound, so that has to come first. */
static const char *after_own_host(const struct patient *patient, const char *command)
{
    const struct doctor_own *own = patient->own;
    if (own->fault == HOSTPATH_SOUND) {
        return command;
    }
    const char *first = remedy_own_host(patient, own->fault, own->host);
    return checkup_text(patient->checkup, "%s && %s", first, command);
}

static const char *register_for_all(const struct patient *patient)
{
    if (!patient->own->system) {
        return checkup_text(patient->checkup, "%spackaging/install --system", by_root());
    }
    return checkup_text(patient->checkup, "%soptwatch register --browser %s --system", by_root(),
                        patient->found->browser->id);
}

const char *remedy_register(const struct patient *patient)
{
    const char *command = patient->user_off
                              ? register_for_all(patient)
                              : checkup_text(patient->checkup, "%s register --browser %s",
                                             patient->own->word, patient->found->browser->id);
    return after_own_host(patient, command);
}

/* The nearest folder above path that is there. */
static void find_folder(const char *path, char ret[PATHS_MAX])
{
    struct stat file;
    (void)snprintf(ret, PATHS_MAX, "%s", path);
    for (char *last = strrchr(ret, '/'); last && last > ret; last = strrchr(ret, '/')) {
        *last = '\0';
        if (stat(ret, &file) == 0 || errno == EACCES) {
            return;
        }
    }
}

/* Where a folder that is ours, or once was, does not let us write: what opens it, else "". */
static const char *open_folder(const struct patient *patient, const char *path)
{
    char folder[PATHS_MAX];
    struct stat file;
    find_folder(path, folder);
    if (stat(folder, &file) != 0 || !S_ISDIR(file.st_mode) ||
        access(folder, R_OK | W_OK | X_OK) == 0) {
        return "";
    }
    const char *quoted = checkup_quote(patient->checkup, folder);
    if (file.st_uid == geteuid()) {
        return checkup_text(patient->checkup, "chmod u+rwx %s && ", quoted);
    }
    return checkup_text(patient->checkup, "sudo chown \"$(id -u)\" %s && chmod u+rwx %s && ",
                        quoted, quoted);
}

/* What may not be seen may as well be ours: register tells. */
static const char *move_aside(const struct patient *patient, const char *path)
{
    struct stat file;
    const char *quoted = checkup_quote(patient->checkup, path);
    if (lstat(path, &file) != 0) {
        return "";
    }
    if (S_ISLNK(file.st_mode)) {
        return checkup_text(patient->checkup, "rm %s && ", quoted);
    }
    const char *aside =
        checkup_quote(patient->checkup, checkup_text(patient->checkup, "%s.aside", path));
    return checkup_text(patient->checkup, "mv -T --backup=numbered %s %s && ", quoted, aside);
}

const char *remedy_replace(const struct patient *patient, const char *path, bool ours)
{
    const char *command = remedy_register(patient);
    const char *aside = ours ? "" : move_aside(patient, path);
    if (patient->user_off) {
        return checkup_text(patient->checkup, "%s%s%s", aside[0] != '\0' ? by_root() : "", aside,
                            command);
    }
    return checkup_text(patient->checkup, "%s%s%s", open_folder(patient, path), aside, command);
}

/* Ubuntu's own packages of both browsers are snaps; Firefox's can start a host. */
static bool is_ubuntu(void)
{
    struct buffer text = {.max = OS_RELEASE_MAX};
    struct stat file;
    bool found = peek_read(OS_RELEASE, &text, &file) == PEEK_READ && text.len > 0 &&
                 memmem(text.data, text.len, "\nID=ubuntu\n", strlen("\nID=ubuntu\n"));
    buffer_finish(&text);
    return found;
}

const char *remedy_install_browser(struct checkup *checkup)
{
    static const struct {
        const char *program, *command;
    } managers[] = {
        {"apt-get", "apt-get install firefox-esr"},
        {"dnf", "dnf install firefox"},
        {"pacman", "pacman -S firefox"},
        {"zypper", "zypper install MozillaFirefox"},
        {"apk", "apk add firefox"},
    };
    const char *command = is_ubuntu() ? "snap install firefox" : managers[0].command;
    for (size_t i = 0; !is_ubuntu() && i < sizeof managers / sizeof managers[0]; i++) {
        if (in_path(managers[i].program, NULL)) {
            command = managers[i].command;
            break;
        }
    }
    return checkup_text(checkup, "%s%s", by_root(), command);
}
