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

/* The row may be among those that were left out. */
static void missing_row_needs_a_whole_page(void **state)
{
    (void)state;
    struct fixture f = fixture_at(PRIVACY_PAGE);
    add_row(&f, RESEARCH_PAGE, "Research", "Off");
    assert_state(read_ai(&f), READING_ELSEWHERE);
    f.page.truncated = true;
    assert_state(read_ai(&f), READING_UNCLEAR);
    assert_reason(read_ai(&f), TRUNCATED);
    f.page.path = view_of("/mypreferences/d/settings/dark-mode");
    assert_state(read_ai(&f), READING_ELSEWHERE);
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

/* A badge, or a second word: which of them counts is not known. */
static void row_of_several_lines(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        enum reading_state state;
        uint64_t reason;
    } cases[] = {
        {"Off\nOff", READING_OFF, REASON_BIT(ROW_WORD)},
        {"On\nOn", READING_ON, REASON_BIT(ROW_WORD)},
        {"On\nOff", READING_UNCLEAR, REASON_BIT(SEVERAL_WORDS)},
        {"Off\nOn", READING_UNCLEAR, REASON_BIT(SEVERAL_WORDS)},
        {"Off\nNew", READING_UNCLEAR, REASON_BIT(UNKNOWN_WORD)},
        {"New\nOff", READING_UNCLEAR, REASON_BIT(UNKNOWN_WORD)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture f = fixture_at(PRIVACY_PAGE);
        add_row(&f, AI_PAGE, AI_TITLE, cases[i].word);
        struct reading reading = read_ai(&f);
        assert_state(reading, cases[i].state);
        assert_true((reading.reasons & cases[i].reason) != 0);
    }
}

/* Beside the switch only a row that is clear itself may contradict it. */
static void unclear_row_contradicts_nothing(void **state)
{
    (void)state;
    static const char *const words[] = {"On\nOff", "On\nNew", "Maybe", ""};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct fixture f = fixture_at(AI_PAGE);
        add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
        add_row(&f, AI_PAGE, AI_TITLE, words[i]);
        assert_state(read_ai(&f), READING_OFF);
    }
    struct fixture g = fixture_at(AI_PAGE);
    add_switch(&g, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    add_row(&g, AI_PAGE, AI_TITLE, "On\nOn");
    assert_reason(read_ai(&g), ROW_CONFLICT);
}

/* A tip, a log of what was changed: only a page that lists the setting tells its value. */
static void row_counts_only_where_it_is_listed(void **state)
{
    (void)state;
    static const char *const pages[] = {"/mypreferences/d/categories/account", RESEARCH_PAGE,
                                        "/mypreferences/d/settings/data-for-generative-ai"};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct fixture f = fixture_at(pages[i]);
        add_row(&f, AI_PAGE, AI_TITLE, "Off");
        struct reading reading = read_ai(&f);
        assert_state(reading, READING_ELSEWHERE);
        assert_int_equal(reading.ref, -1);
        assert_int_equal(reading.reasons & REASON_BIT(ROW_LINK), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(row_is_read_by_link_and_word),
        cmocka_unit_test(rows_must_agree),
        cmocka_unit_test(unclear_row_stays_unclear),
        cmocka_unit_test(row_needs_a_whole_settled_page),
        cmocka_unit_test(missing_row_needs_a_whole_page),
        cmocka_unit_test(row_of_another_is_elsewhere),
        cmocka_unit_test(mere_link_says_nothing),
        cmocka_unit_test(row_of_several_lines),
        cmocka_unit_test(unclear_row_contradicts_nothing),
        cmocka_unit_test(row_counts_only_where_it_is_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
