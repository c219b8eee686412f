#include "desktop/hostpath.h"

#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAMES_BYTES   16384
#define STATIC_GROUPS 100 /* Debian policy 9.2.2; 100 is "users" */

static bool is_ascii(const char *path)
{
    for (; *path != '\0'; path++) {
        if (*path < ' ' || *path > '~') {
            return false;
        }
    }
    return true;
}

/* Nobody but the one named. */
static bool has_only(const struct group *group, const char *name)
{
    for (char **member = group->gr_mem; *member; member++) {
        if (!name || strcmp(*member, name) != 0) {
            return false;
        }
    }
    return true;
}

/*
 * Where each person has a group of their own, their folders are often open to it; and Debian's
 * /usr/local may be open to the group staff, which has no members until somebody gives it some.
 */
static bool is_nobodys_group(const struct stat *file)
{
    char names[NAMES_BYTES];
    char members[NAMES_BYTES];
    struct passwd person;
    struct passwd *known = NULL;
    struct group group;
    struct group *found = NULL;
    if (getgrgid_r(file->st_gid, &group, members, sizeof members, &found) != 0 || !found) {
        return false;
    }
    if (file->st_uid == 0 && file->st_gid < STATIC_GROUPS) {
        return has_only(found, NULL);
    }
    return getpwuid_r(geteuid(), &person, names, sizeof names, &known) == 0 && known &&
           known->pw_gid == file->st_gid && strcmp(known->pw_name, found->gr_name) == 0 &&
           has_only(found, known->pw_name);
}

/* In a sticky folder such as /tmp nobody renames what is another's. */
bool hostpath_is_safe(const struct stat *file)
{
    bool group_writes = (file->st_mode & S_IWGRP) != 0 && !is_nobodys_group(file);
    bool others_write = group_writes || (file->st_mode & S_IWOTH) != 0;
    bool sticky = S_ISDIR(file->st_mode) && (file->st_mode & S_ISVTX);
    return (file->st_uid == 0 || file->st_uid == geteuid()) && (!others_write || sticky);
}

/* The file and each folder above it, up to the root. */
static bool is_safe_path(const char *canonical)
{
    char path[PATHS_MAX];
    struct stat file;
    (void)snprintf(path, sizeof path, "%s", canonical);
    while (true) {
        if (lstat(path, &file) != 0 || !hostpath_is_safe(&file)) {
            return false;
        }
        char *last = strrchr(path, '/');
        if (!last || path[1] == '\0') {
            return true;
        }
        /* The root keeps its slash. */
        last[last == path] = '\0';
    }
}

enum hostpath_fault hostpath_look(const char *path, char ret_path[PATHS_MAX])
{
    char canonical[PATHS_MAX];
    struct stat file;
    if (path[0] != '/') {
        return HOSTPATH_RELATIVE;
    }
    if (!realpath(path, canonical) || stat(canonical, &file) != 0) {
        return HOSTPATH_MISSING;
    }
    if (!S_ISREG(file.st_mode)) {
        return HOSTPATH_NOT_PLAIN;
    }
    if (!(file.st_mode & S_IXUSR) || access(canonical, X_OK) != 0) {
        return HOSTPATH_NOT_EXECUTABLE;
    }
    if (!is_ascii(canonical)) {
        return HOSTPATH_NOT_ASCII;
    }
    if (ret_path) {
        memcpy(ret_path, canonical, strlen(canonical) + 1);
    }
    return is_safe_path(canonical) ? HOSTPATH_SOUND : HOSTPATH_WRITABLE;
}

const char *hostpath_fault_text(enum hostpath_fault fault)
{
    static const char *const texts[] = {
        [HOSTPATH_SOUND] = "",
        [HOSTPATH_RELATIVE] = "the path is not absolute",
        [HOSTPATH_MISSING] = "nothing is there",
        [HOSTPATH_NOT_PLAIN] = "it is no plain file",
        [HOSTPATH_NOT_EXECUTABLE] = "it cannot be executed",
        [HOSTPATH_NOT_ASCII] = "the path has other characters than those of ASCII",
        [HOSTPATH_WRITABLE] = "others may write it, or a folder on the way to it",
    };
    return texts[fault];
}

bool hostpath_is_build(const char *path)
{
    char folder[PATHS_MAX];
    char cache[PATHS_MAX + sizeof "/CMakeCache.txt"];
    struct stat file;
    (void)snprintf(folder, sizeof folder, "%s", path);
    for (char *last = strrchr(folder, '/'); last; last = strrchr(folder, '/')) {
        *last = '\0';
        (void)snprintf(cache, sizeof cache, "%s/CMakeCache.txt", folder);
        if (lstat(cache, &file) == 0) {
            return true;
        }
    }
    return false;
}
