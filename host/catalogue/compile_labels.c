#include "catalogue/compile_model.h"

#include <stdlib.h>
#include <string.h>

#include "catalogue/compile_json.h"

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_labels(const void *left, const void *right)
{
    const struct label_entry *a = left;
    const struct label_entry *b = right;
    int order = strcmp(a->folded, b->folded);
    order = order != 0 ? order : compare_sizes(a->language, b->language);
    order = order != 0 ? order : compare_sizes(a->setting, b->setting);
    return order != 0 ? order : strcmp(a->kind, b->kind);
}

static int compare_words(const void *left, const void *right)
{
    const struct word_entry *a = left;
    const struct word_entry *b = right;
    int order = strcmp(a->folded, b->folded);
    return order != 0 ? order : compare_sizes(a->language, b->language);
}

/* What two labels of one language and one folded text have against each other; NULL if nothing. */
static const char *quarrel(const struct label_entry *a, const struct label_entry *b)
{
    bool same_kind = strcmp(a->kind, b->kind) == 0;
    bool one_not = (strcmp(a->kind, "not") == 0) != (strcmp(b->kind, "not") == 0);
    if (a->setting == b->setting && same_kind) {
        return "is there twice";
    }
    if (a->setting == b->setting && one_not) {
        return "both is and must not be this setting";
    }
    if (a->setting != b->setting && same_kind && (a->seen || b->seen) &&
        strcmp(a->kind, "not") != 0) {
        return "is a label of another setting too";
    }
    return NULL;
}

/* Both are said, since either may be the mistaken one. */
static void compare_pair(struct model *model, const struct label_entry *a,
                         const struct label_entry *b)
{
    const char *words = quarrel(a, b);
    if (words) {
        struct place root = {.file = model->languages[b->language].file, .faults = &model->faults};
        struct place here = place_key(&root, b->place);
        place_fault(&here, "\"%s\" %s (see %s)", b->folded, words, a->place);
    }
}

void model_check_labels(struct model *model)
{
    qsort(model->labels, model->label_count, sizeof model->labels[0], compare_labels);
    qsort(model->words, model->word_count, sizeof model->words[0], compare_words);
    for (size_t i = 0; i < model->label_count; i++) {
        for (size_t j = i + 1; j < model->label_count; j++) {
            const struct label_entry *a = &model->labels[i];
            const struct label_entry *b = &model->labels[j];
            if (strcmp(a->folded, b->folded) != 0 || a->language != b->language) {
                break;
            }
            compare_pair(model, a, b);
        }
    }
}
