#include "wire/relaxed.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define HALF_LEN ((size_t)6) /* of \ud800 */

struct cursor {
    struct view text;
    size_t at;
    enum family family;
    struct buffer *ret;
};

static char peek(const struct cursor *cursor, size_t ahead)
{
    size_t at = cursor->at + ahead;
    if (at >= cursor->text.len) {
        return '\0';
    }
    return cursor->text.data[at];
}

static void copy(struct cursor *cursor, size_t len)
{
    size_t left = cursor->text.len - cursor->at;
    len = len < left ? len : left;
    buffer_put(cursor->ret, (struct view){cursor->text.data + cursor->at, len});
    cursor->at += len;
}

/* One that does not end is none: its first byte is left as it is. */
static void skip_comment(struct cursor *cursor)
{
    bool line = peek(cursor, 1) == '/';
    for (size_t at = cursor->at + 2; at <= cursor->text.len; at++) {
        const char *here = cursor->text.data + at;
        size_t left = cursor->text.len - at;
        bool end = line ? left == 0 || *here == '\n' : left >= 2 && memcmp(here, "*/", 2) == 0;
        if (end) {
            buffer_put_byte(cursor->ret, ' ');
            cursor->at = line ? at : at + 2;
            return;
        }
    }
    copy(cursor, 1);
}

/* The number of \uXXXX, or 0. */
static unsigned long read_unit(const struct cursor *cursor, size_t ahead)
{
    char digits[5] = "";
    for (size_t i = 0; i < 4; i++) {
        digits[i] = peek(cursor, ahead + 2 + i);
    }
    bool unit = peek(cursor, ahead) == '\\' && peek(cursor, ahead + 1) == 'u' &&
                strspn(digits, "0123456789abcdefABCDEF") == 4;
    return unit ? strtoul(digits, NULL, 16) : 0;
}

static void rewrite_half(struct cursor *cursor, unsigned long unit)
{
    unsigned long next = read_unit(cursor, HALF_LEN);
    if (unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF) {
        copy(cursor, 2 * HALF_LEN);
        return;
    }
    buffer_put_text(cursor->ret, "\\ufffd");
    cursor->at += HALF_LEN;
}

static void rewrite_escape(struct cursor *cursor)
{
    bool chromium = cursor->family == FAMILY_CHROMIUM;
    unsigned long unit = read_unit(cursor, 0);
    if (!chromium && unit >= 0xD800 && unit <= 0xDFFF) {
        rewrite_half(cursor, unit);
    } else if (chromium && peek(cursor, 1) == 'x') {
        buffer_put_text(cursor->ret, "\\u00");
        cursor->at += 2;
    } else {
        copy(cursor, 2);
    }
}

static void rewrite_string(struct cursor *cursor)
{
    copy(cursor, 1);
    while (cursor->at < cursor->text.len && peek(cursor, 0) != '"') {
        char c = peek(cursor, 0);
        if (c == '\\') {
            rewrite_escape(cursor);
        } else if ((c == '\n' || c == '\r') && cursor->family == FAMILY_CHROMIUM) {
            buffer_put_text(cursor->ret, c == '\n' ? "\\n" : "\\r");
            cursor->at++;
        } else {
            copy(cursor, 1);
        }
    }
    copy(cursor, 1);
}

void relaxed_rewrite(struct view text, enum family family, struct buffer *ret)
{
    struct cursor cursor = {.text = text, .family = family, .ret = ret};
    while (cursor.at < text.len) {
        char next = peek(&cursor, 1);
        if (peek(&cursor, 0) == '"') {
            rewrite_string(&cursor);
        } else if (family == FAMILY_CHROMIUM && peek(&cursor, 0) == '/' &&
                   (next == '/' || next == '*')) {
            skip_comment(&cursor);
        } else {
            copy(&cursor, 1);
        }
    }
}
