/* Which zones the C library knows: what it takes for UTC without a word is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "system/zone.h"

static enum zone_state find(const char *tz)
{
    struct zone_found found;
    assert_int_equal(setenv("TZ", tz, 1), 0);
    zone_find(&found);
    assert_true(found.from_tz);
    return found.state;
}

static void test_known(void **state)
{
    static const char *const known[] = {
        "Europe/Berlin",
        ":Europe/Berlin",
        "UTC",
        "America/Argentina/Ushuaia",
        "EST5EDT",
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "<+0330>-3:30",
        "XYZ+12",
        "/usr/share/zoneinfo/Asia/Tokyo",
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        print_message("%s\n", known[i]);
        assert_int_equal(find(known[i]), ZONE_KNOWN);
    }
}

/* A name with an offset of its own that the C library takes would be no slip. */
static void test_unknown(void **state)
{
    static const char *const unknown[] = {
        "Europe/Berlim", "Berlin",           "europe/berlin", ":", "GM",
        "%%%",           "../../etc/passwd", "/etc/passwd",   "/", "<+03",
        "CET-",          "Europe",           "CET-1 CEST",
    };
    (void)state;
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        enum zone_state wanted = unknown[i][0] == ':' ? ZONE_UNSET : ZONE_UNKNOWN;
        print_message("%s\n", unknown[i]);
        assert_int_equal(find(unknown[i]), wanted);
        tzset();
        if (wanted == ZONE_UNKNOWN && unknown[i][0] != 'C') {
            assert_int_equal(timezone, 0);
        }
    }
}

static void test_unset(void **state)
{
    struct zone_found found;
    (void)state;
    assert_int_equal(find(""), ZONE_UNSET);
    assert_int_equal(unsetenv("TZ"), 0);
    zone_find(&found);
    assert_false(found.from_tz);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_unset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
