#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "catalogue/catalogue.h"

#define TODAY  "2026-11-21"
#define PAGES  "/mypreferences/d/"
#define AI     "data-for-ai-improvement"
#define ORIGIN "https://www.linkedin.com/"

static const struct setting *primary(void)
{
    return &catalogue_settings[catalogue_find_slug(view_of(AI))];
}

static const struct fact *find_fact(const char *id)
{
    for (size_t i = 0; i < primary()->fact_count; i++) {
        if (strcmp(primary()->facts[i].id, id) == 0) {
            return &primary()->facts[i];
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

static int language(const char *tag)
{
    return catalogue_find_language(view_of(tag));
}

/* The folded labels of a text that are for the AI setting in this language. */
static const struct label *find_label(const char *text, const char *tag)
{
    char folded[TEXT_MAX];
    size_t len;
    size_t count;
    assert_true(text_fold(view_of(text), folded, sizeof folded, &len));
    const struct label *labels = catalogue_find_labels((struct view){folded, len}, &count);
    for (size_t i = 0; i < count; i++) {
        if (labels[i].language == language(tag) &&
            labels[i].setting == catalogue_find_slug(view_of(AI))) {
            return &labels[i];
        }
    }
    return NULL;
}

static void finds_settings(void **state)
{
    (void)state;
    int ai = catalogue_find_slug(view_of(AI));
    assert_int_not_equal(ai, CATALOGUE_NONE);
    assert_int_equal(catalogue_find_key(view_of("allowDataForGenerativeAI")), ai);
    assert_int_equal(catalogue_find_page(view_of(PAGES "settings/" AI)), ai);
    assert_int_equal(catalogue_find_page(view_of(PAGES "settings/" AI "/")), ai);
    assert_int_equal(catalogue_find_page(view_of("/mypreferences/m/settings/" AI)), ai);
    assert_int_equal(catalogue_find_page(view_of(PAGES "settings/" AI "s")), CATALOGUE_NONE);
    assert_int_equal(catalogue_find_key(view_of("allowdataforgenerativeai")), CATALOGUE_NONE);
    assert_int_equal(catalogue_find_key(view_of("allowDataForGenerative")), CATALOGUE_NONE);
    assert_int_equal(catalogue_find_key(view_of(NULL)), CATALOGUE_NONE);
    assert_int_equal(catalogue_find_page(view_of("/")), CATALOGUE_NONE);
}

static void finds_every_setting_by_all_it_has(void **state)
{
    (void)state;
    size_t primaries = 0;
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        const struct setting *setting = &catalogue_settings[i];
        assert_int_equal(catalogue_find_slug(view_of(setting->slug)), i);
        for (size_t k = 0; k < setting->key_count; k++) {
            assert_int_equal(catalogue_find_key(view_of(setting->keys[k])), i);
        }
        assert_true(setting->page_count > 0);
        for (size_t k = 0; k < setting->page_count; k++) {
            int owner = catalogue_find_page(view_of(setting->pages[k]));
            assert_int_not_equal(owner, CATALOGUE_NONE);
        }
        assert_memory_equal(setting->url, ORIGIN, strlen(ORIGIN));
        assert_true(setting->rules >= 1);
        primaries += setting->primary;
    }
    assert_int_equal(primaries, 1);
    assert_true(primary()->primary);
    assert_true(catalogue_setting_count <= 64);
}

static void knows_wrong_addresses(void **state)
{
    (void)state;
    bool seen = false;
    for (size_t i = 0; i < primary()->wrong_page_count; i++) {
        const char *path = primary()->wrong_pages[i];
        seen = seen || strcmp(path, PAGES "settings/data-for-generative-ai-improvement") == 0;
        assert_int_equal(catalogue_find_page(view_of(path)), CATALOGUE_NONE);
    }
    assert_true(seen);
}

static void two_switches_share_a_page(void **state)
{
    (void)state;
    int first = catalogue_find_key(view_of("allowProfileAndActivityDataForMarketingAds"));
    int second = catalogue_find_key(view_of("tipsForUsingLinkedinViaEmail"));
    assert_int_not_equal(first, second);
    assert_string_equal(catalogue_settings[first].url, catalogue_settings[second].url);
}

static void finds_languages(void **state)
{
    (void)state;
    assert_int_equal(language("en"), catalogue_english);
    assert_int_equal(language("en-GB"), catalogue_english);
    assert_string_equal(catalogue_languages[language("de-DE")].tag, "de");
    assert_string_equal(catalogue_languages[language("pt_BR")].tag, "pt-br");
    assert_string_equal(catalogue_languages[language("pt")].tag, "pt-br");
    assert_string_equal(catalogue_languages[language("nb-NO")].tag, "no");
    assert_string_equal(catalogue_languages[language("ZH")].tag, "zh-cn");
    assert_string_equal(catalogue_languages[language("es-419")].tag, "es");
    assert_string_equal(catalogue_languages[language("zh-TW")].tag, "zh-tw");
    assert_string_equal(catalogue_languages[language("zh-Hant")].tag, "zh-tw");
    assert_string_equal(catalogue_languages[language("he")].tag, "iw");
    assert_int_equal(language("tlh"), CATALOGUE_NONE);
    assert_int_equal(language(""), CATALOGUE_NONE);
    assert_int_equal(language("-"), CATALOGUE_NONE);
    assert_int_equal(language("de-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaaaaa"), CATALOGUE_NONE);
    assert_int_equal(catalogue_find_language(view_of(NULL)), CATALOGUE_NONE);
}

/* The interface languages that LinkedIn's own language page offers. */
static void knows_all_languages_of_linkedin(void **state)
{
    (void)state;
    static const char *const locales[] = {
        "ar_AE", "bn_IN", "cs_CZ", "da_DK", "de_DE", "el_GR", "en_US", "es_ES", "fa_IR",
        "fi_FI", "fr_FR", "hi_IN", "hu_HU", "id_ID", "it_IT", "iw_IL", "ja_JP", "ko_KR",
        "mr_IN", "ms_MY", "nl_NL", "no_NO", "pa_IN", "pl_PL", "pt_BR", "ro_RO", "ru_RU",
        "sv_SE", "te_IN", "th_TH", "tl_PH", "tr_TR", "uk_UA", "vi_VN", "zh_CN", "zh_TW"};
    for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
        int found = language(locales[i]);
        assert_int_not_equal(found, CATALOGUE_NONE);
        for (size_t j = 0; j < i; j++) {
            assert_int_not_equal(found, language(locales[j]));
        }
    }
}

static void finds_walls(void **state)
{
    (void)state;
    static const char *const walls[] = {"/login",
                                        "/uas/login",
                                        "/authwall",
                                        "/m/login",
                                        "/checkpoint/lg/login-submit",
                                        "/checkpoint/challenge/x"};
    static const char *const others[] = {
        "/", "", "/loginx", "/checkpoint", "/feed/login", PAGES "settings/" AI};
    for (size_t i = 0; i < sizeof walls / sizeof walls[0]; i++) {
        assert_true(catalogue_is_wall(view_of(walls[i])));
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(catalogue_is_wall(view_of(others[i])));
    }
    assert_false(catalogue_is_wall(view_of(NULL)));
}

static void labels_are_folded_and_sorted(void **state)
{
    (void)state;
    for (size_t i = 0; i < catalogue_label_count; i++) {
        char folded[TEXT_MAX];
        size_t len;
        size_t count;
        const struct label *label = &catalogue_labels[i];
        assert_true(text_fold(view_of(label->folded), folded, sizeof folded, &len));
        assert_string_equal(folded, label->folded);
        const struct label *found = catalogue_find_labels(view_of(label->folded), &count);
        assert_true(found <= label && label < found + count);
        assert_true(i == 0 || strcmp(catalogue_labels[i - 1].folded, label->folded) <= 0);
    }
    for (size_t i = 0; i < catalogue_word_count; i++) {
        size_t count;
        const struct word *word = &catalogue_words[i];
        const struct word *found = catalogue_find_words(view_of(word->folded), &count);
        assert_true(found <= word && word < found + count);
    }
}

static void finds_labels(void **state)
{
    (void)state;
    size_t count = 9;
    assert_null(catalogue_find_labels(view_of("generative ai"), &count));
    assert_int_equal(count, 0);
    assert_null(catalogue_find_labels(view_of(NULL), &count));
    const struct label *label = find_label("Daten zur  Verbesserung generativer KI.", "de");
    assert_non_null(label);
    assert_int_equal(label->kind, LABEL_TITLE);
    assert_int_equal(label->strength, STRENGTH_SEEN);
    label = find_label("Données pour l'amélioration de l'IA générative", "fr");
    assert_non_null(label);
    assert_int_equal(label->strength, STRENGTH_SEEN);
    label = find_label("بيانات لتحسين الذكاء الاصطناعي التوليدي", "ar");
    assert_non_null(label);
    assert_int_equal(label->strength, STRENGTH_WEAK);
    label = find_label("Search history", "en");
    assert_non_null(label);
    assert_int_equal(label->kind, LABEL_NOT);
}

static void finds_words(void **state)
{
    (void)state;
    size_t count;
    const struct word *words = catalogue_find_words(view_of("aus"), &count);
    assert_int_equal(count, 1);
    assert_false(words[0].on);
    assert_int_equal(words[0].language, language("de"));
    assert_int_equal(words[0].strength, STRENGTH_SEEN);
    words = catalogue_find_words(view_of("sì"), &count);
    assert_int_equal(count, 1);
    assert_int_equal(words[0].strength, STRENGTH_WEAK);
    assert_null(catalogue_find_words(view_of("Aus"), &count));
    assert_null(catalogue_find_words(view_of("setting is on"), &count));
}

/* Only what was seen may be quoted to the member; a guess gives way to English. */
static void quotes_only_what_was_seen(void **state)
{
    (void)state;
    const struct setting_words *words = primary()->words;
    assert_string_equal(words[language("de")].title, "Daten zur Verbesserung generativer KI");
    assert_string_equal(words[language("ru")].title, "Data for Generative AI Improvement");
    assert_string_equal(catalogue_languages[language("nl")].off, "Uit");
    assert_string_equal(catalogue_languages[language("nl")].on, "On");
    assert_string_equal(catalogue_languages[language("it")].off, "Off");
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
    assert_true(primary()->fact_count > 0);
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
    assert_in_range(primary()->exit_count, 6, 16);
    for (size_t i = 0; i < primary()->exit_count; i++) {
        const struct exit *exit = &primary()->exits[i];
        /* Only a complaint leads away from LinkedIn, and only where it can be made. */
        bool complaint = strncmp(exit->id, "complain-", 9) == 0;
        assert_int_equal(complaint, i >= 6);
        assert_int_equal(complaint, exit->region_count > 0);
        assert_int_equal(exit->awaits_answer, strcmp(exit->id, "objection") == 0);
        assert_memory_equal(exit->open, "https://", 8);
        if (!complaint) {
            assert_string_equal(exit->id, ids[i]);
            assert_memory_equal(exit->open, ORIGIN, strlen(ORIGIN));
        }
        if (exit->setting != CATALOGUE_NONE) {
            assert_string_equal(exit->open, catalogue_settings[exit->setting].url);
        }
    }
    assert_string_equal(primary()->exits[0].open, primary()->url);
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
        assert_ptr_equal(catalogue_text(language("fi"), (enum text_id)id), text);
        assert_non_null(catalogue_languages[language("de")].texts[id]);
    }
    assert_true(catalogue_languages[catalogue_english].reviewed);
    assert_false(catalogue_languages[language("de")].reviewed);
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
        const char *german = catalogue_text(language("de"), (enum text_id)id);
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            assert_int_equal(!strstr(english, names[i]), !strstr(german, names[i]));
        }
    }
}

static void steps_name_the_direction(void **state)
{
    (void)state;
    const char *english = catalogue_text(catalogue_english, TEXT_STEP_TURN_OFF);
    const char *german = catalogue_text(language("de"), TEXT_STEP_TURN_OFF);
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
        cmocka_unit_test(finds_settings),
        cmocka_unit_test(finds_every_setting_by_all_it_has),
        cmocka_unit_test(knows_wrong_addresses),
        cmocka_unit_test(two_switches_share_a_page),
        cmocka_unit_test(finds_languages),
        cmocka_unit_test(knows_all_languages_of_linkedin),
        cmocka_unit_test(finds_walls),
        cmocka_unit_test(labels_are_folded_and_sorted),
        cmocka_unit_test(finds_labels),
        cmocka_unit_test(finds_words),
        cmocka_unit_test(quotes_only_what_was_seen),
        cmocka_unit_test(facts_have_source_and_date),
        cmocka_unit_test(stale_facts_have_ended),
        cmocka_unit_test(regions_start_when_they_did),
        cmocka_unit_test(exits_lead_somewhere),
        cmocka_unit_test(knows_its_regions),
        cmocka_unit_test(english_is_whole),
        cmocka_unit_test(placeholders_are_equal),
        cmocka_unit_test(steps_name_the_direction),
        cmocka_unit_test(promises_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
