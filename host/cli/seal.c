#include "cli/cli.h"

#include <stdio.h>

#include "cli/keeping.h"
#include "cli/sealing.h"
#include "system/clock.h"
#include "system/store.h"

static enum error print_json(const struct keeping *did, const struct sealing *sealing)
{
    long long now = did->sealed + did->unsealed;
    printf("{\"made\":%s,\"adopted\":%s,\"proven\":%s,\"now\":%lld,\"error\":",
           did->made ? "true" : "false", did->adopted ? "true" : "false",
           did->proven ? "true" : "false", now);
    printf(did->later == E_OK ? "null" : "\"%s\"", error_name(did->later));
    fputs(",\"sealing\":", stdout);
    sealing_print_json(sealing);
    puts("}");
    return fflush(stdout) == 0 ? E_OK : E_OUTPUT;
}

static enum error print_words(const struct keeping *did, const struct sealing *sealing)
{
    if (did->made) {
        puts("A key was made and put in your keyring. Make a copy of it: optwatch key export FILE. "
             "Without key or copy nobody can read what is sealed.");
    }
    if (did->proven) {
        puts("The keyring gave the key back after a new log-in: it counts from now on.");
    }
    if (did->dropped) {
        puts("The key was never used, and the keyring has lost it: the history forgot it too.");
    }
    puts(sealing_sentence(sealing));
    printf("%lld entries sealed, %lld plain.\n", (long long)sealing->counts.sealed,
           (long long)sealing->counts.plain);
    if (did->later == E_OK && store_seals(&sealing->kept)) {
        fputs("\n" SEALING_WORTH, stdout);
    }
    return fflush(stdout) == 0 ? E_OK : E_OUTPUT;
}

/* What was done is told even where more has to wait, and the exit code says that it has to. */
static enum error tell(const struct cli *cli, struct store *store, const struct keeping *did)
{
    struct sealing sealing;
    enum error error = sealing_look(store, &sealing);
    if (error == E_OK) {
        error = cli->json ? print_json(did, &sealing) : print_words(did, &sealing);
    }
    return error == E_OK ? did->later : error;
}

static enum error work(const struct cli *cli, bool seals)
{
    struct store *store = NULL;
    struct keeping did = {.later = E_OK};
    enum error error = store_open(seals ? STORE_WRITE : STORE_READ, &store);
    if (error == E_OK && store) {
        error = seals ? keeping_advance(store, true, clock_now_ms(), &did)
                      : keeping_unseal(store, &did);
        fputs(did.unused ? SEALING_UNUSED : "", stderr);
    }
    if (error == E_OK) {
        error = tell(cli, store, &did);
    }
    store_close(store);
    return error;
}

static enum error begin(struct cli *cli, bool seals)
{
    if (cli->argc > 0) {
        return E_USAGE;
    }
    enum error error = sealing_refuse_sudo(cli);
    return error == E_OK ? work(cli, seals) : error;
}

static enum error run_seal(struct cli *cli)
{
    return begin(cli, true);
}

static enum error run_unseal(struct cli *cli)
{
    return begin(cli, false);
}

const struct verb seal_verb = {
    .name = "seal",
    .arguments = "",
    .help = "seal the stored text, once the keyring has proven that it keeps the key",
    .run = run_seal,
};

const struct verb unseal_verb = {
    .name = "unseal",
    .arguments = "",
    .help = "open all sealed text and keep new text plain; the key stays in the keyring",
    .run = run_unseal,
};
