#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_SIZE ((size_t)4096)
#define PIECE_MAX  1024

void buffer_finish(struct buffer *buffer)
{
    if (buffer) {
        free(buffer->data);
        *buffer = (struct buffer){.max = buffer->max};
    }
}

char *buffer_room(struct buffer *buffer, size_t len)
{
    if (buffer->full || len > buffer->max - buffer->len) {
        buffer->full = true;
        return NULL;
    }
    size_t size = buffer->size ? buffer->size : FIRST_SIZE;
    while (size < buffer->len + len) {
        size *= 2;
    }
    if (size != buffer->size) {
        buffer->data = realloc(buffer->data, size);
        if (!buffer->data) {
            abort();
        }
        buffer->size = size;
    }
    return buffer->data + buffer->len;
}

void buffer_put(struct buffer *buffer, struct view bytes)
{
    char *room = bytes.len > 0 ? buffer_room(buffer, bytes.len) : NULL;
    if (room) {
        memcpy(room, bytes.data, bytes.len);
        buffer->len += bytes.len;
    }
}

void buffer_put_text(struct buffer *buffer, const char *text)
{
    buffer_put(buffer, view_of(text));
}

void buffer_put_byte(struct buffer *buffer, char byte)
{
    buffer_put(buffer, (struct view){&byte, 1});
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    char piece[PIECE_MAX];
    va_list values;
    va_start(values, format);
    int len = vsnprintf(piece, sizeof piece, format, values);
    va_end(values);
    if (len < 0 || (size_t)len >= sizeof piece) {
        buffer->full = true;
        return;
    }
    buffer_put(buffer, (struct view){piece, (size_t)len});
}

struct view buffer_view(const struct buffer *buffer)
{
    return (struct view){buffer->data, buffer->len};
}
