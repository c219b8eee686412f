/*
 * ladder: the folders from a place's base down to the one that holds a file, each open. Private to
 * desktop: deploy climbs it.
 *
 * In      a place
 * Out     open descriptors
 * Units   none
 * Limits  DEPLOY_FOLDERS
 * Errors  E_HOME, E_UNSAFE_FOLDER, E_READ_ONLY, E_FULL, E_BUSY, E_OUTPUT
 * Source  open(2) O_NOFOLLOW, xattr(7)
 */
#ifndef OPTWATCH_DESKTOP_LADDER_H
#define OPTWATCH_DESKTOP_LADDER_H

#include "desktop/deploy.h"

struct ladder {
    int fds[DEPLOY_FOLDERS + 1]; /* the base's first; owned */
    size_t count;                /* of descriptors */
    bool whole;                  /* down to the folder that holds the file */
    char base[PATHS_MAX];        /* resolved */
    char below[PATHS_MAX];
    const char *names[DEPLOY_FOLDERS + 1]; /* in below; the base has none */
};

/* What an errno means here. E_BUSY where something went away meanwhile. */
enum error ladder_error(int number) MUST_CHECK;

/* make: what is missing is made; else the ladder ends where it does. Owned: ladder_finish. */
enum error ladder_open(const struct deploy_place *place, bool make, struct ladder *ret) MUST_CHECK;

/* Whether a base that is missing could be made. */
enum error ladder_look_above(const struct deploy_place *place) MUST_CHECK;

/* The folder that the ladder leads to. */
int ladder_end(const struct ladder *ladder);

/* Removes folders that a killed process began to make, where the ladder ends. */
void ladder_sweep(const struct deploy_place *place, const struct ladder *ladder);

/*
 * Removes, from the end up, what is empty and was made for a file. Where the file system keeps no
 * marks, what is empty below the base goes if emptied says that the file was in it until now.
 */
void ladder_prune(const struct ladder *ladder, bool emptied);

void ladder_finish(struct ladder *ladder);

#endif
