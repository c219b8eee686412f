#include "system/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "system/folder.h"

#define FILE_NAME  "optwatch.db"
#define DRAFT_NAME FILE_NAME ".new"
#define ASIDE_NAME FILE_NAME ".aside-"
#define ASIDE_MAX  100 /* histories set aside within one second */

#define WAIT_STEP_MS 5

/* What SQLite may keep beside a file; a file without its journal may be half a transaction. */
static const char *const beside[] = {"-journal", "-wal", "-shm"};

#define BESIDE_COUNT (sizeof beside / sizeof beside[0])

static bool is_ours(const struct stat *file)
{
    return S_ISREG(file->st_mode) && file->st_uid == geteuid();
}

/*
 * Whether the history is linked from elsewhere. Where a filesystem has no renaming without
 * replacing, a history that takes its place has the draft's name too for a moment.
 */
static bool is_linked(int folder, struct stat *file)
{
    struct stat draft = {0};
    if (file->st_nlink == 1 || (file->st_nlink == 2 && folder_look(folder, DRAFT_NAME, &draft) &&
                                folder_is_same(&draft, file))) {
        return false;
    }
    /* That moment may have ended between the two questions. */
    return !folder_look(folder, FILE_NAME, file) || file->st_nlink != 1;
}

/* Never opens what is there: a FIFO would block, a device might act. */
static enum error check_file(int folder, bool *ret_found)
{
    struct stat file = {0};
    if (!folder_look(folder, FILE_NAME, &file)) {
        return errno == ENOENT ? E_OK : folder_error(errno);
    }
    if (!is_ours(&file) || is_linked(folder, &file)) {
        return E_UNSAFE_PATH;
    }
    *ret_found = true;
    return E_OK;
}

/* E_BUSY: another process has the draft, or had it until now. */
static enum error lock_draft(int folder, int flags, int *ret_fd)
{
    struct stat file = {0};
    struct stat named = {0};
    int fd = openat(folder, DRAFT_NAME, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flags, 0600);
    if (fd < 0) {
        return errno == ENOENT ? E_BUSY : folder_error(errno);
    }
    enum error error = E_OK;
    if (fstat(fd, &file) != 0 || !is_ours(&file)) {
        error = E_UNSAFE_PATH;
    } else if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        error = errno == EWOULDBLOCK ? E_BUSY : E_STORE;
    } else if (!folder_look(folder, DRAFT_NAME, &named) || !folder_is_same(&file, &named)) {
        error = E_BUSY;
    } else if (named.st_nlink != 1 && (flags & O_CREAT)) {
        error = E_UNSAFE_PATH;
    }
    if (error != E_OK) {
        close(fd);
        return error;
    }
    *ret_fd = fd;
    return E_OK;
}

/* What a process left that died while it made the history that another made since. */
static void sweep_draft(int folder)
{
    struct stat draft = {0};
    int fd = -1;
    if (folder_look(folder, DRAFT_NAME, &draft) && lock_draft(folder, 0, &fd) == E_OK) {
        (void)unlinkat(folder, DRAFT_NAME, 0);
        close(fd);
    }
}

enum error paths_history(bool create, char *buffer, size_t size, bool *ret_found)
{
    char path[PATHS_MAX];
    int folder = -1;
    *ret_found = false;
    enum error error = folder_find(create, path, sizeof path, &folder);
    if (error != E_OK || folder < 0) {
        return error;
    }
    error = folder_join(buffer, size, path, FILE_NAME) ? check_file(folder, ret_found) : E_HOME;
    if (create && *ret_found) {
        sweep_draft(folder);
    }
    close(folder);
    return error;
}

enum error paths_open_folder(bool create, int *ret_fd)
{
    char path[PATHS_MAX];
    return folder_find(create, path, sizeof path, ret_fd);
}

static enum error take_draft(int wait_ms, int folder, int *ret_fd, bool *ret_found)
{
    for (int waited_ms = 0;; waited_ms += WAIT_STEP_MS) {
        enum error error = lock_draft(folder, O_CREAT, ret_fd);
        bool locked = error == E_OK;
        /* Under the lock: whoever had it before may have made the history. */
        if (locked || error == E_BUSY) {
            enum error checked = check_file(folder, ret_found);
            error = checked != E_OK || *ret_found ? checked : error;
        }
        if (locked && error == E_OK && !*ret_found && ftruncate(*ret_fd, 0) != 0) {
            error = folder_error(errno);
        }
        if (error != E_BUSY || waited_ms >= wait_ms) {
            return error;
        }
        (void)poll(NULL, 0, WAIT_STEP_MS);
    }
}

enum error paths_take_draft(int wait_ms, struct paths_draft *ret, bool *ret_taken)
{
    char path[PATHS_MAX];
    bool found = false;
    *ret_taken = false;
    *ret = (struct paths_draft){.folder = -1, .fd = -1};
    enum error error = folder_find(true, path, sizeof path, &ret->folder);
    if (error == E_OK && ret->folder < 0) {
        error = E_STORE;
    }
    if (error == E_OK && !folder_join(ret->path, sizeof ret->path, path, DRAFT_NAME)) {
        error = E_HOME;
    }
    if (error == E_OK) {
        error = take_draft(wait_ms, ret->folder, &ret->fd, &found);
    }
    *ret_taken = error == E_OK && !found;
    if (!*ret_taken) {
        paths_drop_draft(ret);
    }
    return error;
}

static void name_beside(char name[PATHS_NAME_MAX], const char *file, size_t which)
{
    (void)snprintf(name, PATHS_NAME_MAX, "%s%s", file, beside[which]);
}

static bool is_free(int folder, const char *name)
{
    struct stat file = {0};
    char other[PATHS_NAME_MAX];
    bool taken = folder_look(folder, name, &file);
    for (size_t i = 0; !taken && i < BESIDE_COUNT; i++) {
        name_beside(other, name, i);
        taken = folder_look(folder, other, &file);
    }
    return !taken;
}

/* A name under which nothing lies yet. */
static enum error name_aside(int folder, int64_t now_s, char name[PATHS_NAME_MAX])
{
    char when[] = "YYYYMMDDTHHMMSSZ";
    struct tm utc = {0};
    time_t now = (time_t)now_s;
    if (!gmtime_r(&now, &utc) || strftime(when, sizeof when, "%Y%m%dT%H%M%SZ", &utc) == 0) {
        return E_STORE;
    }
    (void)snprintf(name, PATHS_NAME_MAX, ASIDE_NAME "%s", when);
    for (int i = 2; !is_free(folder, name); i++) {
        if (i > ASIDE_MAX) {
            return E_STORE;
        }
        (void)snprintf(name, PATHS_NAME_MAX, ASIDE_NAME "%s-%d", when, i);
    }
    return E_OK;
}

/* The journal belongs to a history: SQLite would play it back into any other at that name. */
static enum error move_beside(int folder, const char *name)
{
    char from[PATHS_NAME_MAX];
    char to[PATHS_NAME_MAX];
    for (size_t i = 0; i < BESIDE_COUNT; i++) {
        name_beside(from, FILE_NAME, i);
        name_beside(to, name, i);
        if (!folder_move(folder, from, to) && errno != ENOENT) {
            return folder_error(errno);
        }
    }
    return E_OK;
}

/*
 * A report's journal stays beside its history, over and done with: its head is zeroed. Without that
 * history it is nothing but pages of it.
 */
static void drop_dead_journal(int folder)
{
    static const char name[] = FILE_NAME "-journal";
    struct stat file = {0};
    char head = 0;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    if (fstat(fd, &file) == 0 && is_ours(&file) && read(fd, &head, 1) >= 0 && head == 0) {
        (void)unlinkat(folder, name, 0);
    }
    close(fd);
}

static enum error clear_place(int folder, int64_t now_s)
{
    char name[PATHS_NAME_MAX];
    drop_dead_journal(folder);
    if (is_free(folder, FILE_NAME)) {
        return E_OK;
    }
    enum error error = name_aside(folder, now_s, name);
    return error == E_OK ? move_beside(folder, name) : error;
}

enum error paths_place_draft(const struct paths_draft *draft, int64_t now_s)
{
    bool found = false;
    enum error error = check_file(draft->folder, &found);
    if (error != E_OK || found) {
        return error;
    }
    error = clear_place(draft->folder, now_s);
    if (error != E_OK) {
        return error;
    }
    if (fsync(draft->fd) != 0 ||
        (!folder_move(draft->folder, DRAFT_NAME, FILE_NAME) && errno != EEXIST)) {
        return folder_error(errno);
    }
    return folder_sync(draft->folder);
}

void paths_drop_draft(struct paths_draft *draft)
{
    struct stat file = {0};
    struct stat named = {0};
    if (draft->fd >= 0) {
        if (fstat(draft->fd, &file) == 0 && folder_look(draft->folder, DRAFT_NAME, &named) &&
            folder_is_same(&file, &named)) {
            (void)unlinkat(draft->folder, DRAFT_NAME, 0);
        }
        close(draft->fd);
    }
    if (draft->folder >= 0) {
        close(draft->folder);
    }
    draft->fd = -1;
    draft->folder = -1;
}

static enum error set_aside(int folder, int64_t now_s, char *ret_name)
{
    char name[PATHS_NAME_MAX];
    bool found = false;
    enum error error = check_file(folder, &found);
    if (error != E_OK || !found) {
        return error;
    }
    error = name_aside(folder, now_s, name);
    if (error != E_OK) {
        return error;
    }
    if (!folder_move(folder, FILE_NAME, name)) {
        return folder_error(errno);
    }
    memcpy(ret_name, name, sizeof name);
    error = move_beside(folder, name);
    return error == E_OK ? folder_sync(folder) : error;
}

enum error paths_set_aside(int64_t now_s, char *ret_name)
{
    char path[PATHS_MAX];
    int folder = -1;
    ret_name[0] = '\0';
    enum error error = folder_find(false, path, sizeof path, &folder);
    if (error == E_OK && folder >= 0) {
        error = set_aside(folder, now_s, ret_name);
        close(folder);
    }
    return error;
}
