/* How the time of detection grows with the controls and rows of a page. */
#include "core/detect.h"

#include <stdio.h>

#include "catalogue/catalogue.h"
#include "pages.h"
#include "timing.h"

#define SERIES_MAX ((size_t)SHAPE_COUNT * FILL_COUNT)
#define NAME_MAX   64

/* What the readings amount to; without it a compiler could leave the work out. */
static volatile uint64_t seen;

/* All settings, as one report asks for. */
static void detect_all(const void *subject)
{
    const struct page *page = subject;
    uint64_t reasons = 0;
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        struct reading reading;
        detect_page(page, (int)i, &reading);
        reasons ^= reading.reasons;
    }
    seen ^= reasons;
}

/* What the primary setting's reading is, or that of the setting whose rows the page holds. */
static const char *say(const struct page *page, enum shape shape)
{
    struct reading reading;
    const char *slug = shape == SHAPE_ROWS ? "linkedin-promotions" : "data-for-ai-improvement";
    detect_page(page, catalogue_find_slug(view_of(slug)), &reading);
    return detect_state_name(reading.state);
}

static void make_series(struct series *ret, enum shape shape, enum fill fill, char *name)
{
    snprintf(name, NAME_MAX, "%s, %s texts", pages_shape_name(shape), texts_name(fill));
    *ret = (struct series){.name = name, .says = ""};
    for (size_t size = 1; size <= PAGE_CONTROLS_MAX; size *= 2) {
        struct page *page = pages_create(shape, fill, size);
        ret->points[ret->count++] = (struct point){.size = (double)size, .subject = page};
        ret->says = say(page, shape);
    }
}

int main(int argc, char **argv)
{
    static struct series series[SERIES_MAX];
    static char names[SERIES_MAX][NAME_MAX];
    struct bench bench = {
        .name = "detection", .unit = "items", .one = "item", .work = detect_all, .series = series};
    for (size_t i = 0; i < SERIES_MAX; i++) {
        make_series(&series[i], (enum shape)(i / FILL_COUNT), (enum fill)(i % FILL_COUNT),
                    names[i]);
    }
    bench.count = SERIES_MAX;
    int status = timing_main(&bench, argc, argv);
    for (size_t i = 0; i < SERIES_MAX; i++) {
        for (size_t k = 0; k < series[i].count; k++) {
            pages_destroy(series[i].points[k].subject);
        }
    }
    return status;
}
