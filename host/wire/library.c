#include "wire/library.h"

#include <stdlib.h>
#include <sys/random.h>

#include <jansson.h>

static void *take_or_end(size_t size)
{
    void *memory = malloc(size);
    if (!memory) {
        abort();
    }
    return memory;
}

void library_prepare(void)
{
    size_t seed = 0;
    json_set_alloc_funcs(take_or_end, free);
    /* Without it jansson opens a file for it, once there is a sandbox. */
    if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) == (ssize_t)sizeof seed) {
        json_object_seed(seed);
    }
}
