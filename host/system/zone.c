#include "system/zone.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "system/paths.h"

#define LOCALTIME "/etc/localtime"
#define ZONEINFO  "/usr/share/zoneinfo"
#define MAGIC     "TZif"
#define MAGIC_LEN 4

static bool holds_zone(const char *path)
{
    char magic[MAGIC_LEN];
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    bool well = fd >= 0 && read(fd, magic, sizeof magic) == MAGIC_LEN &&
                memcmp(magic, MAGIC, MAGIC_LEN) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return well;
}

static bool is_file(const char *name)
{
    char path[PATHS_MAX];
    const char *folder = secure_getenv("TZDIR");
    if (name[0] == '/') {
        return holds_zone(name);
    }
    int len = snprintf(path, sizeof path, "%s/%s", folder && folder[0] ? folder : ZONEINFO, name);
    return len > 0 && (size_t)len < sizeof path && holds_zone(path);
}

/* The part before the offset of a rule such as "CET-1CEST,M3.5.0,M10.5.0/3" or "<+0330>-3:30". */
static const char *skip_abbreviation(const char *text)
{
    const char *at = text;
    if (*at == '<') {
        const char *end = strchr(at, '>');
        return end && end - at > 3 ? end + 1 : NULL;
    }
    while (isalpha((unsigned char)*at)) {
        at++;
    }
    return at - text >= 3 ? at : NULL;
}

static bool is_rule(const char *text)
{
    static const char rest[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                               "<>+-,./:";
    const char *at = skip_abbreviation(text);
    if (!at) {
        return false;
    }
    at += *at == '+' || *at == '-';
    return isdigit((unsigned char)*at) && at[strspn(at, rest)] == '\0';
}

static void read_tz(const char *tz, struct zone_found *ret)
{
    const char *name = tz[0] == ':' ? tz + 1 : tz;
    (void)snprintf(ret->name, sizeof ret->name, "%s", name);
    ret->from_tz = true;
    ret->state = name[0] == '\0'                  ? ZONE_UNSET
                 : is_file(name) || is_rule(name) ? ZONE_KNOWN
                                                  : ZONE_UNKNOWN;
}

/* The link's target names the zone; a copy has no name. */
static void read_localtime(struct zone_found *ret)
{
    char path[PATHS_MAX];
    ssize_t len = readlink(LOCALTIME, path, sizeof path - 1);
    if (len > 0) {
        path[len] = '\0';
        const char *at = strstr(path, "zoneinfo/");
        (void)snprintf(ret->name, sizeof ret->name, "%.*s", ZONE_NAME_MAX,
                       at ? at + strlen("zoneinfo/") : path);
    }
    if (len < 0 && errno == ENOENT) {
        ret->state = ZONE_UNSET;
    } else {
        ret->state = holds_zone(LOCALTIME) ? ZONE_KNOWN : ZONE_BROKEN;
    }
}

void zone_find(struct zone_found *ret)
{
    const char *tz = secure_getenv("TZ");
    *ret = (struct zone_found){.state = ZONE_UNSET};
    if (tz) {
        read_tz(tz, ret);
    } else {
        read_localtime(ret);
    }
}
