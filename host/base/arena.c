#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void arena_finish(struct arena *arena)
{
    if (arena) {
        free(arena->block);
        *arena = (struct arena){0};
    }
}

void arena_reset(struct arena *arena)
{
    if (arena->block) {
        memset(arena->block, 0, arena->used);
    }
    arena->used = 0;
}

void *arena_take(struct arena *arena, size_t count, size_t size)
{
    const size_t align = alignof(max_align_t);
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > ARENA_MAX) {
        return NULL;
    }
    bytes = (bytes + align - 1) / align * align;
    if (bytes > ARENA_MAX - arena->used) {
        return NULL;
    }
    if (!arena->block) {
        arena->block = calloc(1, ARENA_MAX);
        if (!arena->block) {
            abort();
        }
    }
    void *piece = arena->block + arena->used;
    arena->used += bytes;
    return piece;
}

const char *arena_copy(struct arena *arena, struct view text)
{
    char *copy = arena_take(arena, text.len + 1, 1);
    if (copy && text.len > 0) {
        memcpy(copy, text.data, text.len);
    }
    return copy;
}
