/* What was shown, noted and asked of the history: shared by all browsers of an account. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "looks.h"
#include "support.h"

#define FILE_PATH "optwatch/optwatch.db"
#define HOUR_MS   (INT64_C(3600) * 1000)
#define DAY_MS    (24 * HOUR_MS)

/* Shown by a profile (-1 names none) in the visit of the plan's. */
static enum error shown(enum warn_id warn, int instance, int visit)
{
    const struct look_plan plan = {.instance = instance < 0 ? 0 : instance, .visit = visit};
    const struct report report = looks_report(&plan);
    const struct order order = {.warn = warn, .visit = report.page.visit};
    enum error error = looks_order(COMMAND_SHOWN, instance, &order);
    assert_int_equal(looks.answer.shown, error == E_OK);
    return error;
}

static void assert_warns(enum warn_id id, bool show)
{
    assert_string_equal(warn_id_name(looks.answer.warning->id), warn_id_name(id));
    assert_int_equal(looks.answer.warning->show, show);
}

static void look_on(int instance, int visit, enum touched touched)
{
    looks_answer(
        &(struct look_plan){.on = true, .instance = instance, .visit = visit, .touched = touched});
}

static void only_what_was_shown_counts(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        look_on(0, i, TOUCHED_NO);
        assert_warns(WARN_ID_ON, true);
    }
    assert_int_equal(shown(WARN_ID_ON, 0, 2), E_OK);
    assert_int_equal(shown(WARN_ID_ON, 0, 2), E_OK);
    look_on(0, 2, TOUCHED_NO);
    assert_warns(WARN_ID_ON, false);
    assert_int_equal(looks.answer.warning->level, WARN_WARNING);
    look_on(0, 3, TOUCHED_NO);
    assert_warns(WARN_ID_ON, false);
    /* The next local day, where it is an hour later: 23:57 there was the last look. */
    looks.offset_s = 3600;
    looks.now_ms = INT64_C(1770073000000); /* 2026-02-02T22:56:40Z */
    look_on(0, 4, TOUCHED_NO);
    assert_warns(WARN_ID_ON, false);
    looks.now_ms += INT64_C(3) * LOOKS_STEP_MS;
    look_on(0, 5, TOUCHED_NO);
    assert_warns(WARN_ID_ON, true);
}

static void the_wrong_way_is_told_at_once(void **state)
{
    (void)state;
    look_on(0, 0, TOUCHED_NO);
    assert_int_equal(shown(WARN_ID_ON, 0, 0), E_OK);
    looks_answer(&(struct look_plan){.touched = TOUCHED_YES});
    assert_warns(WARN_ID_NOTHING, false);
    look_on(0, 0, TOUCHED_YES);
    assert_warns(WARN_ID_OWN_HAND, true);
    assert_int_equal(shown(WARN_ID_OWN_HAND, 0, 0), E_OK);
    look_on(0, 0, TOUCHED_YES);
    assert_warns(WARN_ID_OWN_HAND, false);
    /* And once more, off and not stuck. */
    looks_answer(&(struct look_plan){.touched = TOUCHED_YES});
    look_on(0, 1, TOUCHED_NO);
    assert_warns(WARN_ID_DID_NOT_STICK, true);
}

static void the_alarm_counts_by_visits(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    look_on(0, 1, TOUCHED_NO);
    assert_warns(WARN_ID_TURNED_BACK_ON, true);
    look_on(0, 2, TOUCHED_NO);
    assert_int_equal(shown(WARN_ID_TURNED_BACK_ON, 0, 1), E_OK);
    assert_int_equal(shown(WARN_ID_TURNED_BACK_ON, 0, 1), E_OK);
    /* Both stay what they are, whichever was shown last. */
    look_on(0, 1, TOUCHED_NO);
    assert_warns(WARN_ID_TURNED_BACK_ON, false);
    look_on(0, 2, TOUCHED_NO);
    assert_warns(WARN_ID_TURNED_BACK_ON, true);
    assert_int_equal(shown(WARN_ID_TURNED_BACK_ON, 0, 2), E_OK);
    look_on(0, 1, TOUCHED_NO);
    assert_warns(WARN_ID_TURNED_BACK_ON, false);
    look_on(0, 3, TOUCHED_NO);
    assert_warns(WARN_ID_TURNED_BACK_ON, true);
}

static void browsers_of_one_account_share_it(void **state)
{
    (void)state;
    look_on(0, 0, TOUCHED_NO);
    look_on(1, 0, TOUCHED_NO);
    assert_int_equal(shown(WARN_ID_ON, 0, 0), E_OK);
    look_on(1, 1, TOUCHED_NO);
    assert_warns(WARN_ID_ON, true);
    look_on(0, 1, TOUCHED_NO);
    assert_warns(WARN_ID_ON, false);
    const struct order join = {.action = ORDER_JOIN, .account = 2, .with = 1};
    assert_int_equal(looks_accounts(join), E_OK);
    look_on(1, 1, TOUCHED_NO);
    assert_warns(WARN_ID_ON, false);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM shown WHERE account = 2"), 1);
    looks.now_ms += DAY_MS;
    look_on(1, 2, TOUCHED_NO);
    assert_warns(WARN_ID_ON, true);
    assert_int_equal(shown(WARN_ID_ON, -1, 2), E_OK);
    look_on(0, 2, TOUCHED_NO);
    assert_warns(WARN_ID_ON, false);
}

/* Of two that were shown, whichever stays: the later holds. */
static void a_join_keeps_the_later(void **state)
{
    (void)state;
    for (int keep = 0; keep < 2; keep++) {
        for (int i = 0; i < 2; i++) {
            look_on(2 * keep + i, 0, TOUCHED_NO);
            assert_int_equal(shown(WARN_ID_ON, 2 * keep + i, 0), E_OK);
            looks.now_ms += DAY_MS;
        }
        int64_t last_ms = looks.now_ms - DAY_MS;
        /* The number of the one that goes is given again. */
        const struct order join = {.action = ORDER_JOIN, .account = keep ? 3 : 1, .with = 2};
        assert_int_equal(looks_accounts(join), E_OK);
        assert_int_equal(
            support_number(FILE_PATH, "SELECT at_ms FROM shown ORDER BY account DESC LIMIT 1"),
            last_ms);
        assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM shown"), keep + 1);
    }
}

/* What a clock that was ahead noted silences nothing, and the next that is shown replaces it. */
static void a_clock_set_back_does_not_silence(void **state)
{
    (void)state;
    int64_t began_ms = looks.now_ms;
    look_on(0, 0, TOUCHED_NO);
    looks.now_ms += 700 * DAY_MS;
    assert_int_equal(shown(WARN_ID_ON, 0, 0), E_OK);
    looks.now_ms = began_ms + HOUR_MS;
    look_on(0, 1, TOUCHED_NO);
    assert_warns(WARN_ID_ON, true);
    assert_int_equal(shown(WARN_ID_ON, 0, 1), E_OK);
    look_on(0, 2, TOUCHED_NO);
    assert_warns(WARN_ID_ON, false);
}

static void stale_and_unread_have_their_own(void **state)
{
    (void)state;
    const int other = looks.service.primary == 1 ? 2 : 1;
    looks_answer(&(struct look_plan){.steady_ms = 5000});
    looks.now_ms += 100 * DAY_MS;
    for (int i = 0; i < 3; i++) {
        looks.now_ms += DAY_MS;
        looks_answer(&(struct look_plan){.other = other, .visit = 9});
        assert_warns(WARN_ID_STALE, i < 1);
        assert_int_equal(shown(WARN_ID_STALE, 0, 9), E_OK);
    }
    looks.now_ms += 30 * DAY_MS;
    looks_answer(&(struct look_plan){.other = other, .visit = 10});
    assert_warns(WARN_ID_STALE, true);
    for (int i = 0; i < 5; i++) {
        looks.now_ms += DAY_MS;
        looks_answer(&(struct look_plan){.mixed = true, .steady_ms = 5000, .visit = 11 + i});
        if (i >= 2) {
            assert_warns(WARN_ID_UNREAD, i < 4);
        }
        if (i == 3) {
            assert_int_equal(shown(WARN_ID_UNREAD, 0, 11 + i), E_OK);
        }
    }
}

static void what_was_shown_of_one_says_nothing_of_another(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        looks.now_ms += DAY_MS;
        looks_answer(&(struct look_plan){.mixed = true, .steady_ms = 5000, .visit = i});
    }
    assert_warns(WARN_ID_UNREAD, true);
    assert_int_equal(shown(WARN_ID_UNREAD, 0, 2), E_OK);
    look_on(0, 3, TOUCHED_NO);
    assert_warns(WARN_ID_ON, true);
    assert_int_equal(shown(WARN_ID_ON, 0, 3), E_OK);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM shown"), 2);
}

static void status_shows_nothing(void **state)
{
    (void)state;
    look_on(0, 0, TOUCHED_NO);
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    assert_warns(WARN_ID_ON, false);
    assert_int_equal(looks.answer.warning->level, WARN_WARNING);
    look_on(0, 0, TOUCHED_NO);
    assert_warns(WARN_ID_ON, true);
    assert_int_equal(looks_set("warning", "badge"), E_OK);
    look_on(0, 0, TOUCHED_NO);
    assert_warns(WARN_ID_ON, false);
    assert_string_equal(looks.answer.warning->style, "badge");
}

/* Where nothing can be recorded the rule is followed without what was shown. */
static void without_a_history_it_shows(void **state)
{
    (void)state;
    look_on(0, 0, TOUCHED_NO);
    assert_int_equal(shown(WARN_ID_ON, 0, 0), E_OK);
    support_sql(FILE_PATH, "CREATE TRIGGER t BEFORE INSERT ON visit"
                           " BEGIN SELECT RAISE(ABORT, 'no'); END");
    look_on(0, 1, TOUCHED_NO);
    assert_false(looks.answer.recorded);
    assert_warns(WARN_ID_ON, true);
    assert_int_equal(looks.answer.about->account, 0);
    assert_null(looks.answer.about->sealing);
    assert_int_equal(looks.answer.about->change_count, 0);
}

static void refuses_without_a_change(void **state)
{
    (void)state;
    assert_int_equal(shown(WARN_ID_ON, 0, 0), E_NO_ACCOUNT);
    assert_int_equal(shown(WARN_ID_ON, -1, 0), E_NO_ACCOUNT);
    assert_false(support_exists(FILE_PATH));
    look_on(0, 0, TOUCHED_NO);
    assert_int_equal(shown(WARN_ID_ON, 1, 0), E_NO_ACCOUNT);
    assert_int_equal(shown(WARN_ID_TURNED_BACK_ON, 0, 7), E_UNKNOWN_ID);
    look_on(1, 0, TOUCHED_NO);
    assert_int_equal(shown(WARN_ID_ON, -1, 0), E_WHICH_ACCOUNT);
    /* Another account's visit. */
    const struct report other = looks_report(&(struct look_plan){.instance = 1});
    const struct order order = {.warn = WARN_ID_TURNED_BACK_ON, .visit = other.page.visit};
    assert_int_equal(looks_order(COMMAND_SHOWN, 0, &order), E_UNKNOWN_ID);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM shown"), 0);
    assert_int_equal(support_number(FILE_PATH, "SELECT max(shown_ms) FROM visit"), 0);
}

static void is_forgotten_with_the_rest(void **state)
{
    (void)state;
    look_on(0, 0, TOUCHED_NO);
    assert_int_equal(shown(WARN_ID_ON, 0, 0), E_OK);
    const struct request request = {.command = COMMAND_FORGET, .confirm = true};
    assert_int_equal(service_answer(&looks.service, &request, looks.now_ms, &looks.answer), E_OK);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM shown"), 0);
}

static void tells_of_whom_it_speaks(void **state)
{
    (void)state;
    assert_int_equal(looks_ask(COMMAND_STATUS, 0), E_OK);
    assert_int_equal(looks.answer.about->account, 0);
    assert_string_equal(looks.answer.about->sealing, "none");
    assert_string_equal(looks.answer.about->language, "en");
    look_on(0, 0, TOUCHED_NO);
    const struct order name = {.action = ORDER_NAME, .name = view_of("Ada")};
    assert_int_equal(looks_order(COMMAND_ACCOUNTS, 0, &name), E_OK);
    assert_int_equal(looks_set("language", "de"), E_OK);
    for (int i = 1; i < 4; i++) {
        looks_answer(&(struct look_plan){.steady_ms = 5000, .visit = 2 * i});
        look_on(0, 2 * i + 1, TOUCHED_YES);
    }
    const struct told_about *about = looks.answer.about;
    assert_int_equal(about->account, 1);
    assert_string_equal(about->name, "Ada");
    assert_int_equal(about->intent, INTENT_WANT_OFF);
    assert_string_equal(about->language, "de");
    assert_string_equal(about->sealing, "none");
    assert_int_equal(about->change_count, TOLD_CHANGES_MAX);
    for (size_t i = 0; i < about->change_count; i++) {
        assert_int_equal(about->changes[i].at_s, looks.now_ms / 1000 - 60 * (int64_t)i);
        assert_int_equal(about->changes[i].state, i % 2 ? STANDING_OFF_CONFIRMED : STANDING_ON);
        assert_int_equal(about->changes[i].setting, looks.service.primary);
    }
    /* Another account has changes of its own; the order of a neighbour's setting is none. */
    look_on(1, 0, TOUCHED_NO);
    assert_int_equal(looks.answer.about->change_count, 1);
    support_sql(FILE_PATH, "INSERT INTO seal VALUES (1, zeroblob(32), 0, '', 1, 0)");
    assert_int_equal(looks_ask(COMMAND_STATUS, 1), E_OK);
    assert_string_equal(looks.answer.about->sealing, "pending");
    assert_int_equal(looks.answer.about->account, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOKS_TEST(only_what_was_shown_counts),
        LOOKS_TEST(the_wrong_way_is_told_at_once),
        LOOKS_TEST(the_alarm_counts_by_visits),
        LOOKS_TEST(browsers_of_one_account_share_it),
        LOOKS_TEST(a_join_keeps_the_later),
        LOOKS_TEST(a_clock_set_back_does_not_silence),
        LOOKS_TEST(stale_and_unread_have_their_own),
        LOOKS_TEST(what_was_shown_of_one_says_nothing_of_another),
        LOOKS_TEST(status_shows_nothing),
        LOOKS_TEST(without_a_history_it_shows),
        LOOKS_TEST(refuses_without_a_change),
        LOOKS_TEST(is_forgotten_with_the_rest),
        LOOKS_TEST(tells_of_whom_it_speaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
