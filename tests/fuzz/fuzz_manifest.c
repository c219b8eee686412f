/*
 * Any file that lies where a browser looks for our manifest: reading it ends, and what is told of it
 * is true of it.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "wire/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void read_as(enum family family, struct view text)
{
    struct arena arena = {0};
    struct manifest manifest = {.fault = MANIFEST_NOT_JSON};
    if (manifest_read(text, family, &arena, &manifest) == E_OK) {
        expect(!manifest.key == (manifest.fault != MANIFEST_UNKNOWN_KEY));
        expect(!manifest.ours || manifest.path);
        expect(manifest.fault != MANIFEST_SOUND || manifest.path[0] == '/');
        expect((*manifest_fault_text(manifest.fault) == '\0') == (manifest.fault == MANIFEST_SOUND));
    }
    arena_finish(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view text = {(const char *)data, size};
    read_as(FAMILY_CHROMIUM, text);
    read_as(FAMILY_FIREFOX, text);
    return 0;
}
