#include "wire/archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire/reader.h"
#include "wire/writer.h"

#define FORMAT_NAME "optwatch-export"
#define S_PER_MS    1000
#define NUMBER_MAX  INT64_C(9007199254740991)
#define KEY_MAX     64

struct archive {
    json_t *root;
};

/* DEL is ASCII to jansson, and a control to a terminal; in JSON it can only stand in a text. */
static void escape_del(struct buffer *buffer, size_t begin)
{
    static const char escape[] = "\\u007f";
    size_t extra = 0;
    for (size_t i = begin; i < buffer->len; i++) {
        extra += buffer->data[i] == 0x7F ? sizeof escape - 2 : 0;
    }
    if (extra == 0 || !buffer_room(buffer, extra)) {
        return;
    }
    size_t to = buffer->len + extra;
    for (size_t from = buffer->len; from-- > begin;) {
        if (buffer->data[from] == 0x7F) {
            to -= sizeof escape - 1;
            memcpy(buffer->data + to, escape, sizeof escape - 1);
        } else {
            buffer->data[--to] = buffer->data[from];
        }
    }
    buffer->len += extra;
}

static void put_json(struct buffer *buffer, const json_t *json)
{
    size_t len = json_dumpb(json, NULL, 0, JSON_ENSURE_ASCII | JSON_COMPACT);
    char *room = buffer_room(buffer, len);
    if (room) {
        json_dumpb(json, room, len, JSON_ENSURE_ASCII | JSON_COMPACT);
        buffer->len += len;
        escape_del(buffer, buffer->len - len);
    }
}

static json_t *make_hash(struct view hash)
{
    char hex[2 * ARCHIVE_HASH_LEN + 1] = "";
    bool some = false;
    for (size_t i = 0; i < ARCHIVE_HASH_LEN && i < hash.len; i++) {
        (void)snprintf(hex + 2 * i, 3, "%02x", (unsigned)(unsigned char)hash.data[i]);
        some = some || hash.data[i] != 0;
    }
    return some ? json_string(hex) : json_null();
}

static void put_cell(json_t *json, const struct archive_column *column,
                     const struct archive_cell *cell, bool exact)
{
    char name_ms[KEY_MAX];
    switch (column->kind) {
    case ARCHIVE_NUMBER:
        writer_put_number(json, column->name, cell->number);
        break;
    case ARCHIVE_FLAG:
        writer_put(json, column->name, json_boolean(cell->number != 0));
        break;
    case ARCHIVE_TIME:
        (void)snprintf(name_ms, sizeof name_ms, "%s_ms", column->name);
        writer_put_time(json, column->name, cell->number / S_PER_MS);
        if (exact) {
            writer_put_time(json, name_ms, cell->number);
        }
        break;
    case ARCHIVE_SECONDS:
        writer_put_time(json, column->name, cell->number);
        break;
    case ARCHIVE_HASH:
        writer_put(json, column->name, make_hash(cell->text));
        break;
    case ARCHIVE_SLUG:
    case ARCHIVE_CHOICE:
    case ARCHIVE_UUID:
    case ARCHIVE_TAG:
    case ARCHIVE_NAME:
    case ARCHIVE_TEXT:
    case ARCHIVE_NOTE:
        writer_put_view(json, column->name, cell->text);
        break;
    }
}

json_t *writer_make_row(const struct archive_row *row, bool exact)
{
    const struct archive_shape *shape = archive_shape_of(row->section);
    json_t *json = json_object();
    for (size_t i = 0; i < shape->column_count; i++) {
        put_cell(json, &shape->columns[i], &row->cells[i], exact);
    }
    return json;
}

void archive_put_row(struct buffer *buffer, const struct archive_row *row, bool first)
{
    JSON_OWNED json = writer_make_row(row, true);
    buffer_put_text(buffer, first ? "\n" : ",\n");
    put_json(buffer, json);
}

void archive_put_head(struct buffer *buffer, const struct archive_head *head)
{
    buffer_print(buffer,
                 "{\"format\":\"" FORMAT_NAME "\",\n\"format_version\":%d,\n\"version\":\"%s\",\n"
                 "\"catalogue\":%d,\n\"made_at\":%lld",
                 ARCHIVE_FORMAT, head->version, head->catalogue, (long long)head->made_s);
}

void archive_put_section(struct buffer *buffer, enum archive_section section)
{
    buffer_print(buffer, ",\n\"%s\":[", archive_shape_of(section)->name);
}

void archive_put_section_end(struct buffer *buffer)
{
    buffer_put_text(buffer, "]");
}

void archive_put_end(struct buffer *buffer)
{
    buffer_put_text(buffer, "}\n");
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Into ARCHIVE_HASH_LEN bytes at ret; null is zeros. */
static bool read_hash(const json_t *value, char *ret)
{
    const char *hex = json_string_value(value);
    memset(ret, 0, ARCHIVE_HASH_LEN);
    if (json_is_null(value)) {
        return true;
    }
    if (!hex || json_string_length(value) != (size_t)2 * ARCHIVE_HASH_LEN) {
        return false;
    }
    for (size_t i = 0; i < ARCHIVE_HASH_LEN; i++) {
        int high = digit(hex[2 * i]);
        int low = digit(hex[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        ret[i] = (char)(unsigned char)(high * 16 + low);
    }
    return true;
}

static bool read_number(const json_t *value, bool nullable, int64_t *ret)
{
    *ret = 0;
    if (nullable && json_is_null(value)) {
        return true;
    }
    *ret = json_integer_value(value);
    return json_is_integer(value) && *ret >= 0 && *ret <= NUMBER_MAX;
}

static bool read_text(const json_t *value, const struct archive_column *column, struct view *ret)
{
    *ret = (struct view){NULL, 0};
    bool nullable = column->kind == ARCHIVE_TEXT || column->kind == ARCHIVE_NOTE;
    if (nullable && json_is_null(value)) {
        return true;
    }
    *ret = (struct view){json_string_value(value), json_string_length(value)};
    return json_is_string(value) && archive_allows(column, *ret);
}

/* Both forms of a time have to agree: who edits one has edited the record. */
static bool read_time(struct reader *reader, const struct archive_column *column, int64_t *ret)
{
    char name_ms[KEY_MAX];
    int64_t seconds = 0;
    (void)snprintf(name_ms, sizeof name_ms, "%s_ms", column->name);
    const json_t *value = reader_any(reader, column->name);
    const json_t *value_ms = reader_any(reader, name_ms);
    return read_number(value, true, &seconds) && read_number(value_ms, true, ret) &&
           seconds == *ret / S_PER_MS;
}

static bool read_cell(struct reader *reader, const struct archive_column *column, char *hash,
                      struct archive_cell *ret)
{
    if (column->kind == ARCHIVE_TIME) {
        return read_time(reader, column, &ret->number);
    }
    const json_t *value = reader_any(reader, column->name);
    switch (column->kind) {
    case ARCHIVE_NUMBER:
        return read_number(value, false, &ret->number);
    case ARCHIVE_SECONDS:
        return read_number(value, true, &ret->number);
    case ARCHIVE_FLAG:
        ret->number = json_is_true(value);
        return json_is_boolean(value);
    case ARCHIVE_HASH:
        ret->text = (struct view){hash, ARCHIVE_HASH_LEN};
        return read_hash(value, hash);
    case ARCHIVE_SLUG:
    case ARCHIVE_CHOICE:
    case ARCHIVE_UUID:
    case ARCHIVE_TAG:
    case ARCHIVE_NAME:
    case ARCHIVE_TEXT:
    case ARCHIVE_NOTE:
    case ARCHIVE_TIME:
        break;
    }
    return read_text(value, column, &ret->text);
}

static enum error read_row(const json_t *json, enum archive_section section, archive_take take,
                           void *self)
{
    char hashes[ARCHIVE_COLUMNS_MAX][ARCHIVE_HASH_LEN];
    const struct archive_shape *shape = archive_shape_of(section);
    struct archive_row row = {.section = section};
    struct reader reader = reader_of(json, NULL);
    for (size_t i = 0; i < shape->column_count; i++) {
        if (!read_cell(&reader, &shape->columns[i], hashes[i], &row.cells[i])) {
            return E_EXPORT;
        }
    }
    if (reader_end(&reader) != E_OK) {
        return E_EXPORT;
    }
    return take ? take(self, &row) : E_OK;
}

enum error archive_walk(const struct archive *archive, enum archive_section section,
                        archive_take take, void *self)
{
    enum error error = E_OK;
    const json_t *list = json_object_get(archive->root, archive_shape_of(section)->name);
    size_t count = json_array_size(list);
    if (!json_is_array(list) || count > ARCHIVE_ROWS_MAX) {
        return E_EXPORT;
    }
    for (size_t i = 0; error == E_OK && i < count; i++) {
        error = read_row(json_array_get(list, i), section, take, self);
    }
    return error;
}

static enum error check_head(struct reader *reader)
{
    /* Taken before they are looked at: jansson's macros name their argument twice. */
    const char *format = json_string_value(reader_any(reader, "format"));
    const json_t *number_of = reader_any(reader, "format_version");
    const json_t *version = reader_any(reader, "version");
    int64_t number = 0;
    if (!format || strcmp(format, FORMAT_NAME) != 0 || !read_number(number_of, false, &number)) {
        return E_EXPORT;
    }
    if (number > ARCHIVE_FORMAT) {
        return E_NEWER_EXPORT;
    }
    bool well = number == ARCHIVE_FORMAT && json_is_string(version) &&
                read_number(reader_any(reader, "catalogue"), false, &number) &&
                read_number(reader_any(reader, "made_at"), false, &number);
    return well ? E_OK : E_EXPORT;
}

static enum error check(const struct archive *archive)
{
    struct reader reader = reader_of(archive->root, NULL);
    enum error error = check_head(&reader);
    for (int i = 0; error == E_OK && i < ARCHIVE_SECTION_COUNT; i++) {
        (void)reader_any(&reader, archive_shape_of((enum archive_section)i)->name);
        error = archive_walk(archive, (enum archive_section)i, NULL, NULL);
    }
    return error == E_OK && reader_end(&reader) != E_OK ? E_EXPORT : error;
}

enum error archive_open(struct view json, struct archive **ret)
{
    *ret = NULL;
    struct archive *archive = calloc(1, sizeof *archive);
    if (!archive) {
        abort();
    }
    archive->root = json_loadb(json.data, json.len, JSON_REJECT_DUPLICATES, NULL);
    enum error error = archive->root ? check(archive) : E_EXPORT;
    if (error != E_OK) {
        archive_close(archive);
        return error;
    }
    *ret = archive;
    return E_OK;
}

void archive_close(struct archive *archive)
{
    if (archive) {
        json_decref(archive->root);
        free(archive);
    }
}
