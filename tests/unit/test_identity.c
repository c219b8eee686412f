/* Whose a switch or a row is, where no key or a foreign one tells. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "fixture.h"

static void neighbour_is_never_ours(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    f.page.heading = view_of(AI_TITLE);
    f.page.waited_ms = 30000;
    add_switch(&f, RESEARCH_KEY, AI_TOGGLE, SIGNAL_OFF);
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_NOT_SHOWN);
    assert_reason(reading, OTHER_SETTING);
    assert_state(read_setting(&f, "policy-and-academic-research"), READING_UNCLEAR);
}

static void neighbour_beside_it_is_ignored_by_key(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, RESEARCH_KEY, "Social, economic, and workplace research", SIGNAL_OFF);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_ON);
    assert_state(read_ai(&f), READING_ON);
    assert_state(read_setting(&f, "policy-and-academic-research"), READING_OFF);
}

static void neighbours_label_without_key_is_not_ours(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    f.page.heading = view_of(AI_TITLE);
    add_switch(&f, NULL, "Social, economic, and workplace research", SIGNAL_OFF);
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, OTHER_SETTING);
}

/* A switch whose key is another's makes ours, which has none, one of several. */
static void neighbours_key_beside_our_label(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, RESEARCH_KEY, "Research", SIGNAL_OFF);
    add_switch(&f, NULL, AI_TOGGLE, SIGNAL_OFF);
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, SEVERAL_SWITCHES);
    assert_reason(reading, OTHER_SETTING);
}

static void label_that_must_not_match(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, NULL, "Search history", SIGNAL_OFF);
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, OTHER_SETTING);
}

static void two_owners_are_unclear(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    control->keys[control->key_count++] = view_of(RESEARCH_KEY);
    assert_state(read_ai(&f), READING_UNCLEAR);
}

static void label_identifies_the_only_switch(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, NULL, "use my data for TRAINING content creation ai models.", SIGNAL_OFF);
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_OFF);
    assert_reason(reading, LABEL);
    add_switch(&f, NULL, "Something else", SIGNAL_OFF);
    assert_state(read_ai(&f), READING_UNCLEAR);
    struct fixture g = fixture_at(AI_PAGE);
    add_switch(&g, NULL, "Something else", SIGNAL_OFF);
    add_switch(&g, NULL, AI_TOGGLE, SIGNAL_OFF);
    reading = read_ai(&g);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, SEVERAL_SWITCHES);
}

static void keyless_switch_has_to_be_shown_and_settled(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, NULL, AI_TOGGLE, SIGNAL_OFF);
    assert_true(read_ai(&f).confirmable);
    f.page.steady_ms = 1499;
    assert_state(read_ai(&f), READING_LOADING);
    f.page.steady_ms = 1500;
    control->visible = false;
    f.page.waited_ms = 20000;
    assert_state(read_ai(&f), READING_NOT_SHOWN);
}

static void keyless_switch_needs_a_state(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, NULL, AI_TOGGLE, SIGNAL_NONE)->word = view_of("Off");
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, NO_STATE);
}

static void hidden_namesake_counts(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, NULL, AI_TOGGLE, SIGNAL_OFF);
    struct control *copy = add_switch(&f, NULL, AI_TOGGLE, SIGNAL_ON);
    copy->visible = false;
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, COPY_CONFLICT);
    copy->checked = SIGNAL_OFF;
    copy->default_checked = SIGNAL_ON;
    assert_state(read_ai(&f), READING_OFF);
    assert_false(read_ai(&f).confirmable);
    copy->name = view_of("Something else");
    copy->checked = SIGNAL_ON;
    assert_state(read_ai(&f), READING_OFF);
    assert_true(read_ai(&f).confirmable);
    control->default_checked = SIGNAL_ON;
    assert_false(read_ai(&f).confirmable);
}

/* Beside a switch that bears the key, a drawn one under its name is a copy too. */
static void namesake_of_a_keyed_switch_counts(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    struct control *copy = add_switch(&f, NULL, AI_TOGGLE, SIGNAL_ON);
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, COPY_CONFLICT);
    copy->checked = SIGNAL_OFF;
    assert_state(read_ai(&f), READING_OFF);
    assert_true(read_ai(&f).confirmable);
    copy->default_checked = SIGNAL_ON;
    assert_false(read_ai(&f).confirmable);
    copy->checked = SIGNAL_ON;
    copy->visible = false;
    assert_state(read_ai(&f), READING_OFF);
    assert_true(read_ai(&f).confirmable);
    copy->visible = true;
    copy->name = view_of("Something else");
    assert_state(read_ai(&f), READING_OFF);
}

static void label_needs_the_address(void **state)
{
    (void)state;
    struct fixture f = fixture_at("/mypreferences/d/settings/dark-mode");
    add_switch(&f, NULL, AI_TOGGLE, SIGNAL_OFF);
    assert_state(read_ai(&f), READING_ELSEWHERE);
}

static void part_of_a_label_is_a_hint(void **state)
{
    (void)state;
    static const char *const names[] = {"Use my data", "AI", "", "Off",
                                        AI_TOGGLE " and everything else"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct fixture f = fixture_at(AI_PAGE);
        add_switch(&f, NULL, names[i], SIGNAL_OFF);
        assert_state(read_ai(&f), READING_UNCLEAR);
    }
}

static void weak_label_never_decides(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    f.page.lang = view_of("de");
    add_switch(&f, NULL,
               "Meine Daten zum Trainieren von KI-Modellen für die Erstellung von Inhalten"
               " verwenden",
               SIGNAL_OFF);
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, WEAK_LABEL);
    struct fixture g = fixture_at(AI_PAGE);
    g.page.lang = view_of("ar");
    g.page.heading = view_of("بيانات لتحسين الذكاء الاصطناعي التوليدي");
    add_switch(&g, NULL, "Jotain", SIGNAL_OFF);
    reading = read_ai(&g);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, WEAK_LABEL);
}

static void heading_identifies_where_the_name_cannot(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    f.page.lang = view_of("fi");
    f.page.heading = view_of("Tiedot generatiivisen tekoälyn parantamiseen");
    add_switch(&f, NULL, "Jotain", SIGNAL_ON);
    assert_state(read_ai(&f), READING_ON);
    f.page.lang = view_of("en");
    assert_state(read_ai(&f), READING_UNCLEAR);
    /* In English the switch's own name is known, and this is not it. */
    struct fixture g = fixture_at(AI_PAGE);
    g.page.heading = view_of(AI_TITLE);
    add_switch(&g, NULL, "Accept marketing cookies", SIGNAL_OFF);
    struct reading reading = read_ai(&g);
    assert_state(reading, READING_UNCLEAR);
    assert_reason(reading, UNKNOWN_LABEL);
    /* Nor where the page says another language than its heading speaks. */
    g.page.lang = view_of("fi");
    assert_state(read_ai(&g), READING_UNCLEAR);
}

static void wrong_address_is_named(void **state)
{
    (void)state;
    struct fixture f = fixture_at("/mypreferences/d/settings/data-for-generative-ai-improvement/");
    struct reading reading = read_ai(&f);
    assert_state(reading, READING_ELSEWHERE);
    assert_reason(reading, WRONG_ADDRESS);
    struct fixture g = fixture_at(AI_PAGE);
    assert_false((read_ai(&g).reasons & REASON_BIT(WRONG_ADDRESS)) != 0);
}

static void wall_is_signed_out(void **state)
{
    (void)state;
    struct fixture f = fixture_at("/uas/login");
    assert_state(read_ai(&f), READING_ELSEWHERE);
    f.page.wanted = view_of(AI_PAGE);
    assert_state(read_ai(&f), READING_SIGNED_OUT);
    f.page.wanted = view_of(RESEARCH_PAGE);
    assert_state(read_ai(&f), READING_ELSEWHERE);
    f.page.wanted = view_of(PRIVACY_PAGE);
    assert_state(read_ai(&f), READING_SIGNED_OUT);
    /* What a sign-in page shows is no setting, whatever it calls itself. */
    f.page.wanted = view_of(AI_PAGE);
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF);
    assert_state(read_ai(&f), READING_SIGNED_OUT);
}

#define LONG_64 "sixty-four bytes no more and no less, stand here before the name"

static struct reading read_named(const char *name, const char *lang)
{
    struct fixture f = fixture_at(AI_PAGE);
    f.page.lang = view_of(lang);
    add_switch(&f, AI_KEY, name, SIGNAL_OFF);
    return read_ai(&f);
}

/* It bears our key because our label is a part of its name: something short beside it says of what.
 */
static void keyed_control_named_by_a_part(void **state)
{
    (void)state;
    static const char *const parts[] = {
        AI_TOGGLE " Include my photos",
        "Pin " AI_TOGGLE,
        "Pin: " AI_TITLE,
        LONG_64 " " AI_TOGGLE,
        AI_TOGGLE " " LONG_64,
        AI_TITLE " " AI_TOGGLE " Photos",
        "Opt me out: do not use my data for training content creation AI models",
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct reading reading = read_named(parts[i], "en");
        assert_state(reading, READING_UNCLEAR);
        assert_reason(reading, UNKNOWN_LABEL);
    }
}

static void keyed_control_named_in_full(void **state)
{
    (void)state;
    static const struct {
        const char *name, *lang;
    } cases[] = {
        {AI_TOGGLE, "en"},
        {"", "en"},
        {"Never seen", "en"},
        {AI_TOGGLE " (…)", "en"},
        {AI_TOGGLE " Off", "en"},
        {"Off " AI_TOGGLE, "en"},
        {AI_TITLE " " AI_TOGGLE, "en"},
        {AI_TOGGLE " " AI_TITLE, "en"},
        {AI_TOGGLE " " LONG_64 "!", "en"},
        {LONG_64 "! " AI_TOGGLE, "en"},
        /* A title that is known, if not for certain. */
        {"Daten für generative KI-Verbesserung Ihre Daten zum Schulen von KI-Modellen verwenden,"
         " um Inhalte zu erstellen",
         "de"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_state(read_named(cases[i].name, cases[i].lang), READING_OFF);
    }
}

static struct reading read_pressed(const char *name, enum signal pressed)
{
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, AI_KEY, name, SIGNAL_NONE);
    control->kind = CONTROL_BUTTON;
    control->role = view_of("button");
    control->pressed = pressed;
    return read_ai(&f);
}

/* "Off", not pressed: it turns the setting off, or says that it is. */
static void pressed_button_called_by_a_word(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Off", "On", "Aus", AI_TOGGLE " Off", "Off " AI_TOGGLE, AI_TOGGLE " On"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct reading reading = read_pressed(names[i], SIGNAL_OFF);
        assert_state(reading, READING_UNCLEAR);
        assert_reason(reading, UNKNOWN_LABEL);
        assert_state(read_pressed(names[i], SIGNAL_ON), READING_UNCLEAR);
    }
    assert_state(read_pressed(AI_TOGGLE, SIGNAL_OFF), READING_OFF);
}

static void pressed_beside_another_state_is_a_switch(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, AI_KEY, AI_TOGGLE " Off", SIGNAL_OFF);
    control->pressed = SIGNAL_OFF;
    assert_state(read_ai(&f), READING_OFF);
    control->checked = SIGNAL_NONE;
    control->aria_checked = SIGNAL_OFF;
    assert_state(read_ai(&f), READING_OFF);
}

/* A list to choose from has no state that is read, but it is one of the page's controls. */
static void list_to_choose_from_is_a_control(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, NULL, AI_TOGGLE, SIGNAL_OFF);
    assert_state(read_ai(&f), READING_OFF);
    add_switch(&f, NULL, "", SIGNAL_NONE)->role = view_of("combobox");
    assert_reason(read_ai(&f), SEVERAL_SWITCHES);
    assert_state(read_ai(&f), READING_UNCLEAR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbour_is_never_ours),
        cmocka_unit_test(neighbour_beside_it_is_ignored_by_key),
        cmocka_unit_test(neighbours_label_without_key_is_not_ours),
        cmocka_unit_test(neighbours_key_beside_our_label),
        cmocka_unit_test(label_that_must_not_match),
        cmocka_unit_test(two_owners_are_unclear),
        cmocka_unit_test(label_identifies_the_only_switch),
        cmocka_unit_test(keyless_switch_has_to_be_shown_and_settled),
        cmocka_unit_test(keyless_switch_needs_a_state),
        cmocka_unit_test(hidden_namesake_counts),
        cmocka_unit_test(namesake_of_a_keyed_switch_counts),
        cmocka_unit_test(label_needs_the_address),
        cmocka_unit_test(part_of_a_label_is_a_hint),
        cmocka_unit_test(weak_label_never_decides),
        cmocka_unit_test(heading_identifies_where_the_name_cannot),
        cmocka_unit_test(wrong_address_is_named),
        cmocka_unit_test(wall_is_signed_out),
        cmocka_unit_test(keyed_control_named_by_a_part),
        cmocka_unit_test(keyed_control_named_in_full),
        cmocka_unit_test(pressed_button_called_by_a_word),
        cmocka_unit_test(pressed_beside_another_state_is_a_switch),
        cmocka_unit_test(list_to_choose_from_is_a_control),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
