#include "cli/export.h"

#include <assert.h>
#include <string.h>

#include "cli/words.h"

#define MS_PER_S INT64_C(1000)

/* The table's columns: a reading fills all but from, to and at; a change those and the first few.
 */
static const char head[] = "kind,account,setting,state,from,to,at,first_seen,last_seen,count,"
                           "instance,family,locked,load,touched,rules,catalogue\r\n";

/*
 * A spreadsheet takes a cell that begins with one of these for a formula, whoever wrote it: an
 * apostrophe before it makes it text.
 */
static bool is_formula(struct view text)
{
    return text.len > 0 && strchr("=+-@\t\r", text.data[0]) != NULL;
}

static void put_shown(struct buffer *buffer, struct view text)
{
    bool quoted =
        is_formula(text) ||
        (text.len > 0 && (memchr(text.data, ',', text.len) || memchr(text.data, '"', text.len) ||
                          memchr(text.data, '\r', text.len) || memchr(text.data, '\n', text.len)));
    buffer_put_text(buffer, quoted ? "\"" : "");
    buffer_put_text(buffer, is_formula(text) ? "'" : "");
    for (size_t i = 0; i < text.len; i++) {
        buffer_put_text(buffer, text.data[i] == '"' ? "\"" : "");
        buffer_put_byte(buffer, text.data[i]);
    }
    buffer_put_text(buffer, quoted ? "\"," : ",");
}

/* What could act on a terminal is made visible first, as everywhere. */
static void put_text(struct buffer *buffer, struct view text)
{
    struct buffer shown = {.max = ARCHIVE_TEXT_MAX * TEXT_SHOWN_MAX + 1};
    words_put(&shown, text);
    put_shown(buffer, buffer_view(&shown));
    buffer_finish(&shown);
}

static void put_number(struct buffer *buffer, int64_t number)
{
    buffer_print(buffer, "%lld,", (long long)number);
}

static int64_t no_offset(const void *self, int64_t utc_s)
{
    (void)self;
    (void)utc_s;
    return 0;
}

static void put_time(struct buffer *buffer, int64_t at_ms)
{
    static const struct zone utc = {no_offset, NULL};
    struct civil at = civil_local(&utc, at_ms / MS_PER_S);
    buffer_print(buffer, "%04d-%02d-%02dT%02d:%02d:%02dZ,", at.year, at.month, at.day, at.hour,
                 at.minute, at.second);
}

static void put_columns(struct buffer *buffer, const struct archive_row *row, const int *columns,
                        size_t count)
{
    const struct archive_shape *shape = archive_shape_of(row->section);
    for (size_t i = 0; i < count; i++) {
        const struct archive_cell *cell = &row->cells[columns[i] < 0 ? 0 : columns[i]];
        enum archive_kind kind = shape->columns[columns[i] < 0 ? 0 : columns[i]].kind;
        if (columns[i] < 0) {
            buffer_put_text(buffer, ",");
        } else if (kind == ARCHIVE_TIME) {
            put_time(buffer, cell->number);
        } else if (kind == ARCHIVE_NUMBER || kind == ARCHIVE_FLAG) {
            put_number(buffer, cell->number);
        } else {
            put_text(buffer, cell->text);
        }
    }
    /* The last comma becomes the line's end. */
    if (!buffer->full) {
        buffer->len--;
    }
    buffer_put_text(buffer, "\r\n");
}

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static enum error put_row(void *self, const struct archive_row *row)
{
    static const int of_reading[] = {READINGS_ACCOUNT,
                                     READINGS_SETTING,
                                     READINGS_STATE,
                                     -1,
                                     -1,
                                     -1,
                                     READINGS_FIRST,
                                     READINGS_LAST,
                                     READINGS_COUNT,
                                     READINGS_INSTANCE,
                                     READINGS_FAMILY,
                                     READINGS_LOCKED,
                                     READINGS_LOAD,
                                     READINGS_TOUCHED,
                                     READINGS_RULES,
                                     READINGS_CATALOGUE};
    static const int of_change[] = {CHANGES_ACCOUNT,
                                    CHANGES_SETTING,
                                    -1,
                                    CHANGES_FROM,
                                    CHANGES_TO,
                                    CHANGES_AT,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1};
    struct buffer *buffer = self;
    static_assert(COUNT_OF(of_reading) == COUNT_OF(of_change), "one table");
    bool reading = row->section == ARCHIVE_READINGS;
    buffer_put_text(buffer, reading ? "reading," : "change,");
    put_columns(buffer, row, reading ? of_reading : of_change, COUNT_OF(of_reading));
    return buffer->full ? E_LIMIT : E_OK;
}

enum error csv_write(struct store *store, struct buffer *buffer)
{
    buffer_put_text(buffer, head);
    enum error error = store ? archive_read(store, ARCHIVE_READINGS, put_row, buffer) : E_OK;
    return error == E_OK && store ? archive_read(store, ARCHIVE_CHANGES, put_row, buffer) : error;
}
