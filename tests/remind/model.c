#include "model.h"

#include <string.h>
#include <time.h>

#include "zones.h"

#define HOUR_S 3600
#define DAY_S  (24 * HOUR_S)
/* "a stored time more than 48 h ahead of now" */
#define AHEAD_S (48 * HOUR_S)
/* "a two-minute lease" */
#define LEASE_S 120

struct model_reminder *model_add(struct model *model, int64_t id, enum remind_kind kind,
                                 enum remind_rule rule, int64_t anchor_s)
{
    struct model_reminder *reminder = &model->reminders[model->count++];
    memset(reminder, 0, sizeof *reminder);
    reminder->id = id;
    reminder->kind = kind;
    reminder->rule = rule;
    reminder->anchor_s = anchor_s;
    return reminder;
}

void model_end(struct model *model, size_t at)
{
    model->count--;
    memmove(&model->reminders[at], &model->reminders[at + 1],
            (model->count - at) * sizeof model->reminders[0]);
}

struct model_reminder *model_find(struct model *model, int64_t id)
{
    for (size_t i = 0; i < model->count; i++) {
        if (model->reminders[i].id == id) {
            return &model->reminders[i];
        }
    }
    return NULL;
}

static bool far_ahead(int64_t at_s, int64_t now_s)
{
    return at_s > now_s + AHEAD_S;
}

/* A reminder as it is believed at one time. */
struct seen {
    int64_t anchor_s, after_s, noticed_s;
    bool for_good;
};

static int64_t latest_record(const struct model_reminder *reminder)
{
    int64_t latest_s = 0;
    for (int number = 0; number < reminder->touched; number++) {
        const struct model_instance *instance = &reminder->instances[number];
        latest_s = instance->shown_s > latest_s ? instance->shown_s : latest_s;
        latest_s = instance->settled_s > latest_s ? instance->settled_s : latest_s;
        latest_s = instance->moved_set_s > latest_s ? instance->moved_set_s : latest_s;
    }
    return latest_s;
}

/* Anchor and creation, "clamped to now" as of when that was first noticed; after two days for good.
 */
static struct seen see(const struct model_reminder *reminder, int64_t now_s)
{
    bool anchor = reminder->kind != REMIND_CUSTOM && far_ahead(reminder->anchor_s, now_s);
    bool after = far_ahead(reminder->after_s, now_s);
    struct seen seen = {reminder->anchor_s, reminder->after_s, 0, false};
    if (anchor || after || far_ahead(latest_record(reminder), now_s)) {
        bool before = reminder->noticed_s != 0 && reminder->noticed_s <= now_s;
        seen.noticed_s = before ? reminder->noticed_s : now_s;
    }
    seen.anchor_s = anchor ? seen.noticed_s : seen.anchor_s;
    seen.after_s = after ? seen.noticed_s : seen.after_s;
    seen.for_good = (anchor || after) && now_s - seen.noticed_s >= AHEAD_S;
    return seen;
}

/* A carrier writes it down. What came of dates ahead of a void anchor is void, too. */
static void notice(struct model_reminder *reminder, int64_t now_s)
{
    struct seen seen = see(reminder, now_s);
    reminder->noticed_s = seen.noticed_s;
    if (!seen.for_good) {
        return;
    }
    reminder->anchor_s = seen.anchor_s;
    reminder->after_s = seen.after_s;
    for (int number = 0; reminder->kind != REMIND_CUSTOM && number < reminder->touched; number++) {
        if (reminder->instances[number].told_due_s > now_s) {
            reminder->instances[number] = (struct model_instance){0};
        }
    }
}

/* Of what a clock far ahead wrote only that holds which was due before the clock was set back. */
static bool holds(int64_t at_s, int64_t due_s, const struct seen *seen, int64_t now_s)
{
    return at_s != 0 && (!far_ahead(at_s, now_s) || due_s <= seen->noticed_s);
}

/* "clamped to the month's last day" */
static int64_t strike_months(const struct tm *anchor, int months, int hour)
{
    int month = anchor->tm_mon + months;
    int year = anchor->tm_year + 1900 + month / 12;
    struct tm last = {.tm_year = year - 1900, .tm_mon = month % 12 + 1, .tm_mday = 0};
    (void)timegm(&last);
    int day = anchor->tm_mday < last.tm_mday ? anchor->tm_mday : last.tm_mday;
    return zones_strike(year, month % 12 + 1, day, hour);
}

/* "days 3, 14, 30, 120, 210, … after the anchor" */
static int decaying_days(int number)
{
    static const int days[] = {3, 14, 30};
    return number < 3 ? days[number] : 30 + 90 * (number - 2);
}

static int64_t work_out(const struct model_reminder *reminder, int number, int hour,
                        int64_t anchor_s)
{
    struct tm anchor = zones_local(anchor_s);
    if (reminder->kind == REMIND_CUSTOM) {
        if (number == 0) {
            return anchor_s;
        }
        number--;
    }
    switch (reminder->rule) {
    case RULE_DECAYING:
        return zones_strike(anchor.tm_year + 1900, anchor.tm_mon + 1,
                            anchor.tm_mday + decaying_days(number), hour);
    case RULE_MONTHLY:
        /* "due in one month, at the latest in three" */
        return reminder->kind == REMIND_OBJECTION && number > 2
                   ? MODEL_NEVER
                   : strike_months(&anchor, number + 1, hour);
    case RULE_QUARTERLY:
        return reminder->kind == REMIND_OBJECTION && number > 0
                   ? MODEL_NEVER
                   : strike_months(&anchor, 3 * (number + 1), hour);
    case RULE_ONCE:
        break;
    }
    return MODEL_NEVER;
}

int64_t model_time(struct model *model, struct model_reminder *reminder, int number, int64_t now_s)
{
    int64_t anchor_s = see(reminder, now_s).anchor_s;
    if (number >= MODEL_NUMBERS) {
        return MODEL_NEVER;
    }
    if (reminder->known_epoch != zones_epoch() || reminder->known_hour != model->hour ||
        reminder->known_anchor_s != anchor_s) {
        reminder->known = 0;
        reminder->known_epoch = zones_epoch();
        reminder->known_hour = model->hour;
        reminder->known_anchor_s = anchor_s;
    }
    while (reminder->known <= number) {
        reminder->times[reminder->known] =
            work_out(reminder, reminder->known, model->hour, anchor_s);
        reminder->known++;
    }
    return reminder->times[number];
}

bool model_is_shown(struct model *model, struct model_reminder *reminder, int number, int64_t now_s)
{
    struct seen seen = see(reminder, now_s);
    int64_t time_s = model_time(model, reminder, number, now_s);
    return holds(reminder->instances[number].shown_s, time_s, &seen, now_s);
}

bool model_is_settled(struct model *model, struct model_reminder *reminder, int number,
                      int64_t now_s)
{
    struct seen seen = see(reminder, now_s);
    int64_t time_s = model_time(model, reminder, number, now_s);
    return holds(reminder->instances[number].settled_s, time_s, &seen, now_s);
}

/* A move that a clock far ahead made of what is still to come does not hold; any other lasts as
 * long. */
static bool is_moved(const struct model_instance *instance, int64_t time_s, const struct seen *seen,
                     int64_t now_s, int64_t *ret_to_s)
{
    bool right = !far_ahead(instance->moved_set_s, now_s);
    *ret_to_s =
        right ? instance->moved_s : seen->noticed_s + instance->moved_s - instance->moved_set_s;
    return instance->moved_s != 0 && holds(instance->moved_set_s, time_s, seen, now_s);
}

size_t model_open(struct model *model, size_t at, int64_t now_s, int64_t until_s,
                  struct model_due *ret, size_t max)
{
    struct model_reminder *reminder = &model->reminders[at];
    const struct seen seen = see(reminder, now_s);
    size_t found = 0;
    for (int number = 0; number < MODEL_NUMBERS && found < max; number++) {
        const struct model_instance *instance = &reminder->instances[number];
        int64_t time_s = model_time(model, reminder, number, now_s);
        if (time_s == MODEL_NEVER || (time_s > until_s && number >= reminder->touched)) {
            break;
        }
        int64_t to_s;
        bool moved = is_moved(instance, time_s, &seen, now_s, &to_s);
        int64_t due_s = moved ? to_s : time_s;
        /* "times that lie before now at creation are skipped" */
        bool skipped = time_s <= seen.after_s && !moved;
        bool settled = holds(instance->settled_s, time_s, &seen, now_s);
        if (!settled && !skipped && due_s <= until_s) {
            ret[found++] = (struct model_due){at, number, due_s};
        }
    }
    return found;
}

bool model_is_quiet(const struct model *model, int64_t now_s)
{
    int hour = zones_hour(now_s);
    for (int quiet = model->quiet_from; quiet != model->quiet_until; quiet = (quiet + 1) % 24) {
        if (quiet == hour) {
            return true;
        }
    }
    return false;
}

bool model_is_paused(const struct model *model, int64_t now_s)
{
    return now_s < model->pause_until_s && !far_ahead(model->pause_set_s, now_s);
}

/* Within two minutes of the claim, whichever way the clock was put right meanwhile. */
static bool is_leased(const struct model_instance *instance, int64_t now_s)
{
    int64_t since_s = now_s - instance->leased_s;
    return instance->ticket != 0 && instance->leased_s != 0 && since_s > -LEASE_S &&
           since_s < LEASE_S;
}

size_t model_claim(struct model *model, int64_t now_s, bool notes, struct model_due *ret,
                   size_t max)
{
    size_t found = 0;
    for (size_t at = 0; notes && at < model->count; at++) {
        notice(&model->reminders[at], now_s);
    }
    if (model_is_quiet(model, now_s)) {
        return 0;
    }
    for (size_t at = 0; at < model->count; at++) {
        struct model_reminder *reminder = &model->reminders[at];
        if (model_is_paused(model, now_s) && !reminder->alarm) {
            continue;
        }
        size_t more = model_open(model, at, now_s, now_s, ret + found, max - found);
        size_t kept = found;
        for (size_t i = found; i < found + more; i++) {
            const struct model_instance *instance = &reminder->instances[ret[i].number];
            if (is_leased(instance, now_s)) {
                return 0;
            }
            if (!model_is_shown(model, reminder, ret[i].number, now_s)) {
                ret[kept++] = ret[i];
            }
        }
        found = kept;
    }
    return found;
}

static struct model_instance *touch(struct model_reminder *reminder, int number)
{
    if (reminder->touched <= number) {
        reminder->touched = number + 1;
    }
    reminder->instances[number].leased_s = 0;
    reminder->instances[number].ticket = 0;
    return &reminder->instances[number];
}

static void settle(struct model_reminder *reminder, const struct model_due *due, int64_t now_s)
{
    struct model_instance *instance = touch(reminder, due->number);
    instance->settled_s = now_s;
    instance->told_due_s = due->due_s;
}

bool model_done(struct model *model, size_t at, int64_t now_s)
{
    struct model_due due[MODEL_NUMBERS];
    /* "It settles what is due or due within 24 h" */
    size_t count = model_open(model, at, now_s, now_s + DAY_S, due, MODEL_NUMBERS);
    for (size_t i = 0; i < count; i++) {
        settle(&model->reminders[at], &due[i], now_s);
    }
    return count > 0;
}

/* "move one instance": of several that are due the latest; the others are settled. */
bool model_snooze(struct model *model, size_t at, int64_t now_s, int64_t until_s)
{
    struct model_due due[MODEL_NUMBERS];
    size_t count = model_open(model, at, now_s, now_s, due, MODEL_NUMBERS);
    if (count == 0) {
        count = model_open(model, at, now_s, MODEL_NEVER, due, 1);
    }
    for (size_t i = 0; i + 1 < count; i++) {
        settle(&model->reminders[at], &due[i], now_s);
    }
    if (count > 0) {
        struct model_instance *instance = touch(&model->reminders[at], due[count - 1].number);
        instance->shown_s = 0;
        instance->told_due_s = due[count - 1].due_s;
        instance->unnoted = 0;
        instance->moved_s = until_s;
        instance->moved_set_s = now_s;
    }
    return count > 0;
}

static bool end_lease(struct model *model, int ticket, int64_t shown_s)
{
    bool any = false;
    for (size_t at = 0; at < model->count; at++) {
        struct model_reminder *reminder = &model->reminders[at];
        for (int number = 0; number < reminder->touched; number++) {
            struct model_instance *instance = &reminder->instances[number];
            if (instance->ticket == ticket) {
                any = true;
                instance->ticket = 0;
                instance->leased_s = 0;
                instance->shown_s = shown_s != 0 ? shown_s : instance->shown_s;
                instance->unnoted = shown_s != 0 ? 0 : instance->unnoted;
            }
        }
    }
    return any;
}

bool model_note(struct model *model, int ticket, int64_t now_s)
{
    return end_lease(model, ticket, now_s);
}

void model_release(struct model *model, int ticket)
{
    (void)end_lease(model, ticket, 0);
}
