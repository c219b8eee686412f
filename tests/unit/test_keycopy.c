#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "system/keycopy.h"

static unsigned char copy[SEAL_COPY_LEN];
static char text[KEYCOPY_TEXT_MAX];
static size_t len;

static int write_copy(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof copy; i++) {
        copy[i] = (unsigned char)(i * 37 + 11);
    }
    keycopy_write(copy, text, &len);
    return 0;
}

static enum error read_text(const char *other, size_t other_len)
{
    unsigned char back[SEAL_COPY_LEN] = {0};
    enum error error = keycopy_read((struct view){other, other_len}, back);
    const unsigned char nothing[SEAL_COPY_LEN] = {0};
    assert_memory_equal(back, error == E_OK ? copy : nothing, sizeof back);
    return error;
}

static void reads_what_it_wrote(void **state)
{
    (void)state;
    assert_in_range(len, 300, KEYCOPY_TEXT_MAX);
    assert_int_equal(text[len - 1], '\n');
    assert_int_equal(read_text(text, len), E_OK);
}

static void notices_each_wrong_digit(void **state)
{
    (void)state;
    char *body = memmem(text, len, "\n\n", 2);
    char *end = memmem(text, len, "\n-----END", 9);
    assert_true(body && end);
    for (char *at = body + 2; at < end; at++) {
        char was = *at;
        if (was != ' ' && was != '\n') {
            *at = was == '0' ? '1' : '0';
            assert_int_equal(read_text(text, len), E_KEY_COPY);
            *at = 'g';
            assert_int_equal(read_text(text, len), E_KEY_COPY);
        }
        *at = was;
    }
}

static void takes_no_part_for_the_whole(void **state)
{
    (void)state;
    size_t most = len - 1; /* only the last line's end may be missing */
    for (size_t part = 0; part < most; part++) {
        assert_int_equal(read_text(text, part), E_KEY_COPY);
    }
    assert_int_equal(read_text(text, most), E_OK);
    assert_int_equal(read_text(NULL, 0), E_KEY_COPY);
}

/* What mail programs and typists make of it. */
static void forgives_spaces_and_case(void **state)
{
    (void)state;
    char loose[2 * KEYCOPY_TEXT_MAX] = "> see below\r\n";
    size_t at = strlen(loose);
    bool body = false;
    for (size_t i = 0; i < len; i++) {
        body = (body || (i > 1 && text[i - 1] == '\n' && text[i - 2] == '\n')) && text[i] != '-';
        if (text[i] == '\n') {
            loose[at++] = '\r';
        }
        char upper = (char)(text[i] >= 'a' && text[i] <= 'f' ? text[i] - 'a' + 'A' : text[i]);
        loose[at++] = body ? upper : text[i];
        if (body) {
            loose[at++] = '\t';
        }
    }
    assert_int_equal(read_text(loose, at), E_OK);
}

static void refuses_other_versions(void **state)
{
    (void)state;
    char *version = memmem(text, len, "Version: 1", 10);
    assert_non_null(version);
    version[9] = '2';
    assert_int_equal(read_text(text, len), E_KEY_COPY);
    version[9] = '1';
    version[10] = '0';
    assert_int_equal(read_text(text, len), E_KEY_COPY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(reads_what_it_wrote, write_copy),
        cmocka_unit_test_setup(notices_each_wrong_digit, write_copy),
        cmocka_unit_test_setup(takes_no_part_for_the_whole, write_copy),
        cmocka_unit_test_setup(forgives_spaces_and_case, write_copy),
        cmocka_unit_test_setup(refuses_other_versions, write_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
