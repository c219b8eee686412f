#include "catalogue/compile_model.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "catalogue/compile_json.h"

static void take_word(struct model *model, struct view word)
{
    char folded[TEXT_MAX];
    size_t len = 0;
    if (!text_fold(word, folded, sizeof folded, &len) || len == 0) {
        return;
    }
    if (model->term_count == MODEL_TERMS) {
        fprintf(stderr, "catalogue-compile: at most %d different words\n", MODEL_TERMS);
        model->faults++;
        return;
    }
    model->terms[model->term_count++] = model_keep(model, folded);
}

static void take_text(struct model *model, const char *text)
{
    struct view word;
    size_t at = 0;
    while (text_next_word(view_of(text), &at, &word)) {
        take_word(model, word);
    }
}

static void take_list(struct model *model, const json_t *list, const char *key)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        take_text(model, string_at(json_array_get(list, i), key));
    }
}

static void take_settings(struct model *model)
{
    static const char *const lists[] = {"pages", "wrong_pages", "listed_on"};
    const json_t *settings = model_settings(model);
    for (size_t i = 0; i < json_array_size(settings); i++) {
        const json_t *setting = json_array_get(settings, i);
        take_list(model, json_object_get(setting, "keys"), "key");
        for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
            take_list(model, json_object_get(setting, lists[l]), "path");
        }
    }
    take_list(model, json_object_get(model->settings, "walls"), "path");
}

static int compare_terms(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void drop_twins(struct model *model)
{
    size_t kept = 0;
    for (size_t i = 0; i < model->term_count; i++) {
        if (kept == 0 || strcmp(model->terms[kept - 1], model->terms[i]) != 0) {
            model->terms[kept++] = model->terms[i];
        }
    }
    model->term_count = kept;
}

void model_take_terms(struct model *model)
{
    for (size_t i = 0; i < model->label_count; i++) {
        take_text(model, model->labels[i].folded);
    }
    for (size_t i = 0; i < model->word_count; i++) {
        take_text(model, model->words[i].folded);
    }
    take_settings(model);
    qsort(model->terms, model->term_count, sizeof model->terms[0], compare_terms);
    drop_twins(model);
}

void write_terms(FILE *out, const struct model *model)
{
    fputs("\nconst char *const catalogue_terms[] = {\n", out);
    for (size_t i = 0; i < model->term_count; i++) {
        fputs("    ", out);
        write_string(out, model->terms[i]);
        fputs(",\n", out);
    }
    fprintf(out, "};\nconst size_t catalogue_term_count = %zu;\n", model->term_count);
}
