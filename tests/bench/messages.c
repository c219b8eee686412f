#include "messages.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define UUID "0b9a1f6e-3c52-4d71-9e10-aabbccddeeff"
#define HEAD                                                                                       \
    "{\"v\":1,\"id\":7,\"cmd\":\"report\",\"args\":{\"instance\":\"" UUID                          \
    "\",\"family\":\"firefox\",\"locale\":\"de\",\"page\":{\"path\":\"/mypreferences/d\","         \
    "\"visit\":\"" UUID "\",\"load\":\"fresh\",\"touched\":\"no\",\"steady_ms\":1500,"             \
    "\"waited_ms\":2000,\"truncated\":false}"

#define NAME_UNITS    170 /* of three bytes: a name of 510 */
#define ESCAPED_UNITS 85  /* the same length in the message */
#define WORD_UNITS    21
#define KEY_LEN       64
#define ARRAYS_EACH   330
#define MEMBERS_EACH  90

struct writer {
    char *data;
    size_t size, len;
};

__attribute__((format(printf, 2, 3))) static void put(struct writer *writer, const char *format,
                                                      ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(writer->data + writer->len, writer->size - writer->len, format, args);
    va_end(args);
    if (len < 0 || writer->len + (size_t)len >= writer->size) {
        abort();
    }
    writer->len += (size_t)len;
}

static void put_times(struct writer *writer, const char *unit, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put(writer, "%s", unit);
    }
}

static void put_name(struct writer *writer, bool escaped)
{
    put(writer, ",\"name\":\"");
    put_times(writer, escaped ? "\\u3300" : "\u3300", escaped ? ESCAPED_UNITS : NAME_UNITS);
    put(writer, "\",\"word\":\"");
    put_times(writer, "\u3300", WORD_UNITS);
    put(writer, "\"");
}

static void put_control(struct writer *writer, size_t at, bool escaped)
{
    put(writer,
        "{\"ref\":%zu,\"kind\":\"input\",\"role\":\"switch\",\"checked\":false,"
        "\"aria_checked\":\"false\",\"disabled\":false,\"visible\":true,\"keys\":[",
        at);
    for (int key = 0; key < 3; key++) {
        put(writer, "%s\"%0*d\"", key > 0 ? "," : "", KEY_LEN, key);
    }
    put(writer, "]");
    put_name(writer, escaped);
    put(writer, "}");
}

static void put_row(struct writer *writer, size_t at)
{
    put(writer, "{\"ref\":%zu,\"path\":\"/%0*d\"", at, 340, 0);
    put_name(writer, false);
    put(writer, "}");
}

static void put_item(struct writer *writer, enum kind kind, size_t at)
{
    switch (kind) {
    case KIND_CONTROLS:
    case KIND_ESCAPED:
        put_control(writer, at, kind == KIND_ESCAPED);
        break;
    case KIND_ROWS:
        put_row(writer, at);
        break;
    case KIND_ARRAYS:
        put_times(writer, "[],", ARRAYS_EACH);
        put(writer, "[]");
        break;
    case KIND_MEMBERS:
        for (size_t i = 0; i < MEMBERS_EACH; i++) {
            put(writer, "%s\"k%05zu\":0", i > 0 ? "," : "", at * MEMBERS_EACH + i);
        }
        break;
    case KIND_COUNT:
        break;
    }
}

static void put_items(struct writer *writer, enum kind kind, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put(writer, "%s", i > 0 ? "," : "");
        put_item(writer, kind, i);
    }
}

const char *messages_kind_name(enum kind kind)
{
    static const char *const names[KIND_COUNT] = {
#define KIND_NAME(symbol, name) name,
        KIND_TABLE(KIND_NAME)
#undef KIND_NAME
    };
    return names[kind];
}

struct view messages_write(enum kind kind, size_t count, char *buffer, size_t size)
{
    struct writer writer = {buffer, size, 0};
    bool rows = kind == KIND_ROWS;
    bool members = kind == KIND_MEMBERS;
    put(&writer, "%s,\"controls\":[", HEAD);
    put_items(&writer, kind, rows || members ? 0 : count);
    put(&writer, "],\"rows\":[");
    put_items(&writer, kind, rows ? count : 0);
    put(&writer, "]");
    if (members) {
        put(&writer, ",\"more\":{");
        put_items(&writer, kind, count);
        put(&writer, "}");
    }
    put(&writer, "}}");
    return (struct view){writer.data, writer.len};
}
