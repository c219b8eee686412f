/*
 * phrase: one of our sentences, with LinkedIn's own words put in.
 *
 * In      a text of the catalogue with {title} {toggle} {on} {off} {data_privacy}
 * {settings_privacy} {url} {date} {count}; our sentences are in the person's language, LinkedIn's
 * words in the page's Out     UTF-8 in the arena, valid until it is reset Units   dates are UTC
 * days Limits PHRASE_MAX bytes; a longer one is cut between characters Errors  NULL when the arena
 * is full Source  the catalogue; the build refuses a placeholder that is not listed here
 */
#ifndef OPTWATCH_CORE_PHRASE_H
#define OPTWATCH_CORE_PHRASE_H

#include <stdint.h>

#include "base/arena.h"
#include "catalogue/catalogue.h"

#define PHRASE_MAX 1024

/* Whose words: the reader's language, the language of LinkedIn's labels, the setting meant. */
struct phrase_context {
    struct arena *arena;
    int language; /* one that we have sentences in */
    int label_language;
    int setting;
    int64_t date_s; /* for {date} */
    int64_t count;  /* for {count} */
};

/*
 * The context for a reader's locale and a page's language, either of which may be empty: a locale
 * that is unknown, or that we have no sentences in, reads English; an unknown page shows labels in
 * the reader's language.
 */
struct phrase_context phrase_context_for(struct arena *arena, struct view locale, struct view lang,
                                         int setting);

const char *phrase_make(const struct phrase_context *context, enum text_id id);

#endif
