#include "cli/doctor.h"

#include "cli/checkup.h"
#include "cli/cli.h"

static enum error run(struct cli *cli)
{
    struct checkup checkup = {.arena = &cli->arena};
    if (cli->argc > 0) {
        return E_USAGE;
    }
    doctor_look_at_browsers(cli, &checkup);
    doctor_look_at_self(cli, &checkup);
    enum error error = checkup_tell(&checkup, cli->json);
    return error == E_OK && !checkup_is_well(&checkup) ? E_UNWELL : error;
}

const struct verb doctor_verb = {
    .name = "doctor",
    .arguments = "",
    .help = "look at each layer from the browser to the history, and say what mends it",
    .run = run,
};
