/*
 * bus: whether this session has a message bus, found out without starting one.
 *
 * In      DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR
 * Out     yes or no
 * Units   none
 * Limits  none
 * Errors  none: no is an answer
 * Source  D-Bus specification; without an address GLib runs dbus-launch where DISPLAY is set
 */
#ifndef OPTWATCH_DESKTOP_BUS_H
#define OPTWATCH_DESKTOP_BUS_H

#include <stdbool.h>

/* Whether GLib finds a session bus without starting a program. */
bool bus_is_there(void);

#endif
