/*
 * due: which instances of a reminder are due, and when the next ones come.
 *
 * Only what came of an instance is kept: shown, settled, moved. So a clock set back shows nothing
 * again, and a jump forward finds all that was missed. What a clock far ahead of now wrote down
 * holds for what was due by the time that was noticed; what falls due later is shown in its time.
 *
 * In      a reminder, what came of its instances (by number), the person's hours, now
 * Out     instances that are due, their times, and the three that follow
 * Units   UTC seconds; hours of the day 0 to 23
 * Limits  DUE_MAX instances at once: the oldest; more wait for the next time
 * Errors  none
 * Source  the product's reminder rules (host/README.md, "Reminders")
 */
#ifndef OPTWATCH_CORE_DUE_H
#define OPTWATCH_CORE_DUE_H

#include <stddef.h>

#include "core/remind.h"

#define DUE_MAX     512
#define DUE_NEXT    3   /* dates that a person is shown ahead */
#define DUE_LEASE_S 120 /* a carrier that took an instance has this long to show it */
/* The number of one that was moved before instances had numbers. */
#define DUE_LOOSE (-1)
/* A reading settles what is due, and what would fall due within this time. */
#define DUE_SETTLE_S CIVIL_DAY_S

/* What came of one instance. All zeros but for the number: nothing yet. */
struct outcome {
    int64_t number;
    int64_t due_s;        /* when it was due as it was shown last */
    int64_t shown_s;      /* 0 = not shown, or not since it was moved */
    int64_t settled_s;    /* done, or answered by a reading; 0 = not */
    int64_t snoozed_s;    /* moved to here; 0 = not */
    int64_t snooze_set_s; /* when it was moved */
    int64_t leased_s;     /* when a carrier took it; 0 = none */
};

/* The person's hours, and now. */
struct due_rules {
    const struct zone *zone;
    int hour, quiet_from, quiet_until;
    int64_t now_s;
};

/* One instance that is not settled. */
struct due {
    int64_t number;
    int64_t due_s;
    bool shown, leased, snoozed;
};

/* How far to look, and for how many. */
struct due_reach {
    int64_t until_s; /* REMIND_NEVER: for as many as max */
    size_t max;
};

/* The instances not settled within reach, by number, in ret. Outcomes are sorted by number. */
size_t due_list(const struct reminder *reminder, const struct outcome *outcomes, size_t count,
                const struct due_rules *rules, struct due_reach reach, struct due *ret);

/* How a reminder stands: for lists and screens. */
struct outlook {
    int64_t due_s;     /* the oldest that is not settled; 0 = none follows */
    int64_t snoozed_s; /* the earliest that was moved; 0 = none */
    bool is_due, is_shown;
    int64_t next_s[DUE_NEXT]; /* later than now; 0 = none */
};

struct outlook due_outlook(const struct reminder *reminder, const struct outcome *outcomes,
                           size_t count, const struct due_rules *rules);

/* Whether the person's quiet hours hold now; from and until alike: there are none. */
bool due_is_quiet(const struct due_rules *rules);

/* The latest time at which something was written down: for remind_settle_clock. */
int64_t due_latest(const struct outcome *outcomes, size_t count);

/* How many times in a row the person was shown this reminder and did not answer. */
int due_ignored(const struct outcome *outcomes, size_t count);

#endif
