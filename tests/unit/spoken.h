/*
 * spoken: what the tests of our sentences share: who reads, and on whose page.
 */
#ifndef OPTWATCH_TESTS_SPOKEN_H
#define OPTWATCH_TESTS_SPOKEN_H

#include "core/phrase.h"

#define SPOKEN_MS INT64_C(1795300857000) /* 2026-11-21 */

/* The setting that the sentences are about, and the language of a tag. */
int spoken_setting(void);
int spoken_language(const char *tag);

/* Whether a language has sentences of its own. */
bool spoken_has_texts(size_t language);

/* A reader of one language on a page of another, on the day of SPOKEN_MS, with a count of 3. */
struct phrase_context spoken_context(struct arena *arena, size_t language, size_t page);

#endif
