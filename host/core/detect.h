/*
 * detect: what one look at a page says of one setting. The rule above all: a wrong "off" is never
 * traded for coverage, so whatever does not fit together is "unclear".
 *
 * Identity   a control that bears the setting's key; or, at the setting's own address, the only
 *            switch there, under a label that is known in full as LinkedIn's. A control that bears
 *            another setting's key is never ours. On pages that list it a row is identified by
 *            its link.
 * State      the native checked property, else aria-checked or aria-pressed; every signal has to
 *            agree. A known On/Off word can contradict and never decides, but for a row, where it
 * is all there is; such a reading never confirms.
 *
 * In      struct page, a setting's index
 * Out     struct reading
 * Units   none
 * Limits  time is linear in controls and rows
 * Errors  none: what cannot be read is a state of its own
 * Source  LinkedIn's markup as collected in host/catalogue/README.md
 */
#ifndef OPTWATCH_CORE_DETECT_H
#define OPTWATCH_CORE_DETECT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/page.h"

enum reading_state {
    READING_ELSEWHERE, /* the page says nothing of the setting */
    READING_ON,
    READING_OFF,
    READING_LOADING,   /* nothing yet */
    READING_UNCLEAR,   /* something, but not certain; the reasons say what */
    READING_NOT_SHOWN, /* its own page, waited, and nothing that could be it */
    READING_SIGNED_OUT /* a sign-in page stands before the setting's page */
};

/* X(symbol, wire name). Each has a sentence "why.<wire name>" in the catalogue. */
#define REASON_TABLE(X)                                                                            \
    X(KEY, "key")                                                                                  \
    X(ADDRESS, "address")                                                                          \
    X(LABEL, "label")                                                                              \
    X(HEADING, "heading")                                                                          \
    X(ONLY_SWITCH, "only-switch")                                                                  \
    X(NATIVE_CHECKED, "native-checked")                                                            \
    X(ARIA_CHECKED, "aria-checked")                                                                \
    X(ARIA_PRESSED, "aria-pressed")                                                                \
    X(WORD, "word")                                                                                \
    X(ROW_LINK, "row-link")                                                                        \
    X(ROW_WORD, "row-word")                                                                        \
    X(COPY, "copy")                                                                                \
    X(LOCKED, "locked")                                                                            \
    X(WEAK_LABEL, "weak-label")                                                                    \
    X(UNKNOWN_LABEL, "unknown-label")                                                              \
    X(OTHER_SETTING, "other-setting")                                                              \
    X(SEVERAL_SWITCHES, "several-switches")                                                        \
    X(STATE_CONFLICT, "state-conflict")                                                            \
    X(WORD_CONFLICT, "word-conflict")                                                              \
    X(COPY_CONFLICT, "copy-conflict")                                                              \
    X(ROW_CONFLICT, "row-conflict")                                                                \
    X(MIXED, "mixed")                                                                              \
    X(NO_STATE, "no-state")                                                                        \
    X(HIDDEN, "hidden")                                                                            \
    X(TRUNCATED, "truncated")                                                                      \
    X(UNKNOWN_WORD, "unknown-word")                                                                \
    X(SEVERAL_WORDS, "several-words")                                                              \
    X(NOT_STEADY, "not-steady")                                                                    \
    X(NO_CONTROL, "no-control")                                                                    \
    X(WALL, "wall")                                                                                \
    X(WRONG_ADDRESS, "wrong-address")

enum reason {
#define REASON_ENUM(symbol, name) REASON_##symbol,
    REASON_TABLE(REASON_ENUM)
#undef REASON_ENUM
        REASON_COUNT
};

#define REASON_BIT(symbol) (UINT64_C(1) << REASON_##symbol)

struct reading {
    int setting;
    enum reading_state state;
    bool locked;      /* the control is disabled */
    bool confirmable; /* read from the switch on the setting's own page, not restored by the browser
                       */
    uint64_t reasons; /* bits of enum reason, in the order they are told */
    int ref;          /* of the control or row, or -1 */
    const struct control *control; /* the one read; borrowed from the page; NULL for rows */
};

/* Reads setting from page into *ret. */
void detect_page(const struct page *page, int setting, struct reading *ret);

/* "on", "not_shown" and so on. */
const char *detect_state_name(enum reading_state state);

/* "native-checked" and so on. */
const char *detect_reason_name(enum reason reason);

#endif
