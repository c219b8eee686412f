/* How the time of folding one text grows with its length. */
#include <stdint.h>

#include "texts.h"
#include "timing.h"

#define SMALLEST 32

static volatile size_t seen;

static void fold(const void *subject)
{
    char folded[TEXT_MAX * 4];
    size_t len = 0;
    if (text_fold(*(const struct view *)subject, folded, sizeof folded, &len)) {
        seen += len;
    }
}

int main(int argc, char **argv)
{
    static struct series series[FILL_COUNT];
    static char texts[FILL_COUNT][TIMING_POINTS][TEXT_MAX];
    static struct view views[FILL_COUNT][TIMING_POINTS];
    struct bench bench = {.name = "folding",
                          .unit = "bytes",
                          .one = "byte",
                          .work = fold,
                          .series = series,
                          .count = FILL_COUNT};
    for (int i = 0; i < FILL_COUNT; i++) {
        series[i] = (struct series){.name = texts_name((enum fill)i), .says = ""};
        for (size_t size = SMALLEST; size <= TEXT_MAX; size *= 2) {
            size_t at = series[i].count++;
            views[i][at] = texts_fill((enum fill)i, 0, texts[i][at], size);
            series[i].points[at] = (struct point){.size = (double)size, .subject = &views[i][at]};
        }
    }
    return timing_main(&bench, argc, argv);
}
