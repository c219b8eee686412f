#include "desktop/found.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOST         "optwatch-host"
#define USUAL_PATH   "/usr/local/bin:/usr/bin:/bin"
#define SCRIPT_BYTES 8192 /* a script that only starts a snap is far shorter */

static bool join(char ret[PATHS_MAX], const char *folder, const char *name)
{
    int len = snprintf(ret, PATHS_MAX, "%s/%s", folder, name);
    return len > 0 && len < PATHS_MAX;
}

static const char *absolute(const char *variable)
{
    const char *value = secure_getenv(variable);
    return value && value[0] == '/' ? value : NULL;
}

static bool join_home(const char *variable, const char *below_home, const char *rest,
                      char ret[PATHS_MAX])
{
    const char *base = variable ? absolute(variable) : NULL;
    const char *home = absolute("HOME");
    int len = -1;
    if (base) {
        len = snprintf(ret, PATHS_MAX, "%s/%s", base, rest);
    } else if (home) {
        len = snprintf(ret, PATHS_MAX, "%s%s/%s", home, below_home, rest);
    }
    return len > 0 && len < PATHS_MAX;
}

enum error found_place(const char *pattern, char ret[PATHS_MAX])
{
    const char *rest = pattern + strlen("%C/");
    if (strncmp(pattern, "%C/", strlen("%C/")) == 0) {
        return join_home("XDG_CONFIG_HOME", "/.config", rest, ret) ? E_OK : E_HOME;
    }
    if (strncmp(pattern, "%H/", strlen("%H/")) == 0) {
        return join_home(NULL, "", rest, ret) ? E_OK : E_HOME;
    }
    return snprintf(ret, PATHS_MAX, "%s", pattern) < PATHS_MAX ? E_OK : E_HOME;
}

bool found_is_doubt(int number)
{
    return number == EIO || number == ENOMEM || number == EMFILE || number == ENFILE;
}

/* What a call that failed leaves behind: always false. */
static bool doubt(struct found_browser *found)
{
    found->doubtful = found->doubtful || found_is_doubt(errno);
    return false;
}

static bool is_folder(const char *path, struct found_browser *found)
{
    struct stat file;
    return stat(path, &file) == 0 ? S_ISDIR(file.st_mode) : doubt(found);
}

static bool exists(const char *path, struct found_browser *found)
{
    struct stat file;
    return lstat(path, &file) == 0 || doubt(found);
}

/* The folder of manifests alone is another installer's, or ours: no browser made it. */
static bool is_used(const char *path, struct found_browser *found)
{
    DIR *folder = opendir(path);
    size_t all = 0;
    size_t manifests = 0;
    if (!folder) {
        return is_folder(path, found);
    }
    errno = 0;
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        bool itself = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        all += !itself;
        manifests += strcmp(entry->d_name, "NativeMessagingHosts") == 0 ||
                     strcmp(entry->d_name, "native-messaging-hosts") == 0;
    }
    if (errno != 0) {
        (void)doubt(found);
    }
    closedir(folder);
    return all == 0 || all > manifests;
}

static bool has_profile(const struct browser *browser, struct found_browser *found)
{
    char path[PATHS_MAX];
    for (size_t i = 0; i < BROWSER_PLACES && browser->profiles[i]; i++) {
        if (found_place(browser->profiles[i], path) == E_OK && is_used(path, found)) {
            return true;
        }
    }
    return false;
}

static bool starts_with(const char *text, const char *begin)
{
    return strncmp(text, begin, strlen(begin)) == 0;
}

/* What a script in PATH starts, as far as its first lines tell. */
static enum found_package look_at_script(const char *path)
{
    char text[SCRIPT_BYTES + 1];
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    ssize_t len = fd >= 0 ? read(fd, text, SCRIPT_BYTES) : -1;
    int failed = errno;
    if (fd >= 0) {
        close(fd);
    }
    if (len < 0 && found_is_doubt(failed)) {
        return FOUND_UNREAD;
    }
    text[len > 0 ? len : 0] = '\0';
    if (!starts_with(text, "#!")) {
        return FOUND_PLAIN;
    }
    if (strstr(text, "/snap/bin/")) {
        return FOUND_SNAP;
    }
    return strstr(text, "flatpak run") ? FOUND_FLATPAK : FOUND_PLAIN;
}

/* A link or a script is what it leads to. */
static enum found_package look_at_program(const char *path)
{
    char target[PATHS_MAX];
    if (!realpath(path, target)) {
        return found_is_doubt(errno) ? FOUND_UNREAD : FOUND_PLAIN;
    }
    if (starts_with(target, "/snap/") || starts_with(target, "/var/lib/snapd/snap/") ||
        strcmp(target, "/usr/bin/snap") == 0) {
        return FOUND_SNAP;
    }
    return strstr(target, "/flatpak/") ? FOUND_FLATPAK : look_at_script(target);
}

static bool is_program(const char *path, struct found_browser *found)
{
    struct stat file;
    if (path[0] != '/') {
        return false;
    }
    if (stat(path, &file) != 0) {
        return doubt(found);
    }
    return S_ISREG(file.st_mode) && (access(path, X_OK) == 0 || doubt(found));
}

static void note_program(const char *path, struct found_browser *found)
{
    if (!is_program(path, found)) {
        return;
    }
    switch (look_at_program(path)) {
    case FOUND_SNAP:
        found->snap = true;
        break;
    case FOUND_FLATPAK:
        found->flatpak = true;
        break;
    case FOUND_UNREAD:
        found->doubtful = true;
        break;
    case FOUND_PLAIN:
        if (!found->program) {
            found->program = true;
            memcpy(found->program_path, path, strlen(path) + 1);
        }
        break;
    }
}

/* Every folder of PATH: a plain program behind a snap's is there as well. */
static void look_in_path(const char *name, struct found_browser *found)
{
    const char *at = secure_getenv("PATH");
    char path[PATHS_MAX];
    at = at && *at != '\0' ? at : USUAL_PATH;
    for (size_t len = strcspn(at, ":");; len = strcspn(at, ":")) {
        int written = snprintf(path, sizeof path, "%.*s/%s", (int)len, at, name);
        if (len < sizeof path && written > 0 && (size_t)written < sizeof path) {
            note_program(path, found);
        }
        if (at[len] == '\0') {
            break;
        }
        at += len + 1;
    }
}

static bool is_snap(const char *name, struct found_browser *found)
{
    static const char *const folders[] = {"/snap/bin", "/var/lib/snapd/snap/bin", "/snap"};
    char below_home[PATHS_MAX];
    char path[PATHS_MAX];
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        if (join(path, folders[i], name) && exists(path, found)) {
            return true;
        }
    }
    return found_place("%H/snap", below_home) == E_OK && join(path, below_home, name) &&
           exists(path, found);
}

/* ~/.var/app/ID stays when the Flatpak goes, so it tells nothing. */
static bool is_flatpak(const char *id, struct found_browser *found)
{
    char folder[PATHS_MAX];
    char path[PATHS_MAX];
    if (join(path, "/var/lib/flatpak/app", id) && exists(path, found)) {
        return true;
    }
    return join_home("XDG_DATA_HOME", "/.local/share", "flatpak/app", folder) &&
           join(path, folder, id) && exists(path, found);
}

void found_look(const struct browser *browser, struct found_browser *ret)
{
    *ret = (struct found_browser){.browser = browser};
    ret->profile = has_profile(browser, ret);
    for (size_t i = 0; i < BROWSER_PLACES; i++) {
        if (browser->programs[i]) {
            look_in_path(browser->programs[i], ret);
        }
        ret->snap = ret->snap || (browser->snaps[i] && is_snap(browser->snaps[i], ret));
        ret->flatpak =
            ret->flatpak || (browser->flatpaks[i] && is_flatpak(browser->flatpaks[i], ret));
    }
}

bool found_is_there(const struct found_browser *found)
{
    return found->program || (found->profile && !found->snap && !found->flatpak);
}

enum error found_host(char ret[PATHS_MAX])
{
    static const char *const places[] = {"../libexec/optwatch/" HOST, HOST};
    char self[PATHS_MAX];
    char path[PATHS_MAX];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = '\0';
    char *last = strrchr(self, '/');
    if (!last) {
        return E_HOST_PATH;
    }
    *last = '\0';
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (join(path, self, places[i]) && realpath(path, ret)) {
            return E_OK;
        }
    }
    return E_HOST_PATH;
}
