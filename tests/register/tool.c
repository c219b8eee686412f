/*
 * What the tests of tests/register compare the real browsers with.
 *
 *     manifest_tool chromium|firefox <FILE    the number and the words of what is wrong with it
 */
#include <stdio.h>
#include <string.h>

#include "wire/manifest.h"

int main(int argc, char **argv)
{
    char text[MANIFEST_MAX + 1];
    struct arena arena = {0};
    struct manifest manifest;
    if (argc != 2) {
        return 2;
    }
    enum family family = strcmp(argv[1], "firefox") == 0 ? FAMILY_FIREFOX : FAMILY_CHROMIUM;
    size_t len = fread(text, 1, sizeof text, stdin);
    if (manifest_read((struct view){text, len}, family, &arena, &manifest) != E_OK) {
        return 1;
    }
    printf("%d %s\n", (int)manifest.fault, manifest_fault_text(manifest.fault));
    arena_finish(&arena);
    return 0;
}
