/* Which warning there is, and when a popup may open for it: once, but at once for what is new. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "core/warn.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)
#define SUMMER_MS INT64_C(1774746000000) /* 2026-03-29T01:00Z: Berlin goes from +1 to +2 */
#define WINTER_MS INT64_C(1792890000000) /* 2026-10-25T01:00Z: and back */
#define NOW_MS    INT64_C(1795300857000) /* 2026-11-21T22:40:57Z, in Berlin 23:40:57 */

struct fixture {
    struct arena arena;
    struct standing standings[64];
    struct reading reading;
    struct unread unread;
    struct knowledge knowledge;
    struct phrase_context context;
    struct warn_shown shown;
    struct zone zone;
    struct warn_rule rule;
    struct warning warning;
};

static int64_t berlin(const void *self, int64_t utc_s)
{
    (void)self;
    return utc_s >= SUMMER_MS / 1000 && utc_s < WINTER_MS / 1000 ? 7200 : 3600;
}

static int set_up(void **state)
{
    static struct fixture fixture;
    struct fixture *f = &fixture;
    int ai = catalogue_find_slug(view_of("data-for-ai-improvement"));
    *f = (struct fixture){.reading = {.setting = ai}, .zone = {berlin, NULL}};
    f->knowledge = (struct knowledge){.standings = f->standings,
                                      .reading = &f->reading,
                                      .unread = &f->unread,
                                      .region = "",
                                      .stale_days = 90,
                                      .now_ms = NOW_MS};
    f->rule = (struct warn_rule){&f->zone, "popup", &f->shown};
    f->context = phrase_context_for(&f->arena, view_of("en"), view_of("en"), ai);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    arena_finish(&f->arena);
    return 0;
}

static struct standing *ai_standing(struct fixture *f)
{
    return &f->standings[f->context.setting];
}

static enum warn_id id(struct fixture *f)
{
    warn_make(&f->context, &f->knowledge, &f->rule, &f->warning);
    return f->warning.id;
}

static bool shows_at(struct fixture *f, int64_t now_ms)
{
    f->knowledge.now_ms = now_ms;
    (void)id(f);
    return f->warning.show;
}

static void is_on(struct fixture *f, enum cause cause, int64_t since_ms)
{
    *ai_standing(f) = (struct standing){.state = STANDING_ON, .cause = cause, .since_ms = since_ms};
}

static void assert_told(struct fixture *f, const char *name, enum warn_level level)
{
    (void)id(f);
    assert_string_equal(warn_id_name(f->warning.id), name);
    assert_int_equal(f->warning.level, level);
    assert_int_equal(strlen(f->warning.text) > 0, level != WARN_NONE);
    assert_int_equal(f->warning.show, level != WARN_NONE);
}

static void each_standing_has_its_own(void **state)
{
    struct fixture *f = *state;
    assert_told(f, "none", WARN_NONE);
    is_on(f, CAUSE_NONE, 1);
    assert_told(f, "on", WARN_WARNING);
    is_on(f, CAUSE_DID_NOT_STICK, 1);
    assert_told(f, "did_not_stick", WARN_WARNING);
    const char *text = f->warning.text;
    is_on(f, CAUSE_OWN_HAND, 1);
    assert_told(f, "own_hand", WARN_WARNING);
    assert_string_not_equal(f->warning.text, text);
    is_on(f, CAUSE_RULES_CHANGED, 1);
    assert_told(f, "rules_changed", WARN_WARNING);
    ai_standing(f)->state = STANDING_TURNED_BACK_ON;
    assert_told(f, "turned_back_on", WARN_ALARM);
    ai_standing(f)->state = STANDING_OFF_UNCONFIRMED;
    assert_told(f, "none", WARN_NONE);
    *ai_standing(f) = (struct standing){.state = STANDING_OFF_CONFIRMED, .confirmed_ms = NOW_MS};
    assert_told(f, "none", WARN_NONE);
    ai_standing(f)->confirmed_ms = NOW_MS - 90 * DAY_MS;
    assert_told(f, "stale", WARN_INFO);
}

/* The warning is silenced, and nothing else. */
static void leaving_it_on_silences_the_warning(void **state)
{
    struct fixture *f = *state;
    f->knowledge.intent = INTENT_LEAVE_ON;
    for (int cause = CAUSE_NONE; cause <= CAUSE_RULES_CHANGED; cause++) {
        is_on(f, (enum cause)cause, 1);
        assert_told(f, "none", WARN_NONE);
    }
    ai_standing(f)->state = STANDING_TURNED_BACK_ON;
    assert_told(f, "turned_back_on", WARN_ALARM);
    *ai_standing(f) = (struct standing){.state = STANDING_OFF_CONFIRMED, .confirmed_ms = 1};
    assert_told(f, "stale", WARN_INFO);
}

/* Told where nothing worse is. */
static void unread_pages_give_way(void **state)
{
    struct fixture *f = *state;
    f->unread = (struct unread){.days = 2, .last_day = 7};
    assert_told(f, "none", WARN_NONE);
    f->unread.raised_ms = NOW_MS;
    assert_told(f, "unread", WARN_INFO);
    assert_non_null(strstr(f->warning.text, "three days"));
    *ai_standing(f) = (struct standing){.state = STANDING_OFF_CONFIRMED, .confirmed_ms = 1};
    assert_told(f, "unread", WARN_INFO);
    is_on(f, CAUSE_NONE, 1);
    assert_told(f, "on", WARN_WARNING);
    f->knowledge.intent = INTENT_LEAVE_ON;
    assert_told(f, "unread", WARN_INFO);
    ai_standing(f)->state = STANDING_TURNED_BACK_ON;
    assert_told(f, "turned_back_on", WARN_ALARM);
}

static void on_is_shown_once_a_local_day(void **state)
{
    struct fixture *f = *state;
    int64_t midnight_ms = INT64_C(1795302000000); /* in Berlin; UTC's is an hour later */
    is_on(f, CAUSE_NONE, NOW_MS - DAY_MS);
    f->shown.at_ms[WARN_FAMILY_ON] = NOW_MS;
    assert_false(shows_at(f, NOW_MS));
    assert_false(shows_at(f, midnight_ms - 1));
    assert_true(shows_at(f, midnight_ms));
    f->shown.at_ms[WARN_FAMILY_ON] = midnight_ms;
    assert_false(shows_at(f, midnight_ms + DAY_MS - 1));
    assert_true(shows_at(f, midnight_ms + DAY_MS));
    assert_true(shows_at(f, midnight_ms + 400 * DAY_MS));
}

/* A day of 23 hours, and one of 25. */
static void local_days_follow_the_clock_change(void **state)
{
    struct fixture *f = *state;
    int64_t spring_ms = SUMMER_MS - 2 * HOUR_MS; /* 2026-03-29T00:00+01:00 */
    int64_t autumn_ms = WINTER_MS - 3 * HOUR_MS; /* 2026-10-25T00:00+02:00 */
    is_on(f, CAUSE_NONE, 1);
    f->shown.at_ms[WARN_FAMILY_ON] = spring_ms;
    assert_false(shows_at(f, spring_ms + 23 * HOUR_MS - 1));
    assert_true(shows_at(f, spring_ms + 23 * HOUR_MS));
    f->shown.at_ms[WARN_FAMILY_ON] = autumn_ms;
    assert_false(shows_at(f, autumn_ms + 25 * HOUR_MS - 1));
    assert_true(shows_at(f, autumn_ms + 25 * HOUR_MS));
    f->shown.at_ms[WARN_FAMILY_ON] = autumn_ms - 1;
    assert_true(shows_at(f, autumn_ms));
}

static void what_is_on_shares_its_day(void **state)
{
    struct fixture *f = *state;
    f->shown.at_ms[WARN_FAMILY_ON] = NOW_MS - MINUTE_MS;
    for (int cause = CAUSE_NONE; cause <= CAUSE_RULES_CHANGED; cause++) {
        is_on(f, (enum cause)cause, NOW_MS - 2 * MINUTE_MS);
        assert_false(shows_at(f, NOW_MS));
        is_on(f, (enum cause)cause, NOW_MS - MINUTE_MS);
        assert_false(shows_at(f, NOW_MS));
    }
    /* Other families' marks are none of theirs. */
    f->shown = (struct warn_shown){{0}};
    f->shown.at_ms[WARN_FAMILY_ALARM] = NOW_MS;
    f->shown.at_ms[WARN_FAMILY_STALE] = NOW_MS;
    f->shown.at_ms[WARN_FAMILY_UNREAD] = NOW_MS;
    assert_true(shows_at(f, NOW_MS));
}

/* The switch was flipped the wrong way since: told at once that on is the opposite of off. */
static void an_event_since_is_shown_at_once(void **state)
{
    struct fixture *f = *state;
    for (int cause = CAUSE_NONE; cause <= CAUSE_RULES_CHANGED; cause++) {
        f->shown.at_ms[WARN_FAMILY_ON] = NOW_MS - MINUTE_MS;
        is_on(f, (enum cause)cause, NOW_MS - MINUTE_MS + 1);
        assert_int_equal(shows_at(f, NOW_MS), cause != CAUSE_NONE);
        is_on(f, (enum cause)cause, NOW_MS);
        assert_int_equal(shows_at(f, NOW_MS), cause != CAUSE_NONE);
        /* Shown once, it is as any other. */
        f->shown.at_ms[WARN_FAMILY_ON] = NOW_MS;
        assert_false(shows_at(f, NOW_MS + 1));
    }
}

static void the_alarm_is_shown_once_a_visit(void **state)
{
    struct fixture *f = *state;
    ai_standing(f)->state = STANDING_TURNED_BACK_ON;
    f->shown.at_ms[WARN_FAMILY_ON] = NOW_MS;
    f->shown.at_ms[WARN_FAMILY_STALE] = NOW_MS;
    assert_true(shows_at(f, NOW_MS));
    f->shown.at_ms[WARN_FAMILY_ALARM] = NOW_MS;
    assert_false(shows_at(f, NOW_MS));
    assert_false(shows_at(f, NOW_MS + 400 * DAY_MS));
    /* It is the same visit under any clock. */
    assert_false(shows_at(f, NOW_MS - 400 * DAY_MS));
}

static void stale_is_shown_once_in_thirty_days(void **state)
{
    struct fixture *f = *state;
    *ai_standing(f) = (struct standing){.state = STANDING_OFF_CONFIRMED, .confirmed_ms = 1};
    assert_true(shows_at(f, NOW_MS));
    f->shown.at_ms[WARN_FAMILY_ON] = NOW_MS;
    assert_true(shows_at(f, NOW_MS));
    f->shown.at_ms[WARN_FAMILY_STALE] = NOW_MS;
    assert_false(shows_at(f, NOW_MS));
    assert_false(shows_at(f, NOW_MS + 30 * DAY_MS - 1));
    assert_true(shows_at(f, NOW_MS + 30 * DAY_MS));
}

static void unread_is_shown_once_for_each_time(void **state)
{
    struct fixture *f = *state;
    f->unread.raised_ms = NOW_MS;
    assert_true(shows_at(f, NOW_MS));
    assert_true(shows_at(f, NOW_MS + 10 * DAY_MS));
    f->shown.at_ms[WARN_FAMILY_UNREAD] = NOW_MS + DAY_MS;
    assert_false(shows_at(f, NOW_MS + DAY_MS));
    assert_false(shows_at(f, NOW_MS + 400 * DAY_MS));
    f->unread.raised_ms = NOW_MS + 2 * DAY_MS;
    assert_true(shows_at(f, NOW_MS + 2 * DAY_MS));
    f->shown.at_ms[WARN_FAMILY_UNREAD] = f->unread.raised_ms;
    assert_false(shows_at(f, NOW_MS + 3 * DAY_MS));
}

/* The clock was set back: what it has not reached yet is no reason for silence. */
static void a_clock_set_back_silences_nothing(void **state)
{
    struct fixture *f = *state;
    for (int64_t ahead_ms = 1; ahead_ms < 400 * DAY_MS; ahead_ms *= 7) {
        for (int i = 0; i < WARN_FAMILY_COUNT; i++) {
            f->shown.at_ms[i] = i == WARN_FAMILY_ALARM ? 0 : NOW_MS + ahead_ms;
        }
        is_on(f, CAUSE_OWN_HAND, NOW_MS - DAY_MS);
        assert_true(shows_at(f, NOW_MS));
        is_on(f, CAUSE_NONE, NOW_MS - DAY_MS);
        assert_true(shows_at(f, NOW_MS));
        *ai_standing(f) = (struct standing){.state = STANDING_OFF_CONFIRMED, .confirmed_ms = 1};
        assert_true(shows_at(f, NOW_MS));
        f->unread.raised_ms = NOW_MS - DAY_MS;
        assert_true(shows_at(f, NOW_MS));
        f->unread.raised_ms = 0;
    }
}

/* And what began by a clock that was ahead is not new at every look until it is reached. */
static void a_clock_set_back_repeats_nothing(void **state)
{
    struct fixture *f = *state;
    f->shown.at_ms[WARN_FAMILY_ON] = NOW_MS - MINUTE_MS;
    f->shown.at_ms[WARN_FAMILY_UNREAD] = NOW_MS - MINUTE_MS;
    is_on(f, CAUSE_OWN_HAND, NOW_MS + 1);
    assert_false(shows_at(f, NOW_MS));
    assert_true(shows_at(f, NOW_MS + 1));
    *ai_standing(f) = (struct standing){.state = STANDING_UNKNOWN};
    f->unread.raised_ms = NOW_MS + 1;
    assert_false(shows_at(f, NOW_MS));
    assert_true(shows_at(f, NOW_MS + 1));
}

static void the_person_says_how(void **state)
{
    struct fixture *f = *state;
    static const char *const styles[] = {"popup", "notification", "badge"};
    for (size_t i = 0; i < 3; i++) {
        f->rule.style = styles[i];
        is_on(f, CAUSE_NONE, 1);
        assert_int_equal(shows_at(f, NOW_MS), i < 2);
        assert_string_equal(f->warning.style, styles[i]);
        assert_int_equal(f->warning.level, WARN_WARNING);
        ai_standing(f)->state = STANDING_TURNED_BACK_ON;
        assert_int_equal(shows_at(f, NOW_MS), i < 2);
        assert_int_equal(f->warning.level, WARN_ALARM);
    }
}

static void without_a_page_nothing_opens(void **state)
{
    struct fixture *f = *state;
    f->knowledge.reading = NULL;
    is_on(f, CAUSE_OWN_HAND, NOW_MS);
    assert_false(shows_at(f, NOW_MS));
    assert_int_equal(f->warning.id, WARN_ID_OWN_HAND);
    ai_standing(f)->state = STANDING_TURNED_BACK_ON;
    assert_false(shows_at(f, NOW_MS));
    assert_int_equal(f->warning.level, WARN_ALARM);
    assert_true(strlen(f->warning.text) > 0);
}

static void a_page_that_tells_nothing_speaks_for_itself(void **state)
{
    struct fixture *f = *state;
    static const enum reading_state silent[] = {READING_LOADING, READING_UNCLEAR, READING_NOT_SHOWN,
                                                READING_SIGNED_OUT};
    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
        f->reading.state = silent[i];
        is_on(f, CAUSE_OWN_HAND, 1);
        assert_told(f, "none", WARN_NONE);
        ai_standing(f)->state = STANDING_TURNED_BACK_ON;
        assert_told(f, "turned_back_on", WARN_ALARM);
    }
    f->reading.state = READING_ELSEWHERE;
    is_on(f, CAUSE_NONE, 1);
    assert_told(f, "on", WARN_WARNING);
}

#define WARN_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WARN_TEST(each_standing_has_its_own),
        WARN_TEST(leaving_it_on_silences_the_warning),
        WARN_TEST(unread_pages_give_way),
        WARN_TEST(on_is_shown_once_a_local_day),
        WARN_TEST(local_days_follow_the_clock_change),
        WARN_TEST(what_is_on_shares_its_day),
        WARN_TEST(an_event_since_is_shown_at_once),
        WARN_TEST(the_alarm_is_shown_once_a_visit),
        WARN_TEST(stale_is_shown_once_in_thirty_days),
        WARN_TEST(unread_is_shown_once_for_each_time),
        WARN_TEST(a_clock_set_back_silences_nothing),
        WARN_TEST(a_clock_set_back_repeats_nothing),
        WARN_TEST(the_person_says_how),
        WARN_TEST(without_a_page_nothing_opens),
        WARN_TEST(a_page_that_tells_nothing_speaks_for_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
