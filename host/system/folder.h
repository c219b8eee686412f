/*
 * folder: the one folder that the history lives in. Private to system: paths is built on it.
 *
 * In      XDG_DATA_HOME, else HOME; names of files in the folder
 * Out     its path and an open descriptor
 * Units   bytes
 * Limits  the caller's buffer
 * Errors  E_HOME, E_UNSAFE_PATH, E_READ_ONLY, E_FULL, E_STORE
 * Source  XDG Base Directory Specification; renameat2(2)
 */
#ifndef OPTWATCH_SYSTEM_FOLDER_H
#define OPTWATCH_SYSTEM_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/error.h"

/* What an errno of a file operation means here. */
enum error folder_error(int number) MUST_CHECK;

/* "folder/name" in buffer; false if it does not fit. */
bool folder_join(char *buffer, size_t size, const char *folder, const char *name);

/*
 * The folder's path in buffer and *ret_fd open on it, owned; -1 where there is none. create makes
 * it, on disk, with its parents.
 */
enum error folder_find(bool create, char *buffer, size_t size, int *ret_fd) MUST_CHECK;

/* Its path, resolved but for its own name, whatever lies there. *ret_found is false, and buffer as
 * it was, where there is not even a folder to hold it. */
enum error folder_name(char *buffer, size_t size, bool *ret_found) MUST_CHECK;

/* Puts names that were given or taken on disk. */
enum error folder_sync(int fd) MUST_CHECK;

/* What lies at name, a link itself and not its target; false with errno where nothing does. */
bool folder_look(int folder, const char *name, struct stat *ret);
bool folder_is_same(const struct stat *a, const struct stat *b);

/* Renames within the folder and never replaces: false with errno, EEXIST. */
bool folder_move(int folder, const char *from, const char *to);

#endif
