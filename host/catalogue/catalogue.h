/*
 * catalogue: what LinkedIn's settings are and what Optwatch says of them, as const tables.
 *
 * In      settings.json and languages/<tag>.json, checked and compiled at build time (compile.c)
 * Out     the tables below; every pointer is borrowed for ever, every list has a count
 * Units   dates are "YYYY-MM-DD" strings and compare as text; languages and settings are indexes
 * Limits  at most 64 settings, 64 languages
 * Errors  none at run time: bad data does not build
 * Source  each fact and each label carries its own
 */
#ifndef OPTWATCH_CATALOGUE_CATALOGUE_H
#define OPTWATCH_CATALOGUE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "catalogue_texts.h" /* enum text_id { TEXT_…, TEXT_COUNT }, generated from en.json */

#define CATALOGUE_NONE (-1)

/* A seen label was quoted as LinkedIn's own; a weak one is a hint and never decides. */
enum strength { STRENGTH_WEAK, STRENGTH_SEEN };

enum label_kind {
    LABEL_TITLE,  /* the setting's title: page heading, row name */
    LABEL_TOGGLE, /* the name beside the switch */
    LABEL_NOT     /* must never be taken for this setting */
};

/* One label LinkedIn prints. Sorted by folded; the same text may stand for several. */
struct label {
    const char *folded;
    enum label_kind kind;
    enum strength strength;
    int setting;
    int language;
};

/* One On or Off word. Sorted by folded, then language. */
struct word {
    const char *folded;
    bool on;
    enum strength strength;
    int language;
};

/* A dated statement with its source. Shown only between its dates and in its regions. */
struct fact {
    const char *id;
    enum text_id text;
    const char *source;
    const char *as_of;
    const char *valid_from;     /* "" = always was */
    const char *valid_until;    /* the last day it holds; "" = still holds */
    const char *const *regions; /* lower-case region codes; none = everywhere */
    size_t region_count;
};

/* One way out: the switch itself, a form, a neighbouring setting, a place to complain. */
struct exit {
    const char *id;
    enum text_id text;
    const char *open;           /* absolute https address */
    int setting;                /* the setting whose reading checks it off, or CATALOGUE_NONE */
    bool awaits_answer;         /* once it is done an answer is due: a reminder of its own */
    const char *const *regions; /* where it is one; none = everywhere */
    size_t region_count;
};

/* What the member sees on the page, for our sentences. Never NULL: English where unknown. */
struct setting_words {
    const char *title;
    const char *toggle;
};

struct setting {
    const char *slug;
    const char *url;         /* absolute address of its page */
    bool primary;            /* only this one warns, alarms and reminds */
    int rules;               /* raised when the same page would be read differently */
    const char *const *keys; /* language-independent names of the control */
    size_t key_count;
    const char *const *pages; /* paths of its own page, without a closing slash */
    size_t page_count;
    const char *const *wrong_pages; /* addresses in circulation that are not its page */
    size_t wrong_page_count;
    const char *const *listed_on; /* paths of pages that hold a row linking to it */
    size_t listed_on_count;
    const struct fact *facts;
    size_t fact_count;
    const struct exit *exits;
    size_t exit_count;
    const struct setting_words *words; /* one per language, by language index */
};

struct language {
    const char *tag;            /* BCP 47, lower case: "de", "pt-br", "iw" */
    const char *const *aliases; /* other tags that mean it: "he" */
    size_t alias_count;
    bool reviewed;                /* our guidance was read by a speaker */
    const char *on, *off;         /* LinkedIn's own words; English where unknown */
    const char *data_privacy;     /* name of the category page */
    const char *settings_privacy; /* name in the menu */
    const char *const *texts;     /* TEXT_COUNT entries; NULL = not translated */
};

extern const int catalogue_version;
extern const struct setting catalogue_settings[];
extern const size_t catalogue_setting_count;
extern const struct language catalogue_languages[];
extern const size_t catalogue_language_count;
extern const int catalogue_english; /* index of "en" */
extern const struct label catalogue_labels[];
extern const size_t catalogue_label_count;
extern const struct word catalogue_words[];
extern const size_t catalogue_word_count;
/* Paths, or with a closing slash the beginnings of paths, of pages that stand before a sign-in. */
extern const char *const catalogue_walls[];
extern const size_t catalogue_wall_count;
/* Every region that a fact or exit may name. Sorted. */
extern const char *const catalogue_regions[];
extern const size_t catalogue_region_count;
/* Every folded word of labels, On and Off words, keys and paths. Sorted. */
extern const char *const catalogue_terms[];
extern const size_t catalogue_term_count;

/* The language of a tag such as "de", "de-DE", "pt_BR", "he"; CATALOGUE_NONE if not known. */
int catalogue_find_language(struct view tag);

/* The setting with this slug, or that lists this key or path; CATALOGUE_NONE if none does. */
int catalogue_find_slug(struct view slug);
int catalogue_find_key(struct view key);
int catalogue_find_page(struct view path);

/* Whether a sign-in, authwall or checkpoint page lives at this path. */
bool catalogue_is_wall(struct view path);

/* All labels (words) with this folded text: the first, *ret_count of them; NULL if none. */
const struct label *catalogue_find_labels(struct view folded, size_t *ret_count);
const struct word *catalogue_find_words(struct view folded, size_t *ret_count);

/* Whether a folded word occurs in anything that the catalogue knows of LinkedIn's pages. */
bool catalogue_knows_term(struct view folded);

/* Whether we have sentences of our own in this language. */
bool catalogue_is_guided(int language);

/* Our sentence in this language, else in English. Never NULL. */
const char *catalogue_text(int language, enum text_id id);

#endif
