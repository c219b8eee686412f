#include "system/keycopy.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define BEGIN "-----BEGIN OPTWATCH KEY COPY-----"
#define END   "-----END OPTWATCH KEY COPY-----"
/* The version names the sealing too: a passphrase through Argon2id (3 passes, 256 MiB) and
 * XChaCha20-Poly1305. Numbers in the file would let a file ask for any amount of memory. */
#define VERSION "Version: 1\n"
#define LEAD                                                                                       \
    BEGIN "\n" VERSION "What: opens the sealed part of an Optwatch history, with its passphrase\n" \
          "How: optwatch key import FILE\n\n"
#define TAIL "\n" END "\n"
enum { BYTES_A_GROUP = 4, BYTES_A_LINE = 24, ALL_BYTES = SEAL_COPY_LEN + SEAL_SUM_LEN };

static const char digits[] = "0123456789abcdef";

static size_t put_text(char *buffer, size_t at, const char *text)
{
    struct view view = view_of(text);
    memcpy(buffer + at, view.data, view.len);
    return at + view.len;
}

void keycopy_write(const unsigned char copy[SEAL_COPY_LEN], char *buffer, size_t *ret_len)
{
    unsigned char all[ALL_BYTES];
    size_t at = put_text(buffer, 0, LEAD);
    memcpy(all, copy, SEAL_COPY_LEN);
    seal_sum(copy, SEAL_COPY_LEN, all + SEAL_COPY_LEN);
    for (size_t i = 0; i < sizeof all; i++) {
        if (i > 0 && i % BYTES_A_LINE == 0) {
            buffer[at++] = '\n';
        } else if (i > 0 && i % BYTES_A_GROUP == 0) {
            buffer[at++] = ' ';
        }
        buffer[at++] = digits[all[i] >> 4U];
        buffer[at++] = digits[all[i] & 15U];
    }
    *ret_len = put_text(buffer, at, TAIL);
}

static int digit_value(char digit)
{
    if (digit >= 'A' && digit <= 'F') {
        digit = (char)(digit - 'A' + 'a');
    }
    const char *found = digit == '\0' ? NULL : strchr(digits, digit);
    return found ? (int)(found - digits) : -1;
}

static bool is_space(char character)
{
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

/* Digits with any spaces between them, and nothing else; exactly as many as there have to be. */
static bool read_digits(const char *at, const char *end, unsigned char ret[ALL_BYTES])
{
    size_t count = 0;
    for (; at < end; at++) {
        int value = digit_value(*at);
        if (is_space(*at)) {
            continue;
        }
        if (value < 0 || count == 2 * (size_t)ALL_BYTES) {
            return false;
        }
        unsigned char *byte = &ret[count / 2];
        *byte = (unsigned char)(count % 2 == 0 ? value << 4 : *byte | value);
        count++;
    }
    return count == 2 * (size_t)ALL_BYTES;
}

static const char *find(const char *at, const char *end, const char *what)
{
    return at ? memmem(at, (size_t)(end - at), what, strlen(what)) : NULL;
}

/* The digits follow the first empty line, whichever way lines end. */
static const char *find_body(const char *at, const char *end)
{
    const char *plain = find(at, end, "\n\n");
    const char *other = find(at, end, "\n\r\n");
    return plain && (!other || plain < other) ? plain : other;
}

enum error keycopy_read(struct view text, unsigned char ret[SEAL_COPY_LEN])
{
    unsigned char all[ALL_BYTES];
    unsigned char sum[SEAL_SUM_LEN];
    const char *begin = text.len > 0 ? find(text.data, text.data + text.len, BEGIN) : NULL;
    const char *end = find(begin, text.data + text.len, END);
    const char *body = end ? find_body(begin, end) : NULL;
    const char *version = body ? find(begin, body, "\nVersion: 1") : NULL;
    if (!version || version[strlen("\nVersion: 1")] > ' ' || !read_digits(body, end, all)) {
        return E_KEY_COPY;
    }
    seal_sum(all, SEAL_COPY_LEN, sum);
    if (memcmp(sum, all + SEAL_COPY_LEN, SEAL_SUM_LEN) != 0) {
        return E_KEY_COPY;
    }
    memcpy(ret, all, SEAL_COPY_LEN);
    return E_OK;
}
