#include "cli/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "system/paths.h"

static enum error from_errno(void)
{
    return errno == EEXIST ? E_EXISTS : E_OUTPUT;
}

static enum error write_whole(int fd, struct view bytes)
{
    enum error error =
        fd_write(fd, bytes.data, bytes.len) == FD_WHOLE && fsync(fd) == 0 ? E_OK : E_OUTPUT;
    return close(fd) == 0 ? error : E_OUTPUT;
}

/* A new file, for its owner only; what could not be written whole is not left behind. */
static enum error write_new(const char *path, struct view bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return from_errno();
    }
    enum error error = write_whole(fd, bytes);
    if (error != E_OK) {
        (void)unlink(path);
    }
    return error;
}

/* Takes an old file's place only when the new one is whole. */
static enum error write_over(const char *path, struct view bytes)
{
    char part[PATHS_MAX];
    int len = snprintf(part, sizeof part, "%s.%ld.part", path, (long)getpid());
    if (len < 0 || (size_t)len >= sizeof part) {
        return E_OUTPUT;
    }
    enum error error = write_new(part, bytes);
    if (error == E_OK && rename(part, path) != 0) {
        (void)unlink(part);
        return E_OUTPUT;
    }
    return error;
}

enum error outfile_put(const char *path, struct view bytes, bool replace)
{
    return replace ? write_over(path, bytes) : write_new(path, bytes);
}
