#include "desktop/ladder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "desktop/temporary.h"

#define MARK        "user.optwatch.made"
#define NEW_FOLDER  "optwatch-folder"
#define OPEN_FOLDER (O_RDONLY | O_DIRECTORY)

enum mark { MARK_NONE, MARK_MADE, MARK_UNKNOWN };

enum error ladder_error(int number)
{
    switch (number) {
    case EACCES:
    case EPERM:
    case EROFS:
        return E_READ_ONLY;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return E_FULL;
    case ELOOP:
    case ENOTDIR:
        return E_UNSAFE_FOLDER;
    case ENOENT:
    case EEXIST:
        return E_BUSY;
    case ENAMETOOLONG:
        return E_HOME;
    default:
        return E_OUTPUT;
    }
}

/* A file system that keeps none is no error; one that could not keep this one is. */
static int set_mark(int fd)
{
    if (fsetxattr(fd, MARK, "1", 1, 0) == 0) {
        return 0;
    }
    bool keeps_none = errno == EOPNOTSUPP || errno == ENOSYS || errno == EPERM || errno == EACCES;
    return keeps_none ? 0 : errno;
}

static enum mark look_at_mark(int fd)
{
    char value[1];
    if (fgetxattr(fd, MARK, value, sizeof value) >= 0) {
        return MARK_MADE;
    }
    /* Whose mark could not be read is not known to be ours. */
    return errno == EOPNOTSUPP || errno == ENOSYS ? MARK_UNKNOWN : MARK_NONE;
}

static enum error prepare_folder(int above, const char *name, mode_t mode)
{
    if (mkdirat(above, name, 0700) != 0) {
        return ladder_error(errno);
    }
    int fd = openat(above, name, OPEN_FOLDER | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return ladder_error(errno);
    }
    int failed = set_mark(fd);
    /* The umask is this program's own and says nothing about a browser's folder. */
    if (!failed && fchmod(fd, mode) != 0) {
        failed = errno;
    }
    close(fd);
    return failed ? ladder_error(failed) : E_OK;
}

/* A folder comes with its mark or not at all: without one, nobody would take it away again. */
static enum error make_folder(int above, const char *name, mode_t mode)
{
    char temporary[TEMPORARY_MAX];
    temporary_sweep(above, NEW_FOLDER);
    enum error error = temporary_name(NEW_FOLDER, temporary);
    if (error != E_OK) {
        return error;
    }
    error = prepare_folder(above, temporary, mode);
    int failed = error == E_OK ? temporary_place(above, temporary, name, false) : 0;
    if (error != E_OK || failed) {
        (void)unlinkat(above, temporary, AT_REMOVEDIR);
    }
    (void)fsync(above);
    return failed && failed != EEXIST ? ladder_error(failed) : error;
}

/* The folder that holds the base, or -1; the base's name in it. */
static int open_above(const char *base, char name[PATHS_MAX])
{
    char above[PATHS_MAX];
    (void)snprintf(above, sizeof above, "%s", base);
    char *last = strrchr(above, '/');
    *last = '\0';
    memcpy(name, last + 1, strlen(last + 1) + 1);
    return open(last == above ? "/" : above, OPEN_FOLDER | O_CLOEXEC);
}

static enum error make_base(const char *base, mode_t mode)
{
    char name[PATHS_MAX];
    int fd = open_above(base, name);
    if (fd < 0) {
        return errno == ENOENT ? E_HOME : ladder_error(errno);
    }
    enum error error = make_folder(fd, name, mode);
    close(fd);
    return error;
}

static bool is_link(const char *path)
{
    struct stat file;
    return lstat(path, &file) == 0 && S_ISLNK(file.st_mode);
}

/* The home itself is never made: without it something else is wrong. */
static enum error resolve_base(const struct deploy_place *place, bool make, struct ladder *ladder)
{
    if (realpath(place->base, ladder->base)) {
        return E_OK;
    }
    ladder->base[0] = '\0';
    if (errno != ENOENT) {
        return ladder_error(errno);
    }
    if (!make) {
        return is_link(place->base) ? E_UNSAFE_FOLDER : E_OK;
    }
    enum error error = place->makes_base ? make_base(place->base, place->mode) : E_HOME;
    if (error != E_OK) {
        return error;
    }
    if (realpath(place->base, ladder->base)) {
        return E_OK;
    }
    /* A link that leads nowhere was there before; else another took away what was just made. */
    return is_link(place->base) ? E_UNSAFE_FOLDER : E_BUSY;
}

static enum error open_base(const struct deploy_place *place, bool make, struct ladder *ladder)
{
    enum error error = resolve_base(place, make, ladder);
    if (error != E_OK || ladder->base[0] == '\0') {
        return error;
    }
    int fd = open(ladder->base, OPEN_FOLDER | O_CLOEXEC);
    if (fd < 0) {
        return ladder_error(errno);
    }
    ladder->fds[ladder->count++] = fd;
    return E_OK;
}

static bool split(struct ladder *ladder, size_t *ret_count)
{
    char *rest = NULL;
    *ret_count = 0;
    for (char *name = strtok_r(ladder->below, "/", &rest); name;
         name = strtok_r(NULL, "/", &rest)) {
        if (*ret_count == DEPLOY_FOLDERS || strcmp(name, "..") == 0) {
            return false;
        }
        ladder->names[++*ret_count] = name;
    }
    return true;
}

static enum error open_next(struct ladder *ladder)
{
    struct stat file;
    int fd = openat(ladder->fds[ladder->count - 1], ladder->names[ladder->count],
                    OPEN_FOLDER | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return ladder_error(errno);
    }
    enum error error = fstat(fd, &file) == 0 ? E_OK : ladder_error(errno);
    if (error == E_OK && file.st_uid != 0 && file.st_uid != geteuid()) {
        error = E_UNSAFE_FOLDER;
    }
    if (error != E_OK) {
        close(fd);
        return error;
    }
    ladder->fds[ladder->count++] = fd;
    return E_OK;
}

static enum error climb(struct ladder *ladder, size_t folders, bool make, mode_t mode)
{
    while (ladder->count <= folders) {
        enum error error = open_next(ladder);
        if (error == E_BUSY && !make) {
            return E_OK;
        }
        if (error == E_BUSY) {
            error = make_folder(ladder->fds[ladder->count - 1], ladder->names[ladder->count], mode);
            error = error == E_OK ? open_next(ladder) : error;
        }
        if (error != E_OK) {
            return error;
        }
    }
    ladder->whole = true;
    return E_OK;
}

enum error ladder_open(const struct deploy_place *place, bool make, struct ladder *ret)
{
    size_t folders = 0;
    *ret = (struct ladder){.count = 0};
    memcpy(ret->below, place->below, sizeof ret->below);
    if (!split(ret, &folders)) {
        return E_HOME;
    }
    enum error error = open_base(place, make, ret);
    if (error == E_OK && ret->count > 0) {
        error = climb(ret, folders, make, place->mode);
    }
    if (error != E_OK && make) {
        ladder_prune(ret, false);
    }
    if (error != E_OK) {
        ladder_finish(ret);
    }
    return error;
}

enum error ladder_look_above(const struct deploy_place *place)
{
    char name[PATHS_MAX];
    int fd = place->makes_base ? open_above(place->base, name) : -1;
    if (fd < 0) {
        return E_HOME;
    }
    enum error error = faccessat(fd, ".", W_OK, AT_EACCESS) == 0 ? E_OK : ladder_error(errno);
    close(fd);
    return error;
}

int ladder_end(const struct ladder *ladder)
{
    return ladder->fds[ladder->count - 1];
}

void ladder_sweep(const struct deploy_place *place, const struct ladder *ladder)
{
    char name[PATHS_MAX];
    int fd = ladder->count > 0 ? -1 : open_above(place->base, name);
    if (ladder->count > 0 || fd >= 0) {
        temporary_sweep(fd >= 0 ? fd : ladder_end(ladder), NEW_FOLDER);
    }
    if (fd >= 0) {
        close(fd);
    }
}

void ladder_prune(const struct ladder *ladder, bool emptied)
{
    for (size_t i = ladder->count; i > 1; i--) {
        enum mark mark = look_at_mark(ladder->fds[i - 1]);
        bool goes = mark == MARK_MADE || (mark == MARK_UNKNOWN && emptied);
        if (!goes || unlinkat(ladder->fds[i - 2], ladder->names[i - 1], AT_REMOVEDIR) != 0) {
            return;
        }
    }
    if (ladder->count > 0 && look_at_mark(ladder->fds[0]) == MARK_MADE) {
        (void)rmdir(ladder->base);
    }
}

void ladder_finish(struct ladder *ladder)
{
    while (ladder->count > 0) {
        close(ladder->fds[--ladder->count]);
    }
}
