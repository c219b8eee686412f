#include "cli/cli.h"

#include <string.h>

#include "cli/output.h"
#include "system/clock.h"
#include "wire/request.h"

/* What follows an action: an account, and one thing more or none. */
static const struct {
    const char *name;
    enum order_action action;
    int arguments;
} actions[] = {
    {"join", ORDER_JOIN, 2},         {"name", ORDER_NAME, 2}, {"intent", ORDER_INTENT, 2},
    {"separate", ORDER_SEPARATE, 2}, {"mine", ORDER_MINE, 1},
};

static enum error read_second(const char *text, struct order *ret)
{
    if (ret->action == ORDER_NAME) {
        ret->name = view_of(text);
        return E_OK;
    }
    if (ret->action == ORDER_INTENT) {
        return order_find_intent(view_of(text), &ret->intent) ? E_OK : E_USAGE;
    }
    ret->with = cli_id(text);
    return ret->with != 0 ? E_OK : E_UNKNOWN_ID;
}

static enum error read_order(const struct cli *cli, struct order *ret)
{
    if (cli->argc == 0) {
        return E_OK;
    }
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(cli->argv[0], actions[i].name) != 0) {
            continue;
        }
        if (cli->argc != actions[i].arguments + 1) {
            return E_USAGE;
        }
        ret->action = actions[i].action;
        ret->account = cli_id(cli->argv[1]);
        if (ret->account == 0) {
            return E_UNKNOWN_ID;
        }
        return actions[i].arguments == 2 ? read_second(cli->argv[2], ret) : E_OK;
    }
    return E_USAGE;
}

static enum error run(struct cli *cli)
{
    struct answer answer = {0};
    struct request request = {.command = COMMAND_ACCOUNTS};
    request.report.locale = output_locale();
    enum error error = read_order(cli, &request.order);
    if (error == E_OK) {
        error = service_answer(&cli->service, &request, clock_now_ms(), &answer);
    }
    if (error != E_OK) {
        return error;
    }
    return cli->json ? output_json(&answer) : output_accounts(&answer, &cli->service.zone);
}

static const struct cli_action listed[] = {
    {"join", "A B", "the accounts A and B are one LinkedIn account: one history from now on"},
    {"separate", "A B", "A and B are two: you are not asked about them again"},
    {"name", "A NAME", "call A so; \"\" takes the name away"},
    {"mine", "A", "you turned A's setting on yourself: the alarm ends"},
    {"intent", "A want_off|leave_on|undecided",
     "what you want for A; leave_on ends warnings and the reminder to turn it off"},
};

const struct verb accounts_verb = {
    .name = "accounts",
    .arguments = "[join A B|separate A B|name A NAME|mine A|intent A want_off|leave_on|undecided]",
    .help = "list accounts and their browser profiles; say which are one, and what you want",
    .run = run,
    .actions = listed,
    .action_count = sizeof listed / sizeof listed[0],
};
