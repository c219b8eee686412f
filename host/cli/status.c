#include "cli/cli.h"

#include "cli/output.h"
#include "system/clock.h"
#include "wire/request.h"

static enum error run(struct cli *cli)
{
    struct answer answer = {0};
    struct request request = {.command = COMMAND_STATUS};
    if (cli->argc > 0) {
        return E_USAGE;
    }
    request.report.locale = output_locale();
    enum error error = service_answer(&cli->service, &request, clock_now_ms(), &answer);
    if (error != E_OK) {
        return error;
    }
    return cli->json ? output_json(&answer) : output_words(&answer, &cli->service.zone);
}

const struct verb status_verb = {
    .name = "status",
    .arguments = "",
    .help = "tell what is known, what to do next and what is due",
    .run = run,
};
