/*
 * messages: reports of any length up to a frame, built to take decoding longest.
 */
#ifndef OPTWATCH_BENCH_MESSAGES_H
#define OPTWATCH_BENCH_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* X(symbol, name): what the message holds n of; each item is about 1,000 bytes. */
#define KIND_TABLE(X)                                                                              \
    X(CONTROLS, "controls")                                                                        \
    X(ESCAPED, "controls, names escaped")                                                          \
    X(ROWS, "rows")                                                                                \
    X(ARRAYS, "empty arrays, refused") /* the most values that a byte can make */                  \
    X(MEMBERS, "unknown members, refused")

enum kind {
#define KIND_ENUM(symbol, name) KIND_##symbol,
    KIND_TABLE(KIND_ENUM)
#undef KIND_ENUM
        KIND_COUNT
};

const char *messages_kind_name(enum kind kind);

/* Writes a message of count items into buffer; it has to fit. */
struct view messages_write(enum kind kind, size_t count, char *buffer, size_t size);

#endif
