#include "desktop/deploy.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/fd.h"
#include "desktop/found.h"
#include "desktop/ladder.h"
#include "desktop/temporary.h"

#define FILE_MODE 0644
#define TRIES     64 /* others may come and go, and each of them gets something done */

/* What lies where the file goes. */
struct target {
    bool there, same, plain_mode;
};

/* With one at its end, a link would be its target. */
static void drop_slash(char *path)
{
    for (size_t len = strlen(path); len > 1 && path[len - 1] == '/'; len--) {
        path[len - 1] = '\0';
    }
}

enum error deploy_find_place(const char *pattern, struct deploy_place *ret)
{
    bool user = pattern[0] == '%';
    const char *below = user ? pattern + strlen("%H/") : pattern + 1;
    char base[] = "%H/";
    memcpy(base, user ? pattern : "/\0", user ? strlen(base) : 2);
    *ret = (struct deploy_place){.mode = user ? 0700 : 0755, .makes_base = base[1] == 'C'};
    if (snprintf(ret->below, sizeof ret->below, "%s", below) >= (int)sizeof ret->below) {
        return E_HOME;
    }
    enum error error = found_place(base, ret->base);
    drop_slash(ret->base);
    return error;
}

enum error deploy_find_folder(const char *dir, struct deploy_place *ret)
{
    char path[PATHS_MAX];
    *ret = (struct deploy_place){.mode = 0700};
    if (snprintf(path, sizeof path, "./%s", dir) >= (int)sizeof path) {
        return E_HOME;
    }
    char *whole = dir[0] == '/' ? path + strlen("./") : path;
    drop_slash(whole);
    char *last = strrchr(whole, '/');
    if (!last || last[1] == '\0' || strcmp(last + 1, ".") == 0 || strcmp(last + 1, "..") == 0) {
        return E_HOME;
    }
    memcpy(ret->below, last + 1, strlen(last + 1) + 1);
    last[last == whole] = '\0';
    return realpath(whole, ret->base) ? E_OK : E_HOME;
}

enum error deploy_path(const struct deploy_place *place, const char *name, char ret[PATHS_MAX])
{
    char resolved[PATHS_MAX];
    const char *base = realpath(place->base, resolved) ? resolved : place->base;
    const char *root = strcmp(base, "/") == 0 ? "" : base;
    int written = snprintf(ret, PATHS_MAX, "%s/%s/%s", root, place->below, name);
    return written > 0 && written < PATHS_MAX ? E_OK : E_HOME;
}

static enum error read_target(const struct deploy_file *file, int fd, struct view wanted,
                              struct target *ret)
{
    char text[DEPLOY_MAX + 1];
    ssize_t len = 0;
    size_t all = 0;
    do {
        len = read(fd, text + all, sizeof text - all);
        all += len > 0 ? (size_t)len : 0;
    } while (len > 0 && all < sizeof text);
    if (len < 0) {
        return ladder_error(errno);
    }
    if (all > DEPLOY_MAX || !file->is_ours((struct view){text, all}, file->data)) {
        return E_FOREIGN;
    }
    ret->same = all == wanted.len && memcmp(text, wanted.data, all) == 0;
    return E_OK;
}

/* E_FOREIGN for what is not ours: it is not opened unless it is a plain file of this person. */
static enum error look(const struct deploy_file *file, int folder, struct view wanted,
                       struct target *ret)
{
    struct stat seen;
    *ret = (struct target){.there = false};
    if (fstatat(folder, file->name, &seen, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? E_OK : ladder_error(errno);
    }
    if (!S_ISREG(seen.st_mode) || seen.st_uid != geteuid()) {
        return E_FOREIGN;
    }
    int fd = openat(folder, file->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return errno == ELOOP ? E_FOREIGN : ladder_error(errno);
    }
    *ret = (struct target){.there = true, .plain_mode = (seen.st_mode & 07777) == FILE_MODE};
    enum error error = fstat(fd, &seen) == 0 ? E_OK : ladder_error(errno);
    if (error == E_OK && (!S_ISREG(seen.st_mode) || seen.st_uid != geteuid())) {
        error = E_FOREIGN;
    }
    error = error == E_OK ? read_target(file, fd, wanted, ret) : error;
    close(fd);
    return error;
}

/*
 * The lock says that a living process is at it. Where the file system keeps none, nobody can take
 * one to sweep the file away either.
 */
static enum error fill(int fd, struct view bytes)
{
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        return E_BUSY;
    }
    errno = 0;
    if (fd_write(fd, bytes.data, bytes.len) != FD_WHOLE || fchmod(fd, FILE_MODE) != 0 ||
        fsync(fd) != 0) {
        return ladder_error(errno);
    }
    return E_OK;
}

/* What was not there when it was looked at is not replaced: somebody else's may be there by now. */
static enum error place_file(const struct deploy_file *file, int folder, struct view bytes,
                             bool replace)
{
    char temporary[TEMPORARY_MAX];
    enum error error = temporary_name(file->name, temporary);
    if (error != E_OK) {
        return error;
    }
    int fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return ladder_error(errno);
    }
    error = fill(fd, bytes);
    if (error == E_OK) {
        int failed = temporary_place(folder, temporary, file->name, replace);
        error = failed ? ladder_error(failed) : E_OK;
    }
    if (error != E_OK) {
        (void)unlinkat(folder, temporary, 0);
    }
    close(fd);
    (void)fsync(folder);
    return error;
}

/* What writing would come upon. */
static enum error write_dry(const struct deploy_file *file, const struct ladder *ladder,
                            struct view bytes, struct target *ret)
{
    *ret = (struct target){.there = false};
    if (ladder->count == 0) {
        return ladder_look_above(&file->place);
    }
    enum error error = ladder->whole ? look(file, ladder_end(ladder), bytes, ret) : E_OK;
    if (error == E_OK && !(ret->same && ret->plain_mode) &&
        faccessat(ladder_end(ladder), ".", W_OK, AT_EACCESS) != 0) {
        error = ladder_error(errno);
    }
    return error;
}

static enum error write_once(const struct deploy_file *file, struct view bytes,
                             enum deploy_state *ret)
{
    struct ladder ladder;
    struct target target;
    enum error error = ladder_open(&file->place, !file->dry, &ladder);
    if (error != E_OK) {
        return error;
    }
    if (file->dry) {
        error = write_dry(file, &ladder, bytes, &target);
    } else {
        temporary_sweep(ladder_end(&ladder), file->name);
        error = look(file, ladder_end(&ladder), bytes, &target);
    }
    bool so = error == E_OK && target.there && target.same && target.plain_mode;
    if (error == E_OK && !so && !file->dry) {
        error = place_file(file, ladder_end(&ladder), bytes, target.there);
    }
    if (error != E_OK && !file->dry) {
        ladder_prune(&ladder, false);
    }
    ladder_finish(&ladder);
    if (error == E_OK) {
        *ret = so ? DEPLOY_UNCHANGED : DEPLOY_WRITTEN;
    }
    return error;
}

static enum error remove_once(const struct deploy_file *file, enum deploy_state *ret)
{
    struct ladder ladder;
    struct target target = {.there = false};
    enum error error = ladder_open(&file->place, false, &ladder);
    if (error != E_OK) {
        return error;
    }
    if (ladder.whole) {
        error = look(file, ladder_end(&ladder), (struct view){"", 0}, &target);
    }
    if (ladder.whole && !file->dry) {
        temporary_sweep(ladder_end(&ladder), file->name);
    }
    if (error == E_OK && target.there && !file->dry &&
        unlinkat(ladder_end(&ladder), file->name, 0) != 0) {
        error = ladder_error(errno);
    }
    if (!file->dry) {
        ladder_sweep(&file->place, &ladder);
        ladder_prune(&ladder, error == E_OK && target.there);
    }
    ladder_finish(&ladder);
    if (error == E_OK) {
        *ret = target.there ? DEPLOY_REMOVED : DEPLOY_ABSENT;
    }
    return error;
}

enum error deploy_write(const struct deploy_file *file, struct view bytes, enum deploy_state *ret)
{
    enum error error = E_BUSY;
    for (int i = 0; error == E_BUSY && i < TRIES; i++) {
        error = write_once(file, bytes, ret);
    }
    return error;
}

enum error deploy_remove(const struct deploy_file *file, enum deploy_state *ret)
{
    enum error error = E_BUSY;
    for (int i = 0; error == E_BUSY && i < TRIES; i++) {
        error = remove_once(file, ret);
    }
    return error;
}
