#include "core/remind.h"

#include <stddef.h>

static const int decaying_days[] = {3, 14, 30, 120};
#define DECAYING_STEPS ((int64_t)(sizeof decaying_days / sizeof decaying_days[0]))
#define DECAYING_EVERY 90

/* Enough instances for every year a calendar can name. */
#define INSTANCES_MAX 200000

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

static int64_t instance(enum remind_rule rule, struct civil day, int64_t index,
                        const struct zone *zone)
{
    switch (rule) {
    case RULE_ONCE:
        break;
    case RULE_DECAYING: {
        /* Days past the month's end are counted on by civil_days. */
        day.day += (int)decaying_day(index);
        break;
    }
    case RULE_MONTHLY:
        day = add_months(day, index + 1);
        break;
    case RULE_QUARTERLY:
        day = add_months(day, 3 * (index + 1));
        break;
    }
    return civil_utc(zone, &day);
}

int64_t remind_next(enum remind_rule rule, int64_t anchor_s, int64_t after_s, int hour,
                    const struct zone *zone)
{
    if (rule == RULE_ONCE) {
        return anchor_s > after_s ? anchor_s : REMIND_NEVER;
    }
    struct civil day = civil_local(zone, anchor_s);
    day.hour = hour;
    day.minute = 0;
    day.second = 0;
    for (int64_t index = 0; index < INSTANCES_MAX; index++) {
        int64_t due_s = instance(rule, day, index, zone);
        if (due_s > after_s) {
            return due_s;
        }
    }
    return REMIND_NEVER;
}

/* The answer to an objection is due in one month, and in three at the latest: then no more. */
static bool is_over(const struct reminder *reminder, int64_t due_s, int hour,
                    const struct zone *zone)
{
    if (reminder->kind != REMIND_OBJECTION || reminder->rule == RULE_ONCE) {
        return false;
    }
    int64_t last_s =
        remind_next(RULE_QUARTERLY, reminder->anchor_s, reminder->anchor_s, hour, zone);
    return due_s > last_s;
}

int64_t remind_due(const struct reminder *reminder, int hour, const struct zone *zone)
{
    if (reminder->snoozed_s > 0) {
        return reminder->snoozed_s;
    }
    int64_t due_s = remind_next(reminder->rule, reminder->anchor_s, reminder->after_s, hour, zone);
    return is_over(reminder, due_s, hour, zone) ? REMIND_NEVER : due_s;
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
