#include "message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

enum error message_decode_bytes(struct arena *arena, const char *text, size_t len,
                                struct request *ret)
{
    char *copy = malloc(len > 0 ? len : 1);
    assert_non_null(copy);
    memcpy(copy, text, len);
    arena_reset(arena);
    enum error error = request_decode((struct view){copy, len}, arena, ret);
    free(copy);
    return error;
}

enum error message_decode(struct arena *arena, const char *text, struct request *ret)
{
    return message_decode_bytes(arena, text, strlen(text), ret);
}

void assert_decodes(struct arena *arena, const char *text, enum error expected)
{
    struct request request;
    enum error error = message_decode(arena, text, &request);
    if (error != expected) {
        fail_msg("%.200s: %d, not %d", text, (int)error, (int)expected);
    }
}
