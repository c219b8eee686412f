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

/*
 * What a whole text says as an On or Off word: in the page's language, else, unless
 * page_language_only, in any other where all that know it agree; seen_only leaves weak words out.
 */
enum signal evidence_word(struct view text, struct view lang, bool page_language_only,
                          bool seen_only);

/* A text as a label of the setting: only the whole text counts. */
enum match evidence_match(struct view text, int setting);

/*
 * Whether LinkedIn's own name for the switch is known in the page's language, or in one that its
 * heading is written in: a page may say no language, or the wrong one.
 */
bool evidence_knows_toggle(int setting, const struct page *page);

#endif
