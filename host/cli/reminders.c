#include "cli/calendar.h"
#include "cli/cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/output.h"
#include "wire/request.h"

#define ID_LEN      20
#define ACCOUNT_LEN 32

static enum error read_time(const char *text, int64_t *ret_s)
{
    return text && civil_read_time(view_of(text), ret_s) && *ret_s > 0 ? E_OK : E_TIME;
}

static enum error read_id(const char *text, int64_t *ret_id)
{
    *ret_id = cli_id(text);
    return *ret_id != 0 ? E_OK : E_UNKNOWN_ID;
}

static enum error read_rule(const struct cli *cli, struct remind_order *ret)
{
    const char *rule = cli_value(cli, "rule");
    ret->has_rule = rule != NULL;
    return !rule || remind_find_rule(view_of(rule), &ret->rule) ? E_OK : E_USAGE;
}

static enum error read_new(const struct cli *cli, struct order *ret)
{
    const char *kind = cli_value(cli, "kind");
    const char *account = cli_value(cli, "account");
    ret->remind.kind = REMIND_CUSTOM;
    ret->name = view_of(cli_value(cli, "name"));
    if (kind && !remind_find_kind(view_of(kind), &ret->remind.kind)) {
        return E_USAGE;
    }
    if (ret->remind.kind != REMIND_CUSTOM && ret->remind.kind != REMIND_OBJECTION) {
        return E_RULE;
    }
    enum error error = account ? read_id(account, &ret->account) : E_OK;
    return error == E_OK ? read_time(cli_value(cli, "at"), &ret->remind.at_s) : error;
}

static enum error read_set(const struct cli *cli, struct order *ret)
{
    enum error error = read_rule(cli, &ret->remind);
    ret->remind.dry_run = cli_value(cli, "dry-run") != NULL;
    if (error == E_OK) {
        error = cli->argc > 1 ? read_id(cli->argv[1], &ret->remind.reminder) : read_new(cli, ret);
    }
    bool bare = ret->remind.reminder != 0 && !ret->remind.has_rule;
    return error == E_OK && bare ? E_USAGE : error;
}

static enum error read_snooze(const struct cli *cli, struct order *ret)
{
    return read_time(cli_value(cli, "until"), &ret->remind.at_s);
}

static enum error read_weeks(const struct cli *cli, struct order *ret)
{
    const char *text = cli->argv[1];
    ret->remind.reminder = 0;
    ret->remind.weeks = strcmp(text, "0") == 0 ? 0 : cli_id(text);
    return ret->remind.weeks == 0 && strcmp(text, "0") != 0 ? E_WEEKS : E_OK;
}

/* What follows an action, at least and at most. */
static const struct {
    const char *name;
    enum order_action action;
    int least, most;
    enum error (*read)(const struct cli *cli, struct order *ret);
} actions[] = {
    {"list", ORDER_LIST, 0, 0, NULL},
    {"set", ORDER_SET, 0, 1, read_set},
    {"snooze", ORDER_SNOOZE, 1, 1, read_snooze},
    {"done", ORDER_DONE, 1, 1, NULL},
    {"undo", ORDER_UNDO, 0, 0, NULL},
    {"pause", ORDER_PAUSE, 1, 1, read_weeks},
    {"end", ORDER_END, 1, 1, NULL},
};

/* Whether every option that was given is among the named ones. */
static bool takes(const struct cli *cli, const char *const *names)
{
    for (size_t i = 0; i < cli->verb->option_count; i++) {
        const char *const *name = names;
        while (*name && strcmp(*name, cli->verb->options[i].name) != 0) {
            name++;
        }
        if (cli->values[i] && !*name) {
            return false;
        }
    }
    return true;
}

static bool takes_options(const struct cli *cli, const struct order *order)
{
    static const char *const none[] = {"now", NULL};
    static const char *const list[] = {"now", "ics", "force", NULL};
    static const char *const snooze[] = {"now", "until", NULL};
    static const char *const set[] = {"now", "rule", "dry-run", NULL};
    static const char *const new[] = {"now",  "rule",    "kind",    "at",
                                      "name", "account", "dry-run", NULL};
    if (order->action == ORDER_SET) {
        return takes(cli, order->remind.reminder != 0 ? set : new);
    }
    return takes(cli, order->action == ORDER_LIST     ? list
                      : order->action == ORDER_SNOOZE ? snooze
                                                      : none);
}

static enum error read_order(const struct cli *cli, struct order *ret)
{
    enum error error = E_OK;
    for (size_t i = 0; cli->argc > 0 && i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(cli->argv[0], actions[i].name) != 0) {
            continue;
        }
        if (cli->argc < actions[i].least + 1 || cli->argc > actions[i].most + 1) {
            return E_USAGE;
        }
        ret->action = actions[i].action;
        if (actions[i].least > 0 && ret->action != ORDER_PAUSE) {
            error = read_id(cli->argv[1], &ret->remind.reminder);
        }
        return error == E_OK && actions[i].read ? actions[i].read(cli, ret) : error;
    }
    return cli->argc == 0 ? E_OK : E_USAGE;
}

static void print_next(const struct told_reminder *reminder, const struct zone *zone)
{
    char text[OUTPUT_TIME_LEN + 1];
    const char *before = "    next: ";
    for (size_t i = 0; i < DUE_NEXT && reminder->outlook.next_s[i] != 0; i++) {
        printf("%s%s", before, output_time(zone, reminder->outlook.next_s[i], text));
        before = ", ";
    }
    if (before[0] == ',') {
        putchar('\n');
    }
}

static void print_one(const struct told_reminder *reminder, const struct zone *zone)
{
    char text[OUTPUT_TIME_LEN + 1];
    const struct outlook *outlook = &reminder->outlook;
    char id[ID_LEN + 1] = "";
    char account[ACCOUNT_LEN + 1] = "";
    if (reminder->id != 0) {
        (void)snprintf(id, sizeof id, "%" PRId64, reminder->id);
    }
    if (reminder->account != 0) {
        (void)snprintf(account, sizeof account, ", account %" PRId64, reminder->account);
    }
    printf("%3s  %s, %s%s%s%s\n", id, remind_kind_name(reminder->kind),
           remind_rule_name(reminder->rule), account, *reminder->name ? ": " : "", reminder->name);
    if (outlook->is_due) {
        printf("    due since %s%s\n", output_time(zone, outlook->due_s, text),
               outlook->is_shown ? ", shown: say done or snooze" : "");
    } else if (outlook->snoozed_s != 0) {
        printf("    snoozed until %s\n", output_time(zone, outlook->snoozed_s, text));
    } else if (outlook->due_s == 0) {
        puts("    over: no date is left");
    }
    print_next(reminder, zone);
    printf("    %s\n", reminder->text ? reminder->text : "");
}

static enum error print(const struct cli *cli, const struct answer *answer)
{
    char text[OUTPUT_TIME_LEN + 1];
    const struct zone *zone = &cli->service.zone;
    if (answer->paused_s != 0) {
        printf("Paused until %s. The alarm is not.\n", output_time(zone, answer->paused_s, text));
    }
    for (size_t i = 0; i < answer->reminder_count; i++) {
        print_one(&answer->reminders[i], zone);
    }
    if (answer->reminder_count == 0) {
        puts("No reminders. They begin with the first look at the setting's page, or with\n"
             "optwatch reminders set --at TIME");
    }
    return output_end();
}

/* The dates are seen before anything is stored. */
static enum error announce(struct cli *cli, const struct request *request, int64_t now_ms)
{
    struct answer answer = {0};
    struct request dry = *request;
    dry.order.remind.dry_run = true;
    enum error error = service_answer(&cli->service, &dry, now_ms, &answer);
    if (error == E_OK && answer.reminder_count == 1) {
        puts("To be set:");
        print_next(&answer.reminders[0], &cli->service.zone);
        error = output_end();
    }
    return error;
}

static enum error run(struct cli *cli)
{
    struct answer answer = {0};
    struct request request = {.command = COMMAND_REMIND};
    int64_t now_ms = 0;
    const char *calendar = cli_value(cli, "ics");
    request.report.locale = output_locale();
    enum error error = cli_now_ms(cli, &now_ms);
    if (error == E_OK) {
        error = read_order(cli, &request.order);
    }
    if (error == E_OK && !takes_options(cli, &request.order)) {
        error = E_USAGE;
    }
    if (error == E_OK && calendar) {
        return cli->json || request.order.action != ORDER_LIST
                   ? E_USAGE
                   : calendar_write(cli, now_ms, calendar);
    }
    const struct order *order = &request.order;
    bool sets = order->action == ORDER_SET && !order->remind.dry_run;
    if (error == E_OK && sets && !cli->json) {
        error = announce(cli, &request, now_ms);
    }
    if (error == E_OK) {
        error = service_answer(&cli->service, &request, now_ms, &answer);
    }
    if (error != E_OK) {
        return error;
    }
    return cli->json ? output_json(&answer) : print(cli, &answer);
}

static const struct cli_option options[] = {
    {"kind", "custom|objection", "with set: custom unless said otherwise"},
    {"at", "TIME",
     "with set: when it is first due, such as 2027-03-01T09:00:00+01:00; of an "
     "objection, when it was sent"},
    {"rule", "once|decaying|monthly|quarterly",
     "with set: how often; decaying is after 3, 14, 30 days"},
    {"name", "TEXT", "with set: what to call it; kept unsealed"},
    {"account", "ID", "with set: which account it is about"},
    {"dry-run", NULL, "with set: tell its next dates, and set nothing"},
    {"until", "TIME", "with snooze: when it is due again"},
    {"ics", "FILE",
     "write what lies ahead to a new file, for your calendar program; - is standard output"},
    {"force", NULL, "with ics: let it take the place of a file that is there"},
    {"now", "TIME", "take this time for now"},
};

static const struct cli_action listed[] = {
    {"list", NULL, "tell what is due and what lies ahead (unless said otherwise)"},
    {"set", "[ID]",
     "a new one of your own, with --at; or, with ID and --rule, how often that one comes"},
    {"snooze", "ID", "not now: with --until, when instead"},
    {"done", "ID", "you looked: what is due is settled"},
    {"undo", NULL, "take back what you did last, then what you did before"},
    {"pause", "WEEKS", "nothing but the alarm for so many weeks; 0 ends the pause"},
    {"end", "ID", "remove one of your own for good"},
};

const struct verb reminders_verb = {
    .name = "reminders",
    .arguments = "[list|set [ID]|snooze ID|done ID|undo|pause WEEKS|end ID]",
    .help = "list reminders, set and move them, tell that you looked; undo takes the last back",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
    .actions = listed,
    .action_count = sizeof listed / sizeof listed[0],
};
