/* What the catalogue has Optwatch say: quotations, facts, exits, sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "catalogue/catalogue.h"
#include "lookup.h"

#define TODAY "2026-11-21"

static const struct fact *find_fact(const char *id)
{
    for (size_t i = 0; i < lookup_primary()->fact_count; i++) {
        if (strcmp(lookup_primary()->facts[i].id, id) == 0) {
            return &lookup_primary()->facts[i];
        }
    }
    fail_msg("no fact %s", id);
    return NULL;
}

static bool holds(const struct fact *fact, const char *day)
{
    return strcmp(fact->valid_from, day) <= 0 &&
           (fact->valid_until[0] == '\0' || strcmp(day, fact->valid_until) <= 0);
}

static bool holds_in(const struct fact *fact, const char *day, const char *region)
{
    bool there = fact->region_count == 0;
    for (size_t i = 0; i < fact->region_count; i++) {
        there = there || strcmp(fact->regions[i], region) == 0;
    }
    return there && holds(fact, day);
}

/* Only what was seen may be quoted to the member; a guess gives way to English. */
static void quotes_only_what_was_seen(void **state)
{
    (void)state;
    const struct setting_words *words = lookup_primary()->words;
    assert_string_equal(words[lookup_language("de")].title,
                        "Daten zur Verbesserung generativer KI");
    assert_string_equal(words[lookup_language("ru")].title, "Data for Generative AI Improvement");
    assert_string_equal(catalogue_languages[lookup_language("nl")].off, "Uit");
    assert_string_equal(catalogue_languages[lookup_language("nl")].on, "On");
    assert_string_equal(catalogue_languages[lookup_language("it")].off, "Off");
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        for (size_t j = 0; j < catalogue_language_count; j++) {
            assert_non_null(catalogue_settings[i].words[j].title);
            assert_non_null(catalogue_settings[i].words[j].toggle);
        }
    }
    for (size_t j = 0; j < catalogue_language_count; j++) {
        assert_non_null(catalogue_languages[j].on);
        assert_non_null(catalogue_languages[j].off);
        assert_non_null(catalogue_languages[j].data_privacy);
        assert_non_null(catalogue_languages[j].settings_privacy);
        assert_non_null(catalogue_languages[j].texts);
    }
}

static void facts_have_source_and_date(void **state)
{
    (void)state;
    assert_true(lookup_primary()->fact_count > 0);
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        for (size_t k = 0; k < catalogue_settings[i].fact_count; k++) {
            const struct fact *fact = &catalogue_settings[i].facts[k];
            assert_true(strlen(fact->source) > 0);
            assert_int_equal(strlen(fact->as_of), 10);
            assert_true(strcmp(fact->as_of, TODAY) <= 0);
        }
    }
}

static void stale_facts_have_ended(void **state)
{
    (void)state;
    static const char *const stale[] = {"not-in-eu-2024", "not-in-uk-2024", "not-in-ca-hk-2025",
                                        "announced-2025-11-03", "objection-before-start"};
    for (size_t i = 0; i < sizeof stale / sizeof stale[0]; i++) {
        assert_string_equal(find_fact(stale[i])->valid_until, "2025-11-02");
        assert_false(holds(find_fact(stale[i]), TODAY));
        assert_true(holds(find_fact(stale[i]), "2025-11-02"));
        assert_false(holds(find_fact(stale[i]), "2025-11-03"));
    }
}

/* In each region, what is said before the start and after it never overlaps. */
static void regions_start_when_they_did(void **state)
{
    (void)state;
    static const char *const regions[] = {"eea", "ch", "uk", "ca", "hk"};
    const struct fact *started = find_fact("started-2025-11-03");
    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++) {
        assert_true(holds_in(started, TODAY, regions[i]));
        assert_true(holds_in(started, "2025-11-03", regions[i]));
        assert_false(holds_in(started, "2025-11-02", regions[i]));
    }
    assert_false(holds_in(started, TODAY, "us"));
    assert_false(holds_in(started, TODAY, "cn"));
    assert_true(holds_in(find_fact("not-in-eu-2024"), "2024-10-01", "eea"));
    assert_false(holds_in(find_fact("ms-affiliates-eea"), TODAY, "uk"));
}

static void exits_lead_somewhere(void **state)
{
    (void)state;
    static const char *const ids[] = {"switch",   "objection", "research",
                                      "partners", "copy",      "conversations"};
    assert_in_range(lookup_primary()->exit_count, 6, 16);
    for (size_t i = 0; i < lookup_primary()->exit_count; i++) {
        const struct exit *exit = &lookup_primary()->exits[i];
        /* Only a complaint leads away from LinkedIn, and only where it can be made. */
        bool complaint = strncmp(exit->id, "complain-", 9) == 0;
        assert_int_equal(complaint, i >= 6);
        assert_int_equal(complaint, exit->region_count > 0);
        assert_int_equal(exit->awaits_answer, strcmp(exit->id, "objection") == 0);
        assert_memory_equal(exit->open, "https://", 8);
        if (!complaint) {
            assert_string_equal(exit->id, ids[i]);
            assert_memory_equal(exit->open, LOOKUP_ORIGIN, strlen(LOOKUP_ORIGIN));
        }
        if (exit->setting != CATALOGUE_NONE) {
            assert_string_equal(exit->open, catalogue_settings[exit->setting].url);
        }
    }
    assert_string_equal(lookup_primary()->exits[0].open, lookup_primary()->url);
}

static void knows_its_regions(void **state)
{
    (void)state;
    assert_in_range(catalogue_region_count, 1, 64);
    for (size_t i = 1; i < catalogue_region_count; i++) {
        assert_true(strcmp(catalogue_regions[i - 1], catalogue_regions[i]) < 0);
    }
}

static void english_is_whole(void **state)
{
    (void)state;
    for (int id = 0; id < TEXT_COUNT; id++) {
        const char *text = catalogue_text(catalogue_english, (enum text_id)id);
        assert_true(strlen(text) > 0);
        assert_ptr_equal(catalogue_text(CATALOGUE_NONE, (enum text_id)id), text);
        assert_ptr_equal(catalogue_text(lookup_language("fi"), (enum text_id)id), text);
        assert_non_null(catalogue_languages[lookup_language("de")].texts[id]);
    }
    assert_true(catalogue_languages[catalogue_english].reviewed);
    assert_false(catalogue_languages[lookup_language("de")].reviewed);
}

static bool has_word(const char *text, const char *word)
{
    char folded[TEXT_MAX];
    size_t len;
    assert_true(text_fold(view_of(text), folded, sizeof folded, &len));
    return strstr(folded, word);
}

static void placeholders_are_equal(void **state)
{
    (void)state;
    static const char *const names[] = {"{title}",        "{toggle}",           "{on}",   "{off}",
                                        "{data_privacy}", "{settings_privacy}", "{date}", "{url}"};
    for (int id = 0; id < TEXT_COUNT; id++) {
        const char *english = catalogue_text(catalogue_english, (enum text_id)id);
        const char *german = catalogue_text(lookup_language("de"), (enum text_id)id);
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            assert_int_equal(!strstr(english, names[i]), !strstr(german, names[i]));
        }
    }
}

static void steps_name_the_direction(void **state)
{
    (void)state;
    const char *english = catalogue_text(catalogue_english, TEXT_STEP_TURN_OFF);
    const char *german = catalogue_text(lookup_language("de"), TEXT_STEP_TURN_OFF);
    assert_true(has_word(english, "turn off"));
    assert_true(has_word(english, "{off}"));
    assert_true(has_word(english, "{toggle}"));
    assert_true(has_word(german, " aus"));
    assert_false(has_word(german, " ein,"));
}

static void promises_nothing(void **state)
{
    (void)state;
    static const char *const words[] = {"protected", "guarantee", "geschützt", "garantier",
                                        "safe "};
    for (size_t j = 0; j < catalogue_language_count; j++) {
        for (int id = 0; id < TEXT_COUNT; id++) {
            for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
                assert_false(has_word(catalogue_text((int)j, (enum text_id)id), words[i]));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_only_what_was_seen), cmocka_unit_test(facts_have_source_and_date),
        cmocka_unit_test(stale_facts_have_ended),    cmocka_unit_test(regions_start_when_they_did),
        cmocka_unit_test(exits_lead_somewhere),      cmocka_unit_test(knows_its_regions),
        cmocka_unit_test(english_is_whole),          cmocka_unit_test(placeholders_are_equal),
        cmocka_unit_test(steps_name_the_direction),  cmocka_unit_test(promises_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
