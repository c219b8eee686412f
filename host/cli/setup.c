#include "cli/cli.h"

#include <stdio.h>

#include "cli/keeping.h"
#include "cli/sealing.h"
#include "system/clock.h"
#include "system/store.h"

/* What came of a step. Sentences are our own words, without quotes or backslashes. */
struct setup_result {
    enum error later; /* E_OK: done; else why it has to be done another time */
    const char *done; /* what was done now; NULL = it was so already */
    const char *text; /* how it stands */
};

/* Steps run in this order, each idempotent; the first that fails ends setup. */
struct setup_step {
    const char *id;
    enum error (*run)(struct setup_result *ret);
};

static const char *tell_done(const struct keeping *did)
{
    if (did->made) {
        return "A key was made and put in your keyring. Make a copy of it: optwatch key export "
               "FILE. Without key or copy nobody can read what is sealed.";
    }
    if (did->adopted) {
        return "The key in your keyring is this history's now.";
    }
    return did->proven ? "The keyring gave the key back after a new log-in." : NULL;
}

/* The key, its proof, and the rows that may be sealed by then. */
static enum error seal_history(struct setup_result *ret)
{
    struct store *store = NULL;
    struct keeping did;
    struct sealing sealing;
    enum error error = store_open(STORE_WRITE, &store);
    if (error == E_OK) {
        error = keeping_advance(store, false, clock_now_ms(), &did);
        fputs(did.unused ? SEALING_UNUSED : "", stderr);
    }
    if (error == E_OK) {
        error = sealing_look(store, &sealing);
    }
    if (error == E_OK) {
        *ret = (struct setup_result){did.later, tell_done(&did), sealing_sentence(&sealing)};
    }
    store_close(store);
    return error;
}

static const struct setup_step steps[] = {{"seal", seal_history}};

static void print_outcome(const struct setup_step *step, const struct setup_result *outcome)
{
    printf("[%s] %s\n", outcome->later == E_OK ? "x" : " ", step->id);
    if (outcome->done) {
        printf("    %s\n", outcome->done);
    }
    printf("    %s\n", outcome->text);
    if (outcome->later != E_OK) {
        printf("    (%s: %s)\n", error_name(outcome->later), error_hint(outcome->later));
    }
}

static void print_outcome_json(const struct setup_step *step, const struct setup_result *outcome,
                               bool first)
{
    printf("%s{\"id\":\"%s\",\"state\":\"%s\",\"error\":", first ? "" : ",", step->id,
           outcome->later == E_OK ? "done" : "later");
    printf(outcome->later == E_OK ? "null" : "\"%s\"", error_name(outcome->later));
    printf(",\"text\":\"%s%s%s\"}", outcome->done ? outcome->done : "", outcome->done ? " " : "",
           outcome->text);
}

static enum error run_steps(const struct cli *cli)
{
    enum error error = E_OK;
    for (size_t i = 0; error == E_OK && i < sizeof steps / sizeof steps[0]; i++) {
        struct setup_result outcome = {.later = E_OK};
        error = steps[i].run(&outcome);
        if (error == E_OK && cli->json) {
            print_outcome_json(&steps[i], &outcome, i == 0);
        } else if (error == E_OK) {
            print_outcome(&steps[i], &outcome);
        }
    }
    return error;
}

static enum error run(struct cli *cli)
{
    if (cli->argc > 0) {
        return E_USAGE;
    }
    enum error error = sealing_refuse_sudo(cli);
    if (error != E_OK) {
        return error;
    }
    fputs(cli->json ? "{\"steps\":[" : "", stdout);
    error = run_steps(cli);
    fputs(cli->json ? "]}\n" : "", stdout);
    if (error == E_OK && !cli->json) {
        fputs("\n" SEALING_WORTH, stdout);
    }
    return error;
}

const struct verb setup_verb = {
    .name = "setup",
    .arguments = "",
    .help = "prepare Optwatch for this user: a key in the keyring; asks nothing, may run again",
    .run = run,
};
