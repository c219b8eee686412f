/*
 * diff: which words of a text went and which came.
 *
 * A word is what stands between white space. The longest common sequence of words is kept; where a
 * text has more than DIFF_WORDS_MAX words, all of the old one is told as removed and all of the new
 * one as added.
 *
 * In      two texts, UTF-8
 * Out     struct diff; its words are borrowed from the texts
 * Units   words
 * Limits  DIFF_WORDS_MAX words a text; time and room are the product of both
 * Errors  none
 * Source  longest common subsequence by dynamic programming
 */
#ifndef OPTWATCH_CORE_DIFF_H
#define OPTWATCH_CORE_DIFF_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define DIFF_WORDS_MAX 400

enum diff_kind { DIFF_KEPT, DIFF_REMOVED, DIFF_ADDED };

/* A run of words of one kind, as it stands in its text (the new one where kept). */
struct diff_segment {
    enum diff_kind kind;
    struct view text;
};

/* Large: not for a small stack. */
struct diff {
    struct diff_segment segments[2 * DIFF_WORDS_MAX];
    size_t count;
    struct view old_words[DIFF_WORDS_MAX];
    struct view new_words[DIFF_WORDS_MAX];
    uint16_t common[DIFF_WORDS_MAX + 1][DIFF_WORDS_MAX + 1];
};

void diff_make(struct view old, struct view new, struct diff *ret);

#endif
