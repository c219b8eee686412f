#include "catalogue/compile_model.h"

#include <string.h>

#include "catalogue/compile_json.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* The placeholders of a text, one bit each. Complains of what is none. */
static unsigned placeholders_of(const struct place *at, const char *text)
{
    static const char *const names[] = {"title",        "toggle",           "on",   "off", "count",
                                        "data_privacy", "settings_privacy", "date", "url"};
    unsigned found = 0;
    for (const char *c = strpbrk(text, "{}"); c; c = strpbrk(c + 1, "{}")) {
        size_t len = strcspn(c + 1, "{}");
        unsigned bit = 0;
        for (size_t i = 0; i < COUNT(names); i++) {
            if (strlen(names[i]) == len && strncmp(names[i], c + 1, len) == 0) {
                bit = 1U << i;
            }
        }
        if (*c == '}' || c[1 + len] != '}' || bit == 0) {
            place_fault(at, "unknown placeholder at \"%s\"", c);
            return found;
        }
        found |= bit;
        c += len + 1;
    }
    return found;
}

/* Facts and exits of settings.json are the only ones that may have a text. */
static bool is_used(const struct model *model, const char *id)
{
    if (strncmp(id, "fact.", 5) != 0 && strncmp(id, "exit.", 5) != 0) {
        return true;
    }
    const json_t *settings = model_settings(model);
    for (size_t i = 0; i < json_array_size(settings); i++) {
        const json_t *setting = json_array_get(settings, i);
        if (list_holds(json_object_get(setting, "facts"), "text", id) ||
            list_holds(json_object_get(setting, "exits"), "text", id)) {
            return true;
        }
    }
    return false;
}

static void check_one_text(const struct place *at, json_t *value, struct model *model)
{
    check_text(at, value, model);
    const char *text = json_string_value(value);
    const char *english = string_at(model->texts, at->key);
    if (english[0] == '\0') {
        place_fault(at, "unknown text id");
    } else if (!is_used(model, at->key)) {
        place_fault(at, "no fact or exit uses it");
    } else if (text) {
        /* English has its own complaints when its own file is checked. */
        size_t ignored = 0;
        struct place quiet = *at;
        quiet.faults = &ignored;
        unsigned own = placeholders_of(at, text);
        if (own != placeholders_of(&quiet, english)) {
            place_fault(at, "its placeholders are not those of the English text");
        }
    }
}

void model_check_texts(const struct place *at, json_t *value, struct model *model)
{
    const char *id;
    const char *before = NULL;
    json_t *text;
    if (!json_is_object(value)) {
        place_fault(at, "must be an object");
        return;
    }
    json_object_foreach(value, id, text)
    {
        struct place here = place_key(at, id);
        check_order(&here, before, id);
        check_one_text(&here, text, model);
        before = id;
    }
}
