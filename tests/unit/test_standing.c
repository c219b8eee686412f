/* What a row of looks makes of a standing. Times are seconds here, for the reader's sake. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "core/standing.h"

/* One account's history under test: a visit begins with visit(), looks follow. */
struct history {
    struct standing standing;
    struct visit_memory memory;
    int64_t began_s;
    bool fresh;
    bool own; /* the current visit wrote the standing last */
    int rules;
};

static void visit(struct history *h, int64_t began_s, bool fresh)
{
    h->memory = (struct visit_memory){.looked = false};
    h->began_s = began_s;
    h->fresh = fresh;
    h->own = false;
}

static enum standing_state look_at(struct history *h, int64_t now_s, bool on, enum touched touched,
                                   int64_t steady_ms, bool confirmable)
{
    const struct look look = {.on = on,
                              .fresh = h->fresh,
                              .confirmable = confirmable,
                              .touched = touched,
                              .rules = h->rules,
                              .steady_ms = steady_ms,
                              .now_ms = now_s * 1000,
                              .began_ms = h->began_s * 1000,
                              .told_ms = h->began_s * 1000};
    h->standing = standing_look(&h->memory, &h->standing, h->own, &look);
    h->own = true;
    return h->standing.state;
}

static enum standing_state on(struct history *h, int64_t now_s)
{
    return look_at(h, now_s, true, TOUCHED_NO, 1500, true);
}

static enum standing_state off(struct history *h, int64_t now_s)
{
    return look_at(h, now_s, false, TOUCHED_NO, 1500, true);
}

static enum standing_state off_settled(struct history *h, int64_t now_s)
{
    return look_at(h, now_s, false, TOUCHED_NO, 5000, true);
}

/* On, turned off by hand, and confirmed by a reload. */
static struct history confirmed(void)
{
    struct history h = {.rules = 1};
    visit(&h, 100, true);
    on(&h, 102);
    look_at(&h, 110, false, TOUCHED_YES, 1500, true);
    visit(&h, 120, true);
    off_settled(&h, 126);
    return h;
}

static void off_is_confirmed_by_a_fresh_untouched_visit(void **state)
{
    (void)state;
    struct history h = {.rules = 1};
    visit(&h, 100, true);
    assert_int_equal(on(&h, 102), STANDING_ON);
    assert_int_equal(look_at(&h, 110, false, TOUCHED_YES, 1500, true), STANDING_OFF_UNCONFIRMED);
    assert_int_equal(look_at(&h, 116, false, TOUCHED_YES, 5000, true), STANDING_OFF_UNCONFIRMED);
    visit(&h, 120, true);
    assert_int_equal(off(&h, 122), STANDING_OFF_UNCONFIRMED);
    assert_int_equal(off_settled(&h, 126), STANDING_OFF_CONFIRMED);
    assert_int_equal(h.standing.confirmed_ms, 126000);
    assert_int_equal(h.standing.since_ms, 126000);
}

static void nothing_less_confirms(void **state)
{
    (void)state;
    struct history base = {.rules = 1};
    visit(&base, 100, true);
    on(&base, 102);
    struct history h = base;
    visit(&h, 120, false);
    assert_int_equal(off_settled(&h, 130), STANDING_OFF_UNCONFIRMED);
    h = base;
    visit(&h, 120, true);
    assert_int_equal(look_at(&h, 130, false, TOUCHED_UNKNOWN, 9000, true),
                     STANDING_OFF_UNCONFIRMED);
    h = base;
    visit(&h, 120, true);
    assert_int_equal(look_at(&h, 130, false, TOUCHED_YES, 9000, true), STANDING_OFF_UNCONFIRMED);
    h = base;
    visit(&h, 120, true);
    assert_int_equal(look_at(&h, 130, false, TOUCHED_NO, 4999, true), STANDING_OFF_UNCONFIRMED);
    h = base;
    visit(&h, 120, true);
    assert_int_equal(look_at(&h, 130, false, TOUCHED_NO, 9000, false), STANDING_OFF_UNCONFIRMED);
    /* An old tab that loaded before the switch was last seen on. */
    h = base;
    visit(&h, 101, true);
    assert_int_equal(off_settled(&h, 130), STANDING_OFF_UNCONFIRMED);
}

static void placeholder_is_corrected(void **state)
{
    (void)state;
    struct history h = {.rules = 1};
    visit(&h, 100, true);
    assert_int_equal(off(&h, 102), STANDING_OFF_UNCONFIRMED);
    assert_int_equal(on(&h, 104), STANDING_ON);
    /* It was never off: nothing failed to stick. */
    assert_int_equal(h.standing.cause, CAUSE_NONE);
    struct history g = confirmed();
    visit(&g, 200, true);
    assert_int_equal(on(&g, 202), STANDING_TURNED_BACK_ON);
    assert_int_equal(off_settled(&g, 209), STANDING_OFF_CONFIRMED);
    assert_int_equal(g.standing.since_ms, 126000);
}

static void refused_save_did_not_stick(void **state)
{
    (void)state;
    struct history h = {.rules = 1};
    visit(&h, 100, true);
    on(&h, 102);
    look_at(&h, 110, false, TOUCHED_YES, 1500, true);
    visit(&h, 120, true);
    assert_int_equal(on(&h, 122), STANDING_ON);
    assert_int_equal(h.standing.cause, CAUSE_DID_NOT_STICK);
}

static void on_after_confirmed_is_the_alarm(void **state)
{
    (void)state;
    struct history h = confirmed();
    visit(&h, 200, false);
    assert_int_equal(on(&h, 202), STANDING_TURNED_BACK_ON);
    assert_int_equal(h.standing.since_ms, 202000);
    /* It stays until an off. */
    visit(&h, 300, true);
    assert_int_equal(on(&h, 302), STANDING_TURNED_BACK_ON);
    assert_int_equal(h.standing.since_ms, 202000);
    assert_int_equal(look_at(&h, 310, false, TOUCHED_YES, 1500, true), STANDING_OFF_UNCONFIRMED);
}

static void own_hand_is_no_alarm(void **state)
{
    (void)state;
    struct history h = confirmed();
    visit(&h, 200, true);
    off(&h, 202);
    assert_int_equal(look_at(&h, 210, true, TOUCHED_YES, 1500, true), STANDING_ON);
    assert_int_equal(h.standing.cause, CAUSE_OWN_HAND);
    /* What was read before the touch stands, and the next visit knows it was on. */
    visit(&h, 205, true);
    assert_int_equal(off_settled(&h, 230), STANDING_OFF_UNCONFIRMED);
}

/* A touch after the alarm was read takes nothing back. */
static void touch_keeps_what_was_read_before(void **state)
{
    (void)state;
    struct history h = confirmed();
    visit(&h, 200, true);
    assert_int_equal(on(&h, 202), STANDING_TURNED_BACK_ON);
    assert_int_equal(look_at(&h, 210, true, TOUCHED_YES, 1500, true), STANDING_TURNED_BACK_ON);
    assert_int_equal(look_at(&h, 212, false, TOUCHED_YES, 1500, true), STANDING_OFF_UNCONFIRMED);
    assert_int_equal(look_at(&h, 214, true, TOUCHED_YES, 1500, true), STANDING_ON);
    assert_int_equal(h.standing.cause, CAUSE_OWN_HAND);
}

static void unknown_touch_is_no_alarm(void **state)
{
    (void)state;
    struct history h = confirmed();
    visit(&h, 200, false);
    assert_int_equal(look_at(&h, 202, true, TOUCHED_UNKNOWN, 1500, true), STANDING_ON);
}

static void our_own_change_is_no_alarm(void **state)
{
    (void)state;
    struct history h = confirmed();
    h.rules = 2;
    visit(&h, 200, true);
    assert_int_equal(on(&h, 202), STANDING_ON);
    assert_int_equal(h.standing.cause, CAUSE_RULES_CHANGED);
}

/* What was confirmed by a clock that was ahead has not to pass before the alarm is raised. */
static void a_clock_set_back_silences_no_alarm(void **state)
{
    (void)state;
    struct history h = confirmed();
    visit(&h, 60, true);
    assert_int_equal(on(&h, 62), STANDING_TURNED_BACK_ON);
    assert_int_equal(on(&h, 66), STANDING_TURNED_BACK_ON);
    h = confirmed();
    visit(&h, 125, true);
    assert_int_equal(on(&h, 127), STANDING_ON);
}

/* A tab from before the clock was set back is older than the on that was read since. */
static void a_clock_set_back_makes_no_old_tab_new(void **state)
{
    (void)state;
    struct history h = {.rules = 1};
    visit(&h, 100, true);
    off(&h, 102);
    struct history other = h;
    visit(&other, 40, true);
    on(&other, 42);
    h.standing = other.standing;
    h.own = false;
    assert_int_equal(off_settled(&h, 50), STANDING_OFF_UNCONFIRMED);
    visit(&h, 60, true);
    assert_int_equal(off_settled(&h, 66), STANDING_OFF_CONFIRMED);
}

static void what_a_clock_far_ahead_noted_ends(void **state)
{
    (void)state;
    const int64_t year_s = 365 * 86400;
    struct history h = {.rules = 1};
    visit(&h, year_s, true);
    on(&h, year_s + 2);
    visit(&h, 100, true);
    assert_int_equal(off(&h, 102), STANDING_OFF_UNCONFIRMED);
    assert_int_equal(off_settled(&h, 106), STANDING_OFF_UNCONFIRMED);
    visit(&h, 110, true);
    assert_int_equal(off_settled(&h, 116), STANDING_OFF_CONFIRMED);
    h.standing.confirmed_ms = year_s * 1000;
    visit(&h, 120, false);
    assert_int_equal(off(&h, 122), STANDING_OFF_CONFIRMED);
    assert_int_equal(h.standing.confirmed_ms, 122000);
    /* Two days are no more than what zones and travels explain. */
    h = (struct history){.rules = 1};
    visit(&h, 2 * 86400, true);
    on(&h, 2 * 86400 + 2);
    visit(&h, 10, true);
    off(&h, 12);
    visit(&h, 20, true);
    assert_int_equal(off_settled(&h, 26), STANDING_OFF_UNCONFIRMED);
}

/* A look that says the contrary is believed as one of a script that came late. */
static void a_touched_visit_stays_touched(void **state)
{
    (void)state;
    struct history h = {.rules = 1};
    visit(&h, 100, true);
    assert_int_equal(look_at(&h, 102, false, TOUCHED_YES, 1500, true), STANDING_OFF_UNCONFIRMED);
    assert_int_equal(off_settled(&h, 107), STANDING_OFF_UNCONFIRMED);
    h = confirmed();
    visit(&h, 200, true);
    look_at(&h, 202, false, TOUCHED_YES, 1500, true);
    assert_int_equal(on(&h, 204), STANDING_ON);
    assert_int_equal(h.standing.cause, CAUSE_NONE);
}

static void off_while_confirmed_moves_last_seen_only(void **state)
{
    (void)state;
    struct history h = confirmed();
    visit(&h, 200, false);
    assert_int_equal(off(&h, 202), STANDING_OFF_CONFIRMED);
    assert_int_equal(h.standing.last_seen_ms, 202000);
    assert_int_equal(h.standing.confirmed_ms, 126000);
    visit(&h, 300, true);
    off_settled(&h, 306);
    assert_int_equal(h.standing.confirmed_ms, 306000);
    assert_int_equal(h.standing.since_ms, 126000);
}

static void another_visit_in_between_counts(void **state)
{
    (void)state;
    struct history h = confirmed();
    visit(&h, 200, true);
    off(&h, 202);
    /* Another browser of the same account reads on and writes the standing. */
    struct history other = h;
    visit(&other, 203, true);
    assert_int_equal(on(&other, 205), STANDING_TURNED_BACK_ON);
    h.standing = other.standing;
    h.own = false;
    assert_int_equal(off_settled(&h, 207), STANDING_OFF_UNCONFIRMED);
}

static void confirmed_off_ages(void **state)
{
    (void)state;
    struct history h = confirmed();
    int64_t day_ms = 86400000;
    assert_int_equal(standing_view(&h.standing, 126000 + 90 * day_ms - 1, 90),
                     STANDING_OFF_CONFIRMED);
    assert_int_equal(standing_view(&h.standing, 126000 + 90 * day_ms, 90), STANDING_STALE);
    visit(&h, 126 + 91 * 86400, true);
    assert_int_equal(on(&h, 128 + 91 * 86400), STANDING_TURNED_BACK_ON);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(off_is_confirmed_by_a_fresh_untouched_visit),
        cmocka_unit_test(nothing_less_confirms),
        cmocka_unit_test(placeholder_is_corrected),
        cmocka_unit_test(refused_save_did_not_stick),
        cmocka_unit_test(on_after_confirmed_is_the_alarm),
        cmocka_unit_test(own_hand_is_no_alarm),
        cmocka_unit_test(touch_keeps_what_was_read_before),
        cmocka_unit_test(unknown_touch_is_no_alarm),
        cmocka_unit_test(our_own_change_is_no_alarm),
        cmocka_unit_test(a_clock_set_back_silences_no_alarm),
        cmocka_unit_test(a_clock_set_back_makes_no_old_tab_new),
        cmocka_unit_test(what_a_clock_far_ahead_noted_ends),
        cmocka_unit_test(a_touched_visit_stays_touched),
        cmocka_unit_test(off_while_confirmed_moves_last_seen_only),
        cmocka_unit_test(another_visit_in_between_counts),
        cmocka_unit_test(confirmed_off_ages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
