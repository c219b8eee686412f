/*
 * catalogue-compile OUT_C OUT_H SETTINGS LANGUAGE…
 *
 * Turns the catalogue's JSON into const C tables, or says on stderr what is wrong with it and
 * leaves no output behind. Nothing of this runs on a member's machine.
 */
#include <stdlib.h>
#include <string.h>

#include "catalogue/compile_json.h"
#include "catalogue/compile_model.h"

static bool write_file(const char *path, const struct model *model,
                       void (*write)(FILE *out, const struct model *model))
{
    FILE *out = fopen(path, "we");
    if (!out) {
        perror(path);
        return false;
    }
    write(out, model);
    bool good = !ferror(out);
    good = fclose(out) == 0 && good;
    if (!good) {
        fprintf(stderr, "%s: cannot be written\n", path);
        remove(path);
    }
    return good;
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fputs("usage: catalogue-compile OUT_C OUT_H SETTINGS LANGUAGE...\n", stderr);
        return 2;
    }
    struct model *model = calloc(1, sizeof *model);
    if (!model) {
        abort();
    }
    bool good = model_load(model, argv + 3, (size_t)argc - 3) && model_check(model) &&
                write_file(argv[1], model, write_tables) &&
                write_file(argv[2], model, write_header);
    model_destroy(model);
    return good ? 0 : 1;
}
