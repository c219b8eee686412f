/*
 * wording: what LinkedIn called a setting's switch, and when it called it something else.
 *
 * A text is kept once, under its hash. A *drift* is noted when an account sees a wording of a
 * setting in a language that it never saw before, and had seen another one: so a page that goes to
 * and fro between two texts is one event and not one a visit. A visit has one wording of its own,
 * its last: what it showed before, untouched, was the page still being built and is taken back;
 * what it shows after the member's own hand belongs to the other position of the switch and is no
 * event.
 *
 * In      a look's wording; a transaction that the caller began
 * Out     rows of wording, wording_seen and drift; the standing's wording
 * Units   milliseconds UTC
 * Limits  name and description as on the wire
 * Errors  the store's
 * Source  host/README.md, "The history"
 */
#ifndef OPTWATCH_SYSTEM_WORDING_H
#define OPTWATCH_SYSTEM_WORDING_H

#include "system/store.h"

struct wording {
    int64_t account;
    struct view setting; /* slug */
    struct view lang;    /* letters, digits, - and _ only; "" = the page did not say */
    unsigned char hash[STORE_WORDING_LEN];
    struct view name, description;
    struct view visit;
    bool again; /* this visit told of the setting before */
    bool touched;
    int64_t now_ms;
};

/* Keeps the text if its hash is new. */
enum error wording_keep(struct store *store, const struct wording *wording) MUST_CHECK;

/* Notes that it was seen; *ret_changed_ms is the account's last drift of the setting, 0 = none. */
enum error wording_see(struct store *store, const struct wording *wording,
                       int64_t *ret_changed_ms) MUST_CHECK;

/* The name and the description in a payload's text, borrowed; false if it is none of ours. */
bool wording_split(struct view text, struct view *ret_name, struct view *ret_description);

#endif
