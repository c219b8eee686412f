/*
 * browsers: which browsers there are, and where each reads native messaging manifests. A browser
 * more is a line more of the table.
 *
 * In      a browser's id
 * Out     the const table's entry
 * Units   none
 * Limits  BROWSER_PLACES entries of a kind
 * Errors  none: NULL where there is no such browser
 * Source  each browser's own source or documentation, read 2026-09 and 2026-10; `tested` where the
 *         tests run the real one
 */
#ifndef OPTWATCH_DESKTOP_BROWSERS_H
#define OPTWATCH_DESKTOP_BROWSERS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/page.h"

#define BROWSER_PLACES 4

/*
 * Folders of a person begin with %C/ (XDG_CONFIG_HOME or ~/.config) or %H/ (HOME); those of the
 * system are absolute. Lists end with NULL where they are not full.
 */
struct browser {
    const char *id;   /* what --browser takes */
    const char *name; /* what its maker calls it */
    enum family family;
    bool tested;
    const char *programs[BROWSER_PLACES]; /* its names in PATH */
    const char *profiles[BROWSER_PLACES]; /* any of them is there once it ran */
    const char *manifests;                /* the person's folder that it reads, and we write */
    const char *also;                     /* another of the person that it reads; NULL = none */
    const char *system[BROWSER_PLACES];   /* the system's folders in the order it reads them */
    const char *policies[BROWSER_PLACES]; /* of managed policies */
    const char *snaps[BROWSER_PLACES];    /* names of its snaps */
    const char *flatpaks[BROWSER_PLACES]; /* ids of its Flatpaks */
    const char *extensions;               /* where a package of the system puts extensions */
};

extern const struct browser browsers[];
extern const size_t browser_count;

/* NULL where there is none of that id. Borrowed for ever. */
const struct browser *browser_find(const char *id);

#endif
