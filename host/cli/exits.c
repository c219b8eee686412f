#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "cli/output.h"
#include "system/clock.h"
#include "wire/request.h"

static enum error read_order(const struct cli *cli, struct order *ret)
{
    const char *note = cli_value(cli, "note");
    const char *account = cli_value(cli, "account");
    ret->account = account ? cli_id(account) : 0;
    if (account && ret->account == 0) {
        return E_UNKNOWN_ID;
    }
    if (cli->argc == 0) {
        return note ? E_USAGE : E_OK;
    }
    bool done = strcmp(cli->argv[0], "done") == 0;
    if (cli->argc != 2 || (!done && strcmp(cli->argv[0], "undo") != 0) || (note && !done)) {
        return E_USAGE;
    }
    ret->action = done ? ORDER_DONE : ORDER_UNDO;
    ret->name = view_of(cli->argv[1]);
    ret->note = view_of(note);
    return E_OK;
}

static void print_heading(const struct account *account)
{
    if (account->id == 0) {
        puts("Ways out");
    } else {
        printf("Ways out, account %lld%s%s\n", (long long)account->id, *account->name ? " " : "",
               account->name);
    }
}

/* Where to complain depends on where one lives. */
static void print_hint(const struct service *service)
{
    if (service->preferences.values[PREFERENCE_REGION][0] == '\0') {
        puts("\nTo see where to complain, set where you live: optwatch settings region");
    }
}

static enum error run(struct cli *cli)
{
    struct answer answer = {0};
    struct request request = {.command = COMMAND_EXIT};
    request.report.locale = output_locale();
    enum error error = read_order(cli, &request.order);
    if (error == E_OK) {
        error = service_answer(&cli->service, &request, clock_now_ms(), &answer);
    }
    if (error != E_OK) {
        return error;
    }
    if (cli->json) {
        return output_json(&answer);
    }
    print_heading(&cli->service.account);
    error = output_exits(answer.checklist, &cli->service.zone);
    print_hint(&cli->service);
    return error == E_OK ? output_end() : error;
}

static const struct cli_option options[] = {
    {"note", "TEXT", "with done: a note of your own, kept with it"},
    {"account", "ID", "which account, where there are several"},
};

static const struct cli_action listed[] = {
    {"done", "ID", "you have done it: ticked with today's date"},
    {"undo", "ID", "take the tick back"},
};

const struct verb exits_verb = {
    .name = "exits",
    .arguments = "[done ID | undo ID]",
    .help = "list the ways out, and tick what you have done",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
    .actions = listed,
    .action_count = sizeof listed / sizeof listed[0],
};
