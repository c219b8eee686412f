#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "profile.h"
#include "support.h"
#include "system/store.h"

#define OTHER     "1b9a1f6e-3c52-4d71-9e10-aabbccddeeff"
#define VISIT_TWO "6f0c8a44-1d2e-4b6f-8a90-001122334455"

static void take_visit(const char *visit, const char *path, int64_t waited_ms, int64_t now_ms,
                       struct kept_visit *ret)
{
    struct report report = {.instance = view_of(PROFILE_INSTANCE)};
    report.page.visit = view_of(visit);
    report.page.path = view_of(path);
    report.page.waited_ms = waited_ms;
    assert_int_equal(store_take_visit(profile.store, &report, now_ms, ret), E_OK);
}

static void keeps_accounts(void **state)
{
    (void)state;
    struct account again = {0};
    struct account other = {0};
    assert_true(profile.account.id > 0);
    assert_int_equal(profile.account.intent, INTENT_WANT_OFF);
    assert_int_equal(
        store_take_account(profile.store, view_of(PROFILE_INSTANCE), FAMILY_CHROMIUM, 2000, &again),
        E_OK);
    assert_int_equal(again.id, profile.account.id);
    assert_int_equal(store_find_account(profile.store, view_of(OTHER), &other), E_OK);
    assert_int_equal(other.id, 0);
    assert_int_equal(
        store_take_account(profile.store, view_of(OTHER), FAMILY_FIREFOX, 3000, &other), E_OK);
    assert_int_not_equal(other.id, profile.account.id);
    assert_int_equal(store_find_account(profile.store, view_of(OTHER), &again), E_OK);
    assert_int_equal(again.id, other.id);
    assert_int_equal(profile_ask("SELECT count(*) FROM instance WHERE family = 'chromium' AND"
                                 " first_ms = 1000 AND last_ms = 2000"),
                     1);
    assert_int_equal(profile_ask("SELECT count(*) FROM instance WHERE family = 'firefox'"), 1);
}

static void lists_accounts(void **state)
{
    (void)state;
    struct account other;
    struct account list[2] = {{0}};
    size_t count = 99;
    assert_int_equal(
        store_take_account(profile.store, view_of(OTHER), FAMILY_FIREFOX, 3000, &other), E_OK);
    assert_int_equal(store_commit(profile.store), E_OK);
    support_sql(PROFILE_FILE, "UPDATE account SET intent = 'leave_on' WHERE created_ms = 3000");
    assert_int_equal(store_list_accounts(profile.store, list, 2, &count), E_OK);
    assert_int_equal(count, 2);
    assert_int_equal(list[0].id, profile.account.id);
    assert_int_equal(list[0].intent, INTENT_WANT_OFF);
    assert_int_equal(list[1].id, other.id);
    assert_int_equal(list[1].intent, INTENT_LEAVE_ON);
    list[1].id = 777;
    assert_int_equal(store_list_accounts(profile.store, list, 1, &count), E_OK);
    assert_int_equal(count, 1);
    assert_int_equal(list[1].id, 777);
}

static void assert_same_standing(const struct standing *a, const struct standing *b)
{
    assert_int_equal(a->state, b->state);
    assert_int_equal(a->cause, b->cause);
    assert_int_equal(a->rules, b->rules);
    assert_int_equal(a->since_ms, b->since_ms);
    assert_int_equal(a->last_seen_ms, b->last_seen_ms);
    assert_int_equal(a->confirmed_ms, b->confirmed_ms);
    assert_int_equal(a->last_on_ms, b->last_on_ms);
}

static void keeps_standings(void **state)
{
    (void)state;
    struct kept_standing got;
    assert_int_equal(store_find_standing(profile.store, profile.account.id, 0, &got), E_OK);
    assert_int_equal(got.standing.state, STANDING_UNKNOWN);
    assert_string_equal(got.visit, "");
    for (int i = STANDING_UNKNOWN; i < STANDING_STALE; i++) {
        struct kept_standing put = {
            .standing = {(enum standing_state)i, (enum cause)(i % 4), 100 + i, INT64_MAX - i,
                         1700000000001 + i, 1700000000002 + i, 1700000000003 + i},
            .visit = PROFILE_VISIT,
            .wording = {1, 0, 2, [STORE_WORDING_LEN - 1] = 255},
            .wording_changed_ms = 5 + i,
        };
        assert_int_equal(store_put_standing(profile.store, profile.account.id, 2, &put), E_OK);
        assert_int_equal(store_find_standing(profile.store, profile.account.id, 2, &got), E_OK);
        assert_same_standing(&got.standing, &put.standing);
        assert_string_equal(got.visit, PROFILE_VISIT);
        assert_memory_equal(got.wording, put.wording, STORE_WORDING_LEN);
        assert_int_equal(got.wording_changed_ms, 5 + i);
    }
    assert_int_equal(store_find_standing(profile.store, profile.account.id, 1, &got), E_OK);
    assert_int_equal(got.standing.since_ms, 0);
    assert_int_equal(store_find_standing(profile.store, profile.account.id + 1, 2, &got), E_OK);
    assert_int_equal(got.standing.since_ms, 0);
    assert_int_equal(profile_ask("SELECT count(*) FROM standing"), 1);
}

static void keeps_visits(void **state)
{
    (void)state;
    struct kept_visit visit;
    take_visit(PROFILE_VISIT, "/a", 2000, 10000, &visit);
    assert_false(visit.found);
    assert_true(visit.same_path);
    assert_int_equal(visit.began_ms, 8000);
    take_visit(PROFILE_VISIT, "/a", 9000, 17000, &visit);
    assert_true(visit.found);
    assert_true(visit.same_path);
    assert_int_equal(visit.began_ms, 8000);
    take_visit(PROFILE_VISIT, "/b", 0, 18000, &visit);
    assert_true(visit.found);
    assert_false(visit.same_path);
    assert_int_equal(visit.began_ms, 8000);
    take_visit(VISIT_TWO, "/a", 0, 20000, &visit);
    assert_false(visit.found);
    assert_int_equal(visit.began_ms, 20000);
    assert_int_equal(profile_ask("SELECT count(*) FROM visit WHERE last_ms = 18000"), 1);
}

static void keeps_memories(void **state)
{
    (void)state;
    struct kept_visit visit;
    struct kept_memory got;
    struct kept_memory put = {
        .memory = {.looked = true,
                   .touched = false,
                   .base = {STANDING_OFF_CONFIRMED, CAUSE_OWN_HAND, 3, 11, 12, 13, 14}},
        .reading = 21,
        .reading_was_ms = 22,
    };
    take_visit(PROFILE_VISIT, "/a", 0, 1000, &visit);
    assert_int_equal(store_find_memory(profile.store, view_of(PROFILE_VISIT), 1, &got), E_OK);
    assert_false(got.memory.looked);
    assert_int_equal(got.reading, 0);
    assert_int_equal(store_put_memory(profile.store, view_of(PROFILE_VISIT), 1, &put), E_OK);
    put.memory.touched = true;
    put.memory.looked = false;
    assert_int_equal(store_put_memory(profile.store, view_of(PROFILE_VISIT), 2, &put), E_OK);
    for (int setting = 1; setting <= 2; setting++) {
        assert_int_equal(store_find_memory(profile.store, view_of(PROFILE_VISIT), setting, &got),
                         E_OK);
        assert_int_equal(got.memory.looked, setting == 1);
        assert_int_equal(got.memory.touched, setting == 2);
        assert_same_standing(&got.memory.base, &put.memory.base);
        assert_int_equal(got.reading, 21);
        assert_int_equal(got.reading_was_ms, 22);
    }
    assert_int_equal(store_find_memory(profile.store, view_of(VISIT_TWO), 1, &got), E_OK);
    assert_int_equal(got.reading, 0);
}

static struct kept_reading make_reading(enum reading_state state, int64_t now_ms)
{
    return (struct kept_reading){
        .account = profile.account.id,
        .instance = view_of(PROFILE_INSTANCE),
        .setting = 1,
        .state = state,
        .load = LOAD_FRESH,
        .touched = TOUCHED_NO,
        .rules = 1,
        .wording = {7},
        .now_ms = now_ms,
    };
}

static void count(const struct kept_reading *reading, bool corrects, struct kept_memory *memory)
{
    assert_int_equal(store_count_reading(profile.store, reading, corrects, memory), E_OK);
    assert_int_not_equal(memory->reading, 0);
}

static void counts_equal_readings(void **state)
{
    (void)state;
    struct kept_memory first = {.reading = 0};
    struct kept_memory second = {.reading = 0};
    struct kept_reading reading = make_reading(READING_OFF, 5000);
    count(&reading, true, &first);
    reading.now_ms = 6000;
    count(&reading, true, &first);
    assert_int_equal(profile_ask("SELECT count(*) FROM reading"), 1);
    assert_int_equal(profile_ask("SELECT visits FROM reading"), 1);
    reading.now_ms = 7000;
    count(&reading, true, &second);
    assert_int_equal(second.reading, first.reading);
    assert_int_equal(second.reading_was_ms, 6000);
    assert_int_equal(profile_ask("SELECT count(*) FROM reading WHERE visits = 2 AND first_ms = 5000"
                                 " AND last_ms = 7000 AND state = 'off' AND load = 'fresh'"
                                 " AND touched = 'no' AND locked = 0 AND rules = 1"),
                     1);
    /* A clock set back moves nothing. */
    reading.now_ms = 100;
    count(&reading, true, &second);
    assert_int_equal(profile_ask("SELECT last_ms FROM reading"), 7000);
}

static void tells_readings_apart(void **state)
{
    (void)state;
    struct account other;
    assert_int_equal(
        store_take_account(profile.store, view_of(OTHER), FAMILY_FIREFOX, 3000, &other), E_OK);
    struct kept_reading readings[10];
    for (size_t i = 0; i < 10; i++) {
        readings[i] = make_reading(READING_OFF, 5000);
    }
    readings[1].account = other.id;
    readings[2].instance = view_of(OTHER);
    readings[3].setting = 2;
    readings[4].state = READING_UNCLEAR;
    readings[5].locked = true;
    readings[6].load = LOAD_SAME_DOCUMENT;
    readings[7].touched = TOUCHED_UNKNOWN;
    readings[8].rules = 2;
    readings[9].wording[STORE_WORDING_LEN - 1] = 1;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < 10; i++) {
            struct kept_memory memory = {.reading = 0};
            count(&readings[i], false, &memory);
        }
    }
    assert_int_equal(profile_ask("SELECT count(*) FROM reading"), 10);
    assert_int_equal(profile_ask("SELECT count(*) FROM reading WHERE visits = 2"), 10);
}

static void takes_a_reading_back(void **state)
{
    (void)state;
    struct kept_memory earlier = {.reading = 0};
    struct kept_memory memory = {.reading = 0};
    struct kept_reading off = make_reading(READING_OFF, 5000);
    struct kept_reading on = make_reading(READING_ON, 7000);
    count(&off, false, &earlier);
    off.now_ms = 6000;
    count(&off, false, &memory);
    count(&on, true, &memory);
    assert_int_equal(profile_ask("SELECT count(*) FROM reading WHERE state = 'off' AND visits = 1"
                                 " AND first_ms = 5000 AND last_ms = 5000"),
                     1);
    assert_int_equal(profile_ask("SELECT count(*) FROM reading WHERE state = 'on' AND visits = 1"),
                     1);
    /* And back again: nothing is left of the on. */
    off.now_ms = 8000;
    count(&off, true, &memory);
    assert_int_equal(profile_ask("SELECT count(*) FROM reading"), 1);
    assert_int_equal(profile_ask("SELECT visits FROM reading WHERE last_ms = 8000"), 2);
    /* A touched visit adds. */
    on.touched = TOUCHED_YES;
    count(&on, false, &memory);
    assert_int_equal(profile_ask("SELECT count(*) FROM reading"), 2);
    assert_int_equal(profile_ask("SELECT visits FROM reading WHERE state = 'off'"), 2);
}

static void note(enum standing_state from, enum standing_state to, bool corrects,
                 struct kept_memory *memory)
{
    const struct kept_change change = {.account = profile.account.id,
                                       .setting = 1,
                                       .visit = view_of(PROFILE_VISIT),
                                       .from = from,
                                       .to = to,
                                       .now_ms = 1000};
    assert_int_equal(store_note_change(profile.store, &change, corrects, memory), E_OK);
}

static void notes_changes(void **state)
{
    (void)state;
    struct kept_memory memory = {.reading = 0};
    struct kept_memory other = {.reading = 0};
    note(STANDING_UNKNOWN, STANDING_OFF_UNCONFIRMED, false, &memory);
    assert_int_equal(
        profile_ask("SELECT count(*) FROM change WHERE from_state = 'unknown' AND"
                    " to_state = 'off_unconfirmed' AND at_ms = 1000 AND visit = '" PROFILE_VISIT
                    "'"),
        1);
    note(STANDING_UNKNOWN, STANDING_ON, true, &memory);
    assert_int_equal(profile_ask("SELECT count(*) FROM change"), 1);
    assert_int_equal(profile_ask("SELECT count(*) FROM change WHERE to_state = 'on'"), 1);
    /* Nothing has changed: nothing is noted, and nothing is taken back later. */
    note(STANDING_ON, STANDING_ON, false, &memory);
    note(STANDING_ON, STANDING_OFF_UNCONFIRMED, true, &memory);
    assert_int_equal(profile_ask("SELECT count(*) FROM change"), 2);
    note(STANDING_OFF_UNCONFIRMED, STANDING_ON, true, &other);
    assert_int_equal(profile_ask("SELECT count(*) FROM change"), 3);
    note(STANDING_ON, STANDING_ON, true, &memory);
    assert_int_equal(profile_ask("SELECT count(*) FROM change"), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, profile_begin, profile_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(keeps_accounts),       TEST(lists_accounts),       TEST(keeps_standings),
        TEST(keeps_visits),         TEST(keeps_memories),       TEST(counts_equal_readings),
        TEST(tells_readings_apart), TEST(takes_a_reading_back), TEST(notes_changes),

    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
