/*
 * autostart: the entry that looks for reminders once after log-in, where no timer of systemd does.
 *
 * In      XDG_CONFIG_HOME, XDG_CONFIG_DIRS, HOME
 * Out     the entry that holds, and the program it starts
 * Units   none
 * Limits  PATHS_MAX
 * Errors  none: found is false
 * Source  Desktop Application Autostart Specification: the first file of that name holds
 */
#ifndef OPTWATCH_DESKTOP_AUTOSTART_H
#define OPTWATCH_DESKTOP_AUTOSTART_H

#include <stdbool.h>

#include "system/paths.h"

#define AUTOSTART_NAME "optwatch-remind.desktop"

struct autostart {
    bool found;
    bool hidden;             /* it is switched off */
    bool starts;             /* program is there, and can be executed */
    char path[PATHS_MAX];    /* of the entry */
    char program[PATHS_MAX]; /* its TryExec; "" = none */
};

void autostart_find(struct autostart *ret);

#endif
