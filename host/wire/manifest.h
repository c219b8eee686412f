/*
 * manifest: the file by which a browser finds the host: made for one family, and read as a browser
 * of that family reads it.
 *
 * In      a family, the host's path; the text of a file
 * Out     the bytes of manifest/FAMILY.json.in, filled; what is wrong with a file, first thing
 * first Units   bytes Limits  MANIFEST_MAX bytes of a file Errors  E_HOST_PATH, E_LIMIT Source
 * Chromium's native_messaging_host_manifest.cc, Firefox's NativeManifests.sys.mjs; each fault was
 * shown to the real browsers (tests/register/browsers.test.mjs)
 */
#ifndef OPTWATCH_WIRE_MANIFEST_H
#define OPTWATCH_WIRE_MANIFEST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "core/page.h"

#define MANIFEST_MAX ((size_t)32 * 1024)

/* Its name in a browser's folder of manifests, and the host's own. */
#define MANIFEST_FILE "optwatch.json"
#define MANIFEST_HOST "optwatch-host"

/* In the order in which they are looked for. */
enum manifest_fault {
    MANIFEST_SOUND,
    MANIFEST_NOT_JSON,
    MANIFEST_NOT_OBJECT,
    MANIFEST_UNKNOWN_KEY, /* Firefox: a key that is none of its five */
    MANIFEST_NAME,        /* missing, or not the one that the extension asks for */
    MANIFEST_DESCRIPTION, /* missing or no text */
    MANIFEST_TYPE,        /* missing, or not stdio */
    MANIFEST_NO_PATH,
    MANIFEST_RELATIVE_PATH,
    MANIFEST_ENTRY,     /* an entry of the list that has no valid form spoils all of it */
    MANIFEST_NOT_LISTED /* Optwatch's extension is not in the list, or there is none */
};

struct manifest {
    enum manifest_fault fault;
    const char *key;   /* of MANIFEST_UNKNOWN_KEY, else NULL; in the arena, as are all texts */
    const char *path;  /* NULL where there is none */
    const char *entry; /* of MANIFEST_ENTRY; of MANIFEST_NOT_LISTED the first one; else NULL */
    bool ours; /* may be replaced and removed: it has our name and leads to a host of ours */
};

/* E_HOST_PATH for a path that is not absolute, or not of ASCII that can be printed. */
enum error manifest_encode(enum family family, const char *host_path,
                           struct buffer *buffer) MUST_CHECK;

/* E_LIMIT where text, or what is told of it, is too long. */
enum error manifest_read(struct view text, enum family family, struct arena *arena,
                         struct manifest *ret) MUST_CHECK;

/* What is wrong, such as "the description is missing"; "" for MANIFEST_SOUND. Borrowed for ever. */
const char *manifest_fault_text(enum manifest_fault fault);

/* The one entry that lets Optwatch's extension start the host: an origin or an id. Borrowed for
 * ever. */
const char *manifest_entry(enum family family);

#endif
