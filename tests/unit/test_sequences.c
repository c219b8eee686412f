/* Plays the table of sequences: each step by the whole service, on a history of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "looks.h"
#include "sequences.h"
#include "service/reminders.h"
#include "support.h"

#define FILE_PATH "optwatch/optwatch.db"
#define WORDS_MAX 8
#define WORD_MAX  24
#define TOLD_MAX  128

/* A step in words, without what is expected. */
struct words {
    char at[WORDS_MAX][WORD_MAX];
    int count;
};

static struct words split(const char *step)
{
    struct words words = {.count = 0};
    int len = 0;
    while (words.count < WORDS_MAX && sscanf(step, "%23s%n", words.at[words.count], &len) == 1 &&
           strcmp(words.at[words.count], "=>") != 0) {
        step += len;
        words.count++;
    }
    return words;
}

static int64_t unit_ms(char unit)
{
    return unit == 's' ? 1000 : unit == 'm' ? 60000 : unit == 'h' ? 3600000 : INT64_C(86400000);
}

/* "+4s", "-2h", "1.5s" in milliseconds. */
static int64_t duration_ms(const char *word)
{
    char *end = NULL;
    double number = strtod(word, &end);
    return (int64_t)(number * (double)unit_ms(*end));
}

/* Takes the first word away where it is a time; the next answer is then so much later. */
static void pass_time(struct words *words)
{
    const char *first = words->at[0];
    if (first[0] == '+' || first[0] == '-') {
        looks.now_ms += duration_ms(first) - LOOKS_STEP_MS;
        memmove(words->at[0], words->at[1], sizeof words->at - WORD_MAX);
        words->count--;
    }
}

static int number_of(const struct words *words, char letter)
{
    for (int i = 1; i < words->count; i++) {
        if (words->at[i][0] == letter && words->at[i][1] >= '0' && words->at[i][1] <= '9') {
            return (int)strtol(words->at[i] + 1, NULL, 10);
        }
    }
    return 0;
}

static bool has(const struct words *words, const char *word)
{
    for (int i = 0; i < words->count; i++) {
        if (strcmp(words->at[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static int64_t steady_ms(const struct words *words)
{
    for (int i = 1; i < words->count; i++) {
        if (words->at[i][0] >= '0' && words->at[i][0] <= '9' && strchr(words->at[i], 's')) {
            return duration_ms(words->at[i]);
        }
    }
    return 5000;
}

static bool is_look(const char *what)
{
    static const char *const looked[] = {"on",     "off",     "unclear", "empty",
                                         "row-on", "row-off", "wall"};
    for (size_t i = 0; i < sizeof looked / sizeof looked[0]; i++) {
        if (strcmp(what, looked[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void play_look(const struct words *words)
{
    looks_answer(&(struct look_plan){
        .instance = number_of(words, 'i'),
        .visit = number_of(words, 'v'),
        .on = has(words, "on") || has(words, "row-on"),
        .mixed = has(words, "unclear"),
        .empty = has(words, "empty"),
        .by_row = has(words, "row-on") || has(words, "row-off"),
        .wall = has(words, "wall"),
        .restored = has(words, "restored"),
        .same_document = has(words, "same"),
        .touched = has(words, "touched") ? TOUCHED_YES
                   : has(words, "late")  ? TOUCHED_UNKNOWN
                                         : TOUCHED_NO,
        .steady_ms = steady_ms(words),
        .waited_ms = has(words, "empty") ? 20000 : 0,
    });
    assert_true(looks.answer.recorded);
}

static void play_order(const struct words *words)
{
    struct order order = {.action = ORDER_MINE};
    const int profile = number_of(words, 'i');
    const char *what = words->at[0];
    if (strcmp(what, "join") == 0) {
        order = (struct order){.action = ORDER_JOIN,
                               .account = strtol(words->at[1], NULL, 10),
                               .with = strtol(words->at[2], NULL, 10)};
    } else if (order_find_intent(view_of(what), &order.intent)) {
        order.action = ORDER_INTENT;
    }
    assert_int_equal(looks_order(COMMAND_ACCOUNTS, profile, &order), E_OK);
}

static void play_shown(const struct words *words)
{
    struct order order = {.warn = WARN_ID_NOTHING};
    const struct look_plan plan = {.instance = number_of(words, 'i'),
                                   .visit = number_of(words, 'v')};
    for (int id = 0; id < WARN_ID_COUNT; id++) {
        if (strcmp(warn_id_name((enum warn_id)id), words->at[1]) == 0) {
            order.warn = (enum warn_id)id;
        }
    }
    order.visit = looks_report(&plan).page.visit;
    assert_int_equal(looks_order(COMMAND_SHOWN, plan.instance, &order), E_OK);
}

static void play_snooze(const struct words *words)
{
    struct order order = {.action = ORDER_SNOOZE};
    assert_int_equal(looks_ask(COMMAND_STATUS, number_of(words, 'i')), E_OK);
    order.remind.reminder = looks.answer.reminders[0].id;
    order.remind.at_s = (looks.now_ms + duration_ms(words->at[1])) / 1000;
    assert_int_equal(looks_order(COMMAND_REMIND, number_of(words, 'i'), &order), E_OK);
}

static void play_forget(void)
{
    const struct request request = {.command = COMMAND_FORGET, .confirm = true};
    assert_int_equal(service_answer(&looks.service, &request, looks.now_ms, &looks.answer), E_OK);
}

static void play(const struct words *words)
{
    const char *what = words->at[0];
    if (is_look(what)) {
        play_look(words);
    } else if (strcmp(what, "status") == 0) {
        assert_int_equal(looks_ask(COMMAND_STATUS, number_of(words, 'i')), E_OK);
    } else if (strcmp(what, "shown") == 0) {
        play_shown(words);
    } else if (strcmp(what, "snooze") == 0) {
        play_snooze(words);
    } else if (strcmp(what, "stale_days") == 0) {
        assert_int_equal(looks_set(what, words->at[1]), E_OK);
    } else if (strcmp(what, "rules") == 0) {
        support_sql(FILE_PATH, "UPDATE standing SET rules = rules - 1");
    } else if (strcmp(what, "forget") == 0) {
        play_forget();
    } else {
        play_order(words);
    }
}

static void tell(char told[TOLD_MAX])
{
    const struct warning *warning = looks.answer.warning;
    int len = snprintf(told, TOLD_MAX, "%s %s%s %s", standing_name(looks_told()->state),
                       warn_id_name(warning->id), warning->show ? "!" : "",
                       looks.answer.reminder_count == 0 ? "-" : "");
    for (size_t i = 0; i < looks.answer.reminder_count; i++) {
        const struct told_reminder *reminder = &looks.answer.reminders[i];
        len +=
            snprintf(told + len, TOLD_MAX - (size_t)len, "%s%s%s", i > 0 ? "+" : "",
                     remind_kind_name(reminder->kind), reminder->outlook.snoozed_s != 0 ? "~" : "");
    }
}

static void play_sequence(const struct sequence *sequence)
{
    char told[TOLD_MAX];
    for (size_t i = 0; sequence->steps[i]; i++) {
        struct words words = split(sequence->steps[i]);
        const char *wanted = strstr(sequence->steps[i], "=> ");
        pass_time(&words);
        play(&words);
        if (wanted) {
            tell(told);
        }
        if (wanted && strcmp(told, wanted + 3) != 0) {
            fail_msg("%s, step %zu: %s\n  told: %s", sequence->name, i + 1, sequence->steps[i],
                     told);
        }
    }
}

static void stands_as_the_table_says(void **state)
{
    for (size_t i = 0; i < sequence_count; i++) {
        assert_int_equal(looks_begin(state), 0);
        play_sequence(&sequences[i]);
        assert_int_equal(looks_end(state), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stands_as_the_table_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
