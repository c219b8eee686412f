#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "identity.h"
#include "system/clock.h"
#include "wire/library.h"

static const struct verb *const verbs[] = {
    &status_verb, &history_verb,   &check_verb,  &accounts_verb, &exits_verb,      &settings_verb,
    &export_verb, &import_verb,    &forget_verb, &setup_verb,    &seal_verb,       &unseal_verb,
    &key_verb,    &reminders_verb, &remind_verb, &register_verb, &unregister_verb, &doctor_verb,
};

#define VERB_COUNT (sizeof verbs / sizeof verbs[0])

static void print_usage(void)
{
    puts("optwatch: tells whether LinkedIn may train generative AI on your data\n");
    for (size_t i = 0; i < VERB_COUNT; i++) {
        options_print_help(verbs[i], false);
    }
    puts("  optwatch --version\n\noptwatch VERB --help tells what a verb takes; man optwatch has "
         "all of it.\n"
         "Where something does not work, optwatch doctor says why, and what mends it.");
}

static const struct verb *find_verb(const char *name)
{
    for (size_t i = 0; i < VERB_COUNT; i++) {
        if (strcmp(verbs[i]->name, name) == 0) {
            return verbs[i];
        }
    }
    return NULL;
}

static enum error run(struct cli *cli, int argc, char **argv)
{
    bool help = false;
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        print_usage();
        return E_OK;
    }
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        puts("optwatch " OPTWATCH_VERSION);
        return E_OK;
    }
    cli->verb = argc > 1 ? find_verb(argv[1]) : NULL;
    if (!cli->verb) {
        return E_USAGE;
    }
    enum error error = options_read(cli, argc - 1, argv + 1, &help);
    if (error != E_OK) {
        return error;
    }
    if (help) {
        options_print_help(cli->verb, true);
        return E_OK;
    }
    service_init(&cli->service, &cli->arena, clock_zone());
    return cli->verb->run(cli);
}

/* What went wrong has to be read as well, before a window closes over it. */
static void wait_for_enter(void)
{
    int c = 0;
    if (!isatty(STDIN_FILENO)) {
        return;
    }
    fputs("\nPress Enter to close. ", stdout);
    fflush(stdout);
    while (c != '\n' && c != EOF) {
        c = getchar();
    }
}

int main(int argc, char **argv)
{
    struct cli cli = {.json = false};
    umask(077);
    library_prepare();
    signal(SIGXFSZ, SIG_IGN);
    /* A reader that is gone is an error of writing like any other. */
    signal(SIGPIPE, SIG_IGN);
    enum error error = run(&cli, argc, argv);
    if (error != E_OK) {
        fprintf(stderr, "optwatch: %s: %s\n", error_name(error), error_hint(error));
    }
    if (cli.waits) {
        wait_for_enter();
    }
    arena_finish(&cli.arena);
    return (int)error;
}
