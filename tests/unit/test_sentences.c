/* Whether every sentence comes whole: in its language, with all that belongs in it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "core/guide.h"
#include "spoken.h"

#define BUTTON_MAX 20

static void check_filled(const struct phrase_context *context, enum text_id id,
                         const char *sentence)
{
    const struct language *page = &catalogue_languages[context->label_language];
    const struct setting *setting = &catalogue_settings[context->setting];
    const struct {
        const char *name, *value;
    } places[] = {
        {"{title}", setting->words[context->label_language].title},
        {"{toggle}", setting->words[context->label_language].toggle},
        {"{off}", page->off},
        {"{data_privacy}", page->data_privacy},
        {"{settings_privacy}", page->settings_privacy},
        {"{url}", setting->url},
        {"{date}", "2026-11-21"},
        {"{count}", "3"},
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (strstr(catalogue_text(context->language, id), places[i].name)) {
            assert_non_null(strstr(sentence, places[i].value));
        }
    }
}

/* Nothing empty, nothing left open, nothing cut, whatever labels the page has. */
static void every_sentence_is_whole(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t i = 0; i < catalogue_language_count; i++) {
        for (size_t page = 0; spoken_has_texts(i) && page < catalogue_language_count; page++) {
            struct phrase_context context = spoken_context(&arena, i, page);
            for (int id = 0; id < TEXT_COUNT; id++) {
                arena_reset(&arena);
                const char *sentence = phrase_make(&context, (enum text_id)id);
                assert_in_range(strlen(sentence), 1, PHRASE_MAX - 8);
                assert_null(strpbrk(sentence, "{}"));
                assert_true(text_is_line(view_of(sentence)));
                check_filled(&context, (enum text_id)id, sentence);
            }
        }
    }
    arena_finish(&arena);
}

static void what_is_missing_comes_in_english(void **state)
{
    (void)state;
    struct arena arena = {0};
    size_t swedish = (size_t)spoken_language("sv");
    size_t english = (size_t)catalogue_english;
    struct phrase_context context = spoken_context(&arena, swedish, english);
    struct phrase_context in_english = spoken_context(&arena, english, english);
    for (int id = 0; id < TEXT_COUNT; id++) {
        arena_reset(&arena);
        assert_null(catalogue_languages[swedish].texts[id]);
        assert_string_equal(phrase_make(&context, (enum text_id)id),
                            phrase_make(&in_english, (enum text_id)id));
    }
    arena_finish(&arena);
}

static const struct step *find_step(const struct guide *guide, const char *id)
{
    for (size_t i = 0; i < guide->step_count; i++) {
        if (strcmp(guide->steps[i].id, id) == 0) {
            return &guide->steps[i];
        }
    }
    fail_msg("no step %s", id);
    return NULL;
}

static void guide_on(const struct phrase_context *context, struct guide *ret)
{
    static const struct control control;
    struct standing standings[64] = {{0}};
    struct reading reading = {
        .setting = context->setting, .state = READING_ON, .ref = 3, .control = &control};
    struct knowledge knowledge = {.standings = standings,
                                  .reading = &reading,
                                  .region = "",
                                  .stale_days = 90,
                                  .now_ms = SPOKEN_MS};
    standings[context->setting].state = STANDING_ON;
    guide_make(context, &knowledge, ret);
}

/* The reader's language and the page's are two: our words in the one, LinkedIn's in the other. */
static void steps_hold_the_words_of_the_page(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t i = 0; i < catalogue_language_count; i++) {
        for (size_t page = 0; spoken_has_texts(i) && page < catalogue_language_count; page++) {
            const struct setting_words *labels = &catalogue_settings[spoken_setting()].words[page];
            struct phrase_context context = spoken_context(&arena, i, page);
            struct guide guide;
            arena_reset(&arena);
            guide_on(&context, &guide);
            const char *turn_off = find_step(&guide, "turn_off")->text;
            assert_non_null(strstr(turn_off, labels->toggle));
            assert_non_null(strstr(turn_off, catalogue_languages[page].off));
            assert_non_null(strstr(find_step(&guide, "open")->text, labels->title));
            assert_string_equal(find_step(&guide, "confirm")->text,
                                phrase_make(&context, TEXT_STEP_CONFIRM));
        }
    }
    arena_finish(&arena);
}

static void german_sentences_hold_french_labels(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct guide guide;
    struct phrase_context context =
        spoken_context(&arena, (size_t)spoken_language("de"), (size_t)spoken_language("fr"));
    guide_on(&context, &guide);
    const char *text = find_step(&guide, "turn_off")->text;
    assert_non_null(strstr(text, "Schalten Sie"));
    assert_non_null(strstr(text, "Utiliser mes données pour entraîner des modèles d’IA"));
    assert_null(strstr(text, "KI-Modellen"));
    context = spoken_context(&arena, (size_t)spoken_language("fr"), (size_t)spoken_language("de"));
    guide_on(&context, &guide);
    text = find_step(&guide, "turn_off")->text;
    assert_non_null(strstr(text, "Désactivez"));
    assert_non_null(strstr(text, "Ihre Daten zum Schulen von KI-Modellen verwenden"));
    assert_non_null(strstr(text, "affiche Aus."));
    arena_finish(&arena);
}

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++) {
        count += ((unsigned char)*text & 0xC0U) != 0x80U;
    }
    return count;
}

static void buttons_are_short(void **state)
{
    (void)state;
    static const enum text_id buttons[] = {TEXT_NOTIFY_OPEN, TEXT_NOTIFY_SNOOZE, TEXT_NOTIFY_DONE,
                                           TEXT_NOTIFY_SLOWER};
    for (size_t i = 0; i < catalogue_language_count; i++) {
        for (size_t k = 0; k < sizeof buttons / sizeof buttons[0]; k++) {
            const char *label = catalogue_text((int)i, buttons[k]);
            assert_in_range(characters(label), 1, BUTTON_MAX);
        }
    }
}

/* In any language: what Optwatch sees is no shield and no warranty. */
static void nothing_is_promised(void **state)
{
    (void)state;
    static const char *const promises[] = {"protected", "geschützt", "protégé", "protegid",
                                           "protett",   "beschermd", "محمي",    "garanti",
                                           "guarante",  "ضمان"};
    for (size_t i = 0; i < catalogue_language_count; i++) {
        for (int id = 0; id < TEXT_COUNT; id++) {
            char folded[TEXT_MAX];
            size_t len;
            const char *text = catalogue_text((int)i, (enum text_id)id);
            assert_true(text_fold(view_of(text), folded, sizeof folded, &len));
            for (size_t k = 0; k < sizeof promises / sizeof promises[0]; k++) {
                assert_null(strstr(folded, promises[k]));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sentence_is_whole),
        cmocka_unit_test(what_is_missing_comes_in_english),
        cmocka_unit_test(steps_hold_the_words_of_the_page),
        cmocka_unit_test(german_sentences_hold_french_labels),
        cmocka_unit_test(buttons_are_short),
        cmocka_unit_test(nothing_is_promised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
