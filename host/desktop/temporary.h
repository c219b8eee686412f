/*
 * temporary: names under which something is made before it takes its place, and what a killed
 * process left under them. Private to desktop: deploy and ladder build on it.
 *
 * In      an open folder, the name that a thing gets in the end
 * Out     .NAME.RANDOM
 * Units   bytes
 * Limits  TEMPORARY_MAX
 * Errors  E_OUTPUT
 * Source  flock(2): a lock ends with its process
 */
#ifndef OPTWATCH_DESKTOP_TEMPORARY_H
#define OPTWATCH_DESKTOP_TEMPORARY_H

#include <stdbool.h>

#include "base/error.h"

#define TEMPORARY_MAX 128

enum error temporary_name(const char *name, char ret[TEMPORARY_MAX]) MUST_CHECK;

/*
 * Removes what has a temporary name of that kind: files that no process holds a lock on, and empty
 * folders. A process whose folder goes so meanwhile finds it gone, and makes another.
 */
void temporary_sweep(int folder, const char *name);

/* Gives what is called temporary its name; replaces nothing unless replace says so. errno, or 0. */
int temporary_place(int folder, const char *temporary, const char *name, bool replace);

#endif
