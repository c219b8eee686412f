/*
 * hostpath: whether a path may be written into a manifest, so that a browser starts what lies there
 * whenever it likes.
 *
 * In      a path
 * Out     the same, canonical
 * Units   bytes
 * Limits  PATHS_MAX
 * Errors  E_HOST_PATH
 * Source  native messaging: browsers take only an absolute path, and check neither owner nor
 *         permissions
 */
#ifndef OPTWATCH_DESKTOP_HOSTPATH_H
#define OPTWATCH_DESKTOP_HOSTPATH_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/error.h"
#include "system/paths.h"

/* The first thing that is wrong. */
enum hostpath_fault {
    HOSTPATH_SOUND,
    HOSTPATH_RELATIVE,
    HOSTPATH_MISSING,
    HOSTPATH_NOT_PLAIN, /* a folder, a device */
    HOSTPATH_NOT_EXECUTABLE,
    HOSTPATH_NOT_ASCII, /* or with what cannot be printed */
    HOSTPATH_WRITABLE   /* it or a folder on the way belongs to others, or they may write it */
};

/* ret_path is untouched but for HOSTPATH_SOUND and HOSTPATH_WRITABLE; it may be NULL. */
enum hostpath_fault hostpath_look(const char *path, char ret_path[PATHS_MAX]);

/* Neither another's nor open to others' writing, but for a folder where nobody renames another's.
 */
bool hostpath_is_safe(const struct stat *file);

/* What is wrong, such as "it cannot be executed"; "" for HOSTPATH_SOUND. Borrowed for ever. */
const char *hostpath_fault_text(enum hostpath_fault fault);

/* Below a folder that CMake builds in: gone with the next clean build. */
bool hostpath_is_build(const char *path);

#endif
