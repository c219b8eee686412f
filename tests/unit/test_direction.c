/* Whether every sentence names the right direction, in every language that Optwatch speaks. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "core/guide.h"
#include "direction.h"

#define NOW_MS     INT64_C(1795300857000) /* 2026-11-21 */
#define BUTTON_MAX 20

/* As direction_read tells it. A text that is not here must point nowhere. */
static const char *const expected[TEXT_COUNT] = {
    [TEXT_EXIT_PARTNERS] = "-",
    [TEXT_EXIT_RESEARCH] = "-",
    [TEXT_EXIT_SWITCH] = "-",
    [TEXT_FACT_DEFAULT_ON] = "+-",
    [TEXT_FACT_FEATURES_STILL_WORK] = "-",
    [TEXT_FACT_FEEDBACK_STILL_USED] = "-",
    [TEXT_FACT_FORWARD_ONLY] = "-",
    [TEXT_FACT_NOT_THE_PAST] = "-",
    [TEXT_FACT_RESETS_UNPROVEN] = "+",
    [TEXT_FACT_STARTED_2024_09] = "+",
    [TEXT_FACT_UNDER_18] = "+",
    [TEXT_PREFERENCE_STALE_DAYS] = "-",
    [TEXT_REMIND_OPT_OUT] = "+-",
    [TEXT_REMIND_RECHECK] = "-",
    [TEXT_REMIND_TURNED_BACK_ON] = "+-",
    [TEXT_STEP_CONFIRM] = "-",
    [TEXT_STEP_TURN_OFF] = "-",
    [TEXT_VERDICT_NOT_SHOWN] = "-",
    [TEXT_VERDICT_OFF_CONFIRMED] = "-",
    [TEXT_VERDICT_OFF_UNCONFIRMED] = "-",
    [TEXT_VERDICT_ON] = "+",
    [TEXT_VERDICT_STALE] = "-",
    [TEXT_VERDICT_TURNED_BACK_ON] = "+-",
    [TEXT_VERDICT_UNCLEAR] = "+-",
    [TEXT_VERDICT_UNKNOWN] = "+-",
    [TEXT_WARN_DID_NOT_STICK] = "-+-",
    [TEXT_WARN_ON] = "-",
    [TEXT_WARN_OWN_HAND] = "+-",
    [TEXT_WARN_RULES_CHANGED] = "+-",
    [TEXT_WARN_STALE] = "-",
    [TEXT_WARN_TURNED_BACK_ON] = "+-",
    [TEXT_WHY_MIXED] = "+-",
    [TEXT_WHY_UNKNOWN_WORD] = "+-",
};

static const char *expected_of(enum text_id id)
{
    return expected[id] ? expected[id] : "";
}

static int primary(void)
{
    int setting = catalogue_find_slug(view_of("data-for-ai-improvement"));
    assert_int_not_equal(setting, CATALOGUE_NONE);
    return setting;
}

static int language_of(const char *tag)
{
    int language = catalogue_find_language(view_of(tag));
    assert_int_not_equal(language, CATALOGUE_NONE);
    return language;
}

static bool has_texts(size_t language)
{
    for (int id = 0; id < TEXT_COUNT; id++) {
        if (catalogue_languages[language].texts[id]) {
            return true;
        }
    }
    return false;
}

static struct phrase_context context_of(struct arena *arena, size_t language, size_t page)
{
    struct phrase_context context =
        phrase_context_for(arena, view_of(catalogue_languages[language].tag),
                           view_of(catalogue_languages[page].tag), primary());
    assert_int_equal(context.language, language);
    assert_int_equal(context.label_language, page);
    context.date_s = NOW_MS / 1000;
    context.count = 3;
    return context;
}

/* A text that is missing comes in English, and is read as English. */
static const struct direction_words *words_for(size_t language, enum text_id id)
{
    bool own = catalogue_languages[language].texts[id] != NULL;
    return direction_find(catalogue_languages[own ? language : (size_t)catalogue_english].tag);
}

/* Tells of each sentence that does not, so that a translator sees all of them at once. */
static bool points(const struct direction_words *words, const char *sentence, const char *wanted)
{
    char read[DIRECTION_MAX + 1];
    direction_read(words, sentence, read);
    if (strcmp(read, wanted) == 0) {
        return true;
    }
    print_error("%s: \"%s\" reads \"%s\", not \"%s\"\n", words->tag, sentence, read, wanted);
    return false;
}

static void check_direction(const struct direction_words *words, const char *sentence,
                            const char *wanted)
{
    assert_true(points(words, sentence, wanted));
}

static void every_language_has_its_words(void **state)
{
    (void)state;
    size_t speaking = 0;
    for (size_t i = 0; i < catalogue_language_count; i++) {
        if (has_texts(i) && !direction_find(catalogue_languages[i].tag)) {
            fail_msg("%s has texts and no row in direction.c", catalogue_languages[i].tag);
        }
        speaking += has_texts(i);
    }
    assert_true(speaking >= 8);
}

static void every_sentence_points_its_way(void **state)
{
    (void)state;
    struct arena arena = {0};
    size_t astray = 0;
    for (size_t i = 0; i < catalogue_language_count; i++) {
        struct phrase_context context = context_of(&arena, i, i);
        for (int id = 0; id < TEXT_COUNT; id++) {
            arena_reset(&arena);
            const char *sentence = phrase_make(&context, (enum text_id)id);
            astray +=
                !points(words_for(i, (enum text_id)id), sentence, expected_of((enum text_id)id));
        }
    }
    arena_finish(&arena);
    assert_int_equal(astray, 0);
}

/* Nothing empty, nothing left open, nothing cut, whatever labels the page has. */
static void every_sentence_is_whole(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t i = 0; i < catalogue_language_count; i++) {
        for (size_t page = 0; has_texts(i) && page < catalogue_language_count; page++) {
            struct phrase_context context = context_of(&arena, i, page);
            for (int id = 0; id < TEXT_COUNT; id++) {
                arena_reset(&arena);
                const char *sentence = phrase_make(&context, (enum text_id)id);
                assert_in_range(strlen(sentence), 1, PHRASE_MAX - 8);
                assert_null(strpbrk(sentence, "{}"));
                assert_true(text_is_line(view_of(sentence)));
            }
        }
    }
    arena_finish(&arena);
}

static void what_is_missing_comes_in_english(void **state)
{
    (void)state;
    struct arena arena = {0};
    size_t swedish = (size_t)language_of("sv");
    size_t english = (size_t)catalogue_english;
    struct phrase_context context = context_of(&arena, swedish, english);
    struct phrase_context in_english = context_of(&arena, english, english);
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
                                  .now_ms = NOW_MS};
    standings[context->setting].state = STANDING_ON;
    guide_make(context, &knowledge, ret);
}

/* The reader's language and the page's are two: our words in the one, LinkedIn's in the other. */
static void steps_hold_the_words_of_the_page(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t i = 0; i < catalogue_language_count; i++) {
        for (size_t page = 0; has_texts(i) && page < catalogue_language_count; page++) {
            const struct setting_words *labels = &catalogue_settings[primary()].words[page];
            struct phrase_context context = context_of(&arena, i, page);
            struct guide guide;
            arena_reset(&arena);
            guide_on(&context, &guide);
            const char *turn_off = find_step(&guide, "turn_off")->text;
            assert_non_null(strstr(turn_off, labels->toggle));
            assert_non_null(strstr(turn_off, catalogue_languages[page].off));
            assert_non_null(strstr(find_step(&guide, "open")->text, labels->title));
            check_direction(direction_find(catalogue_languages[i].tag),
                            find_step(&guide, "confirm")->text, "-");
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
        context_of(&arena, (size_t)language_of("de"), (size_t)language_of("fr"));
    guide_on(&context, &guide);
    const char *text = find_step(&guide, "turn_off")->text;
    assert_non_null(strstr(text, "Schalten Sie"));
    assert_non_null(strstr(text, "Utiliser mes données pour entraîner des modèles d’IA"));
    assert_null(strstr(text, "KI-Modellen"));
    context = context_of(&arena, (size_t)language_of("fr"), (size_t)language_of("de"));
    guide_on(&context, &guide);
    text = find_step(&guide, "turn_off")->text;
    assert_non_null(strstr(text, "Désactivez"));
    assert_non_null(strstr(text, "Ihre Daten zum Schulen von KI-Modellen verwenden"));
    assert_non_null(strstr(text, "affiche Aus."));
    arena_finish(&arena);
}

static void verdicts_point_as_the_standing_does(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        [STANDING_UNKNOWN] = "+-",        [STANDING_ON] = "+",
        [STANDING_TURNED_BACK_ON] = "+-", [STANDING_OFF_UNCONFIRMED] = "-",
        [STANDING_OFF_CONFIRMED] = "-",   [STANDING_STALE] = "-",
    };
    struct arena arena = {0};
    for (size_t i = 0; i < catalogue_language_count; i++) {
        struct phrase_context context = context_of(&arena, i, i);
        for (int state_id = STANDING_UNKNOWN; has_texts(i) && state_id <= STANDING_STALE;
             state_id++) {
            struct standing standings[64] = {{0}};
            struct verdict verdict;
            standings[context.setting].state = (enum standing_state)state_id;
            standings[context.setting].confirmed_ms = NOW_MS;
            struct knowledge knowledge = {
                .standings = standings, .region = "", .stale_days = 90, .now_ms = NOW_MS};
            arena_reset(&arena);
            guide_verdict(&context, &knowledge, &verdict);
            check_direction(direction_find(catalogue_languages[i].tag), verdict.text,
                            wanted[state_id]);
        }
    }
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

/* Our sentences with the direction turned or lost: what this test is there to refuse. */
static const struct {
    const char *tag;
    enum text_id id;
    const char *sentence;
} wrong[] = {
    {"ar", TEXT_STEP_TURN_OFF, "فعّل المفتاح «x» حتى تظهر عنده الكلمة Off."},
    {"ar", TEXT_REMIND_RECHECK, "تحقق مجددًا مما إذا كان الإعداد «x» ما زال مفعّلًا."},
    {"ar", TEXT_REMIND_OPT_OUT, "الإعداد «x» ما زال معطّلًا. فعّله إذا كنت لا تريد ذلك."},
    {"de", TEXT_STEP_TURN_OFF, "Schalten Sie den Schalter „x“ ein, so dass dort Aus steht."},
    {"de", TEXT_WARN_ON, "Wenn Sie das nicht wollen, schalten Sie es ein."},
    {"de", TEXT_WARN_ON, "Wenn Sie das nicht wollen, wählen Sie es in der Auswahl."},
    {"de", TEXT_VERDICT_TURNED_BACK_ON, "Wieder aus: Der Schalter war zuvor bestätigt ein."},
    {"en", TEXT_STEP_TURN_OFF, "Turn on the switch “x”, so that it says Off."},
    {"en", TEXT_STEP_TURN_OFF, "Turn the switch “x”, and confirm it in your office."},
    {"en", TEXT_WARN_DID_NOT_STICK, "You had turned “x” on, and now it is off. Turn it on again."},
    {"es", TEXT_STEP_TURN_OFF, "Active el interruptor «x», de modo que muestre Off."},
    {"es", TEXT_REMIND_OPT_OUT, "El ajuste «x» sigue desactivado. Actívelo si no quiere eso."},
    {"fr", TEXT_STEP_TURN_OFF, "Activez l’interrupteur « x », de sorte qu’il affiche Off."},
    {"fr", TEXT_VERDICT_ON, "Désactivé : LinkedIn et ses sociétés affiliées peuvent l’entraîner."},
    {"it", TEXT_STEP_TURN_OFF, "Attiva l’interruttore “x”, in modo che mostri Off."},
    {"it", TEXT_REMIND_RECHECK, "Controlla se l’impostazione “x” è ancora attivata."},
    {"nl", TEXT_STEP_TURN_OFF, "Zet de schakelaar “x” aan, zodat er Uit staat."},
    {"nl", TEXT_REMIND_RECHECK, "Kijk of de instelling “x” nog aan staat."},
    {"nl", TEXT_WARN_ON, "Als u dat niet wilt, kijk dan op de uitgang."},
    {"pt-br", TEXT_STEP_TURN_OFF, "Ative a chave “x”, para que ela mostre Desativada."},
    {"pt-br", TEXT_VERDICT_STALE, "Ativada na última confirmação, em 2026-01-01."},
};

static void wrong_sentences_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char read[DIRECTION_MAX + 1];
        direction_read(direction_find(wrong[i].tag), wrong[i].sentence, read);
        if (strcmp(read, expected_of(wrong[i].id)) == 0) {
            fail_msg("%s: \"%s\" was taken for right", wrong[i].tag, wrong[i].sentence);
        }
    }
    for (size_t i = 0; i < catalogue_language_count; i++) {
        bool tried = !has_texts(i);
        for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
            tried = tried || strcmp(wrong[k].tag, catalogue_languages[i].tag) == 0;
        }
        if (!tried) {
            fail_msg("%s has no wrong sentence to refuse", catalogue_languages[i].tag);
        }
    }
}

static void words_that_look_alike_do_not_count(void **state)
{
    (void)state;
    static const struct {
        const char *tag, *sentence;
    } alike[] = {
        {"de", "Zum Auswählen einfach außen eine Einstellung ausfüllen."},
        {"en", "Confirm the option once; offer it to no office."},
        {"es", "La actividad actual."},
        {"fr", "L’activité actuelle."},
        {"it", "L’attività attuale."},
        {"nl", "De aandacht is uitstekend, aanvaard de uitslag."},
        {"pt-br", "A atividade atual."},
    };
    for (size_t i = 0; i < sizeof alike / sizeof alike[0]; i++) {
        check_direction(direction_find(alike[i].tag), alike[i].sentence, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_language_has_its_words),
        cmocka_unit_test(every_sentence_points_its_way),
        cmocka_unit_test(every_sentence_is_whole),
        cmocka_unit_test(what_is_missing_comes_in_english),
        cmocka_unit_test(steps_hold_the_words_of_the_page),
        cmocka_unit_test(german_sentences_hold_french_labels),
        cmocka_unit_test(verdicts_point_as_the_standing_does),
        cmocka_unit_test(buttons_are_short),
        cmocka_unit_test(wrong_sentences_are_refused),
        cmocka_unit_test(words_that_look_alike_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
