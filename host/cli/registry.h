/*
 * registry: the manifests by which browsers find the host, put where each browser looks, or taken
 * away from there.
 *
 * In      which browsers, for whom, the host's path
 * Out     a line for each manifest: where, and what became of it
 * Units   bytes
 * Limits  REGISTRY_MAX lines
 * Errors  the first line's that has one; E_NO_BROWSER where nothing could be registered
 * Source  host/README.md, "Registering"
 */
#ifndef OPTWATCH_CLI_REGISTRY_H
#define OPTWATCH_CLI_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "desktop/browsers.h"
#include "desktop/found.h"

#define REGISTRY_MAX 96

struct registry_choice {
    const struct browser *browser; /* NULL = each that is found */
    const char *dir;               /* that folder instead, for a browser of family */
    enum family family;
    bool user;   /* also where a manifest for everybody leads to the same host */
    bool system; /* the system's folders */
    bool dry;    /* nothing is written or removed */
    const char *host;
};

enum registry_state {
    REGISTRY_WRITTEN,
    REGISTRY_UNCHANGED, /* it was so already */
    REGISTRY_REMOVED,
    REGISTRY_ABSENT,
    REGISTRY_UNSUPPORTED, /* the browser cannot start a host: nothing is written */
    REGISTRY_ERROR
};

struct registry_line {
    const struct browser *browser; /* NULL of a folder that was named */
    enum family family;
    enum found_package package;
    enum registry_state state;
    enum error error;
    const char *path;             /* "" where there is none */
    const struct browser *shared; /* left, since that browser reads the same file */
    bool for_all;                 /* a manifest for everybody serves already */
    bool missing;                 /* the browser was named, and not found */
    struct view bytes;            /* of a manifest */
};

struct registry {
    struct arena *arena;
    struct registry_line list[REGISTRY_MAX];
    size_t count;
};

/* The lines' texts are in the arena. */
enum error registry_add(const struct registry_choice *choice, struct registry *registry) MUST_CHECK;

/* Of every browser of the table, there or not; choice's host is not needed. */
enum error registry_remove(const struct registry_choice *choice,
                           struct registry *registry) MUST_CHECK;

#endif
