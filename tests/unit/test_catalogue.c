/* Whether the catalogue finds what the page shows: settings, languages, walls, labels, words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "catalogue/catalogue.h"
#include "lookup.h"

#define PAGES "/mypreferences/d/"
#define AI    LOOKUP_PRIMARY

/* The folded labels of a text that are for the AI setting in this language. */
static const struct label *find_label(const char *text, const char *tag)
{
    char folded[TEXT_MAX];
    size_t len;
    size_t count;
    assert_true(text_fold(view_of(text), folded, sizeof folded, &len));
    const struct label *labels = catalogue_find_labels((struct view){folded, len}, &count);
    for (size_t i = 0; i < count; i++) {
        if (labels[i].language == lookup_language(tag) &&
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
        assert_memory_equal(setting->url, LOOKUP_ORIGIN, strlen(LOOKUP_ORIGIN));
        assert_true(setting->rules >= 1);
        primaries += setting->primary;
    }
    assert_int_equal(primaries, 1);
    assert_true(lookup_primary()->primary);
    assert_true(catalogue_setting_count <= 64);
}

static void knows_wrong_addresses(void **state)
{
    (void)state;
    bool seen = false;
    for (size_t i = 0; i < lookup_primary()->wrong_page_count; i++) {
        const char *path = lookup_primary()->wrong_pages[i];
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
    assert_int_equal(lookup_language("en"), catalogue_english);
    assert_int_equal(lookup_language("en-GB"), catalogue_english);
    assert_string_equal(catalogue_languages[lookup_language("de-DE")].tag, "de");
    assert_string_equal(catalogue_languages[lookup_language("pt_BR")].tag, "pt-br");
    assert_string_equal(catalogue_languages[lookup_language("pt")].tag, "pt-br");
    assert_string_equal(catalogue_languages[lookup_language("nb-NO")].tag, "no");
    assert_string_equal(catalogue_languages[lookup_language("ZH")].tag, "zh-cn");
    assert_string_equal(catalogue_languages[lookup_language("es-419")].tag, "es");
    assert_string_equal(catalogue_languages[lookup_language("zh-TW")].tag, "zh-tw");
    assert_string_equal(catalogue_languages[lookup_language("zh-Hant")].tag, "zh-tw");
    assert_string_equal(catalogue_languages[lookup_language("he")].tag, "iw");
    assert_int_equal(lookup_language("tlh"), CATALOGUE_NONE);
    assert_int_equal(lookup_language(""), CATALOGUE_NONE);
    assert_int_equal(lookup_language("-"), CATALOGUE_NONE);
    assert_int_equal(lookup_language("de-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaaaaa"), CATALOGUE_NONE);
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
        int found = lookup_language(locales[i]);
        assert_int_not_equal(found, CATALOGUE_NONE);
        for (size_t j = 0; j < i; j++) {
            assert_int_not_equal(found, lookup_language(locales[j]));
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
    assert_int_equal(words[0].language, lookup_language("de"));
    assert_int_equal(words[0].strength, STRENGTH_SEEN);
    words = catalogue_find_words(view_of("sì"), &count);
    assert_int_equal(count, 1);
    assert_int_equal(words[0].strength, STRENGTH_WEAK);
    assert_null(catalogue_find_words(view_of("Aus"), &count));
    assert_null(catalogue_find_words(view_of("setting is on"), &count));
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
