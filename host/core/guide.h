/*
 * guide: what to do next, what is known, and the ways out; and the verdict above them.
 * Steps advance by what was observed, never by a click on "next".
 *
 * In      a setting's standing and, on a visit, its reading; the person's region and intent
 * Out     struct guide and verdict, with every sentence in the context's arena
 * Units   UTC seconds
 * Limits  GUIDE_*_MAX entries
 * Errors  none: a sentence that does not fit its arena is NULL and is told as ""
 * Source  the catalogue, each fact with its own source and date
 */
#ifndef OPTWATCH_CORE_GUIDE_H
#define OPTWATCH_CORE_GUIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/detect.h"
#include "core/phrase.h"
#include "core/standing.h"
#include "core/unread.h"

#define GUIDE_STEPS_MAX 4
#define GUIDE_FACTS_MAX 16
#define GUIDE_EXITS_MAX 16
#define GUIDE_WHY_MAX   REASON_COUNT

enum step_status { STEP_DONE, STEP_CURRENT, STEP_TODO };

struct step {
    const char *id;
    const char *text;
    enum step_status status;
    const char *open; /* an address to open; NULL = none */
    int ref;          /* the page's control the step is about; -1 = none */
};

struct told_fact {
    const struct fact *fact;
    const char *text;
};

struct told_exit {
    const struct exit *exit;
    const char *text;
    bool done;
    bool checked; /* by Optwatch, which read its setting; else the person says so */
    int64_t at_s; /* when it was confirmed or ticked, or else last seen; 0 = never */
};

struct guide {
    struct step steps[GUIDE_STEPS_MAX];
    size_t step_count;
    struct told_fact facts[GUIDE_FACTS_MAX];
    size_t fact_count;
    struct told_exit exits[GUIDE_EXITS_MAX];
    size_t exit_count;
};

/* The one sentence at the top, with the reasons a person can follow. */
struct verdict {
    const char *state; /* a reading's or a standing's name */
    const char *text;
    const char *why[GUIDE_WHY_MAX];
    size_t why_count;
    int64_t at_s; /* when it was seen; 0 = never */
};

/* An exit that the person says is done. */
struct tick {
    const struct exit *exit;
    int64_t at_ms;
};

/* What is known of one setting now. */
struct knowledge {
    const struct standing *standings; /* one per setting of the catalogue, by its index */
    const struct reading *reading;    /* of this setting on this visit; NULL without a page */
    const struct tick *ticks;         /* of the account; NULL = none */
    size_t tick_count;
    const struct unread *unread; /* of this setting; NULL = none */
    const char *region;          /* as the person set it; "" = not set */
    enum intent intent;
    int stale_days;
    int64_t now_ms;
};

void guide_make(const struct phrase_context *context, const struct knowledge *knowledge,
                struct guide *ret);

void guide_verdict(const struct phrase_context *context, const struct knowledge *knowledge,
                   struct verdict *ret);

/* "done", "current", "todo". */
const char *guide_status_name(enum step_status status);

#endif
