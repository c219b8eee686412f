/* What one look says, case by case; the pages of tests/pages say the same through real browsers. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "catalogue/catalogue.h"
#include "core/detect.h"

#define AI_PAGE       "/mypreferences/d/settings/data-for-ai-improvement"
#define AI_KEY        "allowDataForGenerativeAI"
#define AI_TOGGLE     "Use my data for training content creation AI models"
#define AI_TITLE      "Data for Generative AI Improvement"
#define RESEARCH_PAGE "/mypreferences/d/settings/policy-and-academic-research"
#define RESEARCH_KEY  "allowAnonymizedDataResearch"
#define PRIVACY_PAGE  "/mypreferences/d/categories/privacy"

/* A page under construction: the AI setting's own, settled, in English. */
struct fixture {
    struct page page;
    struct control controls[4];
    struct row rows[4];
};

static struct fixture fixture_at(const char *path)
{
    struct fixture f = {.page = {.path = view_of(path),
                                 .lang = view_of("en"),
                                 .load = LOAD_FRESH,
                                 .steady_ms = 1500,
                                 .waited_ms = 2000}};
    return f;
}

static struct control *add_switch(struct fixture *f, const char *key, const char *name,
                                  enum signal checked)
{
    struct control *control = &f->controls[f->page.control_count];
    *control = (struct control){.ref = (int)f->page.control_count,
                                .kind = CONTROL_INPUT,
                                .role = view_of("switch"),
                                .name = view_of(name),
                                .checked = checked,
                                .visible = true};
    if (key) {
        control->keys[control->key_count++] = view_of(key);
    }
    f->page.control_count++;
    return control;
}

static void add_row(struct fixture *f, const char *path, const char *name, const char *word)
{
    f->rows[f->page.row_count] = (struct row){.ref = 10 + (int)f->page.row_count,
                                              .path = view_of(path),
                                              .name = view_of(name),
                                              .word = view_of(word)};
    f->page.row_count++;
}

static struct reading read_setting(struct fixture *f, const char *slug)
{
    struct reading reading;
    f->page.controls = f->controls;
    f->page.rows = f->rows;
    detect_page(&f->page, catalogue_find_slug(view_of(slug)), &reading);
    return reading;
}

static struct reading read_ai(struct fixture *f)
{
    return read_setting(f, "data-for-ai-improvement");
}

#define assert_state(reading, expected)                                                            \
    assert_string_equal(detect_state_name((reading).state), detect_state_name(expected))
#define assert_reason(reading, reason) assert_true(((reading).reasons & REASON_BIT(reason)) != 0)

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
    add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_OFF)->word = view_of("Ein");
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
    struct fixture f = fixture_at(AI_PAGE);
    add_switch(&f, AI_KEY, "Off", SIGNAL_OFF)->role = view_of("radio");
    assert_state(read_ai(&f), READING_UNCLEAR);
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
}

static void heading_identifies_where_the_name_cannot(void **state)
{
    (void)state;
    struct fixture f = fixture_at(AI_PAGE);
    f.page.lang = view_of("fi");
    f.page.heading = view_of("Tiedot generatiivisen tekoälyn parantamiseen");
    add_switch(&f, NULL, "Jotain", SIGNAL_ON);
    assert_state(read_ai(&f), READING_ON);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(key_and_checked_decide),
        cmocka_unit_test(key_needs_no_known_word),
        cmocka_unit_test(key_may_be_any_token),
        cmocka_unit_test(signals_must_agree),
        cmocka_unit_test(word_contradicts_in_any_language),
        cmocka_unit_test(word_alone_never_decides),
        cmocka_unit_test(radio_is_no_switch),
        cmocka_unit_test(aria_on_a_button_will_do),
        cmocka_unit_test(hidden_copy_counts),
        cmocka_unit_test(only_hidden_is_unclear),
        cmocka_unit_test(hidden_state_speaks_for_nobody),
        cmocka_unit_test(locked_is_told),
        cmocka_unit_test(restored_off_cannot_confirm),
        cmocka_unit_test(neighbour_is_never_ours),
        cmocka_unit_test(neighbour_beside_it_is_ignored_by_key),
        cmocka_unit_test(neighbours_label_without_key_is_not_ours),
        cmocka_unit_test(two_owners_are_unclear),
        cmocka_unit_test(label_identifies_the_only_switch),
        cmocka_unit_test(label_needs_the_address),
        cmocka_unit_test(part_of_a_label_is_a_hint),
        cmocka_unit_test(weak_label_never_decides),
        cmocka_unit_test(heading_identifies_where_the_name_cannot),
        cmocka_unit_test(not_steady_is_loading),
        cmocka_unit_test(missing_waits_then_is_not_shown),
        cmocka_unit_test(truncated_is_unclear),
        cmocka_unit_test(row_is_read_by_link_and_word),
        cmocka_unit_test(rows_must_agree),
        cmocka_unit_test(row_of_another_is_elsewhere),
        cmocka_unit_test(mere_link_says_nothing),
        cmocka_unit_test(wrong_address_is_named),
        cmocka_unit_test(wall_is_signed_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
