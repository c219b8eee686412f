#include "catalogue/compile_model.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "catalogue/compile_json.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

const char *model_keep(struct model *model, const char *text)
{
    json_t *copy = json_string(text);
    if (!copy || json_array_append_new(model->kept, copy) != 0) {
        abort();
    }
    return json_string_value(copy);
}

static size_t language_of(const struct place *at, const struct model *model)
{
    size_t i = 0;
    while (i < model->language_count && strcmp(model->languages[i].file, at->file) != 0) {
        i++;
    }
    return i;
}

static void check_tag(const struct place *at, json_t *value, struct model *model)
{
    check_text(at, value, model);
    const char *tag = json_string_value(value);
    if (tag &&
        (strlen(tag) > 35 || strspn(tag, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(tag))) {
        place_fault(at, "must be a tag in lower case, such as pt-br");
        return;
    }
    size_t uses = 0;
    for (size_t i = 0; tag && i < model->language_count; i++) {
        const json_t *root = model->languages[i].root;
        uses += strcmp(string_at(root, "tag"), tag) == 0;
        uses += list_holds(json_object_get(root, "aliases"), NULL, tag);
    }
    if (uses > 1) {
        place_fault(at, "tag \"%s\" is used more than once", tag);
    }
}

static void check_aliases(const struct place *at, json_t *value, struct model *model)
{
    check_list(at, value, model, check_tag);
}

static void check_strength(const struct place *at, json_t *value, struct model *model)
{
    (void)model;
    const char *strength = json_string_value(value);
    if (!strength || (strcmp(strength, "seen") != 0 && strcmp(strength, "weak") != 0)) {
        place_fault(at, "must be seen or weak");
    }
}

static void check_kind(const struct place *at, json_t *value, struct model *model)
{
    (void)model;
    const char *kind = json_string_value(value);
    if (!kind ||
        (strcmp(kind, "title") != 0 && strcmp(kind, "toggle") != 0 && strcmp(kind, "not") != 0)) {
        place_fault(at, "must be title, toggle or not");
    }
}

static void check_value(const struct place *at, json_t *value, struct model *model)
{
    (void)model;
    const char *word = json_string_value(value);
    if (!word || (strcmp(word, "on") != 0 && strcmp(word, "off") != 0)) {
        place_fault(at, "must be on or off");
    }
}

/* The folded text of an item, kept; NULL after a complaint. */
static const char *fold_item(const struct place *at, const json_t *item, struct model *model)
{
    char folded[TEXT_MAX];
    size_t len;
    if (!text_fold(view_of(string_at(item, "text")), folded, sizeof folded, &len) || len == 0) {
        place_fault(at, "its text folds to nothing");
        return NULL;
    }
    return model_keep(model, folded);
}

static void check_label(const struct place *at, json_t *value, struct model *model)
{
    static const struct field fields[] = {
        {"text", check_text},
        {"kind", check_kind},
        {"strength", check_strength},
        {"source", check_text},
    };
    check_object(at, value, model, fields, COUNT(fields));
    size_t setting;
    const char *folded = fold_item(at, value, model);
    if (!folded || !model_find_setting(model, at->up->key, &setting)) {
        return;
    }
    if (model->label_count == MODEL_LABELS) {
        place_fault(at, "at most %d labels", MODEL_LABELS);
        return;
    }
    char path[PLACE_MAX];
    place_print(at, path, sizeof path);
    model->labels[model->label_count++] = (struct label_entry){
        .folded = folded,
        .place = model_keep(model, path),
        .kind = string_at(value, "kind"),
        .seen = strcmp(string_at(value, "strength"), "seen") == 0,
        .setting = setting,
        .language = language_of(at, model),
    };
}

static void check_word(const struct place *at, json_t *value, struct model *model)
{
    static const struct field fields[] = {
        {"text", check_text},
        {"value", check_value},
        {"strength", check_strength},
        {"source", check_text},
    };
    check_object(at, value, model, fields, COUNT(fields));
    const char *folded = fold_item(at, value, model);
    if (!folded) {
        return;
    }
    if (model->word_count == MODEL_WORDS) {
        place_fault(at, "at most %d words", MODEL_WORDS);
        return;
    }
    size_t language = language_of(at, model);
    for (size_t i = 0; i < model->word_count; i++) {
        if (model->words[i].language == language && strcmp(model->words[i].folded, folded) == 0) {
            place_fault(at, "the same word is there twice");
            return;
        }
    }
    model->words[model->word_count++] = (struct word_entry){
        .folded = folded,
        .on = strcmp(string_at(value, "value"), "on") == 0,
        .seen = strcmp(string_at(value, "strength"), "seen") == 0,
        .language = language,
    };
}

static void check_labels(const struct place *at, json_t *value, struct model *model)
{
    const char *slug;
    const char *before = NULL;
    json_t *list;
    if (!json_is_object(value)) {
        place_fault(at, "must be an object");
        return;
    }
    json_object_foreach(value, slug, list)
    {
        size_t setting;
        struct place here = place_key(at, slug);
        if (!model_find_setting(model, slug, &setting)) {
            place_fault(&here, "unknown setting");
        }
        check_order(&here, before, slug);
        check_list(&here, list, model, check_label);
        before = slug;
    }
}

static void check_words(const struct place *at, json_t *value, struct model *model)
{
    check_list(at, value, model, check_word);
}

static void check_name(const struct place *at, json_t *value, struct model *model)
{
    static const struct field fields[] = {
        {"text", check_text}, {"strength", check_strength}, {"source", check_text}};
    check_object(at, value, model, fields, COUNT(fields));
}

static void check_names(const struct place *at, json_t *value, struct model *model)
{
    check_list(at, value, model, check_name);
}

/* Every sentence can fall back to English, so English must be whole. */
static void check_english(const struct place *at, const struct model *model)
{
    const json_t *root = model->languages[model->english].root;
    const json_t *settings = model_settings(model);
    for (size_t i = 0; i < json_array_size(settings); i++) {
        const char *slug = string_at(json_array_get(settings, i), "slug");
        const json_t *labels = json_object_get(json_object_get(root, "labels"), slug);
        if (!list_holds(labels, "kind", "title")) {
            place_fault(at, "English has no title for %s", slug);
        }
    }
    const json_t *words = json_object_get(root, "words");
    if (!list_holds(words, "value", "on") || !list_holds(words, "value", "off") ||
        json_array_size(json_object_get(root, "data_privacy")) == 0 ||
        json_array_size(json_object_get(root, "settings_privacy")) == 0 ||
        json_object_size(model->texts) == 0) {
        place_fault(at, "English must have On and Off, both menu names and all texts");
    }
}

void model_check_language(struct model *model, size_t language)
{
    static const struct field fields[] = {
        {"$schema", check_text},       {"tag", check_tag},
        {"aliases", check_aliases},    {"reviewed", check_flag},
        {"labels", check_labels},      {"words", check_words},
        {"data_privacy", check_names}, {"settings_privacy", check_names},
        {"texts", model_check_texts},
    };
    struct place root = {.file = model->languages[language].file, .faults = &model->faults};
    check_object(&root, model->languages[language].root, model, fields, COUNT(fields));
    if (language == model->english) {
        check_english(&root, model);
    }
}
