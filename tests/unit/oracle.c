#include "oracle.h"

/*
 * "Within a visit, a look that differs from the last without a touch corrects it: the visit has one
 * untouched reading, its last." Where another visit spoke in between, what was told before stands.
 */
static bool takes_back(const struct seen *look, const struct seen *earlier)
{
    return look->visit == earlier->visit && look->touched == TOUCHED_NO &&
           earlier->touched == TOUCHED_NO;
}

/* The first of the looks that the look at index last takes back; itself if there is none. */
static size_t first_of_reading(const struct seen *looks, size_t last)
{
    while (last > 0 && takes_back(&looks[last], &looks[last - 1])) {
        last--;
    }
    return last;
}

/* Whether a reading, taken back by none, was on within the first count looks; and when. */
static int64_t last_on(const struct seen *looks, size_t count)
{
    for (size_t i = count; i > 0; i--) {
        bool stands = i == count || !takes_back(&looks[i], &looks[i - 1]);
        if (stands && looks[i - 1].on) {
            return looks[i - 1].now_ms;
        }
    }
    return INT64_MIN;
}

/* "read off in a fresh visit that began after the last on of that account, touched: no, unchanged
 * for 5 s, and the control's default_checked is not true" */
static bool confirms(const struct seen *look, int64_t last_on_ms)
{
    return !look->on && look->fresh && look->began_ms > last_on_ms && look->touched == TOUCHED_NO &&
           look->steady_ms >= 5000 && !look->restored;
}

static void read_on_after_confirmed(struct told *told, const struct seen *look, int rules)
{
    if (look->rules != rules) {
        told->state = STANDING_ON;
        told->cause = CAUSE_RULES_CHANGED;
    } else if (look->touched == TOUCHED_NO &&
               (told->since_ms <= look->told_ms || told->since_ms > look->now_ms)) {
        /* "was off_confirmed before this visit, now read on in an untouched visit"; by a clock that
         * was set back since, too */
        told->state = STANDING_TURNED_BACK_ON;
        told->cause = CAUSE_NONE;
    } else {
        told->state = STANDING_ON;
        told->cause = look->touched == TOUCHED_YES ? CAUSE_OWN_HAND : CAUSE_NONE;
    }
}

static void read_on(struct told *told, const struct seen *look, int rules)
{
    if (told->state == STANDING_OFF_CONFIRMED) {
        read_on_after_confirmed(told, look, rules);
    } else if (told->state == STANDING_OFF_UNCONFIRMED) {
        /* "On after off_unconfirmed, untouched: on, with the warning it did not stick. Touched on
         * after off: on, by the member's own hand" */
        told->state = STANDING_ON;
        told->cause = look->touched == TOUCHED_NO    ? CAUSE_DID_NOT_STICK
                      : look->touched == TOUCHED_YES ? CAUSE_OWN_HAND
                                                     : CAUSE_NONE;
    } else if (told->state == STANDING_UNKNOWN) {
        told->state = STANDING_ON;
        told->cause = CAUSE_NONE;
    }
    /* The alarm "ends with an off reading", and on stays on. */
}

static void read_off(struct told *told, const struct seen *look, bool confirmed)
{
    if (confirmed) {
        told->confirmed_ms = look->now_ms;
        told->cause = told->state == STANDING_OFF_CONFIRMED ? told->cause : CAUSE_NONE;
        told->state = STANDING_OFF_CONFIRMED;
    } else if (told->state != STANDING_OFF_CONFIRMED) {
        /* "Read off while off_confirmed, not confirming: last_seen moves, nothing else." */
        told->cause = told->state == STANDING_OFF_UNCONFIRMED ? told->cause : CAUSE_NONE;
        told->state = STANDING_OFF_UNCONFIRMED;
    }
}

struct told oracle_tell(const struct seen *looks, const struct told *earlier, size_t count)
{
    struct told none = {.state = STANDING_UNKNOWN};
    size_t last = count - 1;
    size_t first = first_of_reading(looks, last);
    struct told before = first > 0 ? earlier[first - 1] : none;
    struct told told = before;
    if (looks[last].on) {
        read_on(&told, &looks[last], first > 0 ? looks[first - 1].rules : 0);
    } else {
        read_off(&told, &looks[last], confirms(&looks[last], last_on(looks, first)));
    }
    if (told.state != before.state) {
        /* It began with the first of the visit's looks that told it without a break. */
        size_t since = last;
        while (since > first && earlier[since - 1].state == told.state) {
            since--;
        }
        told.since_ms = since == last ? looks[last].now_ms : earlier[last - 1].since_ms;
    }
    told.last_seen_ms = looks[last].now_ms;
    return told;
}
