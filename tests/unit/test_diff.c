#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "core/diff.h"

static struct diff diff;

/* As one line: kept words as they are, -(…) went, +(…) came. */
static void assert_diff(const char *old, const char *new, const char *expected)
{
    char line[512] = "";
    size_t len = 0;
    diff_make(view_of(old), view_of(new), &diff);
    for (size_t i = 0; i < diff.count; i++) {
        static const char *const signs[] = {"", "-(", "+("};
        const struct diff_segment *segment = &diff.segments[i];
        len += (size_t)snprintf(line + len, sizeof line - len, "%s%s%.*s%s", i > 0 ? " " : "",
                                signs[segment->kind], (int)segment->text.len, segment->text.data,
                                segment->kind == DIFF_KEPT ? "" : ")");
    }
    assert_string_equal(line, expected);
}

static void tells_what_went_and_came(void **state)
{
    (void)state;
    assert_diff("", "", "");
    assert_diff("a b c", "a b c", "a b c");
    assert_diff("", "a b", "+(a b)");
    assert_diff("a b", "", "-(a b)");
    assert_diff("use my data for ads", "use your data for ads and more",
                "use -(my) +(your) data for ads +(and more)");
    assert_diff("one two three", "three one two", "+(three) one two -(three)");
    assert_diff("a", "b", "-(a) +(b)");
    /* White space is no word. */
    assert_diff("a  b\n", " a b", "a b");
}

static char *repeat(char *text, size_t count, char letter)
{
    for (size_t i = 0; i < count; i++) {
        text[2 * i] = letter;
        text[2 * i + 1] = ' ';
    }
    text[2 * count] = '\0';
    return text;
}

static void keeps_to_its_bounds(void **state)
{
    (void)state;
    static char old[2 * DIFF_WORDS_MAX + 8];
    static char new[2 * DIFF_WORDS_MAX + 8];
    diff_make(view_of(repeat(old, DIFF_WORDS_MAX, 'a')), view_of(repeat(new, DIFF_WORDS_MAX, 'b')),
              &diff);
    assert_int_equal(diff.count, 2);
    diff_make(view_of(old), view_of(repeat(new, DIFF_WORDS_MAX, 'a')), &diff);
    assert_int_equal(diff.count, 1);
    assert_int_equal(diff.segments[0].kind, DIFF_KEPT);
    /* One word more, and the text is replaced whole. */
    diff_make(view_of(old), view_of(repeat(new, DIFF_WORDS_MAX + 1, 'a')), &diff);
    assert_int_equal(diff.count, 2);
    assert_int_equal(diff.segments[0].kind, DIFF_REMOVED);
    assert_int_equal(diff.segments[1].kind, DIFF_ADDED);
    assert_int_equal(diff.segments[1].text.len, 2 * (DIFF_WORDS_MAX + 1));
}

/* Every second word is another: as many segments as there can be. */
static void takes_the_worst_of_texts(void **state)
{
    (void)state;
    static char old[2 * DIFF_WORDS_MAX + 8];
    static char new[2 * DIFF_WORDS_MAX + 8];
    repeat(old, DIFF_WORDS_MAX, 'a');
    repeat(new, DIFF_WORDS_MAX, 'a');
    for (size_t i = 0; i < DIFF_WORDS_MAX; i += 2) {
        old[2 * i] = 'x';
        new[2 * i] = 'y';
    }
    diff_make(view_of(old), view_of(new), &diff);
    assert_int_equal(diff.count, DIFF_WORDS_MAX / 2 * 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_what_went_and_came),
        cmocka_unit_test(keeps_to_its_bounds),
        cmocka_unit_test(takes_the_worst_of_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
