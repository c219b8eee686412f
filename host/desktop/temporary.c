#include "desktop/temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum error temporary_name(const char *name, char ret[TEMPORARY_MAX])
{
    unsigned long long random = 0;
    if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random) {
        return E_OUTPUT;
    }
    int len = snprintf(ret, TEMPORARY_MAX, ".%s.%016llx", name, random);
    return len > 0 && len < TEMPORARY_MAX ? E_OK : E_OUTPUT;
}

static void sweep_file(int folder, const char *name)
{
    struct stat file;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    if (fstat(fd, &file) == 0 && S_ISREG(file.st_mode) && file.st_uid == geteuid() &&
        flock(fd, LOCK_EX | LOCK_NB) == 0) {
        (void)unlinkat(folder, name, 0);
    }
    close(fd);
}

void temporary_sweep(int folder, const char *name)
{
    char prefix[TEMPORARY_MAX];
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *names = fd >= 0 ? fdopendir(fd) : NULL;
    int len = snprintf(prefix, sizeof prefix, ".%s.", name);
    if (!names) {
        if (fd >= 0) {
            close(fd);
        }
        return;
    }
    for (const struct dirent *entry = readdir(names); entry; entry = readdir(names)) {
        if (strncmp(entry->d_name, prefix, (size_t)len) == 0 &&
            unlinkat(folder, entry->d_name, AT_REMOVEDIR) != 0) {
            sweep_file(folder, entry->d_name);
        }
    }
    closedir(names);
}

int temporary_place(int folder, const char *temporary, const char *name, bool replace)
{
    int failed = EINVAL;
    if (!replace) {
        failed = renameat2(folder, temporary, folder, name, RENAME_NOREPLACE) == 0 ? 0 : errno;
    }
    /* Not every file system can promise it. */
    if (failed == EINVAL || failed == ENOSYS) {
        failed = renameat(folder, temporary, folder, name) == 0 ? 0 : errno;
    }
    return failed;
}
