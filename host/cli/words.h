/*
 * words: names, times and other people's text in a form that a person can read, and a terminal too.
 *
 * In      the history's values
 * Out     English words, added to a buffer
 * Units   local time, to the minute
 * Limits  the buffer's
 * Errors  none
 * Source  the states' tables in host/README.md
 */
#ifndef OPTWATCH_CLI_WORDS_H
#define OPTWATCH_CLI_WORDS_H

#include "base/buffer.h"
#include "core/civil.h"

#define WORDS_TIME_MAX 32

/* "2026-11-22 09:00"; with offset "2026-11-22 09:00 +01:00"; "never" for 0. */
const char *words_time(const struct zone *zone, int64_t at_ms, bool offset,
                       char text[WORDS_TIME_MAX]);

/* "off, confirmed" for off_confirmed; the name itself if it is not known. */
struct view words_standing(struct view name);
struct view words_reading(struct view name);
/* "a fresh load", "not touched", "Chromium" and so on. */
struct view words_load(struct view name);
struct view words_touched(struct view name);
struct view words_family(struct view name);

/* The setting's title in English, else its slug. */
struct view words_setting(struct view slug);

/* Any text, with what could act on a terminal made visible. */
void words_put(struct buffer *buffer, struct view text);

#endif
