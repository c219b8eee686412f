#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "identity.h"
#include "system/clock.h"

static const struct verb verbs[] = {
    {"check", "[--json] [FILE]", "tell what one captured page says (a report.args object)",
     check_run},
    {"status", "[--json]", "tell what is known, what to do next and what is due", status_run},
};

#define VERB_COUNT (sizeof verbs / sizeof verbs[0])

static void print_usage(FILE *file)
{
    fputs("optwatch: tells whether LinkedIn may train generative AI on your data\n\n", file);
    for (size_t i = 0; i < VERB_COUNT; i++) {
        fprintf(file, "  optwatch %s %s\n      %s\n", verbs[i].name, verbs[i].usage, verbs[i].help);
    }
    fputs("  optwatch --version\n", file);
}

static enum error print_help(const struct verb *verb)
{
    if (verb) {
        printf("optwatch %s %s\n    %s\n", verb->name, verb->usage, verb->help);
    } else {
        print_usage(stdout);
    }
    return E_OK;
}

static const struct verb *find_verb(const char *name)
{
    for (size_t i = 0; i < VERB_COUNT; i++) {
        if (strcmp(verbs[i].name, name) == 0) {
            return &verbs[i];
        }
    }
    return NULL;
}

/* Options may stand anywhere before "--"; what is left moves to the front of argv. */
static enum error read_options(struct cli *cli, int argc, char **argv, bool *ret_help)
{
    int kept = 0;
    bool options = true;
    for (int i = 0; i < argc; i++) {
        bool option = options && argv[i][0] == '-' && argv[i][1] != '\0';
        if (option && strcmp(argv[i], "--json") == 0) {
            cli->json = true;
        } else if (option && strcmp(argv[i], "--help") == 0) {
            *ret_help = true;
        } else if (option && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (option) {
            return E_USAGE;
        } else {
            argv[kept++] = argv[i];
        }
    }
    cli->argc = kept;
    cli->argv = argv;
    return E_OK;
}

static enum error run(struct cli *cli, int argc, char **argv)
{
    bool help = false;
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        return print_help(NULL);
    }
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        puts("optwatch " OPTWATCH_VERSION);
        return E_OK;
    }
    const struct verb *verb = argc > 1 ? find_verb(argv[1]) : NULL;
    if (!verb) {
        print_usage(stderr);
        return E_USAGE;
    }
    enum error error = read_options(cli, argc - 2, argv + 2, &help);
    if (error != E_OK || help) {
        return error == E_OK ? print_help(verb) : error;
    }
    service_init(&cli->service, &cli->arena, clock_zone());
    return verb->run(cli);
}

int main(int argc, char **argv)
{
    struct cli cli = {.json = false};
    umask(077);
    enum error error = run(&cli, argc, argv);
    if (error != E_OK) {
        fprintf(stderr, "optwatch: %s: %s\n", error_name(error), error_hint(error));
    }
    arena_finish(&cli.arena);
    return (int)error;
}
