#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "catalogue/catalogue.h"
#include "wire/frame.h"
#include "wire/reply.h"
#include "wire/request.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const struct host_facts facts = {"1.2.3", 42, "none"};
static const struct reply_head seven = {true, 7, 1};
static const struct reply_head unread = {false, 0, 0};
static char buffer[FRAME_MAX];

static json_t *parse(size_t len)
{
    for (size_t i = 0; i < len; i++) {
        assert_in_range(buffer[i], 0x20, 0x7E);
    }
    json_t *json = json_loadb(buffer, len, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    return json;
}

static json_t *encode(const struct answer *answer)
{
    size_t len = 0;
    assert_int_equal(reply_encode(&seven, answer, &facts, buffer, sizeof buffer, &len), E_OK);
    return parse(len);
}

/* A member, which is there. */
static const json_t *get(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!value) {
        fail_msg("no %s", key);
    }
    return value;
}

static const json_t *ok_part(const json_t *root, const char *key)
{
    return get(get(root, "ok"), key);
}

static const json_t *first_of(const json_t *root, const char *key)
{
    const json_t *list = ok_part(root, key);
    assert_int_equal(json_array_size(list), 1);
    return json_array_get(list, 0);
}

static void assert_keys(json_t *object, const char *const *names, size_t count)
{
    const char *key;
    json_t *value;
    size_t i = 0;
    json_object_foreach(object, key, value)
    {
        assert_true(i < count);
        assert_string_equal(key, names[i]);
        i++;
    }
    assert_int_equal(i, count);
}

static void assert_text(const json_t *object, const char *key, const char *text)
{
    const json_t *value = get(object, key);
    assert_true(json_is_string(value));
    assert_string_equal(json_string_value(value), text);
}

static void assert_number(const json_t *object, const char *key, int64_t number)
{
    const json_t *value = get(object, key);
    assert_true(json_is_integer(value));
    assert_int_equal(json_integer_value(value), number);
}

static void answers_in_an_envelope(void **state)
{
    (void)state;
    static const char *const names[] = {"v", "id", "ok", "host"};
    static const char *const host_names[] = {"version", "protocol", "catalogue", "caps", "sandbox"};
    json_t *root = encode(&(struct answer){.setting = 0});
    assert_keys(root, names, COUNT_OF(names));
    assert_number(root, "v", 1);
    assert_number(root, "id", 7);
    assert_int_equal(json_object_size(get(root, "ok")), 0);
    json_t *host = json_object_get(root, "host");
    assert_keys(host, host_names, COUNT_OF(host_names));
    assert_text(host, "version", "1.2.3");
    assert_number(host, "catalogue", 42);
    assert_text(host, "sandbox", "none");
    const json_t *protocol = get(host, "protocol");
    assert_int_equal(json_array_size(protocol), 2);
    assert_int_equal(json_integer_value(json_array_get(protocol, 0)), PROTOCOL_MIN);
    assert_int_equal(json_integer_value(json_array_get(protocol, 1)), PROTOCOL_MAX);
    const json_t *caps = get(host, "caps");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        assert_string_equal(json_string_value(json_array_get(caps, i)),
                            request_command_name((enum command)i));
    }
    json_decref(root);
}

static void tells_that_it_knows_no_id(void **state)
{
    (void)state;
    size_t len = 0;
    assert_int_equal(reply_encode_error(&unread, E_JSON, &facts, buffer, sizeof buffer, &len),
                     E_OK);
    json_t *root = parse(len);
    assert_true(json_is_null(get(root, "id")));
    json_decref(root);
    const int64_t ids[] = {0, -1, INT64_C(9007199254740991)};
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        assert_int_equal(reply_encode(&(struct reply_head){true, ids[i], 1}, &(struct answer){0},
                                      &facts, buffer, sizeof buffer, &len),
                         E_OK);
        root = parse(len);
        assert_number(root, "id", ids[i]);
        json_decref(root);
    }
}

static void tells_reasons_in_order(void **state)
{
    (void)state;
    static const char *const names[] = {
#define REASON_NAME(symbol, name) name,
        REASON_TABLE(REASON_NAME)
#undef REASON_NAME
    };
    struct reading reading = {.setting = 0,
                              .state = READING_OFF,
                              .locked = true,
                              .reasons = (UINT64_C(1) << REASON_COUNT) - 1,
                              .ref = 0};
    struct answer answer = {.readings = &reading, .reading_count = 1};
    json_t *root = encode(&answer);
    const json_t *told = first_of(root, "readings");
    const json_t *reasons = get(told, "reasons");
    assert_int_equal(json_array_size(reasons), COUNT_OF(names));
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_string_equal(json_string_value(json_array_get(reasons, i)), names[i]);
    }
    assert_text(told, "setting", catalogue_settings[0].slug);
    assert_text(told, "state", "off");
    assert_true(json_is_true(get(told, "locked")));
    assert_number(told, "ref", 0);
    json_decref(root);

    reading.reasons = REASON_BIT(WORD) | REASON_BIT(KEY) | REASON_BIT(NATIVE_CHECKED);
    reading.ref = -1;
    root = encode(&answer);
    char *text = json_dumps(get(first_of(root, "readings"), "reasons"), JSON_COMPACT);
    assert_string_equal(text, "[\"key\",\"native-checked\",\"word\"]");
    assert_true(json_is_null(get(first_of(root, "readings"), "ref")));
    free(text);
    json_decref(root);
}

static void tells_never_as_null(void **state)
{
    (void)state;
    struct told_standing standing = {
        .account = 3, .setting = 1, .state = STANDING_OFF_CONFIRMED, .since_s = 1700000000};
    struct told_reminder reminder = {.id = 5, .kind = REMIND_RECHECK, .setting = 1, .text = NULL};
    struct answer answer = {
        .standings = &standing, .standing_count = 1, .reminders = &reminder, .reminder_count = 1};
    json_t *root = encode(&answer);
    const json_t *told = first_of(root, "standings");
    assert_number(told, "account", 3);
    assert_text(told, "setting", catalogue_settings[1].slug);
    assert_text(told, "state", "off_confirmed");
    assert_number(told, "since", 1700000000);
    assert_true(json_is_null(get(told, "last_seen")));
    assert_true(json_is_null(get(told, "confirmed_at")));
    assert_true(json_is_null(get(told, "wording_changed_at")));
    told = first_of(root, "reminders");
    assert_number(told, "id", 5);
    assert_text(told, "kind", "recheck");
    assert_true(json_is_null(get(told, "due")));
    assert_true(json_is_null(get(told, "snoozed_until")));
    assert_text(told, "text", "");
    json_decref(root);
}

static void tells_the_guide(void **state)
{
    (void)state;
    static const struct exit form = {.id = "form", .open = "https:/b", .setting = CATALOGUE_NONE};
    static const struct exit other = {.id = "other", .open = "https:/c", .setting = 1};
    static const struct fact fact = {.id = "f", .source = "s", .as_of = "2025-11-03"};
    static const struct guide guide = {
        .steps = {{"open", "o", STEP_DONE, "https:/a", -1},
                  {"turn_off", "t", STEP_CURRENT, NULL, 4}},
        .step_count = 2,
        .facts = {{&fact, "known"}},
        .fact_count = 1,
        .exits = {{&form, "write", false, false, 0}, {&other, "see", true, true, 1700000000}},
        .exit_count = 2,
    };
    struct answer answer = {.setting = 1, .guide = &guide};
    json_t *root = encode(&answer);
    char *text = json_dumps(get(ok_part(root, "guide"), "steps"), JSON_COMPACT);
    assert_string_equal(
        text, "[{\"id\":\"open\",\"text\":\"o\",\"status\":\"done\",\"open\":\"https:/a\","
              "\"ref\":null},{\"id\":\"turn_off\",\"text\":\"t\",\"status\":\"current\",\"open\":"
              "null,\"ref\":4}]");
    free(text);
    text = json_dumps(get(ok_part(root, "guide"), "facts"), JSON_COMPACT);
    assert_string_equal(
        text, "[{\"id\":\"f\",\"text\":\"known\",\"source\":\"s\",\"as_of\":\"2025-11-03\"}]");
    free(text);
    text = json_dumps(get(ok_part(root, "guide"), "exits"), JSON_COMPACT);
    assert_string_equal(
        text, "[{\"id\":\"form\",\"text\":\"write\",\"open\":\"https:/b\",\"state\":\"todo\","
              "\"at\":null,\"checked_by\":\"you\"},{\"id\":\"other\",\"text\":\"see\",\"open\":"
              "\"https:/c\","
              "\"state\":\"done\",\"at\":1700000000,\"checked_by\":\"optwatch\"}]");
    free(text);
    assert_text(ok_part(root, "guide"), "setting", catalogue_settings[1].slug);
    json_decref(root);
}

static void tells_verdict_and_warning(void **state)
{
    (void)state;
    /* Beyond ASCII and below a space, as text from elsewhere may be. */
    static const char text[] = "\u201eGr\u00f6\u00dfe\u201c \x1b[31m\t\U0001F600 \"\\";
    struct verdict verdict = {
        .state = "on", .text = text, .why = {"first", NULL}, .why_count = 2, .at_s = 1700000000};
    struct warning warning = {WARN_ID_TURNED_BACK_ON, WARN_ALARM, text, "popup", true};
    struct answer answer = {.setting = 2, .verdict = &verdict, .warning = &warning};
    json_t *root = encode(&answer);
    const json_t *told = ok_part(root, "verdict");
    assert_text(told, "setting", catalogue_settings[2].slug);
    assert_text(told, "state", "on");
    assert_text(told, "text", text);
    assert_number(told, "at", 1700000000);
    assert_int_equal(json_array_size(get(told, "why")), 2);
    assert_string_equal(json_string_value(json_array_get(get(told, "why"), 0)), "first");
    assert_string_equal(json_string_value(json_array_get(get(told, "why"), 1)), "");
    told = ok_part(root, "warn");
    assert_text(told, "level", "alarm");
    assert_text(told, "text", text);
    assert_true(json_is_true(get(told, "show")));
    assert_text(told, "id", "turned_back_on");
    assert_text(told, "style", "popup");
    json_decref(root);
}

static void tells_of_whom_it_speaks(void **state)
{
    (void)state;
    static const char *const names[] = {"language", "region", "account", "sealing", "changes"};
    static const char *const account_names[] = {"id", "name", "intent"};
    struct told_about about = {
        .language = "de",
        .region = "eea",
        .account = 3,
        .name = "B\u00fcro",
        .intent = INTENT_LEAVE_ON,
        .tells_sealing = true,
        .sealing = "pending",
        .changes = {{1700000002, STANDING_ON, 1}, {1700000001, STANDING_OFF_CONFIRMED, 1}},
        .change_count = 2,
    };
    struct answer answer = {.about = &about};
    json_t *root = encode(&answer);
    assert_keys(json_object_get(root, "ok"), names, COUNT_OF(names));
    assert_text(get(root, "ok"), "language", "de");
    assert_text(get(root, "ok"), "region", "eea");
    assert_text(get(root, "ok"), "sealing", "pending");
    json_t *account = json_object_get(json_object_get(root, "ok"), "account");
    assert_keys(account, account_names, COUNT_OF(account_names));
    assert_number(account, "id", 3);
    assert_text(account, "name", "B\u00fcro");
    assert_text(account, "intent", "leave_on");
    const json_t *changes = ok_part(root, "changes");
    assert_int_equal(json_array_size(changes), 2);
    assert_number(json_array_get(changes, 0), "at", 1700000002);
    assert_text(json_array_get(changes, 0), "state", "on");
    assert_text(json_array_get(changes, 0), "setting", catalogue_settings[1].slug);
    assert_text(json_array_get(changes, 1), "state", "off_confirmed");
    json_decref(root);

    about = (struct told_about){.language = "en", .region = "", .tells_sealing = true};
    root = encode(&answer);
    assert_true(json_is_null(ok_part(root, "account")));
    assert_true(json_is_null(ok_part(root, "sealing")));
    assert_int_equal(json_array_size(ok_part(root, "changes")), 0);
    json_decref(root);
    about.tells_sealing = false;
    root = encode(&answer);
    assert_null(json_object_get(get(root, "ok"), "sealing"));
    json_decref(root);
    root = encode(&(struct answer){.shown = true});
    assert_true(json_is_true(ok_part(root, "shown")));
    json_decref(root);
}

static void tells_what_was_recorded(void **state)
{
    (void)state;
    struct answer answer = {.tells_recorded = true, .recorded = true};
    json_t *root = encode(&answer);
    assert_true(json_is_true(ok_part(root, "recorded")));
    assert_null(json_object_get(get(root, "ok"), "error"));
    json_decref(root);

    answer.recorded = false;
    answer.record_error = E_BUSY;
    root = encode(&answer);
    assert_true(json_is_false(ok_part(root, "recorded")));
    assert_text(ok_part(root, "error"), "code", "E_BUSY");
    assert_number(ok_part(root, "error"), "num", 31);
    assert_true(json_is_true(get(ok_part(root, "error"), "retry")));
    json_decref(root);

    answer.record_error = E_OK;
    root = encode(&answer);
    assert_true(json_is_false(ok_part(root, "recorded")));
    assert_null(json_object_get(get(root, "ok"), "error"));
    json_decref(root);
}

static void refuses_to_cut_an_answer(void **state)
{
    (void)state;
    struct warning warning = {WARN_ID_STALE, WARN_INFO, "\u00e9\u00e9\u00e9", "badge", false};
    struct answer answer = {.warning = &warning};
    size_t whole = 0;
    assert_int_equal(reply_encode(&seven, &answer, &facts, buffer, sizeof buffer, &whole), E_OK);
    for (size_t size = 0; size <= whole; size++) {
        /* Of its own size, so that a sanitizer sees one byte too many. */
        char *small = malloc(size > 0 ? size : 1);
        size_t len = 99999;
        assert_non_null(small);
        enum error error = reply_encode(&seven, &answer, &facts, small, size, &len);
        assert_int_equal(error, size == whole ? E_OK : E_REPLY);
        assert_int_equal(len, size == whole ? whole : 99999);
        assert_int_equal(reply_encode_error(&unread, E_JSON, &facts, small, size / 8, &len),
                         E_REPLY);
        assert_int_equal(reply_encode_bare(&answer, true, small, size / 16, &len), E_REPLY);
        free(small);
    }
}

static void refuses_a_frame_too_long(void **state)
{
    (void)state;
    static char text[2000];
    struct told_reminder reminders[64];
    struct answer answer = {.reminders = reminders, .reminder_count = COUNT_OF(reminders)};
    size_t len = 99999;
    memset(text, 'a', sizeof text - 1);
    for (size_t i = 0; i < COUNT_OF(reminders); i++) {
        reminders[i] = (struct told_reminder){.kind = REMIND_CUSTOM, .text = text};
    }
    assert_int_equal(reply_encode(&seven, &answer, &facts, buffer, sizeof buffer, &len), E_REPLY);
    assert_int_equal(len, 99999);
    answer.reminder_count = 16;
    assert_int_equal(reply_encode(&seven, &answer, &facts, buffer, sizeof buffer, &len), E_OK);
    assert_true(len > 16 * (sizeof text - 1));
}

static void prints_the_bare_answer(void **state)
{
    (void)state;
    struct warning warning = {WARN_ID_NOTHING, WARN_NONE, "", "badge", false};
    struct answer answer = {.warning = &warning};
    static const char compact[] = "{\"warn\":{\"level\":\"none\",\"text\":\"\",\"show\":false,"
                                  "\"id\":\"none\",\"style\":\"badge\"}}";
    size_t len = 0;
    assert_int_equal(reply_encode_bare(&answer, false, buffer, sizeof buffer, &len), E_OK);
    assert_int_equal(len, sizeof compact - 1);
    assert_memory_equal(buffer, compact, len);
    assert_int_equal(reply_encode_bare(&answer, true, buffer, sizeof buffer, &len), E_OK);
    assert_non_null(memchr(buffer, '\n', len));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_in_an_envelope),   cmocka_unit_test(tells_that_it_knows_no_id),
        cmocka_unit_test(tells_reasons_in_order),   cmocka_unit_test(tells_never_as_null),
        cmocka_unit_test(tells_the_guide),          cmocka_unit_test(tells_verdict_and_warning),
        cmocka_unit_test(tells_of_whom_it_speaks),  cmocka_unit_test(tells_what_was_recorded),
        cmocka_unit_test(refuses_to_cut_an_answer), cmocka_unit_test(refuses_a_frame_too_long),
        cmocka_unit_test(prints_the_bare_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
