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
    struct reminder put = {.account = profile.account.id, .setting = 1, .snoozed_s = 44};
    list(got, 4, 0);
    for (int i = 0; i < 4; i++) {
        put.kind = (enum remind_kind)(REMIND_OPT_OUT + i);
        put.rule = (enum remind_rule)(RULE_ONCE + i);
        put.anchor_s = 1700000000 + i;
        put.after_s = 10 + i;
        assert_int_equal(store_add_reminder(profile.store, &put, 99), E_OK);
    }
    list(got, 4, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(got[i].account, profile.account.id);
        assert_int_equal(got[i].setting, 1);
        assert_int_equal(got[i].kind, REMIND_OPT_OUT + i);
        assert_int_equal(got[i].rule, RULE_ONCE + i);
        assert_int_equal(got[i].anchor_s, 1700000000 + i);
        assert_int_equal(got[i].after_s, 10 + i);
        assert_int_equal(got[i].snoozed_s, 44);
    }
    assert_int_equal(store_end_reminder(profile.store, got[1].id, 500), E_OK);
    list(got, 2, 2);
    assert_int_equal(got[1].kind, REMIND_OBJECTION);
    assert_int_equal(profile_ask("SELECT count(*) FROM reminder WHERE ended_s = 500"), 1);
    assert_int_equal(profile_ask("SELECT count(*) FROM reminder"), 4);
}

static void settles_reminders(void **state)
{
    (void)state;
    struct reminder got[2];
    struct reminder put = {.account = profile.account.id,
                           .setting = 1,
                           .kind = REMIND_RECHECK,
                           .rule = RULE_DECAYING,
                           .after_s = 100,
                           .snoozed_s = 300};
    assert_int_equal(store_add_reminder(profile.store, &put, 99), E_OK);
    assert_int_equal(store_add_reminder(profile.store, &put, 99), E_OK);
    list(got, 2, 2);
    int64_t id = got[0].id;
    static const struct {
        int64_t settle_s, after_s, snoozed_s;
    } steps[] = {{50, 100, 300}, {299, 299, 300}, {300, 300, 0}, {200, 300, 0}};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        assert_int_equal(store_settle_reminder(profile.store, id, steps[i].settle_s), E_OK);
        list(got, 2, 2);
        assert_int_equal(got[0].after_s, steps[i].after_s);
        assert_int_equal(got[0].snoozed_s, steps[i].snoozed_s);
        assert_int_equal(got[1].after_s, 100);
        assert_int_equal(got[1].snoozed_s, 300);
    }
}

/* A file that a later version wrote names what we do not know: nothing is made up for it. */
static void reads_names_it_does_not_know(void **state)
{
    (void)state;
    struct kept_standing kept = {.standing = {.state = STANDING_OFF_CONFIRMED},
                                 .visit = PROFILE_VISIT};
    struct reminder reminder = {.account = profile.account.id, .setting = 1, .kind = REMIND_CUSTOM};
    assert_int_equal(store_put_standing(profile.store, profile.account.id, 1, &kept), E_OK);
    assert_int_equal(store_add_reminder(profile.store, &reminder, 1), E_OK);
    reminder.setting = 2;
    assert_int_equal(store_add_reminder(profile.store, &reminder, 1), E_OK);
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
        TEST(settles_reminders),
        TEST(reads_names_it_does_not_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
