/* What rows say: on a page that lists the setting, and beside its switch. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "fixture.h"

static void row_is_read_by_link_and_word(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *word;
        enum reading_state state;
    } cases[] = {
        {"en", "On", READING_ON},
        {"en", "Off", READING_OFF},
        {"de", "Ein", READING_ON},
        {"de", "Aus", READING_OFF},
        {"en", "Aus", READING_UNCLEAR},
        {"de", "Off", READING_UNCLEAR},
        {"en", "Maybe", READING_UNCLEAR},
        {"it", "No", READING_UNCLEAR},
        {"en", "", READING_UNCLEAR},
        {"xx", "Off", READING_UNCLEAR},
        {"en", "Off by default", READING_UNCLEAR},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture f = fixture_at(PRIVACY_PAGE);
        f.page.lang = view_of(cases[i].lang);
        add_row(&f, AI_PAGE, AI_TITLE, cases[i].word);
        add_row(&f, RESEARCH_PAGE, "Research", "Off");
        struct reading reading = read_ai(&f);
        assert_state(reading, cases[i].state);
        assert_false(reading.confirmable);
    }
}

static void rows_must_agree(void **state)
{
    (void)state;
    struct fixture f = fixture_at(PRIVACY_PAGE);
    add_row(&f, AI_PAGE, AI_TITLE, "Off");
    add_row(&f, AI_PAGE, AI_TITLE, "On");
    assert_state(read_ai(&f), READING_UNCLEAR);
    struct fixture g = fixture_at(AI_PAGE);
    add_switch(&g, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    add_row(&g, AI_PAGE, AI_TITLE, "On");
    assert_reason(read_ai(&g), ROW_CONFLICT);
    assert_state(read_ai(&g), READING_UNCLEAR);
    g.controls[0].key_count = 0;
    assert_reason(read_ai(&g), ROW_CONFLICT);
    g.rows[0].path = view_of(RESEARCH_PAGE);
    assert_state(read_ai(&g), READING_OFF);
}

static void unclear_row_stays_unclear(void **state)
{
    (void)state;
    struct fixture f = fixture_at(PRIVACY_PAGE);
    add_row(&f, AI_PAGE, AI_TITLE, "Maybe");
    add_row(&f, AI_PAGE, AI_TITLE, "Off");
    assert_state(read_ai(&f), READING_UNCLEAR);
    struct fixture g = fixture_at(PRIVACY_PAGE);
    add_row(&g, AI_PAGE, "Social, economic, and workplace research", "Off");
    assert_state(read_ai(&g), READING_UNCLEAR);
    assert_reason(read_ai(&g), OTHER_SETTING);
}

static void row_needs_a_whole_settled_page(void **state)
{
    (void)state;
    struct fixture f = fixture_at(PRIVACY_PAGE);
    add_row(&f, AI_PAGE, AI_TITLE, "Off");
    f.page.truncated = true;
    assert_state(read_ai(&f), READING_UNCLEAR);
    f.page.truncated = false;
    f.page.steady_ms = 1499;
    assert_state(read_ai(&f), READING_LOADING);
}

static void row_of_another_is_elsewhere(void **state)
{
    (void)state;
    struct fixture f = fixture_at(PRIVACY_PAGE);
    add_row(&f, RESEARCH_PAGE, AI_TITLE, "Off");
    assert_state(read_ai(&f), READING_ELSEWHERE);
}

static void mere_link_says_nothing(void **state)
{
    (void)state;
    struct fixture f = fixture_at("/mypreferences/d/settings/dark-mode");
    add_row(&f, AI_PAGE, AI_TITLE, NULL);
    assert_state(read_ai(&f), READING_ELSEWHERE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(row_is_read_by_link_and_word),
        cmocka_unit_test(rows_must_agree),
        cmocka_unit_test(unclear_row_stays_unclear),
        cmocka_unit_test(row_needs_a_whole_settled_page),
        cmocka_unit_test(row_of_another_is_elsewhere),
        cmocka_unit_test(mere_link_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
