#include "system/place.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "system/folder.h"

#define FILE_NAME   "optwatch.db"
#define FOLDER_MODE 0700U
#define FILE_MODE   0600U
#define MODE_BITS   07777U

static enum place_fault judge(const struct stat *info, bool folder)
{
    if (S_ISLNK(info->st_mode)) {
        return PLACE_LINK;
    }
    if (folder ? !S_ISDIR(info->st_mode) : !S_ISREG(info->st_mode)) {
        return PLACE_TYPE;
    }
    if (info->st_uid != geteuid()) {
        return PLACE_OWNER;
    }
    if (!folder && info->st_nlink != 1) {
        return PLACE_LINKED;
    }
    return (info->st_mode & MODE_BITS) == (folder ? FOLDER_MODE : FILE_MODE) ? PLACE_OK
                                                                             : PLACE_MODE;
}

/* False where nothing is there; what cannot be looked at is a fault. */
static bool look_at(const char *path, bool folder, struct place *ret)
{
    struct stat info;
    if (lstat(path, &info) != 0) {
        if (errno != ENOENT) {
            ret->fault = PLACE_BLOCKED;
        }
        return false;
    }
    ret->fault = judge(&info, folder);
    ret->mode = info.st_mode & MODE_BITS;
    ret->wanted_mode = folder ? FOLDER_MODE : FILE_MODE;
    return true;
}

static void look_at_disk(struct place *ret)
{
    struct statvfs disk;
    if (ret->fault != PLACE_OK || !ret->folder_found || statvfs(ret->folder, &disk) != 0) {
        return;
    }
    ret->free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
    if (disk.f_flag & ST_RDONLY) {
        ret->fault = PLACE_READ_ONLY;
    }
}

enum error place_look(struct place *ret)
{
    bool named = false;
    *ret = (struct place){.fault = PLACE_OK, .free_bytes = INT64_MAX};
    enum error error = folder_name(ret->folder, sizeof ret->folder, &named);
    if (error == E_HOME) {
        return error;
    }
    if (error != E_OK) {
        ret->fault = PLACE_BLOCKED;
        return E_OK;
    }
    if (!named || !folder_join(ret->file, sizeof ret->file, ret->folder, FILE_NAME)) {
        return named ? E_HOME : E_OK;
    }
    ret->folder_found = look_at(ret->folder, true, ret);
    if (ret->folder_found && ret->fault == PLACE_OK) {
        ret->file_found = look_at(ret->file, false, ret);
        ret->at_file = ret->fault != PLACE_OK;
    }
    look_at_disk(ret);
    return E_OK;
}
