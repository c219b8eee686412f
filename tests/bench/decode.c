/* How the time of decoding a report grows with its length. */
#include <stdio.h>

#include "base/arena.h"
#include "messages.h"
#include "timing.h"
#include "wire/frame.h"
#include "wire/request.h"

#define ITEMS_MAX 64
#define KIB       1024.0

static struct arena arena;

static enum error decode(const struct view *json)
{
    struct request request;
    arena_reset(&arena);
    return request_decode(*json, &arena, &request);
}

static void work(const void *subject)
{
    static volatile enum error seen;
    seen = decode(subject);
    (void)seen;
}

static void make_series(struct series *ret, enum kind kind)
{
    static char buffers[KIND_COUNT][TIMING_POINTS][FRAME_MAX];
    static struct view views[KIND_COUNT][TIMING_POINTS];
    *ret = (struct series){.name = messages_kind_name(kind)};
    for (size_t items = 1; items <= ITEMS_MAX; items *= 2) {
        size_t at = ret->count++;
        struct view *view = &views[kind][at];
        *view = messages_write(kind, items, buffers[kind][at], FRAME_MAX);
        ret->points[at] = (struct point){.size = (double)view->len / KIB, .subject = view};
        ret->says = error_name(decode(view));
    }
}

int main(int argc, char **argv)
{
    static struct series series[KIND_COUNT];
    struct bench bench = {.name = "decoding",
                          .unit = "KiB",
                          .one = "KiB",
                          .work = work,
                          .series = series,
                          .count = KIND_COUNT};
    for (int i = 0; i < KIND_COUNT; i++) {
        make_series(&series[i], (enum kind)i);
    }
    int status = timing_main(&bench, argc, argv);
    arena_finish(&arena);
    return status;
}
