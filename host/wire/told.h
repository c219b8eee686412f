/*
 * told: accounts, settings and ways out, as the host tells them.
 *
 * In      core's values, borrowed for the call
 * Out     members of an answer (reply.c)
 * Units   times are whole seconds UTC, 0 = never
 * Limits  those of who fills it
 * Errors  none
 * Source  the wire protocol in host/README.md
 */
#ifndef OPTWATCH_WIRE_TOLD_H
#define OPTWATCH_WIRE_TOLD_H

#include <stddef.h>
#include <stdint.h>

#include "core/page.h"
#include "core/preference.h"
#include "core/standing.h"

/* A browser profile. */
struct told_profile {
    enum family family;
    int64_t first_s, last_s;
};

struct told_account {
    int64_t id;
    const char *name; /* "" = none */
    enum intent intent;
    enum standing_state state; /* of the setting that matters: the view */
    const struct told_profile *profiles;
    size_t profile_count;
};

/* Whether two accounts are one; zeros where there is nothing to ask. */
struct told_question {
    int64_t accounts[2];
    const char *text;
};

struct told_settings {
    struct preferences values;
    const char *help[PREFERENCE_COUNT];
};

#endif
