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

static int compare_tags(const void *left, const void *right)
{
    const struct language_file *a = left;
    const struct language_file *b = right;
    return strcmp(string_at(a->root, "tag"), string_at(b->root, "tag"));
}

static bool find_english(struct model *model)
{
    for (size_t i = 0; i < model->language_count; i++) {
        json_t *root = model->languages[i].root;
        if (strcmp(string_at(root, "tag"), "en") == 0) {
            model->english = i;
            model->texts = json_object_get(root, "texts");
            return true;
        }
    }
    fputs("catalogue-compile: no language has the tag \"en\"\n", stderr);
    return false;
}

/* Reads every file, so that all bad syntax is said at once. */
static bool load_model(struct model *model, char **files, size_t count)
{
    model->kept = json_array();
    model->settings_file = files[0];
    model->settings = load_json(files[0], &model->faults);
    if (count - 1 > MODEL_LANGUAGES) {
        fprintf(stderr, "catalogue-compile: at most %d languages\n", MODEL_LANGUAGES);
        return false;
    }
    for (size_t i = 1; i < count; i++) {
        model->languages[i - 1].file = files[i];
        model->languages[i - 1].root = load_json(files[i], &model->faults);
        model->language_count++;
    }
    if (model->faults > 0) {
        return false;
    }
    qsort(model->languages, model->language_count, sizeof model->languages[0], compare_tags);
    return find_english(model);
}

static bool check_model(struct model *model)
{
    model_check_settings(model);
    for (size_t i = 0; i < model->language_count; i++) {
        model_check_language(model, i);
    }
    model_check_labels(model);
    model_take_terms(model);
    return model->faults == 0;
}

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

static void destroy_model(struct model *model)
{
    for (size_t i = 0; i < model->language_count; i++) {
        json_decref(model->languages[i].root);
    }
    json_decref(model->settings);
    json_decref(model->kept);
    free(model);
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
    bool good = load_model(model, argv + 3, (size_t)argc - 3) && check_model(model) &&
                write_file(argv[1], model, write_tables) &&
                write_file(argv[2], model, write_header);
    destroy_model(model);
    return good ? 0 : 1;
}
