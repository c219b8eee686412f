/* What is told: steps by what was observed, facts by date and region, one verdict. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "core/exits.h"
#include "core/guide.h"

#define NOW_MS INT64_C(1795300857000) /* 2026-11-21 */

struct fixture {
    struct arena arena;
    struct standing standings[64];
    struct reading reading;
    struct control control;
    struct knowledge knowledge;
    struct phrase_context context;
    struct guide guide;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    struct fixture *f = &fixture;
    int ai = catalogue_find_slug(view_of("data-for-ai-improvement"));
    *f = (struct fixture){.reading = {.setting = ai, .ref = 3}};
    f->knowledge = (struct knowledge){.standings = f->standings,
                                      .reading = &f->reading,
                                      .region = "",
                                      .stale_days = 90,
                                      .now_ms = NOW_MS};
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

static const char *current_step(struct fixture *f)
{
    const char *id = "none";
    guide_make(&f->context, &f->knowledge, &f->guide);
    for (size_t i = 0; i < f->guide.step_count; i++) {
        if (f->guide.steps[i].status == STEP_CURRENT) {
            assert_string_equal(id, "none");
            id = f->guide.steps[i].id;
        }
    }
    return id;
}

static void steps_follow_what_is_seen(void **state)
{
    struct fixture *f = *state;
    f->reading.state = READING_ON;
    f->reading.control = &f->control;
    ai_standing(f)->state = STANDING_ON;
    assert_string_equal(current_step(f), "turn_off");
    assert_int_equal(f->guide.steps[1].ref, 3);
    f->reading.state = READING_OFF;
    ai_standing(f)->state = STANDING_OFF_UNCONFIRMED;
    assert_string_equal(current_step(f), "confirm");
    ai_standing(f)->state = STANDING_OFF_CONFIRMED;
    ai_standing(f)->confirmed_ms = NOW_MS;
    assert_string_equal(current_step(f), "none");
    assert_int_equal(f->guide.steps[0].status, STEP_DONE);
    assert_int_equal(f->guide.steps[f->guide.step_count - 1].status, STEP_DONE);
}

static void steps_begin_at_the_page(void **state)
{
    struct fixture *f = *state;
    f->knowledge.reading = NULL;
    assert_string_equal(current_step(f), "open");
    assert_non_null(strstr(f->guide.steps[0].open, "/settings/data-for-ai-improvement"));
    f->knowledge.reading = &f->reading;
    f->reading.state = READING_ON; /* by a row: the switch is on another page */
    assert_string_equal(current_step(f), "open");
    f->reading.state = READING_UNCLEAR;
    f->reading.reasons = REASON_BIT(ROW_LINK) | REASON_BIT(UNKNOWN_WORD);
    assert_string_equal(current_step(f), "open");
    f->reading.state = READING_SIGNED_OUT;
    assert_string_equal(current_step(f), "sign_in");
}

static void waiting_has_no_step(void **state)
{
    struct fixture *f = *state;
    f->reading.state = READING_LOADING;
    assert_string_equal(current_step(f), "none");
    f->reading.state = READING_NOT_SHOWN;
    assert_string_equal(current_step(f), "none");
    f->reading.state = READING_UNCLEAR;
    assert_string_equal(current_step(f), "turn_off");
}

static void labels_are_in_the_pages_language(void **state)
{
    struct fixture *f = *state;
    f->context = phrase_context_for(&f->arena, view_of("en-GB"), view_of("de"), f->context.setting);
    guide_make(&f->context, &f->knowledge, &f->guide);
    const char *text = f->guide.steps[1].text;
    assert_non_null(strstr(text, "Turn off"));
    assert_non_null(strstr(text, "Ihre Daten zum Schulen von KI-Modellen verwenden"));
    assert_non_null(strstr(text, "Aus"));
    assert_null(strchr(text, '{'));
}

/* Where we have no sentences in the reader's language they are English, and LinkedIn's words are
 * not.
 */
static void sentences_fall_back_to_english(void **state)
{
    (void)state;
    for (size_t i = 0; i < catalogue_language_count; i++) {
        const struct language *language = &catalogue_languages[i];
        bool has = language->texts[TEXT_VERDICT_ON] != NULL;
        struct phrase_context context =
            phrase_context_for(NULL, view_of(language->tag), view_of(""), 0);
        assert_int_equal(context.language, has ? (int)i : catalogue_english);
        assert_int_equal(context.label_language, i);
    }
    struct phrase_context context = phrase_context_for(NULL, view_of("tlh"), view_of("de"), 0);
    assert_int_equal(context.language, catalogue_english);
    assert_int_equal(context.label_language, catalogue_find_language(view_of("de")));
}

static bool tells_fact(struct fixture *f, const char *id)
{
    guide_make(&f->context, &f->knowledge, &f->guide);
    for (size_t i = 0; i < f->guide.fact_count; i++) {
        if (strcmp(f->guide.facts[i].fact->id, id) == 0) {
            return true;
        }
    }
    return false;
}

static void facts_hold_today_and_here(void **state)
{
    struct fixture *f = *state;
    assert_true(tells_fact(f, "not-the-past"));
    assert_false(tells_fact(f, "started-2025-11-03"));
    f->knowledge.region = "eea";
    assert_true(tells_fact(f, "started-2025-11-03"));
    assert_false(tells_fact(f, "not-in-eu-2024"));
    /* What was true then is told then. */
    f->knowledge.now_ms = INT64_C(1735689600000); /* 2025-01-01 */
    assert_true(tells_fact(f, "not-in-eu-2024"));
    assert_false(tells_fact(f, "started-2025-11-03"));
}

static const char *verdict_state(struct fixture *f)
{
    static struct verdict verdict;
    guide_verdict(&f->context, &f->knowledge, &verdict);
    assert_true(strlen(verdict.text) > 0);
    return verdict.state;
}

static void verdict_is_the_page_or_the_history(void **state)
{
    struct fixture *f = *state;
    ai_standing(f)->state = STANDING_OFF_CONFIRMED;
    ai_standing(f)->confirmed_ms = NOW_MS;
    f->reading.state = READING_ELSEWHERE;
    assert_string_equal(verdict_state(f), "off_confirmed");
    f->reading.state = READING_UNCLEAR;
    assert_string_equal(verdict_state(f), "unclear");
    f->knowledge.reading = NULL;
    assert_string_equal(verdict_state(f), "off_confirmed");
    f->knowledge.now_ms = NOW_MS + INT64_C(90) * 86400000;
    assert_string_equal(verdict_state(f), "stale");
}

static const struct told_exit *tells_exit(struct fixture *f, const char *id)
{
    guide_make(&f->context, &f->knowledge, &f->guide);
    for (size_t i = 0; i < f->guide.exit_count; i++) {
        if (strcmp(f->guide.exits[i].exit->id, id) == 0) {
            assert_true(strlen(f->guide.exits[i].text) > 0);
            return &f->guide.exits[i];
        }
    }
    return NULL;
}

static void switch_is_done_when_confirmed(void **state)
{
    struct fixture *f = *state;
    const struct tick tick = {exits_find(f->context.setting, view_of("switch")), NOW_MS};
    f->knowledge.ticks = &tick; /* nobody's word counts for the switch */
    f->knowledge.tick_count = 1;
    static const struct {
        enum standing_state state;
        bool done;
    } states[] = {{STANDING_UNKNOWN, false},
                  {STANDING_ON, false},
                  {STANDING_TURNED_BACK_ON, false},
                  {STANDING_OFF_UNCONFIRMED, false},
                  {STANDING_OFF_CONFIRMED, true}};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        *ai_standing(f) = (struct standing){
            .state = states[i].state, .confirmed_ms = NOW_MS - 5000, .last_seen_ms = NOW_MS - 1000};
        const struct told_exit *told = tells_exit(f, "switch");
        assert_int_equal(told->done, states[i].done);
        assert_true(told->checked);
        assert_int_equal(told->at_s, NOW_MS / 1000 - (states[i].done ? 5 : 1));
    }
    f->knowledge.now_ms = NOW_MS + INT64_C(90) * 86400000;
    assert_false(tells_exit(f, "switch")->done);
}

static void others_are_the_persons_until_read(void **state)
{
    struct fixture *f = *state;
    const struct exit *research = exits_find(f->context.setting, view_of("research"));
    const struct exit *objection = exits_find(f->context.setting, view_of("objection"));
    const struct tick ticks[] = {{research, NOW_MS}, {objection, NOW_MS - 60000}};
    assert_false(tells_exit(f, "research")->done);
    assert_false(tells_exit(f, "research")->checked);
    assert_int_equal(tells_exit(f, "research")->at_s, 0);
    f->knowledge.ticks = ticks;
    f->knowledge.tick_count = 2;
    assert_true(tells_exit(f, "research")->done);
    assert_false(tells_exit(f, "research")->checked);
    assert_int_equal(tells_exit(f, "objection")->at_s, NOW_MS / 1000 - 60);
    assert_false(tells_exit(f, "copy")->done);
    assert_true(exits_may_tick(research, f->knowledge.standings));
    /* Optwatch has read it: what it saw holds, whatever was ticked. */
    f->standings[research->setting].state = STANDING_ON;
    assert_false(tells_exit(f, "research")->done);
    assert_true(tells_exit(f, "research")->checked);
    assert_false(exits_may_tick(research, f->knowledge.standings));
    assert_true(exits_may_tick(objection, f->knowledge.standings));
    assert_null(exits_find(f->context.setting, view_of("nothing")));
}

static void complaints_are_where_one_lives(void **state)
{
    struct fixture *f = *state;
    assert_null(tells_exit(f, "complain-eea"));
    f->knowledge.region = "eea";
    assert_non_null(tells_exit(f, "complain-eea"));
    assert_null(tells_exit(f, "complain-us"));
    f->knowledge.region = "us";
    assert_null(tells_exit(f, "complain-eea"));
    assert_non_null(tells_exit(f, "complain-us"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(steps_follow_what_is_seen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(steps_begin_at_the_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(waiting_has_no_step, set_up, tear_down),
        cmocka_unit_test_setup_teardown(labels_are_in_the_pages_language, set_up, tear_down),
        cmocka_unit_test(sentences_fall_back_to_english),
        cmocka_unit_test_setup_teardown(facts_hold_today_and_here, set_up, tear_down),
        cmocka_unit_test_setup_teardown(verdict_is_the_page_or_the_history, set_up, tear_down),
        cmocka_unit_test_setup_teardown(complaints_are_where_one_lives, set_up, tear_down),
        cmocka_unit_test_setup_teardown(others_are_the_persons_until_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(switch_is_done_when_confirmed, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
