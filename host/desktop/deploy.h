/*
 * deploy: puts a small file of ours where another program looks for it, and takes it away again.
 *
 * A file takes its place whole, by a rename; a killed process leaves at most a temporary one, which
 * the next run removes. Only the base may be reached through links. Folders that were made for the
 * file carry a mark (an extended attribute) and go with it when they are empty; where the file
 * system keeps no marks, empty folders below the base go.
 *
 * In      a place, a name, bytes; who tells whether what is there is ours
 * Out     the file, mode 0644
 * Units   bytes
 * Limits  DEPLOY_MAX bytes of a file, DEPLOY_FOLDERS folders below the base
 * Errors  E_HOME, E_FOREIGN, E_UNSAFE_FOLDER, E_READ_ONLY, E_FULL, E_BUSY, E_OUTPUT
 * Source  rename(2), flock(2), xattr(7)
 */
#ifndef OPTWATCH_DESKTOP_DEPLOY_H
#define OPTWATCH_DESKTOP_DEPLOY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/error.h"
#include "base/text.h"
#include "system/paths.h"

#define DEPLOY_MAX     ((size_t)32 * 1024)
#define DEPLOY_FOLDERS 8

struct deploy_place {
    char base[PATHS_MAX];  /* resolved when it is used, links and all */
    char below[PATHS_MAX]; /* folders below it, ours or root's and none a link */
    mode_t mode;           /* of folders that are made */
    bool makes_base;       /* the base too, in a folder that has to be there */
};

enum deploy_state { DEPLOY_WRITTEN, DEPLOY_UNCHANGED, DEPLOY_REMOVED, DEPLOY_ABSENT };

struct deploy_file {
    struct deploy_place place;
    const char *name;
    bool (*is_ours)(struct view text, const void *data); /* of a file that is there */
    const void *data;
    bool dry; /* only tells what would be done */
};

/* A place of the table of browsers. E_HOME. */
enum error deploy_find_place(const char *pattern, struct deploy_place *ret) MUST_CHECK;

/* Exactly the folder dir, in one that is there. E_HOME. */
enum error deploy_find_folder(const char *dir, struct deploy_place *ret) MUST_CHECK;

/* The file's whole path, canonical as far as its base is there. */
enum error deploy_path(const struct deploy_place *place, const char *name,
                       char ret[PATHS_MAX]) MUST_CHECK;

/* DEPLOY_WRITTEN or DEPLOY_UNCHANGED. */
enum error deploy_write(const struct deploy_file *file, struct view bytes,
                        enum deploy_state *ret) MUST_CHECK;

/* DEPLOY_REMOVED or DEPLOY_ABSENT. */
enum error deploy_remove(const struct deploy_file *file, enum deploy_state *ret) MUST_CHECK;

#endif
