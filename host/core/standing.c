#include "core/standing.h"

#include <stddef.h>

#include "core/civil.h"

/* Two waits for the history, one of them at a commit. */
#define OVERTAKE_MS 16000

#define AHEAD_MS (CIVIL_AHEAD_S * 1000)

static void begin(struct standing *standing, enum standing_state state, int64_t now_ms)
{
    standing->state = state;
    standing->since_ms = now_ms;
    standing->cause = CAUSE_NONE;
}

static void read_on_after_confirmed(struct standing *after, const struct look *look)
{
    if (after->rules != look->rules) {
        begin(after, STANDING_ON, look->now_ms);
        after->cause = CAUSE_RULES_CHANGED;
    } else if (look->touched == TOUCHED_NO &&
               (after->since_ms <= look->told_ms || after->since_ms > look->now_ms)) {
        /*
         * Not by a page that was told of before the off was confirmed elsewhere: it is old. Where
         * the clock was set back since, that cannot be told, and the alarm is not to be missed.
         */
        begin(after, STANDING_TURNED_BACK_ON, look->now_ms);
    } else {
        begin(after, STANDING_ON, look->now_ms);
        after->cause = look->touched == TOUCHED_YES ? CAUSE_OWN_HAND : CAUSE_NONE;
    }
}

static void read_on(struct standing *after, const struct look *look)
{
    switch (after->state) {
    case STANDING_UNKNOWN:
        begin(after, STANDING_ON, look->now_ms);
        break;
    case STANDING_ON:
    case STANDING_TURNED_BACK_ON:
        break;
    case STANDING_OFF_UNCONFIRMED:
        begin(after, STANDING_ON, look->now_ms);
        after->cause = look->touched == TOUCHED_NO    ? CAUSE_DID_NOT_STICK
                       : look->touched == TOUCHED_YES ? CAUSE_OWN_HAND
                                                      : CAUSE_NONE;
        break;
    case STANDING_OFF_CONFIRMED:
    case STANDING_STALE:
        read_on_after_confirmed(after, look);
        break;
    }
    after->last_on_ms = look->now_ms;
}

/* A visit that began ahead of now was told of by another clock: what is it later than? */
static bool confirms(const struct standing *before, const struct look *look)
{
    return look->fresh && look->confirmable && look->touched == TOUCHED_NO &&
           look->steady_ms >= STANDING_CONFIRM_MS && look->began_ms > before->last_on_ms &&
           look->began_ms <= look->now_ms;
}

static void read_off(struct standing *after, const struct look *look)
{
    bool confirmed = confirms(after, look);
    if (confirmed) {
        after->confirmed_ms = look->now_ms;
        if (after->state != STANDING_OFF_CONFIRMED) {
            begin(after, STANDING_OFF_CONFIRMED, look->now_ms);
        }
    } else if (after->state != STANDING_OFF_CONFIRMED && after->state != STANDING_OFF_UNCONFIRMED) {
        begin(after, STANDING_OFF_UNCONFIRMED, look->now_ms);
    }
}

bool standing_corrects(const struct visit_memory *memory, bool own, enum touched touched)
{
    return memory->looked && own && !memory->touched && touched == TOUCHED_NO;
}

/* Further ahead than anybody waits for the history an on was read by another clock. */
bool standing_overtook(const struct standing *now, const struct look *look)
{
    int64_t later_ms = now->last_on_ms - look->now_ms;
    return !look->on && later_ms > 0 && later_ms <= OVERTAKE_MS;
}

/* What a page was touched once it stays. */
static struct look believe(const struct visit_memory *memory, const struct look *look)
{
    struct look believed = *look;
    if (memory->touched && look->touched == TOUCHED_NO) {
        believed.touched = TOUCHED_UNKNOWN;
    }
    return believed;
}

/* What a clock far ahead wrote down was now at the latest: else until then no off is confirmed. */
static void settle_clock(struct standing *standing, int64_t now_ms)
{
    int64_t *const times[] = {&standing->last_on_ms, &standing->confirmed_ms};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        if (*times[i] > now_ms + AHEAD_MS) {
            *times[i] = now_ms;
        }
    }
}

struct standing standing_look(struct visit_memory *memory, const struct standing *now, bool own,
                              const struct look *look)
{
    const struct look believed = believe(memory, look);
    bool corrects = standing_corrects(memory, own, look->touched);
    if (!corrects) {
        memory->base = *now;
    }
    memory->looked = true;
    memory->touched = memory->touched || look->touched != TOUCHED_NO;

    struct standing after = memory->base;
    settle_clock(&after, look->now_ms);
    if (look->on) {
        read_on(&after, &believed);
    } else {
        read_off(&after, &believed);
    }
    /* The same state told again within a visit began with its first telling. */
    if (corrects && after.state == now->state) {
        after.since_ms = now->since_ms;
    }
    after.last_seen_ms = look->now_ms;
    after.rules = look->rules;
    return after;
}

enum standing_state standing_view(const struct standing *standing, int64_t now_ms, int stale_days)
{
    int64_t age_ms = now_ms - standing->confirmed_ms;
    if (standing->state == STANDING_OFF_CONFIRMED &&
        age_ms >= stale_days * CIVIL_DAY_S * INT64_C(1000)) {
        return STANDING_STALE;
    }
    return standing->state;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static bool is_on(const struct standing *standing)
{
    return standing->state == STANDING_ON || standing->state == STANDING_TURNED_BACK_ON;
}

/* Of two seen at once, the worse counts; of two alike, the one that began first. */
static bool is_later(const struct standing *a, const struct standing *b)
{
    if (a->last_seen_ms != b->last_seen_ms) {
        return a->last_seen_ms > b->last_seen_ms;
    }
    int rank_a = standing_rank(a->state);
    int rank_b = standing_rank(b->state);
    return rank_a != rank_b ? rank_a < rank_b : a->since_ms <= b->since_ms;
}

/* Whether a's confirmation holds beside b: it took five seconds, and b saw no on from then on. */
static bool stays_confirmed(const struct standing *a, const struct standing *b)
{
    return a->state == STANDING_OFF_CONFIRMED &&
           a->confirmed_ms - STANDING_CONFIRM_MS > b->last_on_ms;
}

static void join_off(struct standing *joined, const struct standing *other)
{
    const struct standing last = *joined;
    if (stays_confirmed(&last, other) || stays_confirmed(other, &last)) {
        joined->state = STANDING_OFF_CONFIRMED;
        joined->since_ms = last.state == STANDING_OFF_CONFIRMED ? last.since_ms : other->since_ms;
    } else {
        joined->state = STANDING_OFF_UNCONFIRMED;
        joined->since_ms = later(last.since_ms, other->last_on_ms);
    }
}

static void join_on(struct standing *joined, const struct standing *other)
{
    if (other->state == STANDING_TURNED_BACK_ON) {
        joined->since_ms =
            joined->state == STANDING_TURNED_BACK_ON && joined->since_ms < other->since_ms
                ? joined->since_ms
                : other->since_ms;
        joined->state = STANDING_TURNED_BACK_ON;
        joined->cause = CAUSE_NONE;
    }
}

struct standing standing_join(const struct standing *a, const struct standing *b)
{
    const struct standing *last = is_later(a, b) ? a : b;
    const struct standing *other = last == a ? b : a;
    if (other->state == STANDING_UNKNOWN || last->state == STANDING_UNKNOWN) {
        return last->state == STANDING_UNKNOWN ? *other : *last;
    }
    struct standing joined = *last;
    if (is_on(last)) {
        join_on(&joined, other);
    } else {
        join_off(&joined, other);
    }
    joined.last_on_ms = later(a->last_on_ms, b->last_on_ms);
    joined.confirmed_ms = later(a->confirmed_ms, b->confirmed_ms);
    return joined;
}

bool standing_mine(struct standing *standing)
{
    if (standing->state != STANDING_TURNED_BACK_ON) {
        return false;
    }
    standing->state = STANDING_ON;
    standing->cause = CAUSE_OWN_HAND;
    return true;
}

int standing_rank(enum standing_state state)
{
    static const int ranks[] = {
        [STANDING_TURNED_BACK_ON] = 0,  [STANDING_ON] = 1,      [STANDING_STALE] = 2,
        [STANDING_OFF_UNCONFIRMED] = 3, [STANDING_UNKNOWN] = 4, [STANDING_OFF_CONFIRMED] = 5};
    return ranks[state];
}

const char *standing_intent_name(enum intent intent)
{
    static const char *const names[] = {[INTENT_WANT_OFF] = "want_off",
                                        [INTENT_LEAVE_ON] = "leave_on",
                                        [INTENT_UNDECIDED] = "undecided"};
    return names[intent];
}

const char *standing_cause_name(enum cause cause)
{
    static const char *const names[] = {[CAUSE_NONE] = "none",
                                        [CAUSE_DID_NOT_STICK] = "did_not_stick",
                                        [CAUSE_OWN_HAND] = "own_hand",
                                        [CAUSE_RULES_CHANGED] = "rules_changed"};
    return names[cause];
}

const char *standing_name(enum standing_state state)
{
    static const char *const names[] = {[STANDING_UNKNOWN] = "unknown",
                                        [STANDING_ON] = "on",
                                        [STANDING_TURNED_BACK_ON] = "turned_back_on",
                                        [STANDING_OFF_UNCONFIRMED] = "off_unconfirmed",
                                        [STANDING_OFF_CONFIRMED] = "off_confirmed",
                                        [STANDING_STALE] = "stale"};
    return names[state];
}
