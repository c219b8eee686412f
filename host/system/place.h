/*
 * place: what is wrong with the history's folder and file, as far as it can be seen from outside.
 *
 * In      XDG_DATA_HOME, else HOME
 * Out     the first fault and the path it is at
 * Units   bytes
 * Limits  PATHS_MAX
 * Errors  E_HOME: neither names an absolute path
 * Source  system/paths.h tells what is refused; the modes are those that Optwatch gives
 */
#ifndef OPTWATCH_SYSTEM_PLACE_H
#define OPTWATCH_SYSTEM_PLACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "system/paths.h"

enum place_fault {
    PLACE_OK,
    PLACE_BLOCKED, /* a folder above cannot be entered, or is none */
    PLACE_LINK,
    PLACE_TYPE,     /* no folder, or no plain file */
    PLACE_OWNER,    /* somebody else's */
    PLACE_LINKED,   /* a second hard link to the file */
    PLACE_MODE,     /* others may read it, or its owner may not write it */
    PLACE_READ_ONLY /* the file system */
};

struct place {
    enum place_fault fault;
    bool at_file; /* the fault is the file's, else the folder's */
    bool folder_found, file_found;
    unsigned mode;                           /* permission bits of what is at fault */
    unsigned wanted_mode;                    /* what they ought to be */
    int64_t free_bytes;                      /* INT64_MAX where nobody says */
    char folder[PATHS_MAX], file[PATHS_MAX]; /* "" where there is not even a folder above */
};

enum error place_look(struct place *ret) MUST_CHECK;

#endif
