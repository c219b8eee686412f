#include "desktop/bus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SOCKET_PATH_MAX 4096

/* The rule by which GLib takes $XDG_RUNTIME_DIR/bus for the session's. */
static bool is_own_socket(const char *folder)
{
    char path[SOCKET_PATH_MAX];
    struct stat info;
    int len = snprintf(path, sizeof path, "%s/bus", folder);
    return len > 0 && (size_t)len < sizeof path && stat(path, &info) == 0 &&
           S_ISSOCK(info.st_mode) && info.st_uid == geteuid();
}

bool bus_is_there(void)
{
    const char *address = secure_getenv("DBUS_SESSION_BUS_ADDRESS");
    if (address) {
        /* These two kinds of address start a program. */
        return address[0] != '\0' && !strstr(address, "autolaunch:") &&
               !strstr(address, "unixexec:");
    }
    const char *folder = secure_getenv("XDG_RUNTIME_DIR");
    return folder && folder[0] == '/' && is_own_socket(folder);
}
