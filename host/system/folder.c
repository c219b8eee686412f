#include "system/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "system/paths.h"

#define FOLDER "optwatch"

enum error folder_error(int number)
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
    case EISDIR:
    case ENXIO:
        return E_UNSAFE_PATH;
    default:
        return E_STORE;
    }
}

bool folder_join(char *buffer, size_t size, const char *folder, const char *name)
{
    int len = snprintf(buffer, size, "%s/%s", folder, name);
    return len > 0 && (size_t)len < size;
}

static enum error find_base(char *buffer, size_t size)
{
    const char *data = secure_getenv("XDG_DATA_HOME");
    const char *home = secure_getenv("HOME");
    if (data && data[0] == '/') {
        return folder_join(buffer, size, data, ".") ? E_OK : E_HOME;
    }
    if (home && home[0] == '/') {
        return folder_join(buffer, size, home, ".local/share") ? E_OK : E_HOME;
    }
    return E_HOME;
}

/* As mkdir -p, with the mode that the XDG specification names. */
static enum error make_parents(char *path)
{
    for (char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = '\0';
        int failed = mkdir(path, 0700) != 0 && errno != EEXIST ? errno : 0;
        *at = '/';
        if (failed) {
            return folder_error(failed);
        }
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST ? E_OK : folder_error(errno);
}

enum error folder_sync(int fd)
{
    /* Some filesystems cannot sync a folder, and say so. */
    return fsync(fd) == 0 || errno == EINVAL ? E_OK : folder_error(errno);
}

/* A folder that was only just made is on disk once the folder above it is. */
static enum error make_folder(const char *base, const char *path)
{
    if (mkdir(path, 0700) != 0) {
        return errno == EEXIST ? E_OK : folder_error(errno);
    }
    int fd = open(base, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        /* It may be used but not read: what is lost is this one sync. */
        return E_OK;
    }
    enum error error = folder_sync(fd);
    close(fd);
    return error;
}

/* *ret_fd is -1 where there is no folder. */
static enum error open_folder(const char *path, int *ret_fd)
{
    *ret_fd = -1;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? E_OK : folder_error(errno);
    }
    struct stat folder = {0};
    if (fstat(fd, &folder) != 0 || folder.st_uid != geteuid()) {
        close(fd);
        return E_UNSAFE_PATH;
    }
    *ret_fd = fd;
    return E_OK;
}

enum error folder_name(char *buffer, size_t size, bool *ret_found)
{
    char base[PATHS_MAX];
    char resolved[PATHS_MAX];
    *ret_found = false;
    enum error error = find_base(base, sizeof base);
    if (error != E_OK) {
        return error;
    }
    if (!realpath(base, resolved)) {
        return errno == ENOENT ? E_OK : folder_error(errno);
    }
    *ret_found = folder_join(buffer, size, resolved, FOLDER);
    return *ret_found ? E_OK : E_HOME;
}

/* *ret_found: it is there, made now if it was to be. */
static enum error resolve_base(bool create, char *base, char *resolved, bool *ret_found)
{
    *ret_found = realpath(base, resolved) != NULL;
    if (*ret_found || errno != ENOENT) {
        return *ret_found ? E_OK : folder_error(errno);
    }
    enum error error = create ? make_parents(base) : E_OK;
    if (error == E_OK && create) {
        *ret_found = realpath(base, resolved) != NULL;
        error = *ret_found ? E_OK : folder_error(errno);
    }
    return error;
}

/* Looked for before it is made: it nearly always is there. */
enum error folder_find(bool create, char *buffer, size_t size, int *ret_fd)
{
    char base[PATHS_MAX];
    char resolved[PATHS_MAX];
    bool found = false;
    *ret_fd = -1;
    enum error error = find_base(base, sizeof base);
    if (error == E_OK) {
        error = resolve_base(create, base, resolved, &found);
    }
    if (error != E_OK || !found) {
        return error;
    }
    if (!folder_join(buffer, size, resolved, FOLDER)) {
        return E_HOME;
    }
    error = open_folder(buffer, ret_fd);
    if (error == E_OK && *ret_fd < 0 && create) {
        error = make_folder(resolved, buffer);
        return error == E_OK ? open_folder(buffer, ret_fd) : error;
    }
    return error;
}

bool folder_is_same(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_dev == b->st_dev;
}

bool folder_look(int folder, const char *name, struct stat *ret)
{
    return fstatat(folder, name, ret, AT_SYMLINK_NOFOLLOW) == 0;
}

bool folder_move(int folder, const char *from, const char *to)
{
    if (renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0) {
        return true;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return false;
    }
    return linkat(folder, from, folder, to, 0) == 0 && unlinkat(folder, from, 0) == 0;
}
