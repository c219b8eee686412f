#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "profile.h"
#include "support.h"
#include "system/store_reminder.h"

static void list(struct reminder *ret, size_t max, size_t expected)
{
    size_t got = 99;
    assert_int_equal(store_list_reminders(profile.store, profile.account.id, ret, max, &got), E_OK);
    assert_int_equal(got, expected);
}

static void keeps_reminders(void **state)
{
    (void)state;
    struct reminder got[4] = {{0}};
    struct reminder put = {.account = profile.account.id, .setting = 1, .created_s = 99};
    int64_t id = 0;
    list(got, 4, 0);
    for (int i = 0; i < 4; i++) {
        put.kind = (enum remind_kind)(REMIND_OPT_OUT + i);
        put.rule = (enum remind_rule)(RULE_ONCE + i);
        put.anchor_s = 1700000000 + i;
        put.after_s = 10 + i;
        assert_int_equal(store_add_reminder(profile.store, &put, &id), E_OK);
    }
    list(got, 4, 4);
    assert_int_equal(got[3].id, id);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(got[i].account, profile.account.id);
        assert_int_equal(got[i].setting, 1);
        assert_int_equal(got[i].kind, REMIND_OPT_OUT + i);
        assert_int_equal(got[i].rule, RULE_ONCE + i);
        assert_int_equal(got[i].anchor_s, 1700000000 + i);
        assert_int_equal(got[i].after_s, 10 + i);
        assert_int_equal(got[i].created_s, 99);
    }
    assert_int_equal(store_end_reminder(profile.store, got[1].id, 500), E_OK);
    list(got, 2, 2);
    assert_int_equal(got[1].kind, REMIND_OBJECTION);
    assert_int_equal(profile_ask("SELECT count(*) FROM reminder WHERE ended_s = 500"), 1);
    assert_int_equal(profile_ask("SELECT count(*) FROM reminder"), 4);
}

/* The person's own are listed with every account's; ids of ended ones are none. */
static void lists_reminders_of_nobody(void **state)
{
    (void)state;
    struct reminder got[4];
    struct reminder put = {.setting = 1, .kind = REMIND_CUSTOM, .name = "b\xc3\xa4r"};
    int64_t id = 0;
    assert_int_equal(store_add_reminder(profile.store, &put, &id), E_OK);
    list(got, 4, 1);
    assert_int_equal(got[0].account, 0);
    assert_string_equal(got[0].name, "b\xc3\xa4r");
    assert_int_equal(store_get_reminder(profile.store, id, &got[1]), E_OK);
    assert_int_equal(store_end_reminder(profile.store, id, 5), E_OK);
    assert_int_equal(store_get_reminder(profile.store, id, &got[1]), E_UNKNOWN_ID);
    assert_int_equal(store_end_reminder(profile.store, id, 0), E_OK);
    assert_int_equal(store_get_reminder(profile.store, id, &got[1]), E_OK);
}

static int64_t add_custom(void)
{
    const struct reminder put = {.setting = 1, .kind = REMIND_CUSTOM};
    int64_t id = 0;
    assert_int_equal(store_add_reminder(profile.store, &put, &id), E_OK);
    return id;
}

/* A lease is one carrier's: what another took since is not delivered by the first. */
static void delivers_what_a_lease_took(void **state)
{
    (void)state;
    char first[STORE_LEASE_LEN + 1], second[STORE_LEASE_LEN + 1];
    struct outcome outcome = {.number = 3, .due_s = 50, .leased_s = 60};
    int64_t id = add_custom();
    assert_int_equal(store_make_lease(profile.store, first), E_OK);
    assert_int_equal(store_make_lease(profile.store, second), E_OK);
    assert_int_equal(strlen(first), STORE_LEASE_LEN);
    assert_string_not_equal(first, second);
    assert_int_equal(store_lease_outcome(profile.store, id, &outcome, view_of(first)), E_OK);
    outcome.leased_s = 200;
    assert_int_equal(store_lease_outcome(profile.store, id, &outcome, view_of(second)), E_OK);
    assert_int_equal(store_deliver(profile.store, view_of(first), view_of("print"), 210), E_LEASE);
    assert_int_equal(store_deliver(profile.store, view_of(""), view_of("print"), 210), E_LEASE);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(store_deliver(profile.store, view_of(second), view_of("print"), 211 + i),
                         E_OK);
    }
    assert_int_equal(profile_ask("SELECT count(*) FROM delivery WHERE at_s = 211 AND due_s = 50"),
                     1);
    assert_int_equal(profile_ask("SELECT count(*) FROM delivery"), 1);
    assert_int_equal(store_find_outcome(profile.store, id, 3, &outcome), E_OK);
    assert_int_equal(outcome.shown_s, 211);
    assert_int_equal(outcome.leased_s, 0);
}

static void keeps_the_last_outcomes_by_number(void **state)
{
    (void)state;
    struct outcome got[3];
    size_t count = 0;
    int64_t id = add_custom();
    for (int i = 4; i >= 0; i--) {
        const struct outcome put = {
            .number = i, .due_s = i, .settled_s = 7, .snoozed_s = 8, .snooze_set_s = 9};
        assert_int_equal(store_put_outcome(profile.store, id, &put), E_OK);
    }
    assert_int_equal(store_list_outcomes(profile.store, id, got, 3, &count), E_OK);
    assert_int_equal(count, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(got[i].number, i + 2);
        assert_int_equal(got[i].snooze_set_s, 9);
    }
}

static void takes_steps_back_in_order(void **state)
{
    (void)state;
    struct act got[4];
    size_t count = 0;
    int64_t step = 0;
    assert_int_equal(store_take_step(profile.store, got, 4, &count), E_NO_ACT);
    for (int i = 0; i < 3; i++) {
        const struct act act = {.kind = i == 2 ? ACT_PAUSED : ACT_ENDED, .reminder = i};
        if (i != 1) {
            assert_int_equal(store_begin_step(profile.store, &step), E_OK);
        }
        assert_int_equal(store_note_act(profile.store, step, &act), E_OK);
    }
    assert_int_equal(store_take_step(profile.store, got, 4, &count), E_OK);
    assert_int_equal(count, 1);
    assert_int_equal(got[0].kind, ACT_PAUSED);
    assert_int_equal(store_take_step(profile.store, got, 4, &count), E_OK);
    assert_int_equal(count, 2);
    assert_int_equal(got[0].reminder, 1);
    assert_int_equal(store_take_step(profile.store, got, 4, &count), E_NO_ACT);
}

/* A file that a later version wrote names what we do not know: nothing is made up for it. */
static void reads_names_it_does_not_know(void **state)
{
    (void)state;
    struct kept_standing kept = {.standing = {.state = STANDING_OFF_CONFIRMED},
                                 .visit = PROFILE_VISIT};
    struct reminder reminder = {.account = profile.account.id, .setting = 1, .kind = REMIND_CUSTOM};
    int64_t id = 0;
    assert_int_equal(store_put_standing(profile.store, profile.account.id, 1, &kept), E_OK);
    assert_int_equal(store_add_reminder(profile.store, &reminder, &id), E_OK);
    reminder.setting = 2;
    assert_int_equal(store_add_reminder(profile.store, &reminder, &id), E_OK);
    assert_int_equal(store_commit(profile.store), E_OK);
    support_sql(PROFILE_FILE,
                "UPDATE standing SET state = 'off_for_ever', cause = 'moon', visit = '"
                "';UPDATE reminder SET setting = 'new-one' WHERE id = 1");
    assert_int_equal(store_find_standing(profile.store, profile.account.id, 1, &kept), E_OK);
    assert_int_equal(kept.standing.state, STANDING_UNKNOWN);
    assert_int_equal(kept.standing.cause, CAUSE_NONE);
    assert_string_equal(kept.visit, "");
    struct reminder got[2];
    list(got, 2, 1);
    assert_int_equal(got[0].setting, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, profile_begin, profile_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(keeps_reminders),
        TEST(lists_reminders_of_nobody),
        TEST(delivers_what_a_lease_took),
        TEST(keeps_the_last_outcomes_by_number),
        TEST(takes_steps_back_in_order),
        TEST(reads_names_it_does_not_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
