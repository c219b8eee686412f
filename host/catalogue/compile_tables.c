#include "catalogue/compile_model.h"

#include <string.h>

#include "catalogue/compile_json.h"

/* The text of the first seen item of this kind (NULL: any kind); NULL if there is none. */
static const char *first_text(const json_t *list, const char *key, const char *value, bool seen)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        if ((!key || strcmp(string_at(item, key), value) == 0) &&
            (!seen || strcmp(string_at(item, "strength"), "seen") == 0)) {
            return string_at(item, "text");
        }
    }
    return NULL;
}

/*
 * What we quote to the member as LinkedIn's: a wording seen in the language, else in English.
 * A weak wording is a translator's guess, and a name that is nowhere on the page misleads.
 */
static const char *quote(const json_t *list, const json_t *english, const char *key,
                         const char *value)
{
    const char *text = first_text(list, key, value, true);
    text = text ? text : first_text(english, key, value, true);
    return text ? text : first_text(english, key, value, false);
}

/* static const char *const NAME[] = {…}; and nothing for an empty list. */
static void write_list(FILE *out, const char *name, size_t index, const json_t *list,
                       const char *key)
{
    if (json_array_size(list) == 0) {
        return;
    }
    fprintf(out, "static const char *const %s_%zu[] = {\n", name, index);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        fputs("    ", out);
        write_string(out, key ? string_at(item, key) : json_string_value(item));
        fputs(",\n", out);
    }
    fputs("};\n", out);
}

/* How a list of an object is called in the object, in the tables, and its count there. */
struct list_name {
    const char *field, *count;
};

/* .FIELD = FIELD_index, .COUNT = n, or nothing for an empty list. */
static void write_use(FILE *out, struct list_name name, size_t index, const json_t *object)
{
    const json_t *list = json_object_get(object, name.field);
    if (json_array_size(list) > 0) {
        fprintf(out, "        .%s = %s_%zu,\n        .%s = %zu,\n", name.field, name.field, index,
                name.count, json_array_size(list));
    }
}

static void write_field(FILE *out, const char *field, const char *text)
{
    fprintf(out, "        .%s = ", field);
    write_string(out, text);
    fputs(",\n", out);
}

static void write_text_field(FILE *out, const json_t *object)
{
    fputs("        .text = ", out);
    write_text_name(out, string_at(object, "text"));
    fputs(",\n", out);
}

static void write_facts(FILE *out, size_t setting, const json_t *facts)
{
    static const char *const fields[] = {"id", "source", "as_of", "valid_from", "valid_until"};
    for (size_t i = 0; i < json_array_size(facts); i++) {
        const json_t *regions = json_object_get(json_array_get(facts, i), "regions");
        write_list(out, "regions", setting * 1000 + i, regions, NULL);
    }
    if (json_array_size(facts) == 0) {
        return;
    }
    fprintf(out, "static const struct fact facts_%zu[] = {\n", setting);
    for (size_t i = 0; i < json_array_size(facts); i++) {
        const json_t *fact = json_array_get(facts, i);
        fputs("    {\n", out);
        for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
            write_field(out, fields[f], string_at(fact, fields[f]));
        }
        write_text_field(out, fact);
        write_use(out, (struct list_name){"regions", "region_count"}, setting * 1000 + i, fact);
        fputs("    },\n", out);
    }
    fputs("};\n", out);
}

static void write_exit_rest(FILE *out, const json_t *exit, size_t index)
{
    const json_t *regions = json_object_get(exit, "regions");
    fprintf(out, "        .awaits_answer = %s,\n",
            json_is_true(json_object_get(exit, "awaits_answer")) ? "true" : "false");
    if (json_array_size(regions) > 0) {
        fprintf(out, "        .regions = exit_regions_%zu,\n        .region_count = %zu,\n", index,
                json_array_size(regions));
    }
}

static void write_exits(FILE *out, const struct model *model, size_t setting, const json_t *exits)
{
    for (size_t i = 0; i < json_array_size(exits); i++) {
        const json_t *regions = json_object_get(json_array_get(exits, i), "regions");
        write_list(out, "exit_regions", setting * 1000 + i, regions, NULL);
    }
    if (json_array_size(exits) == 0) {
        return;
    }
    fprintf(out, "static const struct exit exits_%zu[] = {\n", setting);
    for (size_t i = 0; i < json_array_size(exits); i++) {
        const json_t *exit = json_array_get(exits, i);
        size_t target;
        fputs("    {\n", out);
        write_field(out, "id", string_at(exit, "id"));
        write_text_field(out, exit);
        write_field(out, "open", string_at(exit, "open"));
        if (model_find_setting(model, string_at(exit, "setting"), &target)) {
            fprintf(out, "        .setting = %zu,\n", target);
        } else {
            fputs("        .setting = CATALOGUE_NONE,\n", out);
        }
        write_exit_rest(out, exit, setting * 1000 + i);
        fputs("    },\n", out);
    }
    fputs("};\n", out);
}

/* The switch is called by the setting's title where the name beside it is not known. */
static void write_setting_words(FILE *out, const struct model *model, size_t setting,
                                const char *slug)
{
    const json_t *english = model->languages[model->english].root;
    const json_t *theirs = json_object_get(json_object_get(english, "labels"), slug);
    fprintf(out, "static const struct setting_words words_%zu[] = {\n", setting);
    for (size_t i = 0; i < model->language_count; i++) {
        const json_t *root = model->languages[i].root;
        const json_t *labels = json_object_get(json_object_get(root, "labels"), slug);
        const char *title = quote(labels, theirs, "kind", "title");
        const char *toggle = quote(labels, theirs, "kind", "toggle");
        fprintf(out, "    [%zu] = {.title = ", i);
        write_string(out, title);
        fputs(", .toggle = ", out);
        write_string(out, toggle ? toggle : title);
        fputs("},\n", out);
    }
    fputs("};\n\n", out);
}

static void write_setting(FILE *out, size_t index, const json_t *setting)
{
    static const struct list_name lists[] = {
        {"keys", "key_count"},
        {"pages", "page_count"},
        {"wrong_pages", "wrong_page_count"},
        {"listed_on", "listed_on_count"},
        {"facts", "fact_count"},
        {"exits", "exit_count"},
    };
    fputs("    {\n", out);
    write_field(out, "slug", string_at(setting, "slug"));
    write_field(out, "url", string_at(setting, "url"));
    fprintf(out, "        .primary = %s,\n        .rules = %d,\n",
            json_is_true(json_object_get(setting, "primary")) ? "true" : "false",
            (int)json_integer_value(json_object_get(setting, "rules")));
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        write_use(out, lists[i], index, setting);
    }
    fprintf(out, "        .words = words_%zu,\n    },\n", index);
}

void write_settings(FILE *out, const struct model *model)
{
    const json_t *settings = model_settings(model);
    size_t count = json_array_size(settings);
    for (size_t i = 0; i < count; i++) {
        const json_t *setting = json_array_get(settings, i);
        write_list(out, "keys", i, json_object_get(setting, "keys"), "key");
        write_list(out, "pages", i, json_object_get(setting, "pages"), "path");
        write_list(out, "wrong_pages", i, json_object_get(setting, "wrong_pages"), "path");
        write_list(out, "listed_on", i, json_object_get(setting, "listed_on"), "path");
        write_facts(out, i, json_object_get(setting, "facts"));
        write_exits(out, model, i, json_object_get(setting, "exits"));
        write_setting_words(out, model, i, string_at(setting, "slug"));
    }
    fputs("const struct setting catalogue_settings[] = {\n", out);
    for (size_t i = 0; i < count; i++) {
        write_setting(out, i, json_array_get(settings, i));
    }
    fprintf(out, "};\nconst size_t catalogue_setting_count = %zu;\n\n", count);
}

static void write_texts(FILE *out, size_t index, json_t *texts)
{
    const char *id;
    json_t *text;
    if (json_object_size(texts) == 0) {
        fprintf(out, "static const char *const texts_%zu[TEXT_COUNT] = {NULL};\n\n", index);
        return;
    }
    fprintf(out, "static const char *const texts_%zu[TEXT_COUNT] = {\n", index);
    json_object_foreach(texts, id, text)
    {
        fputs("    [", out);
        write_text_name(out, id);
        fputs("] = ", out);
        write_string(out, json_string_value(text));
        fputs(",\n", out);
    }
    fputs("};\n\n", out);
}

static void write_language(FILE *out, const struct model *model, size_t index)
{
    static const char *const names[] = {"data_privacy", "settings_privacy"};
    static const char *const values[] = {"on", "off"};
    const json_t *root = model->languages[index].root;
    const json_t *english = model->languages[model->english].root;
    fputs("    {\n", out);
    write_field(out, "tag", string_at(root, "tag"));
    fprintf(out, "        .reviewed = %s,\n        .texts = texts_%zu,\n",
            json_is_true(json_object_get(root, "reviewed")) ? "true" : "false", index);
    write_use(out, (struct list_name){"aliases", "alias_count"}, index, root);
    for (size_t i = 0; i < 2; i++) {
        write_field(out, values[i],
                    quote(json_object_get(root, "words"), json_object_get(english, "words"),
                          "value", values[i]));
        write_field(
            out, names[i],
            quote(json_object_get(root, names[i]), json_object_get(english, names[i]), NULL, NULL));
    }
    fputs("    },\n", out);
}

void write_languages(FILE *out, const struct model *model)
{
    for (size_t i = 0; i < model->language_count; i++) {
        json_t *root = model->languages[i].root;
        write_list(out, "aliases", i, json_object_get(root, "aliases"), NULL);
        write_texts(out, i, json_object_get(root, "texts"));
    }
    fputs("const struct language catalogue_languages[] = {\n", out);
    for (size_t i = 0; i < model->language_count; i++) {
        write_language(out, model, i);
    }
    fprintf(out, "};\nconst size_t catalogue_language_count = %zu;\n\n", model->language_count);
}
