/* Two accounts made one: never better than what either saw. Times are seconds, for the reader. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "core/standing.h"

#define ROUNDS 200000

static struct standing make(enum standing_state state, int64_t since_s, int64_t seen_s,
                            int64_t confirmed_s, int64_t last_on_s)
{
    return (struct standing){.state = state,
                             .rules = 1,
                             .since_ms = since_s * 1000,
                             .last_seen_ms = seen_s * 1000,
                             .confirmed_ms = confirmed_s * 1000,
                             .last_on_ms = last_on_s * 1000};
}

/* Joined either way round: the order does not matter. */
static struct standing join(struct standing a, struct standing b)
{
    struct standing one = standing_join(&a, &b);
    struct standing other = standing_join(&b, &a);
    assert_int_equal(one.state, other.state);
    assert_int_equal(one.cause, other.cause);
    assert_int_equal(one.since_ms, other.since_ms);
    assert_int_equal(one.last_seen_ms, other.last_seen_ms);
    assert_int_equal(one.confirmed_ms, other.confirmed_ms);
    assert_int_equal(one.last_on_ms, other.last_on_ms);
    return one;
}

static void unknown_adds_nothing(void **state)
{
    (void)state;
    struct standing unknown = {.state = STANDING_UNKNOWN};
    struct standing off = make(STANDING_OFF_CONFIRMED, 100, 200, 150, 50);
    struct standing joined = join(unknown, off);
    assert_memory_equal(&joined, &off, sizeof off);
    assert_int_equal(join(unknown, unknown).state, STANDING_UNKNOWN);
}

static void what_was_seen_last_holds(void **state)
{
    (void)state;
    struct standing on = make(STANDING_ON, 300, 400, 0, 400);
    on.cause = CAUSE_OWN_HAND;
    struct standing joined = join(make(STANDING_OFF_CONFIRMED, 100, 150, 150, 50), on);
    assert_int_equal(joined.state, STANDING_ON);
    assert_int_equal(joined.cause, CAUSE_OWN_HAND);
    assert_int_equal(joined.since_ms, 300000);
    assert_int_equal(joined.last_on_ms, 400000);
    assert_int_equal(joined.last_seen_ms, 400000);
    assert_int_equal(join(make(STANDING_OFF_UNCONFIRMED, 500, 500, 0, 450), on).state,
                     STANDING_OFF_UNCONFIRMED);
}

static void confirmation_survives_only_a_later_look(void **state)
{
    (void)state;
    struct standing off = make(STANDING_OFF_CONFIRMED, 100, 500, 100, 50);
    /* The other saw it on after the confirmation, or in the seconds that it took. */
    for (int64_t on_s = 95; on_s <= 300; on_s += 5) {
        struct standing joined = join(off, make(STANDING_ON, on_s, on_s, 0, on_s));
        assert_int_equal(joined.state, STANDING_OFF_UNCONFIRMED);
        assert_int_equal(joined.since_ms, (on_s > 100 ? on_s : 100) * 1000);
    }
    struct standing joined = join(off, make(STANDING_ON, 90, 94, 0, 94));
    assert_int_equal(joined.state, STANDING_OFF_CONFIRMED);
    assert_int_equal(joined.confirmed_ms, 100000);
    /* Off read by the other, later and unconfirmed, takes nothing back. */
    joined = join(off, make(STANDING_OFF_UNCONFIRMED, 600, 700, 0, 20));
    assert_int_equal(joined.state, STANDING_OFF_CONFIRMED);
    assert_int_equal(joined.confirmed_ms, 100000);
    assert_int_equal(joined.last_seen_ms, 700000);
    joined = join(off, make(STANDING_OFF_UNCONFIRMED, 600, 700, 0, 99));
    assert_int_equal(joined.state, STANDING_OFF_UNCONFIRMED);
    /* Two that nobody confirmed make no confirmation. */
    joined = join(make(STANDING_OFF_UNCONFIRMED, 1, 1, 0, 0),
                  make(STANDING_OFF_UNCONFIRMED, 2, 2, 0, 0));
    assert_int_equal(joined.state, STANDING_OFF_UNCONFIRMED);
}

static void alarm_survives_until_an_off(void **state)
{
    (void)state;
    struct standing alarm = make(STANDING_TURNED_BACK_ON, 200, 300, 100, 300);
    struct standing joined = join(alarm, make(STANDING_ON, 350, 400, 0, 400));
    assert_int_equal(joined.state, STANDING_TURNED_BACK_ON);
    assert_int_equal(joined.since_ms, 200000);
    assert_int_equal(joined.last_seen_ms, 400000);
    assert_int_equal(join(alarm, make(STANDING_OFF_CONFIRMED, 100, 250, 100, 50)).state,
                     STANDING_TURNED_BACK_ON);
    assert_int_equal(join(alarm, make(STANDING_OFF_UNCONFIRMED, 400, 400, 0, 0)).state,
                     STANDING_OFF_UNCONFIRMED);
    assert_int_equal(join(alarm, make(STANDING_OFF_CONFIRMED, 400, 400, 400, 0)).state,
                     STANDING_OFF_CONFIRMED);
    joined = join(alarm, make(STANDING_TURNED_BACK_ON, 150, 250, 100, 250));
    assert_int_equal(joined.state, STANDING_TURNED_BACK_ON);
    assert_int_equal(joined.since_ms, 150000);
    /* Seen at the same instant: the worse of the two. */
    assert_int_equal(join(alarm, make(STANDING_OFF_CONFIRMED, 300, 300, 300, 0)).state,
                     STANDING_TURNED_BACK_ON);
}

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

/* One look of a visit of its own; every look is recorded in one profile and in the true account. */
static void look(struct standing *profile, struct standing *truth, const struct look *what)
{
    struct visit_memory memory = {.looked = false};
    *profile = standing_look(&memory, profile, false, what);
    memory = (struct visit_memory){.looked = false};
    *truth = standing_look(&memory, truth, false, what);
}

static bool is_on(enum standing_state state)
{
    return state == STANDING_ON || state == STANDING_TURNED_BACK_ON;
}

/* Against the history as it would have been, had the two always been one. */
static void is_never_better_than_the_truth(void **state)
{
    (void)state;
    unsigned seed = 1;
    int confirmed = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct standing profiles[2] = {{.state = STANDING_UNKNOWN}, {.state = STANDING_UNKNOWN}};
        struct standing truth = {.state = STANDING_UNKNOWN};
        int64_t now_ms = 1000000;
        unsigned looks = 1 + next(&seed) % 7;
        for (unsigned i = 0; i < looks; i++) {
            now_ms += 1 + next(&seed) % 9000;
            struct look what = {.on = next(&seed) % 2,
                                .fresh = next(&seed) % 4 != 0,
                                .confirmable = true,
                                .touched =
                                    (enum touched)(next(&seed) % 6 < 4 ? 0 : next(&seed) % 3),
                                .rules = 1,
                                .steady_ms = STANDING_CONFIRM_MS,
                                .now_ms = now_ms,
                                .began_ms = now_ms - STANDING_CONFIRM_MS};
            look(&profiles[next(&seed) % 2], &truth, &what);
        }
        struct standing joined = join(profiles[0], profiles[1]);
        assert_int_equal(is_on(joined.state), is_on(truth.state));
        assert_int_equal(joined.last_seen_ms, truth.last_seen_ms);
        assert_int_equal(joined.last_on_ms, truth.last_on_ms);
        if (joined.state == STANDING_OFF_CONFIRMED) {
            confirmed++;
            assert_int_equal(truth.state, STANDING_OFF_CONFIRMED);
            assert_int_equal(joined.confirmed_ms, truth.confirmed_ms);
        }
    }
    assert_true(confirmed > ROUNDS / 20);
}

static void mine_ends_the_alarm(void **state)
{
    (void)state;
    struct standing alarm = make(STANDING_TURNED_BACK_ON, 200, 300, 100, 300);
    assert_true(standing_mine(&alarm));
    assert_int_equal(alarm.state, STANDING_ON);
    assert_int_equal(alarm.cause, CAUSE_OWN_HAND);
    assert_int_equal(alarm.since_ms, 200000);
    assert_int_equal(alarm.last_on_ms, 300000);
    for (int i = STANDING_UNKNOWN; i <= STANDING_STALE; i++) {
        struct standing other = make((enum standing_state)i, 1, 2, 0, 0);
        struct standing before = other;
        if (i != STANDING_TURNED_BACK_ON) {
            assert_false(standing_mine(&other));
            assert_memory_equal(&other, &before, sizeof before);
        }
    }
}

static void worst_is_first(void **state)
{
    (void)state;
    static const enum standing_state order[] = {STANDING_TURNED_BACK_ON, STANDING_ON,
                                                STANDING_STALE,          STANDING_OFF_UNCONFIRMED,
                                                STANDING_UNKNOWN,        STANDING_OFF_CONFIRMED};
    for (int i = 0; i < 6; i++) {
        assert_int_equal(standing_rank(order[i]), i);
    }
    assert_string_equal(standing_intent_name(INTENT_WANT_OFF), "want_off");
    assert_string_equal(standing_intent_name(INTENT_LEAVE_ON), "leave_on");
    assert_string_equal(standing_intent_name(INTENT_UNDECIDED), "undecided");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_adds_nothing),
        cmocka_unit_test(what_was_seen_last_holds),
        cmocka_unit_test(confirmation_survives_only_a_later_look),
        cmocka_unit_test(alarm_survives_until_an_off),
        cmocka_unit_test(is_never_better_than_the_truth),
        cmocka_unit_test(mine_ends_the_alarm),
        cmocka_unit_test(worst_is_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
