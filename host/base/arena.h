/*
 * arena: the memory of one message: given out in pieces, taken back at once.
 *
 * In      sizes in bytes
 * Out     zeroed pieces, aligned for any type; owned by the arena, valid until arena_reset
 * Units   bytes
 * Limits  ARENA_MAX for all pieces together: what an outsider can size has this ceiling
 * Errors  NULL when the ceiling is reached; a machine without memory ends the program
 * Source  house rule: out of memory aborts, in this one place
 */
#ifndef OPTWATCH_BASE_ARENA_H
#define OPTWATCH_BASE_ARENA_H

#include <stddef.h>

#include "base/text.h"

#define ARENA_MAX ((size_t)512 * 1024)

struct arena {
    unsigned char *block;
    size_t used;
};

/* {0} is a valid empty arena: the block is made by the first piece. */
void arena_finish(struct arena *arena);

/* All pieces are gone; the block stays. */
void arena_reset(struct arena *arena);

/* count zeroed items of size bytes each. */
void *arena_take(struct arena *arena, size_t count, size_t size);

/* A NUL-terminated copy. */
const char *arena_copy(struct arena *arena, struct view text);

#endif
