/*
 * texts: the texts that take longest to compare.
 */
#ifndef OPTWATCH_BENCH_TEXTS_H
#define OPTWATCH_BENCH_TEXTS_H

#include "base/text.h"

enum fill {
    FILL_PLAIN,   /* ASCII */
    FILL_CJK,     /* squared words, which compatibility folding makes four times as long */
    FILL_STACKED, /* letters under as many combining marks as stream-safe text has (UAX #15) */
    FILL_MARKS,   /* combining marks alone, in the order that sorting them takes longest */
    FILL_COUNT
};

const char *texts_name(enum fill kind);

/* Fills buffer with size bytes of UTF-8, no NUL at the end; number makes texts differ. */
struct view texts_fill(enum fill kind, int number, char *buffer, size_t size);

#endif
