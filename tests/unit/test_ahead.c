/* The dates that lie ahead, as a calendar program is told of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "looks.h"
#include "service/ahead.h"

#define SEEN_MAX 256
#define DAY_S    INT64_C(86400)

struct seen {
    struct ahead_instance instances[SEEN_MAX];
    size_t count;
    enum error stop; /* what the last one answers */
};

static enum error see(void *self, const struct ahead_instance *instance)
{
    struct seen *seen = self;
    assert_in_range(seen->count, 0, SEEN_MAX - 1);
    seen->instances[seen->count++] = *instance;
    return seen->stop;
}

static struct seen list(void)
{
    struct seen seen = {.count = 0};
    assert_int_equal(looks_order(COMMAND_REMIND, -1, &(struct order){0}), E_OK);
    assert_int_equal(ahead_list(&looks.service, see, &seen), E_OK);
    return seen;
}

static int64_t set(enum remind_rule rule, int64_t at_s)
{
    struct order order = {.action = ORDER_SET, .name = view_of("look")};
    order.remind.kind = REMIND_CUSTOM;
    order.remind.rule = rule;
    order.remind.has_rule = true;
    order.remind.at_s = at_s;
    assert_int_equal(looks_order(COMMAND_REMIND, -1, &order), E_OK);
    return looks.answer.set;
}

static int64_t now_s(void)
{
    return looks.now_ms / 1000;
}

static void assert_unique(const struct seen *seen)
{
    for (size_t i = 0; i < seen->count; i++) {
        assert_true(strlen(seen->instances[i].uid) > 20);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(seen->instances[i].uid, seen->instances[j].uid);
        }
    }
}

static void lists_two_years_and_no_more_than_24(void **state)
{
    (void)state;
    struct seen seen = list();
    assert_int_equal(seen.count, 0);
    int64_t first_s = now_s() + DAY_S;
    set(RULE_MONTHLY, first_s);
    seen = list();
    assert_int_equal(seen.count, 24);
    assert_int_equal(seen.instances[0].due_s, first_s);
    assert_string_equal(seen.instances[0].reminder->name, "look");
    assert_unique(&seen);
    set(RULE_QUARTERLY, first_s);
    set(RULE_ONCE, first_s + 3 * 366 * DAY_S);
    seen = list();
    assert_in_range(seen.count, 24 + 8, 24 + 9);
    assert_true(seen.instances[seen.count - 1].due_s <= now_s() + AHEAD_S);
    assert_unique(&seen);
}

/* Two that are alike, set in the same second, are two. */
static void tells_twins_apart(void **state)
{
    (void)state;
    int64_t first_s = now_s() + DAY_S;
    set(RULE_ONCE, first_s);
    looks.now_ms -= LOOKS_STEP_MS;
    set(RULE_ONCE, first_s);
    struct seen seen = list();
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.instances[0].created_s, seen.instances[1].created_s);
    assert_unique(&seen);
}

static void keeps_the_name_of_what_is_moved(void **state)
{
    (void)state;
    int64_t id = set(RULE_MONTHLY, now_s() + DAY_S);
    struct seen before = list();
    struct seen again = list();
    assert_int_equal(before.count, again.count);
    for (size_t i = 0; i < before.count; i++) {
        assert_string_equal(before.instances[i].uid, again.instances[i].uid);
        assert_int_equal(before.instances[i].revision, 0);
    }
    int64_t revision = 0;
    for (int i = 1; i <= 2; i++) {
        struct order snooze = {.action = ORDER_SNOOZE};
        snooze.remind.reminder = id;
        snooze.remind.at_s = now_s() + 10 * i * DAY_S;
        assert_int_equal(looks_order(COMMAND_REMIND, -1, &snooze), E_OK);
        struct seen moved = list();
        assert_int_equal(moved.count, before.count);
        assert_string_equal(moved.instances[0].uid, before.instances[0].uid);
        assert_int_equal(moved.instances[0].due_s, snooze.remind.at_s);
        assert_true(moved.instances[0].revision > revision);
        revision = moved.instances[0].revision;
        assert_int_equal(moved.instances[1].revision, 0);
    }
    struct order done = {.action = ORDER_DONE};
    done.remind.reminder = id;
    looks.now_ms += 21 * DAY_S * 1000;
    assert_int_equal(looks_order(COMMAND_REMIND, -1, &done), E_OK);
    struct seen settled = list();
    assert_string_equal(settled.instances[0].uid, before.instances[1].uid);
}

/* The zone, and the clock that made the anchor, change times and no names. */
static void keeps_names_in_another_zone(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    struct seen before = list();
    assert_true(before.count > 3);
    looks.offset_s = 7200;
    struct seen away = list();
    assert_string_equal(away.instances[0].uid, before.instances[0].uid);
    assert_int_equal(away.instances[0].due_s, before.instances[0].due_s - 7200);
    looks.now_ms -= 10 * DAY_S * 1000;
    struct seen earlier = list();
    assert_string_equal(earlier.instances[0].uid, before.instances[0].uid);
    assert_true(earlier.instances[0].due_s < away.instances[0].due_s);
}

static void hands_on_what_went_wrong(void **state)
{
    (void)state;
    struct seen seen = {.stop = E_OUTPUT};
    set(RULE_MONTHLY, now_s() + DAY_S);
    assert_int_equal(looks_order(COMMAND_REMIND, -1, &(struct order){0}), E_OK);
    assert_int_equal(ahead_list(&looks.service, see, &seen), E_OUTPUT);
    assert_int_equal(seen.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOKS_TEST(lists_two_years_and_no_more_than_24),
        LOOKS_TEST(tells_twins_apart),
        LOOKS_TEST(keeps_the_name_of_what_is_moved),
        LOOKS_TEST(keeps_names_in_another_zone),
        LOOKS_TEST(hands_on_what_went_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
