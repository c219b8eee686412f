/*
 * paths: where Optwatch keeps its history, and whether that place can be trusted.
 *
 * A new history is made under a name of its own, the draft, and takes its place whole: what is at
 * the final name was a complete history once. So an empty file there is damage, never a beginning.
 *
 * In      XDG_DATA_HOME, else HOME; both have to be absolute
 * Out     the path of the history file; its folder has mode 0700, itself 0600
 * Units   bytes; milliseconds to wait; seconds UTC
 * Limits  PATHS_MAX
 * Errors  E_HOME, E_UNSAFE_PATH, E_READ_ONLY, E_FULL, E_BUSY, E_STORE
 * Source  XDG Base Directory Specification; the parent is resolved once, a link at optwatch/ or at
 *         the file is refused
 */
#ifndef OPTWATCH_SYSTEM_PATHS_H
#define OPTWATCH_SYSTEM_PATHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define PATHS_MAX      4096
#define PATHS_NAME_MAX 64

/*
 * The history file's path in buffer, and whether it is there. create makes the folder where it is
 * missing, and removes the draft of a process that died; the file itself is never made here.
 */
enum error paths_history(bool create, char *buffer, size_t size, bool *ret_found) MUST_CHECK;

/* The history's folder, open, owned; -1 where it is not there. create makes it. */
enum error paths_open_folder(bool create, int *ret_fd) MUST_CHECK;

/* An empty file in the history's folder that this process alone may fill. */
struct paths_draft {
    char path[PATHS_MAX];
    int folder, fd;
};

/*
 * Waits at most wait_ms for another process that is making the history: E_BUSY. *ret_taken is false
 * where there is a history by now. A taken draft is owned: paths_drop_draft.
 */
enum error paths_take_draft(int wait_ms, struct paths_draft *ret, bool *ret_taken) MUST_CHECK;

/*
 * Puts the filled draft in place, on disk when it returns. A history that somebody else put there
 * meanwhile stays: no error. A journal without its history is set aside, with now_s in its name.
 */
enum error paths_place_draft(const struct paths_draft *draft, int64_t now_s) MUST_CHECK;

/* Removes the draft if it has not taken its place. */
void paths_drop_draft(struct paths_draft *draft);

/*
 * Renames the history, and what SQLite keeps beside it, to optwatch.db.aside-YYYYMMDDTHHMMSSZ in
 * its folder; nothing is overwritten. ret_name has PATHS_NAME_MAX bytes; "" where there was none.
 */
enum error paths_set_aside(int64_t now_s, char *ret_name) MUST_CHECK;

#endif
