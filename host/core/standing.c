#include "core/standing.h"

#include "core/civil.h"

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
    } else if (look->touched == TOUCHED_NO && after->since_ms <= look->began_ms) {
        /* Not by a page that was open before the off was confirmed elsewhere: that one is old. */
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

static bool confirms(const struct standing *before, const struct look *look)
{
    return look->fresh && look->confirmable && look->touched == TOUCHED_NO &&
           look->steady_ms >= STANDING_CONFIRM_MS && look->began_ms > before->last_on_ms;
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

struct standing standing_look(struct visit_memory *memory, const struct standing *now, bool own,
                              const struct look *look)
{
    bool corrects = standing_corrects(memory, own, look->touched);
    if (!corrects) {
        memory->base = *now;
    }
    memory->looked = true;
    memory->touched = memory->touched || look->touched != TOUCHED_NO;

    struct standing after = memory->base;
    if (look->on) {
        read_on(&after, look);
    } else {
        read_off(&after, look);
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
