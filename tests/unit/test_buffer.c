#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/buffer.h"

static void grows_and_stops_at_its_maximum(void **state)
{
    (void)state;
    struct buffer buffer = {.max = 10000};
    for (int i = 0; i < 1000; i++) {
        buffer_print(&buffer, "%s", "123456789");
        buffer_put_byte(&buffer, ';');
    }
    assert_false(buffer.full);
    assert_int_equal(buffer.len, 10000);
    assert_memory_equal(buffer.data + 9990, "123456789;", 10);
    buffer_put_text(&buffer, "x");
    assert_true(buffer.full);
    assert_int_equal(buffer.len, 10000);
    buffer_finish(&buffer);
    buffer_finish(&buffer);
    assert_null(buffer.data);
}

/* Once something did not fit, nothing smaller slips in behind it. */
static void takes_nothing_after_a_gap(void **state)
{
    (void)state;
    struct buffer buffer = {.max = 4};
    buffer_put_text(&buffer, "12345");
    buffer_put_text(&buffer, "1");
    assert_true(buffer.full);
    assert_int_equal(buffer_view(&buffer).len, 0);
    buffer_finish(&buffer);
    buffer_finish(NULL);
}

static void refuses_a_piece_that_is_too_long(void **state)
{
    (void)state;
    char text[2000];
    struct buffer buffer = {.max = 10000};
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    buffer_print(&buffer, "%s", text);
    assert_true(buffer.full);
    buffer_finish(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_stops_at_its_maximum),
        cmocka_unit_test(takes_nothing_after_a_gap),
        cmocka_unit_test(refuses_a_piece_that_is_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
