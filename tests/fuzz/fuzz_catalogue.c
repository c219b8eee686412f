/*
 * Any bytes as a language of the catalogue, or in place of its settings: the compiler says what is
 * wrong, or writes tables.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "catalogue/compile_model.h"

#define PATH_BYTES 64
#define SETTINGS   CATALOGUE_FOLDER "/settings.json"
#define ENGLISH    CATALOGUE_FOLDER "/languages/en.json"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compile(char **files, size_t count, FILE *nowhere)
{
    struct model *model = calloc(1, sizeof *model);
    if (!model) {
        abort();
    }
    if (model_load(model, files, count) && model_check(model)) {
        write_tables(nowhere, model);
        write_header(nowhere, model);
        if (ferror(nowhere)) {
            abort();
        }
    }
    model_destroy(model);
}

/* The first byte says in whose place the others stand. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static FILE *nowhere;
    char settings[] = SETTINGS;
    char english[] = ENGLISH;
    char given[PATH_BYTES];
    if (!nowhere) {
        nowhere = fopen("/dev/null", "we");
        if (!nowhere) {
            abort();
        }
    }
    int fd = memfd_create("catalogue", MFD_CLOEXEC);
    if (size == 0 || fd < 0 || write(fd, data + 1, size - 1) != (ssize_t)(size - 1)) {
        close(fd);
        return 0;
    }
    (void)snprintf(given, sizeof given, "/proc/self/fd/%d", fd);
    char *language[] = {settings, english, given};
    char *whole[] = {given, english};
    compile(data[0] % 2 ? language : whole, data[0] % 2 ? 3 : 2, nowhere);
    close(fd);
    return 0;
}
