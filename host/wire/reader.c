#include "wire/reader.h"

#include <string.h>

static void fail(struct reader *reader, enum error error)
{
    if (reader->error == E_OK) {
        reader->error = error;
    }
}

struct reader reader_of(const json_t *value, struct arena *arena)
{
    struct reader reader = {.object = value, .arena = arena};
    if (!json_is_object(value)) {
        fail(&reader, E_ARGS);
    }
    return reader;
}

enum error reader_end(const struct reader *reader)
{
    if (reader->error != E_OK) {
        return reader->error;
    }
    return json_object_size(reader->object) == reader->taken ? E_OK : E_ARGS;
}

const json_t *reader_any(struct reader *reader, const char *key)
{
    if (reader->error != E_OK) {
        return NULL;
    }
    const json_t *value = json_object_get(reader->object, key);
    reader->taken += value != NULL;
    return value;
}

static struct view copy_text(struct reader *reader, const json_t *value, size_t max)
{
    size_t len = json_string_length(value);
    if (len > max) {
        fail(reader, E_LIMIT);
        return (struct view){NULL, 0};
    }
    const char *copy = arena_copy(reader->arena, (struct view){json_string_value(value), len});
    if (!copy) {
        fail(reader, E_LIMIT);
        return (struct view){NULL, 0};
    }
    return (struct view){copy, len};
}

struct view reader_text(struct reader *reader, const char *key, size_t max)
{
    const json_t *value = reader_any(reader, key);
    if (!json_is_string(value)) {
        fail(reader, E_ARGS);
        return (struct view){NULL, 0};
    }
    return copy_text(reader, value, max);
}

struct view reader_optional_text(struct reader *reader, const char *key, size_t max)
{
    const json_t *value = reader_any(reader, key);
    if (!value || json_is_null(value)) {
        return (struct view){NULL, 0};
    }
    if (!json_is_string(value)) {
        fail(reader, E_ARGS);
        return (struct view){NULL, 0};
    }
    return copy_text(reader, value, max);
}

struct view reader_uuid(struct reader *reader, const char *key, bool optional)
{
    struct view text = optional ? reader_optional_text(reader, key, PAGE_UUID_LEN)
                                : reader_text(reader, key, PAGE_UUID_LEN);
    if (!text.data) {
        return text;
    }
    if (text.len != PAGE_UUID_LEN) {
        fail(reader, E_ARGS);
        return text;
    }
    for (size_t i = 0; i < text.len; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text.data[i] != '-' : !strchr("0123456789abcdefABCDEF", text.data[i])) {
            fail(reader, E_ARGS);
        }
    }
    return text;
}

struct view reader_path(struct reader *reader, const char *key, bool optional)
{
    struct view path = optional ? reader_optional_text(reader, key, PAGE_PATH_MAX)
                                : reader_text(reader, key, PAGE_PATH_MAX);
    if (!path.data) {
        return path;
    }
    if (path.len == 0 || path.data[0] != '/' || memchr(path.data, '?', path.len) ||
        memchr(path.data, '#', path.len)) {
        fail(reader, E_ARGS);
    }
    return path;
}

bool reader_bool(struct reader *reader, const char *key)
{
    const json_t *value = reader_any(reader, key);
    if (!json_is_boolean(value)) {
        fail(reader, E_ARGS);
    }
    return json_is_true(value);
}

bool reader_optional_bool(struct reader *reader, const char *key)
{
    const json_t *value = json_object_get(reader->object, key);
    if (!value || json_is_null(value)) {
        (void)reader_any(reader, key);
        return false;
    }
    return reader_bool(reader, key);
}

void reader_refuse(struct reader *reader)
{
    fail(reader, E_ARGS);
}

int64_t reader_count(struct reader *reader, const char *key, int64_t max)
{
    const json_t *value = reader_any(reader, key);
    if (!json_is_integer(value)) {
        fail(reader, E_ARGS);
        return 0;
    }
    int64_t number = json_integer_value(value);
    if (number < 0 || number > max) {
        fail(reader, E_LIMIT);
        return 0;
    }
    return number;
}

int64_t reader_optional_id(struct reader *reader, const char *key, int64_t max)
{
    const json_t *value = json_object_get(reader->object, key);
    if (!value || json_is_null(value)) {
        (void)reader_any(reader, key);
        return 0;
    }
    int64_t number = reader_count(reader, key, max);
    if (number == 0) {
        fail(reader, E_LIMIT);
    }
    return number;
}

enum signal reader_property(struct reader *reader, const char *key)
{
    const json_t *value = reader_any(reader, key);
    if (!value || json_is_null(value)) {
        return SIGNAL_NONE;
    }
    if (!json_is_boolean(value)) {
        fail(reader, E_ARGS);
        return SIGNAL_NONE;
    }
    return json_is_true(value) ? SIGNAL_ON : SIGNAL_OFF;
}

enum signal reader_aria(struct reader *reader, const char *key)
{
    static const struct {
        const char *word;
        enum signal signal;
    } words[] = {{"true", SIGNAL_ON}, {"false", SIGNAL_OFF}, {"mixed", SIGNAL_MIXED}};
    const char *word = json_string_value(json_object_get(reader->object, key));
    if (!word) {
        return reader_property(reader, key);
    }
    (void)reader_any(reader, key);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(word, words[i].word) == 0) {
            return words[i].signal;
        }
    }
    fail(reader, E_ARGS);
    return SIGNAL_NONE;
}

int reader_choice(struct reader *reader, const char *key, const char *const *names, size_t count,
                  bool optional)
{
    const json_t *value = reader_any(reader, key);
    const char *word = json_string_value(value);
    if (optional && (!value || json_is_null(value))) {
        return 0;
    }
    for (size_t i = 0; word && i < count; i++) {
        if (strcmp(word, names[i]) == 0) {
            return (int)i;
        }
    }
    fail(reader, E_ARGS);
    return 0;
}

const json_t *reader_array(struct reader *reader, const char *key, size_t max)
{
    const json_t *value = reader_any(reader, key);
    if (!json_is_array(value)) {
        fail(reader, E_ARGS);
        return NULL;
    }
    if (json_array_size(value) > max) {
        fail(reader, E_LIMIT);
        return NULL;
    }
    return value;
}
