#include "system/erase.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int compare(const void *a, const void *b)
{
    return strcmp(((const struct erase_file *)a)->name, ((const struct erase_file *)b)->name);
}

static void list(DIR *folder, const char *prefix, struct erase *ret)
{
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        const char *name = entry->d_name;
        size_t len = strlen(name);
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
            continue;
        }
        if (strncmp(name, prefix, strlen(prefix)) != 0 || len >= ERASE_NAME_MAX ||
            ret->count == ERASE_FILES_MAX) {
            ret->others++;
        } else {
            memcpy(ret->files[ret->count++].name, name, len + 1);
        }
    }
    qsort(ret->files, ret->count, sizeof ret->files[0], compare);
}

enum error erase_find(struct erase *ret)
{
    char path[PATHS_MAX] = "";
    bool found = false;
    *ret = (struct erase){.folder = ""};
    enum error error = paths_history(false, path, sizeof path, &found);
    char *slash = strrchr(path, '/');
    if (error != E_OK || !slash) {
        return error;
    }
    *slash = '\0';
    DIR *folder = opendir(path);
    if (!folder) {
        return errno == ENOENT ? E_OK : E_READ_ONLY;
    }
    memcpy(ret->folder, path, strlen(path) + 1);
    list(folder, slash + 1, ret);
    closedir(folder);
    return E_OK;
}

void erase_remove(struct erase *erase)
{
    struct stat info;
    int folder = open(erase->folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) {
        return;
    }
    for (size_t i = 0; i < erase->count; i++) {
        (void)unlinkat(folder, erase->files[i].name, 0);
        erase->files[i].gone =
            fstatat(folder, erase->files[i].name, &info, AT_SYMLINK_NOFOLLOW) != 0 &&
            errno == ENOENT;
    }
    (void)fsync(folder);
    close(folder);
    if (erase->others == 0) {
        (void)rmdir(erase->folder);
    }
    erase->folder_gone = lstat(erase->folder, &info) != 0 && errno == ENOENT;
}
