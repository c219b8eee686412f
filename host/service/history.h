/*
 * history: the newest entries that fit a filter, out of the store.
 *
 * In      struct history_filter
 * Out     struct history; its rows and their texts are in the arena
 * Units   as in core/history.h
 * Limits  max entries, at most HISTORY_MAX
 * Errors  the store's; E_LIMIT when the arena is full
 * Source  host/README.md, "The wire"
 */
#ifndef OPTWATCH_SERVICE_HISTORY_H
#define OPTWATCH_SERVICE_HISTORY_H

#include "base/arena.h"
#include "core/history.h"

/* No history yet is an empty one. */
enum error history_read(const struct history_filter *filter, size_t max, struct arena *arena,
                        struct history *ret) MUST_CHECK;

#endif
