#include "cli/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue/catalogue.h"
#include "wire/frame.h"
#include "wire/report.h"

#define DATE_LEN 17 /* YYYY-MM-DD HH:MM */

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

static enum error finish(void)
{
    return fflush(stdout) == 0 && !ferror(stdout) ? E_OK : E_OUTPUT;
}

enum error output_bytes(struct view bytes)
{
    if (bytes.len > 0) {
        fwrite(bytes.data, 1, bytes.len, stdout);
    }
    return finish();
}

static enum error print_json(const char *text, size_t len)
{
    fwrite(text, 1, len, stdout);
    putchar('\n');
    return finish();
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

enum error output_report(const struct report *report)
{
    char buffer[FRAME_MAX];
    size_t len = 0;
    enum error error = report_encode(report, buffer, sizeof buffer, &len);
    return error == E_OK ? print_json(buffer, len) : error;
}

static const char *print_time(const struct zone *zone, int64_t at_s, char text[DATE_LEN + 1])
{
    struct civil local = civil_local(zone, at_s);
    /* Bounded for the compiler's sake: the calendar is already. */
    snprintf(text, DATE_LEN + 1, "%04u-%02u-%02u %02u:%02u", (unsigned)local.year % 10000U,
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

static void print_exits(const struct guide *guide)
{
    puts("\nWays out");
    for (size_t i = 0; i < guide->exit_count; i++) {
        const struct told_exit *told = &guide->exits[i];
        printf("  - %s (%s)\n    %s\n", told->text ? told->text : "", told->state,
               told->exit->open);
    }
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
    char text[DATE_LEN + 1];
    puts("\nReminders");
    if (answer->reminder_count == 0) {
        puts("  none");
    }
    for (size_t i = 0; i < answer->reminder_count; i++) {
        const struct told_reminder *reminder = &answer->reminders[i];
        printf("  %s  %s\n", reminder->due_s ? print_time(zone, reminder->due_s, text) : "-",
               reminder->text ? reminder->text : "");
    }
}

enum error output_words(const struct answer *answer, const struct zone *zone)
{
    char text[DATE_LEN + 1];
    const struct verdict *verdict = answer->verdict;
    printf("%s\n", verdict->text ? verdict->text : "");
    if (verdict->at_s != 0) {
        printf("Seen %s.\n", print_time(zone, verdict->at_s, text));
    }
    for (size_t i = 0; i < verdict->why_count; i++) {
        printf("  - %s\n", verdict->why[i] ? verdict->why[i] : "");
    }
    if (answer->warning->level != WARN_NONE) {
        printf("\n%s\n", answer->warning->text ? answer->warning->text : "");
    }
    print_steps(answer->guide);
    print_exits(answer->guide);
    print_facts(answer->guide);
    print_reminders(answer, zone);
    return finish();
}
