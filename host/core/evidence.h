/*
 * evidence: what one control or one text says by itself, before detect weighs it.
 *
 * In      controls and texts of the page, as the extension described them
 * Out     whose a control is, what state its signals tell, what a text is known as
 * Units   none
 * Limits  a text whose folded form is longer than 2,048 bytes is known as nothing
 * Errors  none: what cannot be compared is unknown
 * Source  the catalogue's keys, labels and words, with their strength
 */
#ifndef OPTWATCH_CORE_EVIDENCE_H
#define OPTWATCH_CORE_EVIDENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/page.h"

/* Whose control this is, by its language-independent keys. */
enum owner { OWNER_NOBODY, OWNER_OURS, OWNER_OTHER, OWNER_BOTH };

/* What a text known to the catalogue says of identity. */
enum match { MATCH_UNKNOWN, MATCH_EMPTY, MATCH_WEAK, MATCH_SEEN, MATCH_OTHER };

/* The state that a control's signals tell together. */
struct value {
    enum signal signal; /* SIGNAL_NONE: it has no state */
    uint64_t reasons;   /* REASON_BITs of core/detect.h */
    bool conflict;      /* its signals disagree, or one is neither on nor off */
};

enum owner evidence_owner(const struct control *control, int setting);

bool evidence_has_state(const struct control *control);

/* A word can contradict here and never decides: a control without another signal has no state. */
struct value evidence_value(const struct control *control, struct view lang);

/* What the short texts beside a control or row say together; each line is a text of its own. */
struct said {
    enum signal signal; /* SIGNAL_MIXED: both an On and an Off word are there */
    bool unknown;       /* a line is neither */
};

/*
 * Each whole line as an On or Off word: in the page's language, else, unless page_language_only, in
 * any other where all that know it agree; seen_only leaves weak words out.
 */
struct said evidence_words(struct view lines, struct view lang, bool page_language_only,
                           bool seen_only);

/* Whether LinkedIn's own words for both On and Off are known in the page's language. */
bool evidence_knows_words(struct view lang);

/* A text as a label of the setting: only the whole text counts. */
enum match evidence_match(struct view text, int setting);

/*
 * Whether LinkedIn's own name for the switch is known in the page's language, or in one that its
 * heading is written in: a page may say no language, or the wrong one.
 */
bool evidence_knows_toggle(int setting, const struct page *page);

/*
 * Whether a control that bears the setting's key is called by the setting's label and by something
 * short beside it, as a part of the setting or a button about it is; or, for a button that is
 * pressed or not, by an On or Off word: "Off" not pressed may mean on.
 */
bool evidence_names_part(const struct control *control, int setting, struct view lang);

#endif
