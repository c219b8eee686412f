#include "cli/setup.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "cli/checkup.h"
#include "cli/cli.h"
#include "cli/doctor.h"
#include "cli/output.h"
#include "cli/sealing.h"

#define DOCTOR "doctor"

/* In this order; each may run again, and none needs the one before. */
static const struct setup_step {
    const char *id;
    struct setup_result (*run)(struct cli *cli, struct checkup *checkup);
} steps[] = {{"register", setup_register}, {"seal", setup_seal}, {"timer", setup_timer}};

#define STEP_COUNT (sizeof steps / sizeof steps[0])

static const char *const state_names[] = {
    [SETUP_DONE] = "done",
    [SETUP_LATER] = "later",
    [SETUP_FAILED] = "failed",
};

static const char marks[] = {[SETUP_DONE] = 'x', [SETUP_LATER] = ' ', [SETUP_FAILED] = '!'};

/* One run: its results so far. */
struct setup {
    struct cli *cli;
    const char *only; /* NULL = all */
    struct checkup checkup;
    json_t *told;
    enum error error; /* the first that is in the way */
    bool changed, later;
};

static bool is_wanted(const struct setup *setup, const char *id)
{
    return !setup->only || strcmp(setup->only, id) == 0;
}

static bool is_step(const char *id)
{
    bool found = strcmp(id, DOCTOR) == 0;
    for (size_t i = 0; i < STEP_COUNT; i++) {
        found = found || strcmp(id, steps[i].id) == 0;
    }
    return found;
}

static void print_result(const char *id, const struct setup_result *result)
{
    printf("[%c] %s\n", marks[result->state], id);
    if (result->done) {
        printf("    %s\n", result->done);
    }
    if (result->text) {
        printf("    %s\n", result->text);
    }
    if (result->state != SETUP_DONE) {
        printf("    (%s%s%s)\n", error_name(result->error), result->text ? "" : ": ",
               result->text ? "" : error_hint(result->error));
    }
    /* A step may take seconds: the person sees where it is. */
    (void)fflush(stdout);
}

static void note_result(struct setup *setup, const char *id, const struct setup_result *result)
{
    const char *text = result->text ? result->text : error_hint(result->error);
    bool done = result->state == SETUP_DONE;
    json_array_append_new(
        setup->told,
        json_pack("{s:s, s:s, s:o, s:o}", "id", id, "state", state_names[result->state], "error",
                  done ? json_null() : json_string(error_name(result->error)), "text",
                  json_sprintf("%s%s%s", result->done ? result->done : "", result->done ? " " : "",
                               text)));
}

static void run_steps(struct setup *setup)
{
    for (size_t i = 0; i < STEP_COUNT; i++) {
        if (!is_wanted(setup, steps[i].id)) {
            continue;
        }
        struct setup_result result = steps[i].run(setup->cli, &setup->checkup);
        setup->changed = setup->changed || result.done;
        setup->later = setup->later || result.state != SETUP_DONE;
        if (result.state == SETUP_FAILED && setup->error == E_OK) {
            setup->error = result.error;
        }
        if (setup->cli->json) {
            note_result(setup, steps[i].id, &result);
        } else {
            print_result(steps[i].id, &result);
        }
    }
}

static void look(struct setup *setup)
{
    doctor_look_at_browsers(setup->cli, &setup->checkup);
    doctor_look_at_self(setup->cli, &setup->checkup);
    if (!checkup_is_well(&setup->checkup) && setup->error == E_OK) {
        setup->error = E_UNWELL;
    }
}

static enum error tell_json(struct setup *setup, bool looked)
{
    return checkup_print(json_pack("{s:O, s:o}", "steps", setup->told, DOCTOR,
                                   looked ? checkup_json(&setup->checkup) : json_null()));
}

static enum error tell_words(struct setup *setup, bool looked)
{
    if (!looked) {
        return output_end();
    }
    bool same = !setup->changed && !setup->later;
    puts(same ? "\nNothing was changed: it was so already.\n" : "");
    return checkup_tell_faults(&setup->checkup);
}

static enum error set_up(struct setup *setup)
{
    bool looks = is_wanted(setup, DOCTOR);
    run_steps(setup);
    if (!setup->cli->json && setup->error == E_OK && is_wanted(setup, "seal")) {
        fputs("\n" SEALING_WORTH, stdout);
    }
    if (looks) {
        look(setup);
    }
    enum error error = setup->cli->json ? tell_json(setup, looks) : tell_words(setup, looks);
    return setup->error != E_OK ? setup->error : error;
}

static enum error run(struct cli *cli)
{
    struct setup setup = {.cli = cli, .only = cli_value(cli, "only")};
    if (cli->argc > 0 || (setup.only && !is_step(setup.only))) {
        return E_USAGE;
    }
    enum error error = sealing_refuse_sudo(cli);
    if (error != E_OK) {
        return error;
    }
    setup.checkup.arena = &cli->arena;
    setup.told = json_array();
    error = set_up(&setup);
    json_decref(setup.told);
    return error;
}

static const struct cli_option options[] = {
    {"only", "register|seal|timer|doctor", "this step; without it all of them, in this order"},
};

const struct verb setup_verb = {
    .name = "setup",
    .arguments = "",
    .help = "prepare Optwatch for this user; asks nothing, may run again",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
