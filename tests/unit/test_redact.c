#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "core/redact.h"
#include "fixture.h"

static void assert_view(struct view view, const char *expected)
{
    assert_int_equal(view.len, strlen(expected));
    assert_memory_equal(view.data, expected, view.len);
}

/* Redacts the fixture's page; the arena is the caller's. */
static struct report redact(struct fixture *f, struct arena *arena)
{
    struct report report = {.instance = view_of("11111111-1111-4111-8111-111111111111"),
                            .locale = view_of("de-DE-x-jane")};
    (void)read_ai(f); /* the fixture's lists become the page's */
    report.page = f->page;
    assert_int_equal(redact_report(&report, arena), E_OK);
    return report;
}

static void keeps_linkedins_words(void **state)
{
    struct arena arena = {0};
    struct fixture f = fixture_at(AI_PAGE);
    struct control *control = add_switch(&f, AI_KEY, AI_TOGGLE, SIGNAL_ON);
    (void)state;
    control->word = view_of("On");
    add_row(&f, RESEARCH_PAGE, "Social, economic, and workplace research", "Off");
    struct report report = redact(&f, &arena);
    assert_view(report.page.path, AI_PAGE);
    assert_view(control->keys[0], AI_KEY);
    assert_view(control->name, AI_TOGGLE);
    assert_view(control->word, "On");
    assert_view(control->role, "switch");
    assert_view(f.rows[0].path, RESEARCH_PAGE);
    assert_view(f.rows[0].word, "Off");
    arena_finish(&arena);
}

static void replaces_all_other_words(void **state)
{
    struct arena arena = {0};
    struct fixture f = fixture_at("/psettings/jane-doe/4711");
    struct control *control = add_switch(&f, "urn:li:member:4711", "Jane’s data", SIGNAL_ON);
    (void)state;
    f.page.heading = view_of("Hello, Jane Doe (jane@example.org)!");
    control->description = view_of("日本語 Jane");
    control->role = view_of("jane");
    control->word = view_of("Doe");
    struct report report = redact(&f, &arena);
    assert_view(report.page.path, "/psettings/x1-x2/x3");
    assert_view(report.page.heading, "x4, x5 x6 (x1@x7.x8)!");
    assert_view(control->role, "x1");
    assert_view(control->keys[0], "x9:x10:member:x3");
    assert_view(control->name, "x5’x11 data");
    assert_view(control->description, "x12 x5");
    assert_view(control->word, "x6");
    assert_view(report.instance, REDACT_UUID);
    assert_view(report.page.visit, REDACT_UUID);
    assert_view(report.locale, "de");
    arena_finish(&arena);
}

/* Hidden copies are known by an equal name: equal names stay equal, others stay different. */
static void keeps_equal_texts_equal(void **state)
{
    struct arena arena = {0};
    struct fixture f = fixture_at(AI_PAGE);
    struct control *a = add_switch(&f, NULL, "Alpha", SIGNAL_ON);
    struct control *b = add_switch(&f, NULL, "Bravo", SIGNAL_ON);
    struct control *c = add_switch(&f, NULL, "Alpha", SIGNAL_ON);
    (void)state;
    (void)redact(&f, &arena);
    assert_true(view_equal(a->name, c->name));
    assert_false(view_equal(a->name, b->name));
    arena_finish(&arena);
}

static void cuts_what_grows_over_its_limit(void **state)
{
    struct arena arena = {0};
    struct fixture f = fixture_at(AI_PAGE);
    char name[PAGE_NAME_MAX + 1];
    (void)state;
    for (size_t i = 0; i < PAGE_NAME_MAX; i += 2) {
        name[i] = (char)('!' + i % 90);
        name[i] = (char)(name[i] >= '0' && name[i] <= '9' ? name[i] : 'q');
        name[i + 1] = ' ';
    }
    name[PAGE_NAME_MAX] = '\0';
    struct control *control = add_switch(&f, NULL, name, SIGNAL_ON);
    (void)redact(&f, &arena);
    assert_true(control->name.len <= PAGE_NAME_MAX);
    assert_true(control->name.len > PAGE_NAME_MAX - 4);
    assert_int_equal(control->name.data[0], 'x');
    arena_finish(&arena);
}

static void does_not_number_without_end(void **state)
{
    static char descriptions[4][PAGE_DESCRIPTION_MAX + 1];
    struct arena arena = {0};
    struct fixture f = fixture_at(AI_PAGE);
    int word = 0;
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        size_t len = 0;
        while (len + 6 < PAGE_DESCRIPTION_MAX) {
            len += (size_t)snprintf(descriptions[i] + len, 7, "q%04d ", word++);
        }
        add_switch(&f, NULL, "", SIGNAL_ON)->description = view_of(descriptions[i]);
    }
    assert_true(word > REDACT_WORDS_MAX);
    (void)redact(&f, &arena);
    struct view last = f.controls[3].description;
    assert_memory_equal(last.data + last.len - 4, "x x ", 4);
    arena_finish(&arena);
}

/* A label grown together with other words: redacted it would be none, and the page read otherwise.
 */
static void is_not_shown_where_it_would_mislead(void **state)
{
    struct arena arena = {0};
    struct fixture f = fixture_at(AI_PAGE);
    struct report report = {.locale = view_of("en")};
    (void)state;
    add_switch(&f, AI_KEY, "Use moddata for generative ai improvementels", SIGNAL_OFF);
    assert_state(read_ai(&f), READING_UNCLEAR);
    report.page = f.page;
    assert_int_equal(redact_report(&report, &arena), E_REDACT);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_linkedins_words),
        cmocka_unit_test(replaces_all_other_words),
        cmocka_unit_test(keeps_equal_texts_equal),
        cmocka_unit_test(cuts_what_grows_over_its_limit),
        cmocka_unit_test(does_not_number_without_end),
        cmocka_unit_test(is_not_shown_where_it_would_mislead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
