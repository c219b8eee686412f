/*
 * remind: when to look again. Instances are worked out from a rule, never stored ahead.
 *
 * In      a rule, its anchor (the reading that began the standing), the person's hour and zone
 * Out     the first instance after an instant
 * Units   UTC seconds; hours of the day 0 to 23
 * Limits  instances up to the year 9999
 * Errors  REMIND_NEVER where no instance follows
 * Source  the product's reminder rules: days 3, 14, 30, 120, 210 and every 90 days on; months are
 *         counted from the anchor and clamped to the month's last day
 */
#ifndef OPTWATCH_CORE_REMIND_H
#define OPTWATCH_CORE_REMIND_H

#include <stdbool.h>
#include <stdint.h>

#include "core/civil.h"
#include "core/standing.h"

#define REMIND_NEVER INT64_MAX
#define REMIND_HOUR  9
/* A reading settles what is due, and what would fall due within this time. */
#define REMIND_SETTLE_S CIVIL_DAY_S

enum remind_kind { REMIND_NONE, REMIND_OPT_OUT, REMIND_RECHECK, REMIND_OBJECTION, REMIND_CUSTOM };
enum remind_rule { RULE_ONCE, RULE_DECAYING, RULE_MONTHLY, RULE_QUARTERLY };

struct reminder {
    int64_t id; /* the store's; 0 = not stored */
    int64_t account;
    int setting;
    enum remind_kind kind;
    enum remind_rule rule;
    int64_t anchor_s;
    int64_t after_s;   /* instances up to here are settled, or lay in the past at creation */
    int64_t snoozed_s; /* the one instance due was moved here; 0 = not snoozed */
};

/* The first instance later than after_s, at the person's hour. */
int64_t remind_next(enum remind_rule rule, int64_t anchor_s, int64_t after_s, int hour,
                    const struct zone *zone);

/*
 * When the reminder is next due: its snooze, else its rule. An objection's is monthly and ends with
 * its third month.
 */
int64_t remind_due(const struct reminder *reminder, int hour, const struct zone *zone);

/* Which reminder a standing calls for. */
enum remind_kind remind_kind_for(enum standing_state state, enum intent intent);

/* "opt_out", "decaying" and so on; names are the contract. */
const char *remind_kind_name(enum remind_kind kind);
const char *remind_rule_name(enum remind_rule rule);

#endif
