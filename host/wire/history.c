#include "wire/history.h"

#include "wire/reader.h"
#include "wire/writer.h"

#define MS_PER_S   INT64_C(1000)
#define SECOND_MAX INT64_C(253402300799) /* the year 9999 */
#define NUMBER_MAX INT64_C(9007199254740991)

static json_t *make_entry(const struct archive_row *row)
{
    json_t *json = json_object();
    JSON_OWNED cells = writer_make_row(row, false);
    writer_put_text(json, "kind", history_kind(row));
    json_object_update(json, cells);
    return json;
}

json_t *writer_make_history(const struct history *history)
{
    json_t *json = json_object();
    json_t *entries = json_array();
    for (size_t i = 0; i < history->count; i++) {
        json_array_append_new(entries, make_entry(&history->rows[i]));
    }
    writer_put(json, "entries", entries);
    writer_put(json, "more", json_boolean(history->more));
    return json;
}

static int64_t take_optional(struct reader *reader, const char *key, int64_t max, int64_t missing)
{
    const json_t *value = json_object_get(reader->object, key);
    if (!value) {
        return missing;
    }
    if (json_is_null(value)) {
        (void)reader_any(reader, key);
        return missing;
    }
    return reader_count(reader, key, max);
}

void reader_history(struct reader *reader, struct history_filter *ret)
{
    static const struct archive_column slug = {"setting", ARCHIVE_SLUG, NULL};
    const int64_t none = INT64_MAX / MS_PER_S;
    ret->setting = reader_optional_text(reader, slug.name, ARCHIVE_SLUG_MAX);
    ret->account = take_optional(reader, "account", NUMBER_MAX, 0);
    ret->from_ms = take_optional(reader, "from", SECOND_MAX, 0) * MS_PER_S;
    int64_t to_s = take_optional(reader, "to", SECOND_MAX, none);
    ret->to_ms = to_s == none ? INT64_MAX : to_s * MS_PER_S + MS_PER_S - 1;
    if (reader->error == E_OK && ret->setting.data && !archive_allows(&slug, ret->setting)) {
        reader->error = E_ARGS;
    }
}

enum error history_encode(const struct history *history, struct buffer *buffer)
{
    JSON_OWNED json = writer_make_history(history);
    size_t len = json_dumpb(json, NULL, 0, JSON_ENSURE_ASCII | JSON_INDENT(2));
    char *room = buffer_room(buffer, len);
    if (!room) {
        return E_REPLY;
    }
    json_dumpb(json, room, len, JSON_ENSURE_ASCII | JSON_INDENT(2));
    buffer->len += len;
    return E_OK;
}
