// The portal's permission store: files as xdg-permission-store 1.16 wrote them, and damaged ones.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "desktop/permission.h"

#define APPLICATION "snap.firefox"

struct kept {
    char data[4096];
    size_t len;
};

static void read_kept(const char *name, struct kept *ret)
{
    char path[512];
    (void)snprintf(path, sizeof path, ANSWERS "/%s.gvdb", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    ret->len = fread(ret->data, 1, sizeof ret->data, file);
    assert_int_equal(fclose(file), 0);
    assert_true(ret->len > 0);
}

static void assert_answer(const struct kept *kept, const char *entry, const char *wanted)
{
    char answer[PERMISSION_ANSWER_MAX];
    assert_true(permission_find((struct view){kept->data, kept->len}, entry, APPLICATION, answer));
    assert_string_equal(answer, wanted);
}

static void test_answers(void **state)
{
    struct kept kept;
    (void)state;
    read_kept("no", &kept);
    assert_answer(&kept, "optwatch", "no");
    assert_answer(&kept, "another.host", "yes");
    assert_answer(&kept, "optwatc", "");
    read_kept("yes", &kept);
    assert_answer(&kept, "optwatch", "yes");
}

/* Under the sanitizers: no damage reads outside of the bytes, or is taken for a longer answer. */
static void test_damage(void **state)
{
    struct kept kept;
    char answer[PERMISSION_ANSWER_MAX];
    (void)state;
    read_kept("no", &kept);
    for (size_t len = 0; len < kept.len; len++) {
        char *cut = malloc(len + 1);
        memcpy(cut, kept.data, len);
        (void)permission_find((struct view){cut, len}, "optwatch", APPLICATION, answer);
        free(cut);
    }
    for (size_t at = 0; at < kept.len; at++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            char *changed = malloc(kept.len);
            memcpy(changed, kept.data, kept.len);
            changed[at] = (char)((unsigned char)changed[at] ^ (1U << bit));
            (void)permission_find((struct view){changed, kept.len}, "optwatch", APPLICATION,
                                  answer);
            assert_true(strlen(answer) < sizeof answer);
            free(changed);
        }
    }
}

static void test_other_files(void **state)
{
    char answer[PERMISSION_ANSWER_MAX];
    (void)state;
    assert_false(permission_find(view_of("{}"), "optwatch", APPLICATION, answer));
    assert_false(permission_find((struct view){NULL, 0}, "optwatch", APPLICATION, answer));
    assert_string_equal(answer, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_other_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
