/* What the short texts beside a switch say: each line is a text of its own. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "core/evidence.h"
#include "fixture.h"

static void each_line_is_a_text(void **state)
{
    (void)state;
    static const struct {
        const char *lines;
        enum signal signal;
        bool unknown;
    } cases[] = {
        {"", SIGNAL_NONE, false},
        {"On", SIGNAL_ON, false},
        {"Off", SIGNAL_OFF, false},
        {"Off\nOff", SIGNAL_OFF, false},
        {"On\nOff", SIGNAL_MIXED, false},
        {"Off\nOn\nOff", SIGNAL_MIXED, false},
        {"New", SIGNAL_NONE, true},
        {"On\nNew", SIGNAL_ON, true},
        {"New\nOff", SIGNAL_OFF, true},
        {"On\nNew\nOff", SIGNAL_MIXED, true},
        {"On by default", SIGNAL_NONE, true},
        {"Off Off", SIGNAL_NONE, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct said said = evidence_words(view_of(cases[i].lines), view_of("en"), false, false);
        assert_int_equal(said.signal, cases[i].signal);
        assert_int_equal(said.unknown, cases[i].unknown);
    }
}

static void words_of_the_pages_language_are_known(void **state)
{
    (void)state;
    assert_true(evidence_knows_words(view_of("en")));
    assert_true(evidence_knows_words(view_of("pt-BR")));
    /* Only weak words, and a language that nobody knows. */
    assert_false(evidence_knows_words(view_of("fi")));
    assert_false(evidence_knows_words(view_of("xx")));
}

static struct reading read_beside(const char *key, const char *word, enum signal signal)
{
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, key, AI_TOGGLE, signal)->word = view_of(word);
    return read_ai(&f);
}

static void badge_does_not_hide_the_word(void **state)
{
    (void)state;
    static const char *const keys[] = {AI_KEY, NULL};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct reading reading = read_beside(keys[i], "New\nOn", SIGNAL_OFF);
        assert_state(reading, READING_UNCLEAR);
        assert_reason(reading, WORD_CONFLICT);
        reading = read_beside(keys[i], "Off\nNew", SIGNAL_OFF);
        assert_state(reading, READING_OFF);
        assert_reason(reading, WORD);
        assert_state(read_beside(keys[i], "Off\nNew", SIGNAL_ON), READING_UNCLEAR);
    }
}

/* "Off" and "On" at the two ends of a switch name its ends. */
static void both_words_say_nothing(void **state)
{
    (void)state;
    static const char *const keys[] = {AI_KEY, NULL};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct reading reading = read_beside(keys[i], "Off\nOn", SIGNAL_OFF);
        assert_state(reading, READING_OFF);
        assert_int_equal(reading.reasons & REASON_BIT(WORD), 0);
        assert_state(read_beside(keys[i], "Off\nOn", SIGNAL_ON), READING_ON);
    }
}

static void unusable_beside_an_unknown_word_is_unclear(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    control->word = view_of("Loading…");
    assert_state(read_ai(&f), READING_OFF);
    control->disabled = true;
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, UNKNOWN_WORD);
    assert_reason(reading, LOCKED);
    control->checked = SIGNAL_ON;
    assert_state(read_ai(&f), READING_UNCLEAR);
    control->checked = SIGNAL_OFF;
    static const char *const fine[] = {"", "Off", "Off\nNew", "Off\nOn"};
    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++) {
        control->word = view_of(fine[i]);
        assert_state(read_ai(&f), READING_OFF);
    }
}

/* Where LinkedIn's words are not known for certain, any word may be one of them. */
static void unusable_where_no_word_is_known(void **state)
{
    (void)state;
    static const char *const languages[] = {"fi", "xx"};
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, AI_KEY, "Jotain", SIGNAL_OFF);
    control->word = view_of("Jotain");
    control->disabled = true;
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        f.page.lang = view_of(languages[i]);
        assert_state(read_ai(&f), READING_OFF);
    }
}

static void off_by_label_beside_an_unknown_word_is_unclear(void **state)
{
    (void)state;
    struct reading reading = read_beside(NULL, "Paused", SIGNAL_OFF);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, UNKNOWN_WORD);
    assert_state(read_beside(NULL, "Paused", SIGNAL_ON), READING_ON);
    assert_state(read_beside(NULL, "", SIGNAL_OFF), READING_OFF);
    /* A key needs no word. */
    assert_state(read_beside(AI_KEY, "Paused", SIGNAL_OFF), READING_OFF);
}

static void off_by_label_where_no_word_is_known(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    f.page.lang = view_of("fr");
    add_switch(&f, NULL,
               "Utiliser mes données pour entraîner des modèles d’IA de création de contenu",
               SIGNAL_OFF)
        ->word = view_of("Jamais vu");
    assert_state(read_ai(&f), READING_OFF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_a_text),
        cmocka_unit_test(words_of_the_pages_language_are_known),
        cmocka_unit_test(badge_does_not_hide_the_word),
        cmocka_unit_test(both_words_say_nothing),
        cmocka_unit_test(unusable_beside_an_unknown_word_is_unclear),
        cmocka_unit_test(unusable_where_no_word_is_known),
        cmocka_unit_test(off_by_label_beside_an_unknown_word_is_unclear),
        cmocka_unit_test(off_by_label_where_no_word_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
