/*
 * permission: what the person answered when the desktop's portal asked for a browser in a snap.
 *
 * In      the permission store's file of one table, as bytes
 * Out     the answer kept for one entry and one application
 * Units   bytes
 * Limits  PERMISSION_MAX bytes of a file
 * Errors  false for what is damaged or of another form
 * Source  xdg-permission-store: a GVDB file in $XDG_DATA_HOME/flatpak/db, entries of type
 * (va{sas}); gvdb-format.h
 */
#ifndef OPTWATCH_DESKTOP_PERMISSION_H
#define OPTWATCH_DESKTOP_PERMISSION_H

#include <stdbool.h>

#include "base/text.h"

#define PERMISSION_MAX        ((size_t)1024 * 1024)
#define PERMISSION_ANSWER_MAX 16

/* ret_answer is such as "yes" or "no"; "" where nothing is kept. */
bool permission_find(struct view file, const char *entry, const char *application,
                     char ret_answer[PERMISSION_ANSWER_MAX]);

#endif
