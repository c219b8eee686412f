#include "cli/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue/catalogue.h"
#include "wire/frame.h"
#include "wire/report.h"

struct view output_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = secure_getenv(names[i]);
        if (value && value[0] != '\0') {
            return (struct view){value, strcspn(value, ".@")};
        }
    }
    return (struct view){NULL, 0};
}

enum error output_end(void)
{
    return fflush(stdout) == 0 && !ferror(stdout) ? E_OK : E_OUTPUT;
}

enum error output_bytes(struct view bytes)
{
    if (bytes.len > 0) {
        fwrite(bytes.data, 1, bytes.len, stdout);
    }
    return output_end();
}

static enum error print_json(const char *text, size_t len)
{
    fwrite(text, 1, len, stdout);
    putchar('\n');
    return output_end();
}

enum error output_json(const struct answer *answer)
{
    char buffer[FRAME_MAX];
    size_t len = 0;
    enum error error = reply_encode_bare(answer, true, buffer, sizeof buffer, &len);
    if (error != E_OK) {
        return error;
    }
    return print_json(buffer, len);
}

enum error output_json_with(const struct answer *answer, const char *key,
                            void (*print)(const void *data), const void *data)
{
    char buffer[FRAME_MAX];
    size_t len = 0;
    enum error error = reply_encode_bare(answer, true, buffer, sizeof buffer, &len);
    if (error != E_OK) {
        return error;
    }
    /* An answer is an object and has keys: its last line closes it. */
    fwrite(buffer, 1, len - strlen("\n}"), stdout);
    printf(",\n  \"%s\": ", key);
    print(data);
    puts("\n}");
    return output_end();
}

enum error output_report(const struct report *report)
{
    char buffer[FRAME_MAX];
    size_t len = 0;
    enum error error = report_encode(report, buffer, sizeof buffer, &len);
    return error == E_OK ? print_json(buffer, len) : error;
}

const char *output_time(const struct zone *zone, int64_t at_s, char text[OUTPUT_TIME_LEN + 1])
{
    struct civil local = civil_local(zone, at_s);
    /* Bounded for the compiler's sake: the calendar is already. */
    snprintf(text, OUTPUT_TIME_LEN + 1, "%04u-%02u-%02u %02u:%02u", (unsigned)local.year % 10000U,
             (unsigned)local.month % 100U, (unsigned)local.day % 100U, (unsigned)local.hour % 100U,
             (unsigned)local.minute % 100U);
    return text;
}

static void print_steps(const struct guide *guide)
{
    static const char *const marks[] = {
        [STEP_DONE] = "[x]", [STEP_CURRENT] = "[>]", [STEP_TODO] = "[ ]"};
    puts("\nSteps");
    for (size_t i = 0; i < guide->step_count; i++) {
        const struct step *step = &guide->steps[i];
        printf("  %s %s\n", marks[step->status], step->text ? step->text : "");
        if (step->open && step->status == STEP_CURRENT) {
            printf("      %s\n", step->open);
        }
    }
}

static void print_exit(const struct told_exit *told, const struct zone *zone)
{
    char text[OUTPUT_TIME_LEN + 1];
    printf("  [%c] %s\n      %s: %s\n", told->done ? 'x' : ' ', told->text ? told->text : "",
           told->exit->id, told->exit->open);
    if (told->at_s != 0) {
        printf("      %s %s\n", told->checked ? "seen by Optwatch" : "ticked by you",
               output_time(zone, told->at_s, text));
    }
}

static void print_exits(const struct guide *guide, const struct zone *zone)
{
    for (size_t i = 0; i < guide->exit_count; i++) {
        print_exit(&guide->exits[i], zone);
    }
}

enum error output_exits(const struct guide *guide, const struct zone *zone)
{
    print_exits(guide, zone);
    return output_end();
}

static void print_account(const struct told_account *account, const struct zone *zone)
{
    char text[OUTPUT_TIME_LEN + 1];
    printf("  %lld  %s%s%s, %s\n", (long long)account->id, account->name,
           *account->name ? ": " : "", standing_name(account->state),
           standing_intent_name(account->intent));
    for (size_t i = 0; i < account->profile_count; i++) {
        const struct told_profile *profile = &account->profiles[i];
        printf("       %s, first seen %s", page_family_name(profile->family),
               output_time(zone, profile->first_s, text));
        printf(", last %s\n", output_time(zone, profile->last_s, text));
    }
}

static void print_accounts(const struct answer *answer, const struct zone *zone)
{
    for (size_t i = 0; i < answer->account_count; i++) {
        print_account(&answer->accounts[i], zone);
    }
}

static void print_question(const struct told_question *question)
{
    if (question && question->accounts[0] != 0) {
        long long a = question->accounts[0];
        long long b = question->accounts[1];
        printf("\n%s (%lld, %lld)\n  optwatch accounts join %lld %lld\n"
               "  optwatch accounts separate %lld %lld\n",
               question->text ? question->text : "", a, b, a, b, a, b);
    }
}

enum error output_accounts(const struct answer *answer, const struct zone *zone)
{
    puts("Accounts");
    print_accounts(answer, zone);
    if (answer->account_count == 0) {
        puts("  none yet");
    }
    print_question(answer->question);
    return output_end();
}

static void print_facts(const struct guide *guide)
{
    puts("\nGood to know");
    for (size_t i = 0; i < guide->fact_count; i++) {
        const struct told_fact *told = &guide->facts[i];
        printf("  - %s\n    (%s, %s)\n", told->text ? told->text : "", told->fact->source,
               told->fact->as_of);
    }
}

static void print_reminders(const struct answer *answer, const struct zone *zone)
{
    char text[OUTPUT_TIME_LEN + 1];
    puts("\nReminders");
    if (answer->reminder_count == 0) {
        puts("  none");
    }
    for (size_t i = 0; i < answer->reminder_count; i++) {
        const struct told_reminder *reminder = &answer->reminders[i];
        printf("  %s%s  %s\n", reminder->outlook.is_due ? "due since " : "",
               reminder->outlook.due_s ? output_time(zone, reminder->outlook.due_s, text) : "-",
               reminder->text ? reminder->text : "");
    }
}

static void print_verdict(const struct answer *answer, const struct zone *zone)
{
    char text[OUTPUT_TIME_LEN + 1];
    const struct verdict *verdict = answer->verdict;
    printf("%s\n", verdict->text ? verdict->text : "");
    if (verdict->at_s != 0) {
        printf("Seen %s.\n", output_time(zone, verdict->at_s, text));
    }
    for (size_t i = 0; i < verdict->why_count; i++) {
        printf("  - %s\n", verdict->why[i] ? verdict->why[i] : "");
    }
    if (answer->warning->level != WARN_NONE) {
        printf("\n%s\n", answer->warning->text ? answer->warning->text : "");
    }
}

enum error output_words(const struct answer *answer, const struct zone *zone)
{
    print_verdict(answer, zone);
    if (answer->account_count > 1) {
        puts("\nAccounts");
        print_accounts(answer, zone);
    }
    print_question(answer->question);
    print_steps(answer->guide);
    puts("\nWays out");
    print_exits(answer->guide, zone);
    print_facts(answer->guide);
    print_reminders(answer, zone);
    return output_end();
}
