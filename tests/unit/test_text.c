#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static void assert_folds(const char *text, const char *expected)
{
    char folded[TEXT_MAX];
    size_t len = 99;
    assert_true(text_fold(view_of(text), folded, sizeof folded, &len));
    assert_string_equal(folded, expected);
    assert_int_equal(len, strlen(expected));
}

static void assert_refused(const char *data, size_t len)
{
    char folded[64] = "untouched";
    size_t ret_len = 99;
    assert_false(text_fold((struct view){data, len}, folded, sizeof folded, &ret_len));
    assert_string_equal(folded, "");
    assert_int_equal(ret_len, 0);
}

static void folds_case(void **state)
{
    (void)state;
    assert_folds("Data for Generative AI Improvement", "data for generative ai improvement");
    assert_folds("ДАННЫЕ", "данные");
    assert_folds("Straße", "strasse");
    assert_folds("STRASSE", "strasse");
    assert_folds("ΟΔΟΣ", "οδοσ");
    assert_folds("οδος", "οδοσ");
}

static void folds_dotted_capital_i(void **state)
{
    (void)state;
    assert_folds("İyileştirmeleri", "iyileştirmeleri");
    assert_folds("I\u0307yi", "iyi");
    assert_folds("iyi", "iyi");
}

static void folds_quotes_and_dashes(void **state)
{
    (void)state;
    assert_folds("l’IA", "l'ia");
    assert_folds("l'IA", "l'ia");
    assert_folds("lʼIA", "l'ia");
    assert_folds("„Ein“", "\"ein\"");
    assert_folds("«Oui»", "\"oui\"");
    assert_folds("a‑b–c—d−e", "a-b-c-d-e");
}

static void folds_white_space(void **state)
{
    (void)state;
    assert_folds("  Data\u00a0\u202f for\t\nAI \u3000", "data for ai");
    assert_folds("\u2028 \u2029", "");
    assert_folds("", "");
}

static void folds_compatible_forms(void **state)
{
    (void)state;
    assert_folds("Ｄａｔａ", "data");
    assert_folds("ﬁn", "fin");
    assert_folds("ﾃﾞｰﾀ", "データ");
    assert_folds("e\u0301", "\u00e9");
}

static void drops_what_cannot_be_seen(void **state)
{
    (void)state;
    assert_folds("Da\u00adta", "data");
    assert_folds("\u200fبيانات\u200f", "بيانات");
    assert_folds("O\u200bn", "on");
    assert_folds("\ufeffOff", "off");
}

static void drops_one_final_stop(void **state)
{
    (void)state;
    assert_folds("Off.", "off");
    assert_folds("Off..", "off.");
    assert_folds("Off. Then", "off. then");
    assert_folds("Off .", "off");
    assert_folds(".", "");
}

static void keeps_words_apart(void **state)
{
    (void)state;
    assert_folds("On", "on");
    assert_folds("setting is on", "setting is on");
    assert_folds("Sì", "sì");
    assert_folds("Si", "si");
}

static void refuses_what_is_no_text(void **state)
{
    (void)state;
    assert_refused("\xff", 1);
    assert_refused("ab\xc3", 3);
    assert_refused("\xc0\xaf", 2);
    assert_refused("\xed\xa0\x80", 3);
    assert_refused("\xf5\x80\x80\x80", 4);
    assert_refused("a\0b", 3);
    assert_true(text_is_valid(view_of("Ž")));
    assert_true(text_is_valid(view_of(NULL)));
    assert_false(text_is_valid((struct view){"a\0b", 3}));
}

static void refuses_what_is_too_long(void **state)
{
    (void)state;
    char folded[TEXT_MAX + 1];
    size_t len;
    char *text = malloc(TEXT_MAX + 1);
    assert_non_null(text);
    memset(text, 'A', TEXT_MAX + 1);
    assert_true(text_fold((struct view){text, TEXT_MAX}, folded, sizeof folded, &len));
    assert_int_equal(len, TEXT_MAX);
    assert_false(text_fold((struct view){text, TEXT_MAX}, folded, TEXT_MAX, &len));
    assert_string_equal(folded, "");
    assert_refused(text, TEXT_MAX + 1);
    free(text);
    assert_true(text_fold(view_of("abc"), folded, 4, &len));
    assert_false(text_fold(view_of("abc"), folded, 3, &len));
    assert_int_equal(len, 0);
}

/* U+FDFA is one code point of three bytes that NFKC makes eighteen. */
static void survives_expansion(void **state)
{
    (void)state;
    char text[TEXT_MAX];
    char folded[TEXT_MAX * 12];
    size_t len = 99;
    for (size_t i = 0; i + 3 <= sizeof text; i += 3) {
        memcpy(text + i, "\xef\xb7\xba", 3);
    }
    struct view view = {text, sizeof text / 3 * 3};
    if (!text_fold(view, folded, sizeof folded, &len)) {
        assert_string_equal(folded, "");
        assert_int_equal(len, 0);
    }
}

static void folds_twice_as_once(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Données pour l’amélioration de l’IA générative",
        "İSTANBUL İçin I\u0307",
        "Größe — „GROSS“",
        " ｆｕｌｌ　ｗｉｄｔｈ ",
        "ﷺ ﬃ ǅ ΐ",
        "بيانات لتحسين الذكاء",
        "a \u0301b\u00ad",
        "設定とプライバシー",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char once[TEXT_MAX];
        char twice[TEXT_MAX];
        size_t len;
        assert_true(text_fold(view_of(texts[i]), once, sizeof once, &len));
        assert_true(text_fold((struct view){once, len}, twice, sizeof twice, &len));
        assert_string_equal(once, twice);
    }
}

static void compares_views(void **state)
{
    (void)state;
    assert_true(view_equal(view_of("a"), view_of("a")));
    assert_false(view_equal(view_of("a"), view_of("ab")));
    assert_false(view_equal(view_of("a"), view_of("b")));
    assert_true(view_equal(view_of(NULL), view_of("")));
    assert_null(view_of(NULL).data);
}

/* The words of text, each followed by a bar. */
static void assert_words(const char *text, const char *expected)
{
    char words[256] = "";
    struct view word;
    size_t at = 0;
    while (text_next_word(view_of(text), &at, &word)) {
        assert_true(word.len > 0);
        strncat(words, word.data, word.len);
        strncat(words, "|", 2);
    }
    assert_int_equal(at, strlen(text));
    assert_string_equal(words, expected);
}

static void refuses_long_runs_of_marks(void **state)
{
    char text[2 * 31 + 2] = "a";
    char folded[TEXT_MAX];
    size_t len = 0;
    (void)state;
    for (size_t i = 0; i < 30; i++) {
        strncat(text, "\u0301", 3);
    }
    assert_true(text_fold(view_of(text), folded, sizeof folded, &len));
    strncat(text, "\u0301", 3);
    assert_refused(text, strlen(text));
}

static void finds_words(void **state)
{
    (void)state;
    assert_words("", "");
    assert_words(" ., ", "");
    assert_words("Jane", "Jane|");
    assert_words("  l’IA\u00a0(générative)…", "l|IA|générative|");
    assert_words("/d/data-for_ai?a=1+b", "d|data|for|ai|a|1|b|");
    assert_words("使用\u3001データ", "使用|データ|");
    /* What is neither space nor punctuation may name somebody: an emoji, a control character. */
    assert_words("a\u200db \U0001F600 \x01", "a\u200db|\U0001F600|\x01|");
}

static void a_line_moves_nothing(void **state)
{
    (void)state;
    static const char *const lines[] = {"", "Work", "Büro \U0001F468\u200d\U0001F4BB", "使用 1"};
    static const char *const others[] = {"a\nb",        "a\tb",        "\x1b[31m", "\x7f",
                                         "a\xc2\x85 b", "a\xc2\x9b b", "a\u2028b", "a\u202eb",
                                         "a\u2066b",    "a\u200fb",    "\xff",     "\xc3"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        assert_true(text_is_line(view_of(lines[i])));
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(text_is_line(view_of(others[i])));
    }
    assert_false(text_is_line((struct view){"a\0b", 3}));
}

static void assert_shows(struct view text, const char *expected)
{
    char shown[256];
    size_t len = 99;
    assert_true(text_show(text, shown, sizeof shown, &len));
    assert_string_equal(shown, expected);
    assert_int_equal(len, strlen(expected));
}

#define SHOWS(text, expected) assert_shows((struct view){text, sizeof(text) - 1}, expected)

static void shows_what_could_act(void **state)
{
    (void)state;
    SHOWS("Use my data, Größe 日本 بيانات 🙂",
          "Use my data, Größe 日本 بيانات 🙂");
    SHOWS("a\x1b[31mb\x07\n\r\t\0c\x7f", "a\\u{1b}[31mb\\u{7}\\u{a}\\u{d}\\u{9}\\u{0}c\\u{7f}");
    SHOWS("\xc2\x9b"
          "31m",
          "\\u{9b}31m");
    SHOWS("\u202eab\u2066c\u2069\u200f", "\\u{202e}ab\\u{2066}c\\u{2069}\\u{200f}");
    SHOWS("a\u200bb\u200dc\u00add\ufeff", "a\\u{200b}b\\u{200d}c\\u{ad}d\\u{feff}");
    SHOWS("a\u2028b\u2029", "a\\u{2028}b\\u{2029}");
    SHOWS("\u3164\u034f\ufe0f\U000e0041", "\\u{3164}\\u{34f}\\u{fe0f}\\u{e0041}");
    SHOWS("\ue000\u0378\U0010ffff", "\\u{e000}\\u{378}\\u{10ffff}");
    SHOWS("\xed\xa0\x80\xff", "\\x{ed}\\x{a0}\\x{80}\\x{ff}");
    /* Nothing can pretend to have been made visible. */
    SHOWS("\\u{202e}", "\\u{5c}u{202e}");
    SHOWS("", "");
}

static void shows_all_or_nothing(void **state)
{
    (void)state;
    char shown[9];
    size_t len;
    assert_true(text_show(view_of("12345678"), shown, sizeof shown, &len));
    assert_false(text_show(view_of("123456789"), shown, sizeof shown, &len));
    assert_string_equal(shown, "");
    assert_int_equal(len, 0);
    assert_true(text_show(view_of("\u202e"), shown, sizeof shown, &len));
    /* The most that a byte can become. */
    assert_false(text_show(view_of("\xff\xff"), shown, sizeof shown, &len));
    static_assert(sizeof "\\x{ff}" - 1 <= TEXT_SHOWN_MAX && sizeof "\\u{5c}" - 1 <= TEXT_SHOWN_MAX,
                  "one byte's worst");
}

static void splits_at_white_space_only(void **state)
{
    (void)state;
    struct view text = view_of("  On/Off, \u00a0it's\n\xff \u3000");
    const char *const runs[] = {"On/Off,", "it's", "\xff"};
    struct view run;
    size_t at = 0;
    for (size_t i = 0; i < 3; i++) {
        assert_true(text_next_run(text, &at, &run));
        assert_true(view_equal(run, view_of(runs[i])));
    }
    assert_false(text_next_run(text, &at, &run));
    assert_int_equal(at, text.len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_case),
        cmocka_unit_test(refuses_long_runs_of_marks),
        cmocka_unit_test(finds_words),
        cmocka_unit_test(folds_dotted_capital_i),
        cmocka_unit_test(folds_quotes_and_dashes),
        cmocka_unit_test(folds_white_space),
        cmocka_unit_test(folds_compatible_forms),
        cmocka_unit_test(drops_what_cannot_be_seen),
        cmocka_unit_test(drops_one_final_stop),
        cmocka_unit_test(keeps_words_apart),
        cmocka_unit_test(refuses_what_is_no_text),
        cmocka_unit_test(refuses_what_is_too_long),
        cmocka_unit_test(survives_expansion),
        cmocka_unit_test(folds_twice_as_once),
        cmocka_unit_test(compares_views),
        cmocka_unit_test(a_line_moves_nothing),
        cmocka_unit_test(shows_what_could_act),
        cmocka_unit_test(shows_all_or_nothing),
        cmocka_unit_test(splits_at_white_space_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
