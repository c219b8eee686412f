/*
 * standing: what the history says of one setting of one account, after one more look.
 *
 * "Off" is worth something only if it stuck: it is confirmed by a fresh page that nobody touched,
 * that began after the last "on" and showed "off" unchanged for five seconds. Within a visit a look
 * that differs from the last without a touch corrects it: the standing is worked out again from
 * what was known before the visit.
 *
 * In      the standing before, the visit's memory, one reading of on or off
 * Out     the standing after; the visit's memory for its next look
 * Units   milliseconds UTC
 * Limits  none
 * Errors  none
 * Source  the product's table of standings (host/README.md)
 */
#ifndef OPTWATCH_CORE_STANDING_H
#define OPTWATCH_CORE_STANDING_H

#include <stdbool.h>
#include <stdint.h>

#include "core/detect.h"

/* Unchanged for this long before an "off" can be confirmed. */
#define STANDING_CONFIRM_MS 5000
#define STANDING_STALE_DAYS 90

enum standing_state {
    STANDING_UNKNOWN, /* never read on or off */
    STANDING_ON,
    STANDING_TURNED_BACK_ON, /* was confirmed off, and is on: the alarm */
    STANDING_OFF_UNCONFIRMED,
    STANDING_OFF_CONFIRMED,
    STANDING_STALE /* a view of off_confirmed, never stored */
};

/* What the person wants; leave_on silences warnings and opt-out reminders, nothing else. */
enum intent { INTENT_WANT_OFF, INTENT_LEAVE_ON, INTENT_UNDECIDED };

/* Why it is on, where that can be said. */
enum cause {
    CAUSE_NONE,
    CAUSE_DID_NOT_STICK, /* it was read off before, never confirmed */
    CAUSE_OWN_HAND,      /* the member touched the page */
    CAUSE_RULES_CHANGED  /* we read pages differently since it was confirmed off */
};

struct standing {
    enum standing_state state;
    enum cause cause;
    int rules; /* of the last on or off */
    int64_t since_ms;
    int64_t last_seen_ms;
    int64_t confirmed_ms; /* the last confirming look; 0 = never */
    int64_t last_on_ms;   /* 0 = never */
};

/* One reading of on or off. */
struct look {
    bool on;
    bool fresh; /* a navigation or reload of this very path, nothing restored */
    bool confirmable;
    enum touched touched;
    int rules;
    int64_t steady_ms;
    int64_t now_ms;
    int64_t began_ms; /* when its visit began */
    int64_t told_ms;  /* when its visit was first told of */
};

/* What a visit remembers of one setting. {0} before its first look. */
struct visit_memory {
    bool looked;
    bool touched; /* from here on each look builds on the one before */
    struct standing base;
};

/* Whether a look takes back what its visit told before: both untouched, and nobody wrote since. */
bool standing_corrects(const struct visit_memory *memory, bool own, enum touched touched);

/*
 * Whether an on was read after look and written before it, as happens among several that wait for
 * the history: then its off is no news.
 */
bool standing_overtook(const struct standing *now, const struct look *look);

/*
 * The standing after look. now is the standing as stored; own tells whether this visit wrote it: if
 * another did in between, the visit starts over from there.
 */
struct standing standing_look(struct visit_memory *memory, const struct standing *now, bool own,
                              const struct look *look);

/* The state to show at now_ms: off_confirmed becomes stale with age. */
enum standing_state standing_view(const struct standing *standing, int64_t now_ms, int stale_days);

/*
 * The standing of one account that was kept as two: the state seen last holds, and is never better
 * than what the other allows. A confirmation survives only if it is later than the other's last on,
 * by the seconds it took; an alarm survives unless an off was read after it. The order of the two
 * does not matter.
 */
struct standing standing_join(const struct standing *a, const struct standing *b);

/* "That was me": the alarm becomes an on by the member's own hand. False if there is no alarm. */
bool standing_mine(struct standing *standing);

/* 0 is the worst: summaries begin there. */
int standing_rank(enum standing_state state);

/* "off_confirmed" and so on; names are the contract. */
const char *standing_name(enum standing_state state);

/* "want_off", "leave_on", "undecided". */
const char *standing_intent_name(enum intent intent);

/* "none", "did_not_stick", "own_hand", "rules_changed". */
const char *standing_cause_name(enum cause cause);

#endif
