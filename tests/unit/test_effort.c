/* How much detection does, counted in calls: it has to grow in a straight line. tests/bench times
 * it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "catalogue/catalogue.h"
#include "core/detect.h"
#include "../bench/pages.h"

/* The calls below go through the linker's --wrap, wherever core makes them. */
static size_t calls;

bool __real_text_fold(struct view text, char *buffer, size_t size, size_t *ret_len);
bool __wrap_text_fold(struct view text, char *buffer, size_t size, size_t *ret_len);
bool __real_view_equal(struct view a, struct view b);
bool __wrap_view_equal(struct view a, struct view b);
int __real_catalogue_find_key(struct view key);
int __wrap_catalogue_find_key(struct view key);

bool __wrap_text_fold(struct view text, char *buffer, size_t size, size_t *ret_len)
{
    calls++;
    return __real_text_fold(text, buffer, size, ret_len);
}

bool __wrap_view_equal(struct view a, struct view b)
{
    calls++;
    return __real_view_equal(a, b);
}

int __wrap_catalogue_find_key(struct view key)
{
    calls++;
    return __real_catalogue_find_key(key);
}

/* The calls that a page of size items costs, all settings asked. */
static size_t count_calls(enum shape shape, size_t size)
{
    struct page *page = pages_create(shape, FILL_PLAIN, size);
    calls = 0;
    for (size_t i = 0; i < catalogue_setting_count; i++) {
        struct reading reading;
        detect_page(page, (int)i, &reading);
    }
    pages_destroy(page);
    return calls;
}

static void effort_is_linear(void **state)
{
    (void)state;
    for (int shape = 0; shape < SHAPE_COUNT; shape++) {
        size_t first = count_calls((enum shape)shape, 1);
        size_t each = count_calls((enum shape)shape, 2) - first;
        assert_true(each > 0);
        for (size_t size = 3; size <= PAGE_CONTROLS_MAX; size++) {
            assert_int_equal(count_calls((enum shape)shape, size), first + (size - 1) * each);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(effort_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
