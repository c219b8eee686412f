#include "core/remind.h"

#include <stddef.h>

static const int decaying_days[] = {3, 14, 30, 120};
#define DECAYING_STEPS ((int64_t)(sizeof decaying_days / sizeof decaying_days[0]))
#define DECAYING_EVERY 90

#define LAST_S INT64_C(253402300800) /* 10000-01-01T00:00:00Z */

static int64_t decaying_day(int64_t index)
{
    return index < DECAYING_STEPS
               ? decaying_days[index]
               : decaying_days[DECAYING_STEPS - 1] + (index - DECAYING_STEPS + 1) * DECAYING_EVERY;
}

static struct civil add_months(struct civil day, int64_t months)
{
    int64_t month = day.year * INT64_C(12) + day.month - 1 + months;
    day.year = (int)(month / 12);
    day.month = (int)(month % 12) + 1;
    int last = civil_month_days(day.year, day.month);
    day.day = day.day < last ? day.day : last;
    return day;
}

static int64_t by_rule(enum remind_rule rule, struct civil day, int64_t index,
                       const struct zone *zone)
{
    switch (rule) {
    case RULE_ONCE:
        return REMIND_NEVER;
    case RULE_DECAYING:
        /* Days past the month's end are counted on by civil_days. */
        day.day += (int)decaying_day(index);
        break;
    case RULE_MONTHLY:
        day = add_months(day, index + 1);
        break;
    case RULE_QUARTERLY:
        day = add_months(day, 3 * (index + 1));
        break;
    }
    int64_t at_s = civil_utc(zone, &day);
    return at_s < LAST_S ? at_s : REMIND_NEVER;
}

int64_t remind_instance(const struct reminder *reminder, int64_t number, int hour,
                        const struct zone *zone)
{
    bool itself = reminder->kind == REMIND_CUSTOM || reminder->rule == RULE_ONCE;
    if (number < 0 || number > REMIND_INSTANCES_MAX) {
        return REMIND_NEVER;
    }
    if (itself && number == 0) {
        return reminder->anchor_s;
    }
    struct civil day = civil_local(zone, reminder->anchor_s);
    day.hour = hour;
    day.minute = 0;
    day.second = 0;
    int64_t at_s = by_rule(reminder->rule, day, number - itself, zone);
    bool over = reminder->kind == REMIND_OBJECTION && reminder->rule != RULE_ONCE &&
                at_s > by_rule(RULE_QUARTERLY, day, 0, zone);
    return over ? REMIND_NEVER : at_s;
}

int64_t remind_first(const struct reminder *reminder, int64_t at_s, int hour,
                     const struct zone *zone)
{
    int64_t number = 0;
    while (number < REMIND_INSTANCES_MAX && remind_instance(reminder, number, hour, zone) < at_s) {
        number++;
    }
    return number;
}

bool remind_skips(const struct reminder *reminder, int64_t number, int64_t at_s)
{
    return reminder->first == REMIND_UNKNOWN ? at_s <= reminder->after_s : number < reminder->first;
}

bool remind_believes(int64_t at_s, int64_t now_s)
{
    return at_s <= now_s + CIVIL_AHEAD_S;
}

enum clock_news remind_settle_clock(struct reminder *reminder, int64_t latest_s, int64_t now_s)
{
    int64_t before_s = reminder->noticed_s;
    bool after_ahead = !remind_believes(reminder->after_s, now_s);
    bool anchor_ahead =
        reminder->kind != REMIND_CUSTOM && !remind_believes(reminder->anchor_s, now_s);
    if (!after_ahead && !anchor_ahead && remind_believes(latest_s, now_s)) {
        reminder->noticed_s = 0;
    } else if (before_s == 0 || before_s > now_s) {
        reminder->noticed_s = now_s;
    }
    if (after_ahead) {
        reminder->after_s = reminder->noticed_s;
        reminder->first = REMIND_UNKNOWN;
    }
    if (anchor_ahead) {
        reminder->anchor_s = reminder->noticed_s;
    }
    if ((after_ahead || anchor_ahead) && now_s - reminder->noticed_s >= CIVIL_AHEAD_S) {
        return CLOCK_FOR_GOOD;
    }
    return reminder->noticed_s != before_s ? CLOCK_NOTICED : CLOCK_SAME;
}

enum remind_kind remind_kind_for(enum standing_state state, enum intent intent)
{
    switch (state) {
    case STANDING_ON:
    case STANDING_TURNED_BACK_ON:
        return intent == INTENT_LEAVE_ON ? REMIND_NONE : REMIND_OPT_OUT;
    case STANDING_OFF_UNCONFIRMED:
    case STANDING_OFF_CONFIRMED:
    case STANDING_STALE:
        return REMIND_RECHECK;
    case STANDING_UNKNOWN:
        break;
    }
    return REMIND_NONE;
}

bool remind_follows_standing(enum remind_kind kind)
{
    return kind == REMIND_OPT_OUT || kind == REMIND_RECHECK;
}

const char *remind_kind_name(enum remind_kind kind)
{
    static const char *const names[] = {[REMIND_NONE] = "none",
                                        [REMIND_OPT_OUT] = "opt_out",
                                        [REMIND_RECHECK] = "recheck",
                                        [REMIND_OBJECTION] = "objection",
                                        [REMIND_CUSTOM] = "custom"};
    return names[kind];
}

const char *remind_rule_name(enum remind_rule rule)
{
    static const char *const names[] = {[RULE_ONCE] = "once",
                                        [RULE_DECAYING] = "decaying",
                                        [RULE_MONTHLY] = "monthly",
                                        [RULE_QUARTERLY] = "quarterly"};
    return names[rule];
}

bool remind_find_kind(struct view name, enum remind_kind *ret)
{
    for (int i = REMIND_OPT_OUT; i <= REMIND_CUSTOM; i++) {
        if (view_equal(name, view_of(remind_kind_name((enum remind_kind)i)))) {
            *ret = (enum remind_kind)i;
            return true;
        }
    }
    return false;
}

bool remind_find_rule(struct view name, enum remind_rule *ret)
{
    for (int i = RULE_ONCE; i <= RULE_QUARTERLY; i++) {
        if (view_equal(name, view_of(remind_rule_name((enum remind_rule)i)))) {
            *ret = (enum remind_rule)i;
            return true;
        }
    }
    return false;
}

bool remind_slower(const struct reminder *reminder, enum remind_rule *ret)
{
    bool may = reminder->kind != REMIND_OBJECTION &&
               (reminder->rule == RULE_DECAYING || reminder->rule == RULE_MONTHLY);
    if (may) {
        *ret = RULE_QUARTERLY;
    }
    return may;
}
