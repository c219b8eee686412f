/*
 * found: what of a browser is on this machine, and where our own host lies.
 *
 * In      an entry of the table; PATH, HOME, XDG_CONFIG_HOME, XDG_DATA_HOME; /proc/self/exe
 * Out     how the browser is packed, whether it ran; paths
 * Units   bytes
 * Limits  PATHS_MAX; a folder of PATH has to be absolute
 * Errors  E_HOME, E_HOST_PATH
 * Source  snap and Flatpak file system layouts; Ubuntu's scripts in /usr/bin that start a snap
 */
#ifndef OPTWATCH_DESKTOP_FOUND_H
#define OPTWATCH_DESKTOP_FOUND_H

#include <stdbool.h>

#include "base/error.h"
#include "desktop/browsers.h"
#include "system/paths.h"

enum found_package { FOUND_PLAIN, FOUND_SNAP, FOUND_FLATPAK, FOUND_UNREAD };

struct found_browser {
    const struct browser *browser;
    bool program; /* a plain program: neither snap nor Flatpak */
    bool profile; /* a profile's folder that holds more than manifests */
    bool snap;
    bool flatpak;
    bool doubtful; /* something could not be looked at: what was not found may be there */
    char program_path[PATHS_MAX]; /* of the plain program, as PATH has it; "" where there is none */
};

void found_look(const struct browser *browser, struct found_browser *ret);

/* Of a kind that can start a host by itself: a plain program, or a profile that neither snap nor
 * Flatpak explains. */
bool found_is_there(const struct found_browser *found);

/*
 * Of an errno: whether a disk or a limit hindered looking, which says nothing of what is there:
 * EIO, ENOMEM, EMFILE, ENFILE.
 */
bool found_is_doubt(int number);

/* A place of the table, with %C/ and %H/ filled in. E_HOME. */
enum error found_place(const char *pattern, char ret[PATHS_MAX]) MUST_CHECK;

/*
 * The host that belongs to the program that runs: ../libexec/optwatch/optwatch-host from it, else
 * beside it, as in a build folder. E_HOST_PATH where neither is there.
 */
enum error found_host(char ret[PATHS_MAX]) MUST_CHECK;

#endif
