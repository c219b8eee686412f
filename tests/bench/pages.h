/*
 * pages: settings pages of any number of controls and rows, built to take detection longest.
 *
 * In      a shape, a text, a number of controls or rows
 * Out     a page whose every text has the greatest length that the wire lets through
 * Units   items
 * Limits  PAGE_CONTROLS_MAX, PAGE_ROWS_MAX; together the texts are more than a frame holds
 * Errors  none: without memory the program ends
 * Source  host/core/detect.c: each shape is another way through it
 */
#ifndef OPTWATCH_BENCH_PAGES_H
#define OPTWATCH_BENCH_PAGES_H

#include "core/page.h"
#include "texts.h"

/* X(symbol, name): what there is n of, and where. */
#define SHAPE_TABLE(X)                                                                             \
    X(OURS, "our key on each")                  /* name and word of each are compared */           \
    X(SHARED, "eight settings' keys on each")   /* eight settings take each for theirs */          \
    X(STRANGERS, "unknown keys on each")        /* keys as long as the wire lets through */        \
    X(NAMESAKES, "hidden copies without a key") /* beside the only switch, under its name */       \
    X(ROWS, "rows that link to a setting")      /* two settings share the address */               \
    X(BESIDE, "rows beside a switch")           /* eight settings ask each row */

enum shape {
#define SHAPE_ENUM(symbol, name) SHAPE_##symbol,
    SHAPE_TABLE(SHAPE_ENUM)
#undef SHAPE_ENUM
        SHAPE_COUNT
};

const char *pages_shape_name(enum shape shape);

/* Owned: free it with pages_destroy. Its texts are its own: nothing is read twice from one place.
 */
struct page *pages_create(enum shape shape, enum fill fill, size_t count);
void pages_destroy(struct page *page);

#endif
