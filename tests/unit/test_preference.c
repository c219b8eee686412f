/* What the person may set: each row takes what it says and nothing else. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "core/preference.h"

static struct preferences fresh(void)
{
    struct preferences preferences;
    preference_init(&preferences);
    return preferences;
}

static void begins_with_the_defaults(void **state)
{
    (void)state;
    struct preferences preferences = fresh();
    assert_int_equal(preference_number(&preferences, PREFERENCE_HOUR), 9);
    assert_int_equal(preference_number(&preferences, PREFERENCE_STALE_DAYS), 90);
    assert_int_equal(preference_number(&preferences, PREFERENCE_QUIET_FROM), 22);
    assert_int_equal(preference_number(&preferences, PREFERENCE_QUIET_UNTIL), 8);
    assert_string_equal(preferences.values[PREFERENCE_REGION], "");
    assert_string_equal(preferences.values[PREFERENCE_LANGUAGE], "");
    assert_string_equal(preferences.values[PREFERENCE_WARNING], "popup");
}

/* Every row: its name finds it, its fallback and its choices are taken, its help is there. */
static void every_row_is_whole(void **state)
{
    (void)state;
    for (int i = 0; i < PREFERENCE_COUNT; i++) {
        enum preference which = PREFERENCE_COUNT;
        const struct preference_row *row = &preference_rows[i];
        struct preferences preferences = fresh();
        assert_int_equal(preference_find(view_of(row->name), &which), E_OK);
        assert_int_equal(which, i);
        assert_true(i == 0 || strcmp(preference_rows[i - 1].name, row->name) < 0);
        assert_int_equal(preference_set(&preferences, which, view_of(row->fallback)), E_OK);
        assert_true(strlen(catalogue_text(catalogue_english, row->help)) > 0);
        size_t choices = 0;
        for (const char *choice; (choice = preference_choice(which, choices)); choices++) {
            assert_int_equal(preference_set(&preferences, which, view_of(choice)), E_OK);
            assert_string_equal(preferences.values[which], choice);
        }
        assert_int_equal(choices > 0, strcmp(preference_type_name(which), "choice") == 0);
    }
}

static void numbers_keep_their_range(void **state)
{
    (void)state;
    struct preferences preferences = fresh();
    for (int i = 0; i < PREFERENCE_COUNT; i++) {
        const struct preference_row *row = &preference_rows[i];
        char text[24];
        for (int64_t n = -1; row->type == PREFERENCE_TYPE_NUMBER && n <= row->most + 1; n++) {
            snprintf(text, sizeof text, "%lld", (long long)n);
            enum error error = preference_set(&preferences, (enum preference)i, view_of(text));
            assert_int_equal(error, n >= row->least && n <= row->most ? E_OK : E_VALUE);
        }
    }
    assert_int_equal(preference_set(&preferences, PREFERENCE_STALE_DAYS, view_of("007")), E_OK);
    assert_string_equal(preferences.values[PREFERENCE_STALE_DAYS], "7");
    assert_int_equal(preference_set(&preferences, PREFERENCE_HOUR, view_of("00")), E_OK);
    assert_string_equal(preferences.values[PREFERENCE_HOUR], "0");
}

static void bad_values_change_nothing(void **state)
{
    (void)state;
    static const struct {
        enum preference which;
        const char *value;
    } bad[] = {
        {PREFERENCE_HOUR, ""},
        {PREFERENCE_HOUR, " 9"},
        {PREFERENCE_HOUR, "9 "},
        {PREFERENCE_HOUR, "+9"},
        {PREFERENCE_HOUR, "9.0"},
        {PREFERENCE_HOUR, "nine"},
        {PREFERENCE_HOUR, "24"},
        {PREFERENCE_STALE_DAYS, "0"},
        {PREFERENCE_STALE_DAYS, "99999999999999999999"},
        {PREFERENCE_REGION, "EEA"},
        {PREFERENCE_REGION, "mars"},
        {PREFERENCE_WARNING, ""},
        {PREFERENCE_WARNING, "loud"},
        {PREFERENCE_LANGUAGE, "tlh"},
        {PREFERENCE_LANGUAGE, "../de"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct preferences preferences = fresh();
        struct preferences before = preferences;
        if (preference_set(&preferences, bad[i].which, view_of(bad[i].value)) != E_VALUE) {
            fail_msg("took \"%s\"", bad[i].value);
        }
        assert_memory_equal(&preferences, &before, sizeof before);
    }
    enum preference which = PREFERENCE_COUNT;
    assert_int_equal(preference_find(view_of("colour"), &which), E_UNKNOWN_PREFERENCE);
    assert_int_equal(preference_find(view_of(""), &which), E_UNKNOWN_PREFERENCE);
    assert_int_equal(which, PREFERENCE_COUNT);
}

/* A language that we have no sentences in is none to choose. */
static void languages_have_our_sentences(void **state)
{
    (void)state;
    size_t guided = 0;
    for (size_t i = 0; i < catalogue_language_count; i++) {
        const struct language *language = &catalogue_languages[i];
        struct preferences preferences = fresh();
        bool has = language->texts[TEXT_VERDICT_ON] != NULL;
        assert_int_equal(preference_set(&preferences, PREFERENCE_LANGUAGE, view_of(language->tag)),
                         has ? E_OK : E_VALUE);
        assert_string_equal(preferences.values[PREFERENCE_LANGUAGE], has ? language->tag : "");
        const char *choice = preference_choice(PREFERENCE_LANGUAGE, guided);
        assert_int_equal(choice && strcmp(choice, language->tag) == 0, has);
        assert_int_equal(preference_is_reviewed(PREFERENCE_LANGUAGE, language->tag),
                         language->reviewed);
        guided += has;
    }
    assert_true(guided >= 2);
    assert_null(preference_choice(PREFERENCE_LANGUAGE, guided));
    assert_true(preference_is_reviewed(PREFERENCE_LANGUAGE, "en"));
    assert_false(preference_is_reviewed(PREFERENCE_LANGUAGE, ""));
    assert_false(preference_is_reviewed(PREFERENCE_WARNING, "en"));
}

static void languages_go_by_their_tag(void **state)
{
    (void)state;
    struct preferences preferences = fresh();
    assert_int_equal(preference_set(&preferences, PREFERENCE_LANGUAGE, view_of("de_DE")), E_OK);
    assert_string_equal(preferences.values[PREFERENCE_LANGUAGE], "de");
    assert_int_equal(preference_set(&preferences, PREFERENCE_LANGUAGE, view_of("")), E_OK);
    assert_string_equal(preferences.values[PREFERENCE_LANGUAGE], "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_with_the_defaults),  cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(numbers_keep_their_range),  cmocka_unit_test(bad_values_change_nothing),
        cmocka_unit_test(languages_go_by_their_tag), cmocka_unit_test(languages_have_our_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
