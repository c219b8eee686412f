/* What one look says of a switch that bears its key, or of none; tests/pages says it in browsers.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "fixture.h"

static void key_and_checked_decide(void **state)
{
    (void)state;
    static const enum signal signals[] = {SIGNAL_ON, SIGNAL_OFF};
    static const enum reading_state states[] = {READING_ON, READING_OFF};
    for (int i = 0; i < 2; i++) {
        struct fixture f = fixture_at(AI_PAGE);
        add_switch(&f, AI_KEY, AI_TOGGLE, signals[i])->word = view_of(i == 0 ? "On" : "Off");
        struct reading reading = read_ai(&f);
        assert_state(reading, states[i]);
        assert_reason(reading, KEY);
        assert_reason(reading, NATIVE_CHECKED);
        assert_reason(reading, WORD);
        assert_true(reading.confirmable);
        assert_int_equal(reading.ref, 0);
    }
}

static void key_needs_no_known_word(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    f.page.lang = view_of("xx");
    add_switch(&f, AI_KEY, "niemals gesehen", SIGNAL_OFF)->word = view_of("zzz");
    assert_state(read_ai(&f), READING_OFF);
}

static void key_may_be_any_token(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, "ember41", "", SIGNAL_ON);
    control->keys[control->key_count++] = view_of(AI_KEY);
    assert_state(read_ai(&f), READING_ON);
    control->keys[1] = view_of("allowDataForGenerativeAIX");
    assert_state(read_ai(&f), READING_UNCLEAR);
}

static void signals_must_agree(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    control->aria_checked = SIGNAL_ON;
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, STATE_CONFLICT);
    control->aria_checked = SIGNAL_MIXED;
    assert_reason(read_ai(&f), MIXED);
    assert_state(read_ai(&f), READING_UNCLEAR);
    control->aria_checked = SIGNAL_NONE;
    control->word = view_of("On");
    reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, WORD_CONFLICT);
}

static void word_contradicts_in_any_language(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    control->word = view_of("Ein");
    assert_state(read_ai(&f), READING_UNCLEAR);
    /* A weak word is enough for a doubt. */
    control->word = view_of("Sì");
    assert_state(read_ai(&f), READING_UNCLEAR);
}

static void word_that_is_the_name_contradicts(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, AI_KEY, "On", SIGNAL_OFF);
    assert_state(read_ai(&f), READING_UNCLEAR);
    assert_reason(read_ai(&f), WORD_CONFLICT);
    control->name = view_of("Off");
    assert_state(read_ai(&f), READING_OFF);
    assert_reason(read_ai(&f), WORD);
    control->word = view_of("On");
    assert_state(read_ai(&f), READING_UNCLEAR);
}

static void word_alone_never_decides(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_NONE)->word = view_of("Off");
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, NO_STATE);
}

static void radio_is_no_switch(void **state)
{
    (void)state;
    static const char *const roles[] = {"radio", "menuitemradio"};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        struct fixture f = fixture_at(AI_PAGE);
        add_switch(&f, AI_KEY, "Off", SIGNAL_OFF)->role = view_of(roles[i]);
        assert_state(read_ai(&f), READING_UNCLEAR);
        /* Nor does a hidden copy speak for it. */
        add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF)->visible = false;
        assert_state(read_ai(&f), READING_UNCLEAR);
    }
}

static void aria_on_a_button_will_do(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_NONE);
    control->kind = CONTROL_BUTTON;
    control->aria_checked = SIGNAL_OFF;
    assert_state(read_ai(&f), READING_OFF);
    control->aria_checked = SIGNAL_NONE;
    control->pressed = SIGNAL_ON;
    assert_state(read_ai(&f), READING_ON);
}

static void hidden_copy_counts(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    struct control *copy = add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_ON);
    copy->visible = false;
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, COPY_CONFLICT);
    copy->checked = SIGNAL_OFF;
    assert_state(read_ai(&f), READING_OFF);
    copy->default_checked = SIGNAL_ON;
    assert_false(read_ai(&f).confirmable);
}

/* A copy that contradicts itself is no better than one that contradicts the switch. */
static void copys_own_conflict_counts(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    struct control *shown = add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    struct control *copy = add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    copy->visible = false;
    copy->aria_checked = SIGNAL_ON;
    assert_state(read_ai(&f), READING_UNCLEAR);
    copy->aria_checked = SIGNAL_NONE;
    shown->checked = SIGNAL_NONE;
    shown->aria_checked = SIGNAL_MIXED;
    assert_state(read_ai(&f), READING_UNCLEAR);
}

static void only_hidden_is_unclear(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF)->visible = false;
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, HIDDEN);
}

static void hidden_state_speaks_for_nobody(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_NONE);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF)->visible = false;
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, NO_STATE);
}

static void locked_is_told(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_ON)->disabled = true;
    assert_true(read_ai(&f).locked);
    assert_state(read_ai(&f), READING_ON);
}

static void restored_off_cannot_confirm(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF)->default_checked = SIGNAL_ON;
    assert_state(read_ai(&f), READING_OFF);
    assert_false(read_ai(&f).confirmable);
}

static void other_page_cannot_confirm(void **state)
{
    (void)state;
    struct fixture f = fixture_at(PRIVACY_PAGE);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    assert_state(read_ai(&f), READING_OFF);
    assert_false(read_ai(&f).confirmable);
}

static void not_steady_is_loading(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    f.page.steady_ms = 1499;
    assert_state(read_ai(&f), READING_LOADING);
}

static void missing_waits_then_is_not_shown(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE "/");
    f.page.waited_ms = 19999;
    assert_state(read_ai(&f), READING_LOADING);
    f.page.waited_ms = 20000;
    assert_state(read_ai(&f), READING_NOT_SHOWN);
    f.page.truncated = true;
    assert_state(read_ai(&f), READING_UNCLEAR);
}

/* A page that is still busy, or has a sign-in form in its place, lacks nothing yet. */
static void missing_on_a_busy_page_is_loading(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    f.page.waited_ms = 40000;
    f.page.steady_ms = 0;
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_LOADING);
    assert_reason(reading, NOT_STEADY);
    f.page.steady_ms = 1500;
    assert_state(read_ai(&f), READING_NOT_SHOWN);
}

static void truncated_is_unclear(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    f.page.truncated = true;
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, TRUNCATED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(key_and_checked_decide),
        cmocka_unit_test(key_needs_no_known_word),
        cmocka_unit_test(key_may_be_any_token),
        cmocka_unit_test(signals_must_agree),
        cmocka_unit_test(word_contradicts_in_any_language),
        cmocka_unit_test(word_that_is_the_name_contradicts),
        cmocka_unit_test(word_alone_never_decides),
        cmocka_unit_test(radio_is_no_switch),
        cmocka_unit_test(aria_on_a_button_will_do),
        cmocka_unit_test(hidden_copy_counts),
        cmocka_unit_test(copys_own_conflict_counts),
        cmocka_unit_test(only_hidden_is_unclear),
        cmocka_unit_test(hidden_state_speaks_for_nobody),
        cmocka_unit_test(locked_is_told),
        cmocka_unit_test(restored_off_cannot_confirm),
        cmocka_unit_test(other_page_cannot_confirm),
        cmocka_unit_test(not_steady_is_loading),
        cmocka_unit_test(missing_waits_then_is_not_shown),
        cmocka_unit_test(missing_on_a_busy_page_is_loading),
        cmocka_unit_test(truncated_is_unclear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
