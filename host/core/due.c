#include "core/due.h"

/*
 * Whether something came of an instance that its rule makes due at due_s. What a clock far ahead
 * wrote down holds for what was due before that was noticed: that is not shown again. What falls
 * due later is shown when its time really comes.
 */
static bool holds(int64_t at_s, int64_t due_s, const struct reminder *reminder, int64_t now_s)
{
    return at_s != 0 && (remind_believes(at_s, now_s) || due_s <= reminder->noticed_s);
}

/* Where a snooze moves an instance: one by a clock far ahead lasts as long from when it was
 * noticed. */
static int64_t moved_to(const struct outcome *outcome, const struct reminder *reminder,
                        int64_t now_s)
{
    return remind_believes(outcome->snooze_set_s, now_s)
               ? outcome->snoozed_s
               : reminder->noticed_s + outcome->snoozed_s - outcome->snooze_set_s;
}

static struct due instance_of(const struct outcome *outcome, const struct reminder *reminder,
                              int64_t number, int64_t at_s, int64_t now_s)
{
    struct due due = {.number = number, .due_s = at_s};
    if (outcome) {
        due.snoozed =
            outcome->snoozed_s != 0 && holds(outcome->snooze_set_s, at_s, reminder, now_s);
        due.due_s = due.snoozed ? moved_to(outcome, reminder, now_s) : at_s;
        due.shown = holds(outcome->shown_s, at_s, reminder, now_s);
        /* A clock that is set back a little ends no lease, and one far ahead holds none. */
        due.leased = outcome->leased_s != 0 && outcome->leased_s < now_s + DUE_LEASE_S &&
                     now_s < outcome->leased_s + DUE_LEASE_S;
    }
    return due;
}

/* The outcome of a number; *at moves on with the numbers. */
static const struct outcome *find(const struct outcome *outcomes, size_t count, int64_t number,
                                  size_t *at)
{
    while (*at < count && outcomes[*at].number < number) {
        (*at)++;
    }
    return *at < count && outcomes[*at].number == number ? &outcomes[*at] : NULL;
}

size_t due_list(const struct reminder *reminder, const struct outcome *outcomes, size_t count,
                const struct due_rules *rules, struct due_reach reach, struct due *ret)
{
    size_t found = 0;
    size_t at = 0;
    bool loose = count > 0 && outcomes[0].number == DUE_LOOSE;
    for (int64_t number = loose ? DUE_LOOSE : 0; found < reach.max; number++) {
        int64_t at_s = number == DUE_LOOSE
                           ? INT64_MIN
                           : remind_instance(reminder, number, rules->hour, rules->zone);
        const struct outcome *outcome = find(outcomes, count, number, &at);
        /* Behind the last time there may still be one that was moved to an earlier. */
        if (at_s == REMIND_NEVER || (at_s > reach.until_s && at >= count)) {
            break;
        }
        struct due due = instance_of(outcome, reminder, number, at_s, rules->now_s);
        bool settled = outcome && holds(outcome->settled_s, at_s, reminder, rules->now_s);
        bool skipped = remind_skips(reminder, number, at_s) && !due.snoozed;
        if (!settled && !skipped && due.due_s <= reach.until_s) {
            ret[found++] = due;
        }
    }
    return found;
}

/* Keeps the earliest of those later than now, in order. */
static void keep_next(struct outlook *outlook, int64_t at_s)
{
    for (size_t i = 0; i < DUE_NEXT; i++) {
        if (outlook->next_s[i] == 0 || at_s < outlook->next_s[i]) {
            int64_t later_s = outlook->next_s[i];
            outlook->next_s[i] = at_s;
            at_s = later_s;
        }
        if (at_s == 0) {
            return;
        }
    }
}

static size_t count_moved(const struct outcome *outcomes, size_t count)
{
    size_t moved = 0;
    for (size_t i = 0; i < count; i++) {
        moved += outcomes[i].snoozed_s != 0;
    }
    return moved;
}

struct outlook due_outlook(const struct reminder *reminder, const struct outcome *outcomes,
                           size_t count, const struct due_rules *rules)
{
    struct outlook outlook = {.due_s = 0};
    struct due due[DUE_MAX];
    size_t now =
        due_list(reminder, outcomes, count, rules, (struct due_reach){rules->now_s, DUE_MAX}, due);
    outlook.is_due = now > 0;
    outlook.is_shown = now > 0;
    for (size_t i = 0; i < now; i++) {
        outlook.is_shown = outlook.is_shown && due[i].shown;
    }
    /* One that was moved may come after those that follow it. */
    size_t ahead = now + count_moved(outcomes, count) + DUE_NEXT;
    size_t all = due_list(reminder, outcomes, count, rules,
                          (struct due_reach){REMIND_NEVER, ahead < DUE_MAX ? ahead : DUE_MAX}, due);
    for (size_t i = 0; i < all; i++) {
        if (outlook.due_s == 0 || due[i].due_s < outlook.due_s) {
            outlook.due_s = due[i].due_s;
        }
        if (due[i].snoozed && (outlook.snoozed_s == 0 || due[i].due_s < outlook.snoozed_s)) {
            outlook.snoozed_s = due[i].due_s;
        }
        if (due[i].due_s > rules->now_s) {
            keep_next(&outlook, due[i].due_s);
        }
    }
    return outlook;
}

bool due_is_quiet(const struct due_rules *rules)
{
    int hour = civil_local(rules->zone, rules->now_s).hour;
    if (rules->quiet_from <= rules->quiet_until) {
        return hour >= rules->quiet_from && hour < rules->quiet_until;
    }
    return hour >= rules->quiet_from || hour < rules->quiet_until;
}

int64_t due_latest(const struct outcome *outcomes, size_t count)
{
    int64_t latest_s = 0;
    for (size_t i = 0; i < count; i++) {
        const int64_t times[] = {outcomes[i].shown_s, outcomes[i].settled_s,
                                 outcomes[i].snooze_set_s};
        for (size_t j = 0; j < sizeof times / sizeof times[0]; j++) {
            latest_s = times[j] > latest_s ? times[j] : latest_s;
        }
    }
    return latest_s;
}

int due_ignored(const struct outcome *outcomes, size_t count)
{
    int ignored = 0;
    int64_t together_s = 0;
    for (size_t i = count; i-- > 0;) {
        const struct outcome *outcome = &outcomes[i];
        if (outcome->settled_s != 0 || outcome->snoozed_s != 0) {
            break;
        }
        /* What was shown at one time was one notification. */
        if (outcome->shown_s != 0 && outcome->shown_s != together_s) {
            together_s = outcome->shown_s;
            ignored++;
        }
    }
    return ignored;
}
