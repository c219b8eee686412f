/*
 * direction: which way a sentence points, read by the words of its own language.
 *
 * Words are whole: "off" is not in "office", nor "aus" in "auswählen". Patterns are folded as
 * base/text folds; they may be of several words, and a star at either end of a word stands for
 * anything, for languages that write endings or prefixes in one with the word.
 */
#ifndef OPTWATCH_TESTS_DIRECTION_H
#define OPTWATCH_TESTS_DIRECTION_H

#include "base/text.h"

#define DIRECTION_PATTERNS 12
#define DIRECTION_MAX      8

/* Each list ends with NULL. */
struct direction_words {
    const char *tag;
    const char *on[DIRECTION_PATTERNS];
    const char *off[DIRECTION_PATTERNS];
    const char *neither[DIRECTION_PATTERNS]; /* the same words where they speak of no switch */
    const char *denial[DIRECTION_PATTERNS];  /* "not" and its like */
};

/* The words of a language of the catalogue; NULL if this table has none. */
const struct direction_words *direction_find(const char *tag);

/* "+" for on and "-" for off, as the sentence has them; what repeats is one. "" = neither. */
void direction_read(const struct direction_words *words, const char *sentence,
                    char ret[DIRECTION_MAX + 1]);

/* Whether it holds a word of denial. */
bool direction_denies(const struct direction_words *words, const char *sentence);

#endif
