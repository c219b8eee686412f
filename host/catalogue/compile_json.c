#include "catalogue/compile_json.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The deepest place is settings[0].facts[0].regions[0]. */
#define PLACE_DEPTH 8

struct place place_key(const struct place *up, const char *key)
{
    return (struct place){.up = up, .file = up->file, .faults = up->faults, .key = key};
}

struct place place_item(const struct place *up, size_t index)
{
    return (struct place){.up = up, .file = up->file, .faults = up->faults, .index = index};
}

void place_print(const struct place *at, char *buffer, size_t size)
{
    const struct place *chain[PLACE_DEPTH];
    size_t depth = 0;
    size_t len = 0;
    for (; at->up && depth < PLACE_DEPTH; at = at->up) {
        chain[depth++] = at;
    }
    buffer[0] = '\0';
    while (depth > 0) {
        const struct place *step = chain[--depth];
        if (step->key) {
            snprintf(buffer + len, size - len, "%s%s", len > 0 ? "." : "", step->key);
        } else {
            snprintf(buffer + len, size - len, "[%zu]", step->index);
        }
        len = strlen(buffer);
    }
}

void place_fault(const struct place *at, const char *format, ...)
{
    char path[PLACE_MAX];
    place_print(at, path, sizeof path);
    fprintf(stderr, "%s: %s: ", at->file, path[0] != '\0' ? path : "(root)");
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    (*at->faults)++;
}

static const struct field *find_field(const struct field *fields, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fields[i].key, key) == 0) {
            return &fields[i];
        }
    }
    return NULL;
}

void check_object(const struct place *at, json_t *value, struct model *model,
                  const struct field *fields, size_t count)
{
    if (!json_is_object(value)) {
        place_fault(at, "must be an object");
        return;
    }
    const char *key;
    json_t *member;
    json_object_foreach(value, key, member)
    {
        struct place here = place_key(at, key);
        const struct field *field = find_field(fields, count, key);
        if (field) {
            field->check(&here, member, model);
        } else {
            place_fault(&here, "unknown key");
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!json_object_get(value, fields[i].key)) {
            place_fault(at, "key %s is missing", fields[i].key);
        }
    }
}

void check_list(const struct place *at, json_t *value, struct model *model, check_fn *item)
{
    if (!json_is_array(value)) {
        place_fault(at, "must be a list");
        return;
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        struct place here = place_item(at, i);
        item(&here, json_array_get(value, i), model);
    }
}

void check_text(const struct place *at, json_t *value, struct model *model)
{
    (void)model;
    const char *text = json_string_value(value);
    if (!text || text[0] == '\0') {
        place_fault(at, "must be a text that is not empty");
        return;
    }
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (*c < 0x20 || *c == 0x7f) {
            place_fault(at, "holds a control character");
            return;
        }
    }
}

void check_flag(const struct place *at, json_t *value, struct model *model)
{
    (void)model;
    if (!json_is_boolean(value)) {
        place_fault(at, "must be true or false");
    }
}

void check_positive(const struct place *at, json_t *value, struct model *model)
{
    (void)model;
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < 1 || number > 1000000) {
        place_fault(at, "must be a whole number from 1 to 1000000");
    }
}

void check_nothing(const struct place *at, json_t *value, struct model *model)
{
    (void)at;
    (void)value;
    (void)model;
}

void check_order(const struct place *at, const char *before, const char *after)
{
    if (before && after && strcmp(before, after) >= 0) {
        place_fault(at, "\"%s\" must come after \"%s\", once", after, before);
    }
}

const char *string_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

bool list_holds(const json_t *list, const char *key, const char *string)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const char *text = key ? string_at(item, key) : json_string_value(item);
        if (text && strcmp(text, string) == 0) {
            return true;
        }
    }
    return false;
}

json_t *load_json(const char *path, size_t *faults)
{
    json_error_t error;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        fprintf(stderr, "%s:%d:%d: %s\n", path, error.line, error.column, error.text);
        (*faults)++;
    }
    return root;
}
