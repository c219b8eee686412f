#include "catalogue/compile_model.h"

#include <stdlib.h>
#include <string.h>

#include "catalogue/compile_json.h"

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
bool model_load(struct model *model, char **files, size_t count)
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

bool model_check(struct model *model)
{
    model_check_settings(model);
    for (size_t i = 0; i < model->language_count; i++) {
        model_check_language(model, i);
    }
    model_check_labels(model);
    model_take_terms(model);
    return model->faults == 0;
}

void model_destroy(struct model *model)
{
    for (size_t i = 0; i < model->language_count; i++) {
        json_decref(model->languages[i].root);
    }
    json_decref(model->settings);
    json_decref(model->kept);
    free(model);
}
