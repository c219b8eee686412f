/*
 * paths: where Optwatch keeps its history, and whether that place can be trusted.
 *
 * In      XDG_DATA_HOME, else HOME; both have to be absolute
 * Out     the path of the history file; its folder has mode 0700, itself 0600
 * Units   bytes
 * Limits  PATHS_MAX
 * Errors  E_HOME, E_UNSAFE_PATH, E_READ_ONLY, E_FULL, E_STORE
 * Source  XDG Base Directory Specification; the parent is resolved once, a link at optwatch/ or at
 *         the file is refused
 */
#ifndef OPTWATCH_SYSTEM_PATHS_H
#define OPTWATCH_SYSTEM_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#define PATHS_MAX 4096

/*
 * The history file's path in buffer. create makes folder and file where they are missing; without
 * it, a file that is not there leaves *ret_found false and is no error.
 */
enum error paths_history(bool create, char *buffer, size_t size, bool *ret_found) MUST_CHECK;

#endif
