#include "cli/doctor_patient.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_own(const struct patient *patient, const char *path)
{
    char real[PATHS_MAX];
    const char *own = patient->own->host;
    return own[0] != '\0' &&
           (strcmp(path, own) == 0 || (realpath(path, real) && strcmp(real, own) == 0));
}

/* The end of the path's next part, or of all of it. */
static size_t next_part(const char *path, size_t from)
{
    return from + 1 + strcspn(path + from + 1, "/");
}

/* The first folder on the way that may not be searched; false where none is the reason. */
static bool find_closed(const char *path, char ret[PATHS_MAX])
{
    struct stat file;
    for (size_t at = next_part(path, 0); path[at] == '/'; at = next_part(path, at)) {
        (void)snprintf(ret, PATHS_MAX, "%.*s", (int)at, path);
        if (stat(ret, &file) == 0 && S_ISDIR(file.st_mode) && access(ret, X_OK) != 0) {
            return true;
        }
    }
    return false;
}

/* The path without its last part; false at the root. */
static bool cut(char path[PATHS_MAX])
{
    char *last = strrchr(path, '/');
    if (!last || path[1] == '\0') {
        return false;
    }
    /* The root keeps its slash. */
    last[last == path] = '\0';
    return true;
}

/* The file, or the folder above it, that is another's or that others may write. */
static void find_loose(const char *path, char ret[PATHS_MAX], struct stat *ret_file)
{
    (void)snprintf(ret, PATHS_MAX, "%s", path);
    while (lstat(ret, ret_file) == 0 && hostpath_is_safe(ret_file) && cut(ret)) {
    }
}

const char *remedy_tighten(const struct patient *patient, const char *path)
{
    char at[PATHS_MAX];
    struct stat file;
    const char *list = "";
    bool by_root = false;
    (void)snprintf(at, sizeof at, "%s", path);
    do {
        if (lstat(at, &file) != 0 || hostpath_is_safe(&file)) {
            continue;
        }
        if (file.st_uid != 0 && file.st_uid != geteuid()) {
            return remedy_install_again(patient);
        }
        by_root = by_root || file.st_uid != geteuid();
        list = checkup_text(patient->checkup, "%s %s", list, checkup_quote(patient->checkup, at));
    } while (cut(at));
    return checkup_text(patient->checkup, "%schmod go-w%s", by_root ? "sudo " : "", list);
}

static const char *tell_loose(const struct patient *patient, const char *path, char at[PATHS_MAX])
{
    struct stat file = {0};
    find_loose(path, at, &file);
    if (file.st_uid != 0 && file.st_uid != geteuid()) {
        return checkup_text(patient->checkup, "the host's %s belongs to user %u", at, file.st_uid);
    }
    return checkup_text(patient->checkup,
                        "others than its owner may write the host's %s (mode %04o)", at,
                        file.st_mode & 07777U);
}

static const char *tell_missing(const struct patient *patient, const char *path, char at[PATHS_MAX])
{
    struct stat file;
    if (find_closed(path, at)) {
        return checkup_text(patient->checkup, "the folder %s of the host may not be searched", at);
    }
    (void)snprintf(at, PATHS_MAX, "%s", path);
    if (lstat(path, &file) == 0 && S_ISLNK(file.st_mode)) {
        return checkup_text(patient->checkup, "the host %s is a link to nothing", path);
    }
    return checkup_text(patient->checkup, "there is no host at %s", path);
}

static const char *tell_fault(const struct patient *patient, enum hostpath_fault fault,
                              const char *path, const char *canonical, char at[PATHS_MAX])
{
    (void)snprintf(at, PATHS_MAX, "%s", path);
    switch (fault) {
    case HOSTPATH_MISSING:
        return tell_missing(patient, path, at);
    case HOSTPATH_NOT_PLAIN:
        return checkup_text(patient->checkup, "the host %s is a folder or another thing, no file",
                            path);
    case HOSTPATH_NOT_EXECUTABLE:
        return checkup_text(patient->checkup, "the host %s is not executable", path);
    case HOSTPATH_WRITABLE:
        return tell_loose(patient, canonical, at);
    case HOSTPATH_RELATIVE:
        return checkup_text(patient->checkup, "the host's path %s is not absolute", path);
    case HOSTPATH_SOUND:
    case HOSTPATH_NOT_ASCII:
        break;
    }
    return NULL;
}

/* Our own host's fault is mended where it is; any other gives way to our own. */
static const char *mend(const struct patient *patient, enum hostpath_fault fault, const char *path,
                        const char *at)
{
    if (!is_own(patient, path)) {
        /* What may not be seen may be our own. */
        bool closed = fault == HOSTPATH_MISSING && strcmp(at, path) != 0;
        if (!closed || patient->own->fault == HOSTPATH_SOUND) {
            return remedy_register(patient);
        }
        return checkup_text(patient->checkup, "%schmod a+x %s", remedy_sudo(at),
                            checkup_quote(patient->checkup, at));
    }
    return remedy_own_host(patient, fault, path);
}

static const char *note_other(const struct patient *patient, const char *path,
                              const char *canonical)
{
    if (!is_own(patient, path)) {
        return patient->own->host[0] != '\0'
                   ? checkup_text(patient->checkup,
                                  "the host %s is another Optwatch's: this one's is %s", path,
                                  patient->own->host)
                   : checkup_text(patient->checkup, "the host %s is another Optwatch's", path);
    }
    if (hostpath_is_build(canonical)) {
        return checkup_text(patient->checkup, "the host %s lies in a folder that builds write to",
                            path);
    }
    return strcmp(path, canonical) == 0
               ? NULL
               : checkup_text(patient->checkup, "the host's path %s leads through a link to %s",
                              path, canonical);
}

const char *doctor_weigh_host(const struct patient *patient, const char *path,
                              const char **ret_remedy, const char **ret_note)
{
    char canonical[PATHS_MAX] = "";
    char at[PATHS_MAX];
    enum hostpath_fault fault = hostpath_look(path, canonical);
    const char *text = tell_fault(patient, fault, path, canonical, at);
    *ret_note = NULL;
    *ret_remedy = NULL;
    if (text) {
        *ret_remedy = mend(patient, fault, path, at);
        return text;
    }
    if (canonical[0] != '\0' && hostpath_is_build(canonical) && !is_own(patient, path)) {
        *ret_remedy = remedy_register(patient);
        return checkup_text(patient->checkup,
                            "the host %s lies in a folder of a build, and goes with it", path);
    }
    *ret_note = canonical[0] != '\0' ? note_other(patient, path, canonical) : NULL;
    return NULL;
}
