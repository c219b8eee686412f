#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "looks.h"
#include "service/archive.h"
#include "service/history.h"
#include "support.h"

#define FILE_PATH  "optwatch/optwatch.db"
#define SEEN(name) "\"" name "\":1,\"" name "_ms\":1000"
#define ACCOUNT(number)                                                                            \
    "{\"account\":" number                                                                         \
    ",\"name\":\"\",\"intent\":\"want_off\",\"separate\":0," SEEN("created") "}"

static bool open_plain(void *self, const struct archive_row *row, struct view *ret_text)
{
    *ret_text = row->payload;
    return self == NULL && row->sealed == 0;
}

/* The whole history as bytes; the buffer is the caller's to finish. */
static struct buffer export_all(bool opened)
{
    static int nothing;
    const struct archive_opener opener = {open_plain, opened ? NULL : &nothing};
    const struct archive_head head = {"1.2.3", 4, 1700000000};
    struct buffer buffer = {.max = ARCHIVE_BYTES_MAX};
    struct store *store = NULL;
    assert_int_equal(store_open(STORE_READ, &store), E_OK);
    assert_int_equal(archive_export(store, &opener, &head, &buffer), E_OK);
    store_close(store);
    return buffer;
}

static struct archive_taken import(struct view json, enum error expected)
{
    struct archive_taken taken = {-1, -1};
    assert_int_equal(archive_import(json, looks.now_ms, &taken), expected);
    return taken;
}

/* Two profiles, a change, a drift, and what the command line adds. */
static void make_history(void)
{
    looks_answer(&(struct look_plan){.visit = 1, .on = true, .wording = "Old \"words\" \x1b\x7f"});
    looks_answer(&(struct look_plan){.visit = 2, .wording = "New words", .steady_ms = 6000});
    looks_answer(&(struct look_plan){.instance = 1, .on = true, .wording = "New words"});
    support_sql(FILE_PATH, "UPDATE account SET name = '=\u00e9', intent = 'leave_on', separate = 1"
                           " WHERE id = 2;"
                           "INSERT INTO tick VALUES (1, 'objection', 1769999999123);"
                           "INSERT INTO note VALUES (3, 1, 'exit.objection', CAST('by \"post\"'"
                           " AS BLOB), 0, 1769999999123);"
                           "INSERT INTO preference VALUES ('hour', '7');"
                           "INSERT INTO unread VALUES (1, 'data-for-ai-improvement', 2, 20490, 0)");
    /* As if two accounts between them had become one of these. */
    static const char *const moves[] = {"UPDATE account SET id = 5 WHERE id = 2",
                                        "UPDATE instance SET account = 5 WHERE account = 2",
                                        "UPDATE reading SET account = 5 WHERE account = 2",
                                        "UPDATE change SET account = 5 WHERE account = 2",
                                        "UPDATE standing SET account = 5 WHERE account = 2",
                                        "UPDATE reminder SET account = 5 WHERE account = 2",
                                        "UPDATE wording_seen SET account = 5 WHERE account = 2"};
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        support_sql(FILE_PATH, moves[i]);
    }
}

static void assert_same(const struct buffer *a, const struct buffer *b)
{
    assert_int_equal(a->len, b->len);
    assert_memory_equal(a->data, b->data, a->len);
}

static void restores_all_of_it(void **state)
{
    (void)state;
    make_history();
    struct buffer first = export_all(true);
    assert_int_equal(import(buffer_view(&first), E_OK).rows, 0);
    struct buffer again = export_all(true);
    assert_same(&first, &again);
    assert_int_equal(remove(support_path(FILE_PATH)), 0);
    assert_true(import(buffer_view(&first), E_OK).rows > 10);
    struct buffer restored = export_all(true);
    assert_same(&first, &restored);
    assert_int_equal(import(buffer_view(&first), E_OK).rows, 0);
    /* And it goes on as if nothing had been: the same reading is counted on. */
    looks_assert_standing("on");
    looks_answer(&(struct look_plan){.visit = 3, .wording = "New words", .steady_ms = 6000});
    looks_assert_standing("off_confirmed");
    assert_int_equal(support_number(FILE_PATH, "SELECT max(visits) FROM reading"), 2);
    buffer_finish(&first);
    buffer_finish(&again);
    buffer_finish(&restored);
}

static void leaves_out_what_it_cannot_open(void **state)
{
    (void)state;
    make_history();
    struct buffer sealed = export_all(false);
    char *text = strndup(sealed.data, sealed.len);
    assert_non_null(text);
    assert_null(strstr(text, "words"));
    assert_non_null(strstr(text, "\"sealed\":true,\"name\":null,\"description\":null"));
    assert_null(strstr(text, "post"));
    assert_non_null(strstr(text, "\"sealed\":true,\"text\":null"));
    free(text);
    assert_int_equal(remove(support_path(FILE_PATH)), 0);
    assert_int_equal(import(buffer_view(&sealed), E_OK).sealed, 3);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM wording"), 0);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM note"), 0);
    assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM wording_seen"), 3);
    buffer_finish(&sealed);
}

/* Every export cut or changed at one place: refused, and nothing is there. */
static void refuses_what_it_did_not_write(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        enum error error;
    } edits[] = {
        {"optwatch-export", "optwatch-expert", E_EXPORT},
        {"\"format_version\":1", "\"format_version\":2", E_NEWER_EXPORT},
        {"\"format_version\":1", "\"format_version\":0", E_EXPORT},
        {"\"made_at\":17", "\"made_on\":17", E_EXPORT},
        {"\"deliveries\":[]", "\"deliveries\":{}", E_EXPORT},
        {"\"deliveries\":[]", "\"deliveries\":[1]", E_EXPORT},
        {"\"deliveries\":[]", "\"deliveries\":[],\"more\":1", E_EXPORT},
        {"\"load\":\"fresh\"", "\"load\":\"stale\"", E_EXPORT},
        {"\"state\":\"on\"", "\"state\":\"on \"", E_EXPORT},
        {"\"to\":\"off_confirmed\"", "\"to\":\"off_forever\"", E_EXPORT},
        {"\"locked\":false", "\"locked\":0", E_EXPORT},
        {"\"rules\":1", "\"rules\":-1", E_EXPORT},
        {"\"rules\":1", "\"rules\":1.5", E_EXPORT},
        {"\"rules\":1", "\"rules\":9007199254740992", E_EXPORT},
        {"\"rules\":1", "\"rule\":1", E_EXPORT},
        {"\"account\":1", "\"account\":9", E_EXPORT},
        {"\"first_seen\":17", "\"first_seen\":18", E_EXPORT},
        {"00000000-3c52", "0000000g-3c52", E_EXPORT},
        {"\"lang\":\"en\"", "\"lang\":\"<b\"", E_EXPORT},
        {"data-for-ai", "data for ai", E_EXPORT},
        {"\"exit\":\"objection\"", "\"exit\":\"\\u001b[31mxx\"", E_EXPORT},
        {"\"name\":\"\"", "\"name\":7 ", E_EXPORT},
        {"}", "", E_EXPORT},
        {"\"name\":\"hour\"", "\"name\":\"Hour\"", E_EXPORT},
        {"\"value\":\"7\"", "\"value\":\"\\n\"", E_EXPORT},
        {"\"subject\":\"exit", "\"subject\":\"\\u007f", E_EXPORT},
        {"\"last_day\":20490", "\"last_day\":-1", E_EXPORT},
        {"],\n\"unread\":[", ",", E_EXPORT},
        /* An account told twice, or without a number; a profile of two accounts. */
        {"\"accounts\":[", "\"accounts\":[" ACCOUNT("1") ",", E_EXPORT},
        {"\"accounts\":[", "\"accounts\":[" ACCOUNT("0") ",", E_EXPORT},
        {"\"instances\":[",
         "\"instances\":[{\"instance\":\"00000000-3c52-4d71-9e10-aabbccddeeff\",\"account\":5,"
         "\"family\":\"firefox\"," SEEN("first_seen") "," SEEN("last_seen") "},",
         E_EXPORT},
    };
    make_history();
    struct buffer whole = export_all(true);
    assert_int_equal(remove(support_path(FILE_PATH)), 0);
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        char *at = memmem(whole.data, whole.len, edits[i].from, strlen(edits[i].from));
        assert_non_null(at);
        struct buffer edited = {.max = ARCHIVE_BYTES_MAX};
        size_t before = (size_t)(at - whole.data);
        size_t behind = before + strlen(edits[i].from);
        buffer_put(&edited, (struct view){whole.data, before});
        buffer_put_text(&edited, edits[i].to);
        buffer_put(&edited, (struct view){whole.data + behind, whole.len - behind});
        import(buffer_view(&edited), edits[i].error);
        buffer_finish(&edited);
    }
    import((struct view){whole.data, whole.len - 3}, E_EXPORT);
    if (support_exists(FILE_PATH)) {
        assert_int_equal(support_number(FILE_PATH, "SELECT count(*) FROM account"), 0);
    }
    buffer_finish(&whole);
}

static void exports_an_empty_history(void **state)
{
    (void)state;
    struct buffer buffer = export_all(true);
    assert_int_equal(import(buffer_view(&buffer), E_OK).rows, 0);
    buffer_finish(&buffer);
}

static struct history read_history(struct history_filter filter, size_t max)
{
    struct history history;
    arena_reset(&looks.arena);
    assert_int_equal(history_read(&filter, max, &looks.arena, &history), E_OK);
    return history;
}

static void tells_the_newest_that_fit(void **state)
{
    (void)state;
    const struct history_filter all = {.to_ms = INT64_MAX};
    assert_int_equal(read_history(all, 10).count, 0);
    make_history();
    /* Three readings, three changes, one drift. */
    struct history history = read_history(all, 10);
    assert_int_equal(history.count, 7);
    assert_false(history.more);
    for (size_t i = 1; i < history.count; i++) {
        assert_true(history_time(&history.rows[i - 1]) <= history_time(&history.rows[i]));
    }
    history = read_history(all, 3);
    assert_int_equal(history.count, 3);
    assert_true(history.more);
    /* The last look's reading and change, and one of those before. */
    assert_true(history_time(&history.rows[0]) < looks.now_ms);
    assert_int_equal(history_time(&history.rows[1]), looks.now_ms);
    assert_int_equal(history.rows[1].section, ARCHIVE_READINGS);
    assert_int_equal(history_time(&history.rows[2]), looks.now_ms);
    assert_int_equal(history.rows[2].section, ARCHIVE_CHANGES);
    struct history_filter filter = all;
    filter.account = 5;
    assert_int_equal(read_history(filter, 10).count, 2);
    filter = all;
    filter.setting = view_of("member-cookies");
    assert_int_equal(read_history(filter, 10).count, 0);
    filter = all;
    filter.changes_only = true;
    assert_int_equal(read_history(filter, 10).count, 3);
    filter.change = view_of("on");
    assert_int_equal(read_history(filter, 10).count, 2);
    filter = all;
    filter.from_ms = looks.now_ms;
    assert_int_equal(read_history(filter, 10).count, 2);
    filter = all;
    filter.to_ms = looks.now_ms - 2 * (int64_t)LOOKS_STEP_MS;
    assert_int_equal(read_history(filter, 10).count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOKS_TEST(restores_all_of_it),
        LOOKS_TEST(leaves_out_what_it_cannot_open),
        LOOKS_TEST(refuses_what_it_did_not_write),
        LOOKS_TEST(exports_an_empty_history),
        LOOKS_TEST(tells_the_newest_that_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
