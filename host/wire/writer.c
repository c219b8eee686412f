#include "wire/writer.h"

void writer_put(json_t *object, const char *key, json_t *taken)
{
    if (json_object_set_new(object, key, taken) != 0) {
        json_object_del(object, key);
    }
}

void writer_put_text(json_t *object, const char *key, const char *text)
{
    writer_put(object, key, json_string(text ? text : ""));
}

void writer_put_view(json_t *object, const char *key, struct view text)
{
    writer_put(object, key, text.data ? json_stringn(text.data, text.len) : json_null());
}

void writer_put_number(json_t *object, const char *key, int64_t number)
{
    writer_put(object, key, json_integer(number));
}

void writer_put_optional_text(json_t *object, const char *key, const char *text)
{
    writer_put(object, key, text ? json_string(text) : json_null());
}

void writer_put_time(json_t *object, const char *key, int64_t time_s)
{
    writer_put(object, key, time_s != 0 ? json_integer(time_s) : json_null());
}

enum error writer_print(const json_t *json, size_t flags, char *buffer, size_t size,
                        size_t *ret_len)
{
    size_t len = json_dumpb(json, buffer, size, JSON_ENSURE_ASCII | flags);
    if (len == 0 || len > size) {
        return E_REPLY;
    }
    *ret_len = len;
    return E_OK;
}
