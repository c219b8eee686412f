/*
 * sandbox: what this process can still do once it reads what an outsider wrote.
 *
 * Landlock leaves one folder of the file system, and of that no more than reading, writing, making
 * and removing plain files. The system call filter leaves what a reply and a transaction need: no
 * socket, no program, no process, no tracing, no memory that can be written and run. Both last
 * until the process ends.
 *
 * In      the open folder of the history
 * Out     which of the two are in force
 * Units   none
 * Limits  of Landlock the kernel's version: what it does not know is left to the filter
 * Errors  none: a kernel without them runs the host all the same, and host.sandbox says so
 * Source  landlock(7), seccomp(2)
 */
#ifndef OPTWATCH_SYSTEM_SANDBOX_H
#define OPTWATCH_SYSTEM_SANDBOX_H

#include <stdbool.h>

struct sandbox {
    bool landlock, seccomp;
};

/*
 * Cannot be undone. folder is borrowed; with -1, where the history's place is unknown or refused,
 * the file system stays as open as it is, since the history's own errors have to be told.
 */
struct sandbox sandbox_enter(int folder);

/* "landlock+seccomp", "landlock", "seccomp" or "none". Borrowed for ever. */
const char *sandbox_name(const struct sandbox *sandbox);

#endif
