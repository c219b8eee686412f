#include "catalogue/compile_model.h"

#include <stdio.h>
#include <string.h>

#include "catalogue/compile_json.h"

#define ORIGIN       "https://www.linkedin.com"
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

json_t *model_settings(const struct model *model)
{
    return json_object_get(model->settings, "settings");
}

bool model_find_setting(const struct model *model, const char *slug, size_t *ret_index)
{
    const json_t *settings = model_settings(model);
    for (size_t i = 0; i < json_array_size(settings); i++) {
        if (strcmp(string_at(json_array_get(settings, i), "slug"), slug) == 0) {
            *ret_index = i;
            return true;
        }
    }
    return false;
}

static void check_id(const struct place *at, json_t *value, struct model *model)
{
    check_text(at, value, model);
    const char *id = json_string_value(value);
    if (id && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(id)) {
        place_fault(at, "\"%s\" may hold only a-z, 0-9 and -", id);
    }
}

static void check_slug(const struct place *at, json_t *value, struct model *model)
{
    size_t index;
    const char *slug = json_string_value(value);
    if (!slug || !model_find_setting(model, slug, &index)) {
        place_fault(at, "unknown setting");
    }
}

static void check_slug_or_null(const struct place *at, json_t *value, struct model *model)
{
    if (!json_is_null(value)) {
        check_slug(at, value, model);
    }
}

static void check_region(const struct place *at, json_t *value, struct model *model)
{
    const char *region = json_string_value(value);
    if (!region || !list_holds(json_object_get(model->settings, "regions"), NULL, region)) {
        place_fault(at, "unknown region");
    }
}

static void check_sorted_texts(const struct place *at, json_t *value, struct model *model)
{
    check_list(at, value, model, check_id);
    for (size_t i = 1; i < json_array_size(value); i++) {
        check_order(at, json_string_value(json_array_get(value, i - 1)),
                    json_string_value(json_array_get(value, i)));
    }
}

static void check_regions(const struct place *at, json_t *value, struct model *model)
{
    check_sorted_texts(at, value, model);
    check_list(at, value, model, check_region);
}

static void check_address(const struct place *at, json_t *value, struct model *model)
{
    check_text(at, value, model);
    const char *address = json_string_value(value);
    if (address && strncmp(address, ORIGIN "/", strlen(ORIGIN "/")) != 0) {
        place_fault(at, "must begin with " ORIGIN "/");
    }
}

static void check_link(const struct place *at, json_t *value, struct model *model)
{
    check_text(at, value, model);
    const char *link = json_string_value(value);
    if (link && (strncmp(link, "https://", strlen("https://")) != 0 || strchr(link, ' '))) {
        place_fault(at, "must begin with https:// and hold no space");
    }
}

static void check_wall_path(const struct place *at, json_t *value, struct model *model)
{
    check_text(at, value, model);
    const char *path = json_string_value(value);
    if (path && (path[0] != '/' || strpbrk(path, "?# "))) {
        place_fault(at, "must be a path: no address, query or fragment");
    }
}

static void check_path(const struct place *at, json_t *value, struct model *model)
{
    check_wall_path(at, value, model);
    const char *path = json_string_value(value);
    if (path && path[0] != '\0' && path[strlen(path) - 1] == '/') {
        place_fault(at, "must not end in a slash");
    }
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int two(const char *digits)
{
    return (digits[0] - '0') * 10 + (digits[1] - '0');
}

static bool is_date(const char *text)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    static const char form[] = "0000-00-00";
    for (size_t i = 0; i < sizeof form; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == '0' ? !digit : text[i] != form[i]) {
            return false;
        }
    }
    int year = two(text) * 100 + two(text + 2);
    int month = two(text + 5);
    int day = two(text + 8);
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (month == 2 && is_leap(year));
}

static void check_date(const struct place *at, json_t *value, struct model *model)
{
    (void)model;
    const char *date = json_string_value(value);
    if (!date || !is_date(date)) {
        place_fault(at, "must be a date such as 2025-11-03");
    }
}

static void check_bound(const struct place *at, json_t *value, struct model *model)
{
    const char *date = json_string_value(value);
    if (!date || date[0] != '\0') {
        check_date(at, value, model);
    }
}

/* A fact's or exit's text id is its own id behind a prefix, and English must have it. */
static void check_text_id(const struct place *at, const json_t *object, const char *prefix,
                          const struct model *model)
{
    char expected[128];
    const char *text = string_at(object, "text");
    snprintf(expected, sizeof expected, "%s.%s", prefix, string_at(object, "id"));
    if (strcmp(text, expected) != 0) {
        place_fault(at, "text must be \"%s\"", expected);
    } else if (!json_object_get(model->texts, text)) {
        place_fault(at, "English has no text \"%s\"", text);
    }
}

static void check_fact(const struct place *at, json_t *value, struct model *model)
{
    static const struct field fields[] = {
        {"id", check_id},           {"text", check_text},        {"source", check_text},
        {"as_of", check_date},      {"valid_from", check_bound}, {"valid_until", check_bound},
        {"regions", check_regions},
    };
    check_object(at, value, model, fields, COUNT(fields));
    check_text_id(at, value, "fact", model);
    const char *from = string_at(value, "valid_from");
    const char *until = string_at(value, "valid_until");
    if (from[0] != '\0' && until[0] != '\0' && strcmp(from, until) > 0) {
        place_fault(at, "ends before it begins");
    }
}

static void check_exit(const struct place *at, json_t *value, struct model *model)
{
    static const struct field fields[] = {
        {"id", check_id},
        {"text", check_text},
        {"open", check_link},
        {"setting", check_slug_or_null},
        {"awaits_answer", check_flag},
        {"regions", check_regions},
        {"source", check_text},
    };
    check_object(at, value, model, fields, COUNT(fields));
    check_text_id(at, value, "exit", model);
    const char *slug = json_string_value(json_object_get(value, "setting"));
    if (slug) {
        check_address(at, json_object_get(value, "open"), model);
    }
}

static void check_key_item(const struct place *at, json_t *value, struct model *model)
{
    static const struct field fields[] = {{"key", check_text}, {"source", check_text}};
    check_object(at, value, model, fields, COUNT(fields));
}

static void check_path_item(const struct place *at, json_t *value, struct model *model)
{
    static const struct field fields[] = {{"path", check_path}, {"source", check_text}};
    check_object(at, value, model, fields, COUNT(fields));
}

static void check_wall_item(const struct place *at, json_t *value, struct model *model)
{
    static const struct field fields[] = {{"path", check_wall_path}, {"source", check_text}};
    check_object(at, value, model, fields, COUNT(fields));
}

static void check_state(const struct place *at, json_t *value, struct model *model)
{
    check_text(at, value, model);
    const char *state = json_string_value(value);
    if (state && strcmp(state, "on") != 0 && strcmp(state, "off") != 0 &&
        strcmp(state, "unknown") != 0) {
        place_fault(at, "must be on, off or unknown");
    }
}

static void check_default(const struct place *at, json_t *value, struct model *model)
{
    static const struct field fields[] = {{"state", check_state}, {"source", check_text}};
    check_object(at, value, model, fields, COUNT(fields));
}

/* No two items of a list may have the same string under key. */
static void check_unique(const struct place *at, const json_t *list, const char *key)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *text = string_at(json_array_get(list, i), key);
        for (size_t j = 0; j < i; j++) {
            if (strcmp(text, string_at(json_array_get(list, j), key)) == 0) {
                struct place here = place_item(at, i);
                place_fault(&here, "\"%s\" is there twice", text);
            }
        }
    }
}

static void check_keys(const struct place *at, json_t *value, struct model *model)
{
    check_list(at, value, model, check_key_item);
    check_unique(at, value, "key");
}

static void check_paths(const struct place *at, json_t *value, struct model *model)
{
    check_list(at, value, model, check_path_item);
    check_unique(at, value, "path");
}

static void check_facts(const struct place *at, json_t *value, struct model *model)
{
    check_list(at, value, model, check_fact);
    check_unique(at, value, "id");
}

static void check_exits(const struct place *at, json_t *value, struct model *model)
{
    check_list(at, value, model, check_exit);
    if (json_array_size(value) > MODEL_EXITS) {
        place_fault(at, "at most %d exits", MODEL_EXITS);
    }
    check_unique(at, value, "id");
}

static void check_related(const struct place *at, json_t *value, struct model *model)
{
    check_list(at, value, model, check_slug);
}

static void check_setting(const struct place *at, json_t *value, struct model *model)
{
    static const struct field fields[] = {
        {"slug", check_id},         {"url", check_address},       {"primary", check_flag},
        {"rules", check_positive},  {"default", check_default},   {"keys", check_keys},
        {"pages", check_paths},     {"wrong_pages", check_paths}, {"listed_on", check_paths},
        {"related", check_related}, {"facts", check_facts},       {"exits", check_exits},
    };
    check_object(at, value, model, fields, COUNT(fields));
    const char *url = string_at(value, "url");
    if (strncmp(url, ORIGIN, strlen(ORIGIN)) == 0 &&
        !list_holds(json_object_get(value, "pages"), "path", url + strlen(ORIGIN))) {
        place_fault(at, "url is none of its pages");
    }
}

/* A key names one control, so it may belong to one setting only. */
static void check_shared(const struct place *at, const json_t *settings, size_t index)
{
    const json_t *mine = json_array_get(settings, index);
    for (size_t i = 0; i < json_array_size(settings); i++) {
        const json_t *other = json_array_get(settings, i);
        const json_t *keys = json_object_get(mine, "keys");
        for (size_t k = 0; i < index && k < json_array_size(keys); k++) {
            const char *key = string_at(json_array_get(keys, k), "key");
            if (list_holds(json_object_get(other, "keys"), "key", key)) {
                place_fault(at, "key \"%s\" is another setting's too", key);
            }
        }
        const json_t *wrong = json_object_get(mine, "wrong_pages");
        for (size_t k = 0; k < json_array_size(wrong); k++) {
            const char *path = string_at(json_array_get(wrong, k), "path");
            if (list_holds(json_object_get(other, "pages"), "path", path)) {
                place_fault(at, "wrong page %s is the page of a setting", path);
            }
        }
    }
}

static void check_settings(const struct place *at, json_t *value, struct model *model)
{
    size_t primary_count = 0;
    const char *before = NULL;
    if (json_array_size(value) > MODEL_SETTINGS) {
        place_fault(at, "at most %d settings", MODEL_SETTINGS);
        return;
    }
    check_list(at, value, model, check_setting);
    for (size_t i = 0; i < json_array_size(value); i++) {
        struct place here = place_item(at, i);
        const json_t *setting = json_array_get(value, i);
        check_order(&here, before, string_at(setting, "slug"));
        check_shared(&here, value, i);
        before = string_at(setting, "slug");
        primary_count += json_is_true(json_object_get(setting, "primary"));
    }
    if (primary_count != 1) {
        place_fault(at, "one setting must be primary, not %zu", primary_count);
    }
}

static void check_walls(const struct place *at, json_t *value, struct model *model)
{
    check_list(at, value, model, check_wall_item);
    for (size_t i = 1; i < json_array_size(value); i++) {
        check_order(at, string_at(json_array_get(value, i - 1), "path"),
                    string_at(json_array_get(value, i), "path"));
    }
}

void model_check_settings(struct model *model)
{
    static const struct field fields[] = {
        {"$schema", check_text}, {"version", check_positive},  {"regions", check_sorted_texts},
        {"walls", check_walls},  {"settings", check_settings},
    };
    struct place root = {.file = model->settings_file, .faults = &model->faults};
    check_object(&root, model->settings, model, fields, COUNT(fields));
}
