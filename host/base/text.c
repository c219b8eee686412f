#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include <utf8proc.h>

/* NFKC makes one code point up to eighteen, so some texts of allowed length do not fit: no label.
 */
#define POINTS_MAX ((utf8proc_ssize_t)TEXT_MAX * 2)
#define MARKS_MAX  30

struct view view_of(const char *string)
{
    return string ? (struct view){string, strlen(string)} : (struct view){NULL, 0};
}

bool view_equal(struct view a, struct view b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool text_is_valid(struct view text)
{
    size_t at = 0;
    while (at < text.len) {
        utf8proc_int32_t point = 0;
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                                                  (utf8proc_ssize_t)(text.len - at), &point);
        if (taken <= 0 || point == 0) {
            return false;
        }
        at += (size_t)taken;
    }
    return true;
}

/* What moves the writing rather than being written. */
static bool is_control(utf8proc_int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP || point == 0x200E || point == 0x200F ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

bool text_is_line(struct view text)
{
    size_t at = 0;
    while (at < text.len) {
        utf8proc_int32_t point = 0;
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                                                  (utf8proc_ssize_t)(text.len - at), &point);
        if (taken <= 0 || is_control(point)) {
            return false;
        }
        at += (size_t)taken;
    }
    return true;
}

/* What NFKC and case folding leave apart though a reader takes it for the same. */
static utf8proc_int32_t plain(utf8proc_int32_t point)
{
    switch (point) {
    case 0x2018: /* ‘ */
    case 0x2019: /* ’ */
    case 0x201A: /* ‚ */
    case 0x201B: /* ‛ */
    case 0x02BC: /* modifier letter apostrophe */
    case 0x2032: /* prime */
    case 0x0060: /* grave accent */
        return '\'';
    case 0x201C: /* “ */
    case 0x201D: /* ” */
    case 0x201E: /* „ */
    case 0x00AB: /* « */
    case 0x00BB: /* » */
        return '"';
    case 0x2010: /* hyphen, and what NFKC makes of the non-breaking one */
    case 0x2012: /* figure dash */
    case 0x2013: /* en dash */
    case 0x2014: /* em dash */
    case 0x2015: /* bar */
    case 0x2212: /* minus */
        return '-';
    default:
        return point;
    }
}

static bool is_space(utf8proc_int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP || (point >= 9 && point <= 13) || point == 0x85;
}

/* utf8proc lists the categories in order: P* from PC to PO, then S* from SM on. */
static bool is_gap(utf8proc_int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);
    bool punctuation = category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
    bool symbol = category >= UTF8PROC_CATEGORY_SM && category <= UTF8PROC_CATEGORY_SO;
    return punctuation || (symbol && point < 0x80) || is_space(point);
}

bool text_next_word(struct view text, size_t *at, struct view *ret_word)
{
    size_t begin = *at;
    size_t end = *at;
    while (end < text.len) {
        utf8proc_int32_t point = 0;
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text.data + end,
                                                  (utf8proc_ssize_t)(text.len - end), &point);
        bool gap = is_gap(point);
        if (taken <= 0 || (gap && end > begin)) {
            break;
        }
        end += (size_t)taken;
        begin = gap ? end : begin;
    }
    *at = end;
    *ret_word = (struct view){text.data + begin, end - begin};
    return end > begin;
}

bool text_next_run(struct view text, size_t *at, struct view *ret_run)
{
    size_t begin = *at;
    size_t end = *at;
    while (end < text.len) {
        utf8proc_int32_t point = 0;
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text.data + end,
                                                  (utf8proc_ssize_t)(text.len - end), &point);
        bool space = taken > 0 && is_space(point);
        if (space && end > begin) {
            break;
        }
        end += taken > 0 ? (size_t)taken : 1;
        begin = space ? end : begin;
    }
    *at = end;
    *ret_run = (struct view){text.data + begin, end - begin};
    return end > begin;
}

/*
 * utf8proc lists the categories in order: CN, the visible ones from LU to ZS, then ZL, ZP and C*.
 * Default-ignorable code points are those that a reader does not see, whatever their category.
 */
static bool is_visible(utf8proc_int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ZS && point != '\\' &&
           !utf8proc_get_property(point)->ignorable;
}

bool text_show(struct view text, char *buffer, size_t size, size_t *ret_len)
{
    size_t at = 0;
    size_t len = 0;
    while (at < text.len) {
        utf8proc_int32_t point = 0;
        const utf8proc_uint8_t *data = (const utf8proc_uint8_t *)text.data + at;
        utf8proc_ssize_t taken = utf8proc_iterate(data, (utf8proc_ssize_t)(text.len - at), &point);
        char piece[16];
        int count = taken <= 0 ? snprintf(piece, sizeof piece, "\\x{%02x}", (unsigned)*data)
                    : is_visible(point) ? snprintf(piece, sizeof piece, "%.*s", (int)taken, data)
                                        : snprintf(piece, sizeof piece, "\\u{%x}", (unsigned)point);
        if (count < 0 || len + (size_t)count >= size) {
            break;
        }
        memcpy(buffer + len, piece, (size_t)count);
        len += (size_t)count;
        at += taken > 0 ? (size_t)taken : 1;
    }
    bool whole = at == text.len;
    *ret_len = whole ? len : 0;
    buffer[*ret_len] = '\0';
    return whole;
}

struct sink {
    char *data;
    size_t size, len;
    bool space; /* a space is owed before the next point */
    bool full;
};

static void put(struct sink *sink, utf8proc_int32_t point)
{
    utf8proc_uint8_t bytes[4];
    size_t len = (size_t)utf8proc_encode_char(point, bytes);
    if (sink->len + len >= sink->size) {
        sink->full = true;
        return;
    }
    memcpy(sink->data + sink->len, bytes, len);
    sink->len += len;
}

static void take(struct sink *sink, utf8proc_int32_t point)
{
    if (is_space(point)) {
        sink->space = sink->len > 0;
        return;
    }
    if (sink->space) {
        put(sink, ' ');
        sink->space = false;
    }
    put(sink, plain(point));
}

/* A dotted capital I folds to i and U+0307 (CaseFolding.txt, status F): only the i is kept. */
static utf8proc_ssize_t drop_dots(utf8proc_int32_t *points, utf8proc_ssize_t count)
{
    utf8proc_ssize_t kept = 0;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        if (points[i] != 0x0307 || kept == 0 || points[kept - 1] != 'i') {
            points[kept++] = points[i];
        }
    }
    return kept;
}

/* One final full stop goes, and the space before it. */
static void drop_final_stop(struct sink *sink)
{
    if (sink->len > 0 && sink->data[sink->len - 1] == '.') {
        sink->len--;
        while (sink->len > 0 && sink->data[sink->len - 1] == ' ') {
            sink->len--;
        }
    }
}

/*
 * Whether no run of combining marks is longer than UAX #15 section 13 (Stream-Safe Text) lets it
 * be: putting marks in order takes time that grows with the square of the run.
 */
static bool is_stream_safe(struct view text)
{
    size_t run = 0;
    for (size_t at = 0; at < text.len;) {
        utf8proc_int32_t point = 0;
        at += (size_t)utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                                       (utf8proc_ssize_t)(text.len - at), &point);
        run = utf8proc_get_property(point)->combining_class != 0 ? run + 1 : 0;
        if (run > MARKS_MAX) {
            return false;
        }
    }
    return true;
}

bool text_fold(struct view text, char *buffer, size_t size, size_t *ret_len)
{
    static const utf8proc_option_t options =
        UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE | UTF8PROC_STABLE | UTF8PROC_IGNORE;
    utf8proc_int32_t points[POINTS_MAX];

    buffer[0] = '\0';
    *ret_len = 0;
    if (text.len > TEXT_MAX || !text_is_valid(text) || !is_stream_safe(text)) {
        return false;
    }
    utf8proc_ssize_t count =
        utf8proc_decompose((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.len, points,
                           POINTS_MAX, options);
    if (count < 0 || count > POINTS_MAX) {
        return false;
    }
    count = utf8proc_normalize_utf32(points, drop_dots(points, count), options);
    struct sink sink = {.data = buffer, .size = size};
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        take(&sink, points[i]);
    }
    if (sink.full) {
        buffer[0] = '\0';
        return false;
    }
    drop_final_stop(&sink);
    buffer[sink.len] = '\0';
    *ret_len = sink.len;
    return true;
}
