#include "cli/cli.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/output.h"
#include "system/clock.h"
#include "wire/request.h"

static void print_choices(enum preference which)
{
    const char *choice;
    printf("      one of:");
    for (size_t i = 0; (choice = preference_choice(which, i)); i++) {
        printf(" %s%s", choice, preference_is_reviewed(which, choice) ? " (reviewed)" : "");
    }
    puts(preference_rows[which].fallback[0] == '\0' ? " \"\"" : "");
}

static void print_row(const struct told_settings *settings, enum preference which)
{
    const struct preference_row *row = &preference_rows[which];
    const char *value = settings->values.values[which];
    printf("  %-12s %s\n      %s\n", row->name, *value ? value : "\"\"",
           settings->help[which] ? settings->help[which] : "");
    if (row->type == PREFERENCE_TYPE_NUMBER) {
        printf("      %s, %" PRId64 " to %" PRId64 "; %s unless set\n", row->unit, row->least,
               row->most, row->fallback);
    } else {
        print_choices(which);
    }
}

static enum error print(const struct cli *cli, const struct told_settings *settings)
{
    enum preference only = PREFERENCE_COUNT;
    enum error error = cli->argc > 0 ? preference_find(view_of(cli->argv[0]), &only) : E_OK;
    for (int i = 0; error == E_OK && i < PREFERENCE_COUNT; i++) {
        if (only == PREFERENCE_COUNT || only == (enum preference)i) {
            print_row(settings, (enum preference)i);
        }
    }
    return error == E_OK ? output_end() : error;
}

static enum error read_order(const struct cli *cli, struct order *ret)
{
    enum preference which = PREFERENCE_COUNT;
    if (cli->argc > 2) {
        return E_USAGE;
    }
    if (cli->argc == 2) {
        ret->action = ORDER_SET;
        ret->name = view_of(cli->argv[0]);
        ret->value = view_of(cli->argv[1]);
    }
    return cli->argc == 1 ? preference_find(view_of(cli->argv[0]), &which) : E_OK;
}

static enum error run(struct cli *cli)
{
    struct answer answer = {0};
    struct request request = {.command = COMMAND_SETTINGS};
    request.report.locale = output_locale();
    enum error error = read_order(cli, &request.order);
    if (error == E_OK) {
        error = service_answer(&cli->service, &request, clock_now_ms(), &answer);
    }
    if (error != E_OK) {
        return error;
    }
    return cli->json ? output_json(&answer) : print(cli, answer.settings);
}

const struct verb settings_verb = {
    .name = "settings",
    .arguments = "[NAME [VALUE]]",
    .help = "tell what is set and what each setting takes; with NAME and VALUE, set it",
    .run = run,
};
