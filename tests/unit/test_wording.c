#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "looks.h"
#include "support.h"
#include "system/wording.h"

#define FILE_PATH "optwatch/optwatch.db"

#define ASK(sql) support_number(FILE_PATH, sql)

/* One look of a visit of its own at a switch that is described so. */
static void look(int visit, const char *wording)
{
    looks_answer(&(struct look_plan){.visit = visit, .on = true, .wording = wording});
}

static void keeps_each_wording_once(void **state)
{
    (void)state;
    look(1, "Old words.");
    look(2, "  OLD words");
    assert_int_equal(ASK("SELECT count(*) FROM wording"), 1);
    assert_int_equal(ASK("SELECT count(*) FROM wording WHERE payload = CAST('0:Old words.' AS BLOB)"
                         " AND sealed = 0 AND lang = 'en' AND setting = 'data-for-ai-improvement'"),
                     1);
    assert_int_equal(ASK("SELECT count(*) FROM drift"), 0);
    assert_int_equal(looks_told()->wording_changed_s, 0);
}

static void notes_a_wording_never_seen_before(void **state)
{
    (void)state;
    look(1, "Old words");
    look(2, "New words");
    int64_t changed_s = looks.now_ms / 1000;
    assert_int_equal(looks_told()->wording_changed_s, changed_s);
    assert_int_equal(ASK("SELECT count(*) FROM drift d JOIN wording o ON o.hash = d.from_hash"
                         " JOIN wording n ON n.hash = d.to_hash"
                         " WHERE o.payload = CAST('0:Old words' AS BLOB)"
                         " AND n.payload = CAST('0:New words' AS BLOB)"),
                     1);
    /* To and fro between texts that are known is no event. */
    look(3, "Old words");
    look(4, "New words");
    assert_int_equal(ASK("SELECT count(*) FROM drift"), 1);
    assert_int_equal(looks_told()->wording_changed_s, changed_s);
    assert_int_equal(looks_ask(COMMAND_STATUS, -1), E_OK);
    assert_int_equal(looks_told()->wording_changed_s, changed_s);
    /* The next one comes from what was seen last. */
    look(5, "Old words");
    look(6, "Third words");
    assert_int_equal(ASK("SELECT count(*) FROM drift d JOIN wording o ON o.hash = d.from_hash"
                         " WHERE o.payload = CAST('0:Old words' AS BLOB)"),
                     2);
}

static void keeps_languages_and_accounts_apart(void **state)
{
    (void)state;
    look(1, "Words");
    looks_answer(&(struct look_plan){.visit = 2, .on = true, .wording = "Wörter", .lang = "de"});
    looks_answer(&(struct look_plan){.instance = 1, .on = true, .wording = "Other words"});
    assert_int_equal(ASK("SELECT count(*) FROM wording"), 3);
    assert_int_equal(ASK("SELECT count(*) FROM drift"), 0);
}

/* A page that is still being built shows a first text: the visit's last one counts. */
static void takes_a_placeholder_back(void **state)
{
    (void)state;
    look(1, "Words");
    look(2, "Loading");
    assert_int_equal(ASK("SELECT count(*) FROM drift"), 1);
    look(2, "Words");
    assert_int_equal(ASK("SELECT count(*) FROM drift"), 0);
    assert_int_equal(looks_told()->wording_changed_s, 0);
    assert_int_equal(ASK("SELECT count(*) FROM wording_seen"), 1);
    /* What another visit saw stays. */
    look(3, "Loading");
    look(4, "Loading");
    look(4, "Words");
    assert_int_equal(ASK("SELECT count(*) FROM drift"), 1);
    assert_int_equal(ASK("SELECT count(*) FROM wording_seen"), 2);
}

/* The text of the switch's other position is no change of LinkedIn's. */
static void takes_no_note_of_the_members_own_hand(void **state)
{
    (void)state;
    look(1, "You share your data");
    looks_answer(&(struct look_plan){
        .visit = 1, .touched = TOUCHED_YES, .wording = "You do not share your data"});
    assert_int_equal(ASK("SELECT count(*) FROM drift"), 0);
    assert_int_equal(ASK("SELECT count(*) FROM wording_seen"), 2);
    looks_answer(&(struct look_plan){.visit = 2, .wording = "You do not share your data"});
    assert_int_equal(ASK("SELECT count(*) FROM drift"), 0);
}

static void counts_settled_looks_at_the_proven_switch_only(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true, .wording = "A", .steady_ms = 1499});
    looks_answer(&(struct look_plan){.on = true, .wording = "B", .truncated = true});
    looks_answer(&(struct look_plan){.by_row = true, .on = true});
    looks_answer(&(struct look_plan){.empty = true, .waited_ms = 30000});
    looks_answer(&(struct look_plan){.on = true});
    looks_answer(&(struct look_plan){.on = true, .unkeyed = true, .wording = "D"});
    assert_string_equal(looks_state(), "unclear");
    assert_int_equal(ASK("SELECT count(*) FROM wording"), 0);
    assert_int_equal(ASK("SELECT count(*) FROM wording_seen"), 0);
    /* Unclear, with the switch that bears the key. */
    looks_answer(&(struct look_plan){.visit = 1, .mixed = true, .wording = "C"});
    assert_string_equal(looks_state(), "unclear");
    assert_int_equal(ASK("SELECT count(*) FROM wording_seen"), 1);
}

/* The page's word for its language is kept in clear: only a tag is. */
static void keeps_no_text_of_the_page_in_clear(void **state)
{
    (void)state;
    looks_answer(&(struct look_plan){.on = true, .wording = "A", .lang = "en <b>\x1b[31m"});
    assert_int_equal(ASK("SELECT count(*) FROM wording WHERE lang = ''"), 1);
    assert_int_equal(ASK("SELECT count(*) FROM wording_seen WHERE lang = ''"), 1);
}

static void splits_what_it_joined(void **state)
{
    (void)state;
    struct view name;
    struct view description;
    assert_true(wording_split(view_of("3:abc12:x"), &name, &description));
    assert_true(view_equal(name, view_of("abc")));
    assert_true(view_equal(description, view_of("12:x")));
    assert_true(wording_split(view_of("0:"), &name, &description));
    assert_int_equal(name.len + description.len, 0);
    static const char *const bad[] = {"", "3", ":", "4:abc", "x:abc", "-1:a", "999999:a", "3abc"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(wording_split(view_of(bad[i]), &name, &description));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOKS_TEST(keeps_each_wording_once),
        LOOKS_TEST(notes_a_wording_never_seen_before),
        LOOKS_TEST(keeps_languages_and_accounts_apart),
        LOOKS_TEST(takes_a_placeholder_back),
        LOOKS_TEST(takes_no_note_of_the_members_own_hand),
        LOOKS_TEST(counts_settled_looks_at_the_proven_switch_only),
        LOOKS_TEST(keeps_no_text_of_the_page_in_clear),
        LOOKS_TEST(splits_what_it_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
