#include "system/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER    "optwatch"
#define FILE_NAME "optwatch.db"

static enum error from_errno(int number)
{
    switch (number) {
    case EACCES:
    case EPERM:
    case EROFS:
        return E_READ_ONLY;
    case ENOSPC:
    case EDQUOT:
        return E_FULL;
    case ELOOP:
    case ENOTDIR:
        return E_UNSAFE_PATH;
    default:
        return E_STORE;
    }
}

static bool join(char *buffer, size_t size, const char *folder, const char *name)
{
    int len = snprintf(buffer, size, "%s/%s", folder, name);
    return len > 0 && (size_t)len < size;
}

static enum error find_base(char *buffer, size_t size)
{
    const char *data = secure_getenv("XDG_DATA_HOME");
    const char *home = secure_getenv("HOME");
    if (data && data[0] == '/') {
        return join(buffer, size, data, ".") ? E_OK : E_HOME;
    }
    if (home && home[0] == '/') {
        return join(buffer, size, home, ".local/share") ? E_OK : E_HOME;
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
            return from_errno(failed);
        }
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST ? E_OK : from_errno(errno);
}

static enum error open_folder(bool create, const char *path, int *ret_fd)
{
    if (create && mkdir(path, 0700) != 0 && errno != EEXIST) {
        return from_errno(errno);
    }
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? E_OK : from_errno(errno);
    }
    struct stat folder = {0};
    if (fstat(fd, &folder) != 0 || folder.st_uid != geteuid()) {
        close(fd);
        return E_UNSAFE_PATH;
    }
    *ret_fd = fd;
    return E_OK;
}

/* Never opens what is there: a FIFO would block, a device might act. */
static enum error check_file(int folder, bool create, bool *ret_found)
{
    struct stat file = {0};
    if (create) {
        int fd =
            openat(folder, FILE_NAME, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd >= 0) {
            close(fd);
        } else if (errno != EEXIST) {
            return from_errno(errno);
        }
    }
    if (fstatat(folder, FILE_NAME, &file, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? E_OK : from_errno(errno);
    }
    if (!S_ISREG(file.st_mode) || file.st_uid != geteuid() || file.st_nlink != 1) {
        return E_UNSAFE_PATH;
    }
    *ret_found = true;
    return E_OK;
}

enum error paths_history(bool create, char *buffer, size_t size, bool *ret_found)
{
    char base[PATHS_MAX];
    char resolved[PATHS_MAX];
    char folder[PATHS_MAX];
    int fd = -1;
    *ret_found = false;
    enum error error = find_base(base, sizeof base);
    if (error == E_OK && create) {
        error = make_parents(base);
    }
    if (error != E_OK) {
        return error;
    }
    if (!realpath(base, resolved)) {
        return errno == ENOENT && !create ? E_OK : from_errno(errno);
    }
    if (!join(folder, sizeof folder, resolved, FOLDER) || !join(buffer, size, folder, FILE_NAME)) {
        return E_HOME;
    }
    error = open_folder(create, folder, &fd);
    if (error != E_OK || fd < 0) {
        return error;
    }
    error = check_file(fd, create, ret_found);
    close(fd);
    return error;
}
