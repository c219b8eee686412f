/*
 * erase: removes the history's files and their folder, and looks whether they are gone.
 *
 * In      the folder that system/paths names
 * Out     each file with what became of it
 * Units   none
 * Limits  ERASE_FILES_MAX files: more are told as others
 * Errors  those of system/paths
 * Source  host/README.md, "The history"
 */
#ifndef OPTWATCH_SYSTEM_ERASE_H
#define OPTWATCH_SYSTEM_ERASE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "system/paths.h"

#define ERASE_FILES_MAX 64
#define ERASE_NAME_MAX  256

struct erase_file {
    char name[ERASE_NAME_MAX];
    bool gone;
};

/* The history, what SQLite keeps beside it, and histories that were set aside. */
struct erase {
    char folder[PATHS_MAX]; /* "" = there is none */
    struct erase_file files[ERASE_FILES_MAX];
    size_t count;
    size_t others; /* what else is in the folder, and stays */
    bool folder_gone;
};

/* Lists them; nothing is removed. */
enum error erase_find(struct erase *ret) MUST_CHECK;

/* Removes what erase_find listed, then the folder if it is empty, and looks again. */
void erase_remove(struct erase *erase);

#endif
