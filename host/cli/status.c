#include "cli/cli.h"

#include <stdio.h>

#include "cli/output.h"
#include "cli/sealing.h"
#include "system/clock.h"
#include "system/store.h"
#include "wire/request.h"

static enum error look_at_sealing(struct sealing *ret)
{
    struct store *store = NULL;
    enum error error = store_open(STORE_READ, &store);
    if (error == E_OK) {
        error = sealing_look(store, ret);
    }
    store_close(store);
    return error;
}

static void print_sealing_json(const void *sealing)
{
    sealing_print_json(sealing);
}

/* Here "sealing" tells more than on the wire. */
static enum error print_json(const struct answer *answer, const struct sealing *sealing)
{
    struct told_about about = *answer->about;
    struct answer whole = *answer;
    about.tells_sealing = false;
    whole.about = &about;
    return output_json_with(&whole, "sealing", print_sealing_json, sealing);
}

static enum error print(const struct cli *cli, const struct answer *answer,
                        const struct sealing *sealing)
{
    if (cli->json) {
        return print_json(answer, sealing);
    }
    enum error error = output_words(answer, &cli->service.zone);
    if (error == E_OK) {
        printf("\n%s\n", sealing_sentence(sealing));
    }
    return error;
}

static enum error run(struct cli *cli)
{
    struct answer answer = {0};
    struct sealing sealing;
    struct request request = {.command = COMMAND_STATUS};
    if (cli->argc > 0) {
        return E_USAGE;
    }
    cli->waits = cli_value(cli, "wait") && !cli->json;
    request.report.locale = output_locale();
    enum error error = service_answer(&cli->service, &request, clock_now_ms(), &answer);
    if (error == E_OK) {
        error = look_at_sealing(&sealing);
    }
    return error == E_OK ? print(cli, &answer, &sealing) : error;
}

static const struct cli_option options[] = {
    {"wait", NULL,
     "then wait for Enter, where a terminal is the input: for a window that would close"},
};

const struct verb status_verb = {
    .name = "status",
    .arguments = "",
    .help = "tell what is known, what to do next and what is due",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
