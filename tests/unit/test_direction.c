/* Whether every sentence names the right direction, in every language that Optwatch speaks. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "core/guide.h"
#include "direction.h"
#include "spoken.h"

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
        if (spoken_has_texts(i) && !direction_find(catalogue_languages[i].tag)) {
            fail_msg("%s has texts and no row in direction.c", catalogue_languages[i].tag);
        }
        speaking += spoken_has_texts(i);
    }
    assert_true(speaking >= 8);
}

static void every_sentence_points_its_way(void **state)
{
    (void)state;
    struct arena arena = {0};
    size_t astray = 0;
    for (size_t i = 0; i < catalogue_language_count; i++) {
        struct phrase_context context = spoken_context(&arena, i, i);
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

static const char *verdict_of(const struct phrase_context *context, enum standing_state standing)
{
    struct standing standings[64] = {{0}};
    struct verdict verdict;
    struct knowledge knowledge = {
        .standings = standings, .region = "", .stale_days = 90, .now_ms = SPOKEN_MS};
    standings[context->setting] = (struct standing){.state = standing, .confirmed_ms = SPOKEN_MS};
    guide_verdict(context, &knowledge, &verdict);
    return verdict.text;
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
        struct phrase_context context = spoken_context(&arena, i, i);
        for (int s = STANDING_UNKNOWN; spoken_has_texts(i) && s <= STANDING_STALE; s++) {
            arena_reset(&arena);
            check_direction(direction_find(catalogue_languages[i].tag),
                            verdict_of(&context, (enum standing_state)s), wanted[s]);
        }
    }
    arena_finish(&arena);
}

/* Of several sentences the last says what the state is not. */
static const char *last_sentence(const char *text)
{
    const char *last = text;
    for (const char *c = strstr(text, ". "); c; c = strstr(last, ". ")) {
        last = c + 2;
    }
    return last;
}

/* "Not confirmed yet", "does not mean off": what a direction is worth hangs on one small word. */
static void doubt_is_kept(void **state)
{
    (void)state;
    static const struct {
        enum text_id id;
        bool denies;
    } cases[] = {
        {TEXT_VERDICT_NOT_SHOWN, true}, {TEXT_VERDICT_OFF_UNCONFIRMED, true},
        {TEXT_VERDICT_UNCLEAR, true},   {TEXT_VERDICT_UNKNOWN, true},
        {TEXT_WHY_MIXED, true},         {TEXT_VERDICT_OFF_CONFIRMED, false},
        {TEXT_VERDICT_ON, false},       {TEXT_VERDICT_STALE, false},
        {TEXT_EXIT_SWITCH, false},
    };
    for (size_t i = 0; i < catalogue_language_count; i++) {
        for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
            const char *text = last_sentence(catalogue_text((int)i, cases[k].id));
            if (direction_denies(words_for(i, cases[k].id), text) != cases[k].denies) {
                fail_msg("%s: \"%s\"", catalogue_languages[i].tag, text);
            }
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
        bool tried = !spoken_has_texts(i);
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
        cmocka_unit_test(verdicts_point_as_the_standing_does),
        cmocka_unit_test(doubt_is_kept),
        cmocka_unit_test(wrong_sentences_are_refused),
        cmocka_unit_test(words_that_look_alike_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
