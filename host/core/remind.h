/*
 * remind: when to look again. Instances are worked out from a rule, never stored ahead.
 *
 * An instance is known by its number, not by its time: that moves with the zone and the person's
 * hour, and must not make a second one of it.
 *
 * In      a rule, its anchor (the reading that began the standing), the person's hour and zone
 * Out     the time of each instance
 * Units   UTC seconds; hours of the day 0 to 23
 * Limits  REMIND_INSTANCES_MAX instances, none after the year 9999
 * Errors  REMIND_NEVER where there is no such instance
 * Source  the product's reminder rules (host/README.md, "Reminders"): days 3, 14, 30, 120, 210 and
 *         every 90 days on; months are counted from the anchor and clamped to the month's last day
 */
#ifndef OPTWATCH_CORE_REMIND_H
#define OPTWATCH_CORE_REMIND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "core/civil.h"
#include "core/standing.h"

#define REMIND_NEVER   INT64_MAX
#define REMIND_UNKNOWN INT64_C(-1)
#define REMIND_HOUR    9
/* Enough for every year a calendar can name. */
#define REMIND_INSTANCES_MAX INT64_C(200000)
#define REMIND_NAME_MAX      64 /* bytes */

enum remind_kind { REMIND_NONE, REMIND_OPT_OUT, REMIND_RECHECK, REMIND_OBJECTION, REMIND_CUSTOM };
enum remind_rule { RULE_ONCE, RULE_DECAYING, RULE_MONTHLY, RULE_QUARTERLY };

struct reminder {
    int64_t id;      /* the store's; 0 = not stored */
    int64_t account; /* 0 = of no account: the person's own */
    int setting;
    enum remind_kind kind;
    enum remind_rule rule;
    int64_t anchor_s;
    int64_t after_s; /* instances up to here are settled, or lay in the past at creation */
    int64_t created_s;
    int64_t first; /* the first number that lay ahead at creation; REMIND_UNKNOWN: by after_s */
    int64_t
        noticed_s; /* since when what is written down of it lies too far ahead; 0 = it does not */
    char name[REMIND_NAME_MAX + 1]; /* as the person gave it; "" = none */
};

/*
 * The instance of a number from 0 on, later than the one before. A custom reminder's first is its
 * anchor itself, as "once" has no other; all else falls at the person's hour. An objection's end
 * with the third month, when its answer is due at the latest.
 */
int64_t remind_instance(const struct reminder *reminder, int64_t number, int hour,
                        const struct zone *zone);

/*
 * The first number whose instance is not before at_s: what a new reminder begins with, whatever
 * hour and zone hold later; REMIND_INSTANCES_MAX if there is none.
 */
int64_t remind_first(const struct reminder *reminder, int64_t at_s, int hour,
                     const struct zone *zone);

/* Whether an instance lay in the past when its reminder was made. */
bool remind_skips(const struct reminder *reminder, int64_t number, int64_t at_s);

/* Whether a time that was written down can be believed now. */
bool remind_believes(int64_t at_s, int64_t now_s);

/* What a look at the clock changed of a reminder, and has to be stored. */
enum clock_news {
    CLOCK_SAME,
    CLOCK_NOTICED, /* noticed_s */
    CLOCK_FOR_GOOD /* its times are the new ones from now on, and what came of dates ahead is void
                    */
};

/*
 * The reminder as a clock that was set back leaves it: what was written down by a clock far ahead
 * counts from when that was noticed; latest_s is the latest of what came of its instances. For two
 * days the clock may be put right, and the old times with it; then the new ones hold for good: else
 * the old ones would come back in their time. The time a person asked for (a custom anchor) holds.
 */
enum clock_news remind_settle_clock(struct reminder *reminder, int64_t latest_s, int64_t now_s);

/* Which reminder a standing calls for. */
enum remind_kind remind_kind_for(enum standing_state state, enum intent intent);

/* Whether a standing begins and ends reminders of this kind. */
bool remind_follows_standing(enum remind_kind kind);

/* "opt_out", "decaying" and so on; names are the contract. */
const char *remind_kind_name(enum remind_kind kind);
const char *remind_rule_name(enum remind_rule rule);

/* By name; false if there is none. */
bool remind_find_kind(struct view name, enum remind_kind *ret);
bool remind_find_rule(struct view name, enum remind_rule *ret);

/* The rule to offer to a person who does not answer; false if there is none that is slower. */
bool remind_slower(const struct reminder *reminder, enum remind_rule *ret);

#endif
